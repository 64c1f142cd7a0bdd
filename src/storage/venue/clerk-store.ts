/** The ClerkStore port over the views; grant and revoke go through the venue's two procedures. */

import type { ClerkRow, ClerkStanding, PermissionTickRow } from '../../domain/ports/clerk-reader.js';
import type { ClerkStore } from '../../domain/ports/clerk-store.js';
import { ALL_PERMISSIONS, type Permission } from '../../domain/types/permissions.js';
import { flagOf, optionalTimeOf } from '../columns.js';
import type { Database } from '../database.js';
import type { VenueTables } from '../venue-schema/tables.js';
import { byId } from './by-id.js';

const clerkColumns = ['id', 'name', 'active', 'clerk_group_id', 'security_group_id'] as const;
const tickColumns = ['permission', 'granted', 'granted_by_name', 'granted_at', 'expires_at'] as const;

/** `now` is compared with the expiry of permissions. */
export function clerkStore({ db, engine }: Database<VenueTables>, now: () => Date): ClerkStore {
  const clerks = () => db.selectFrom('clerk').select(clerkColumns);
  return {
    async clerks(ids) {
      const query = ids === undefined ? clerks() : clerks().where(engine.keyIn('id', ids));
      return inOrder(await query.execute());
    },

    async standings(ids) {
      const rows = await db
        .selectFrom('clerk')
        .leftJoin('permission_tick', 'permission_tick.security_group_id', 'clerk.security_group_id')
        .select(clerkColumns.map((column) => `clerk.${column}` as const))
        .select(tickColumns)
        .where(engine.keyIn('clerk.id', ids))
        .execute();
      return standingsFrom(rows, now());
    },

    async clerksOfClerkGroups(groupIds) {
      const rows = await clerks().where(engine.keyIn('clerk_group_id', groupIds)).execute();
      return inOrder(rows);
    },

    async clerksOfSecurityGroups(groupIds) {
      const rows = await clerks().where(engine.keyIn('security_group_id', groupIds)).execute();
      return inOrder(rows);
    },

    async clerkGroups(ids) {
      const all = db.selectFrom('clerk_group').select(['id', 'name']);
      const rows = await (ids === undefined ? all : all.where(engine.keyIn('id', ids))).execute();
      return rows.map(({ id, name }) => ({ id, name })).sort(byId);
    },

    async locationGroupIdsOf(clerkGroupIds) {
      const rows = await db
        .selectFrom('clerk_group_location_group')
        .select(['clerk_group_id', 'location_group_id'])
        .where(engine.keyIn('clerk_group_id', clerkGroupIds))
        .execute();
      return rows.map((row) => ({
        clerkGroupId: row.clerk_group_id,
        locationGroupId: row.location_group_id,
      }));
    },

    async securityGroups(ids) {
      const all = db.selectFrom('security_group').select(['id', 'name', 'rank']).orderBy('rank');
      const rows = await (ids === undefined ? all : all.where(engine.keyIn('id', ids))).execute();
      return rows.map(({ id, name, rank }) => ({ id, name, rank }));
    },

    async ticks(securityGroupIds) {
      const rows = await db
        .selectFrom('permission_tick')
        .select(['security_group_id', ...tickColumns])
        .where(engine.keyIn('security_group_id', securityGroupIds))
        .execute();
      const found = new Map(rows.map((row) => [`${row.security_group_id} ${row.permission}`, row]));
      const at = now();
      return [...new Set(securityGroupIds)].flatMap((groupId) =>
        ALL_PERMISSIONS.map((permission) =>
          toTick(groupId, permission, found.get(`${groupId} ${permission}`), at),
        ),
      );
    },

    async grant({ securityGroupId, permission, byName, at, expiresAt }) {
      await engine.call(db, 'grant_permission', {
        security_group_id: securityGroupId,
        permission,
        by_name: byName,
        at,
        expires_at: expiresAt ?? null,
      });
    },

    async revoke({ securityGroupId, permission, byName, at }) {
      await engine.call(db, 'revoke_permission', {
        security_group_id: securityGroupId,
        permission,
        by_name: byName,
        at,
      });
    },
  };
}

interface StoredClerk {
  readonly id: string;
  readonly name: string;
  readonly active: number | boolean;
  readonly clerk_group_id: string;
  readonly security_group_id: string | null;
}

/** Whatever order an engine finds them in. */
function inOrder(rows: readonly StoredClerk[]): ClerkRow[] {
  return rows.map(toClerk).sort(byId);
}

function toClerk(row: StoredClerk): ClerkRow {
  return {
    id: row.id,
    name: row.name,
    active: flagOf(row.active),
    clerkGroupId: row.clerk_group_id,
    securityGroupId: row.security_group_id ?? undefined,
  };
}

type StoredStanding = StoredClerk & { readonly [column in keyof StoredTick]: StoredTick[column] | null } & {
  readonly permission: string | null;
};

/** A row for each permission of each clerk, or one without any. */
function standingsFrom(rows: readonly StoredStanding[], at: Date): ClerkStanding[] {
  return [...Map.groupBy(rows, ({ id }) => id).values()].flatMap((ofClerk) => {
    const [first] = ofClerk;
    if (!first) return [];
    const { name: _, ...clerk } = toClerk(first);
    const ticks = ofClerk.flatMap(({ permission, granted, expires_at }) => {
      const expiresAt = optionalTimeOf(expires_at);
      const isIn = flagOf(granted ?? false) && !(expiresAt && expiresAt <= at);
      return isIn ? ALL_PERMISSIONS.filter((known) => known === permission) : [];
    });
    return [{ ...clerk, permissions: ticks }];
  });
}

interface StoredTick {
  readonly granted: number | boolean;
  readonly granted_by_name: string | null;
  readonly granted_at: string | Date | null;
  readonly expires_at: string | Date | null;
}

/** A box that is missing, cleared or expired is not granted, and then says nothing of who and when. */
function toTick(
  securityGroupId: string,
  permission: Permission,
  row: StoredTick | undefined,
  now: Date,
): PermissionTickRow {
  const expiresAt = optionalTimeOf(row?.expires_at ?? null);
  const granted = row !== undefined && flagOf(row.granted) && !(expiresAt !== undefined && expiresAt <= now);
  return {
    securityGroupId,
    permission,
    granted,
    grantedByName: granted ? (row.granted_by_name ?? undefined) : undefined,
    grantedAt: granted ? optionalTimeOf(row.granted_at) : undefined,
    expiresAt: granted ? expiresAt : undefined,
  };
}
