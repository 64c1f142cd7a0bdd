/**
 * The ClerkStore port over the views; grant and revoke go through the venue's two procedures. A malformed row
 * is left out: it grants nothing, and it takes nothing from other clerks. "venue-control doctor" names it.
 */

import type { Selectable } from 'kysely';
import type { ClerkRow, ClerkStanding, PermissionTickRow } from '../../domain/ports/clerk-reader.js';
import type { ClerkStore } from '../../domain/ports/clerk-store.js';
import { ALL_PERMISSIONS, type Permission } from '../../domain/types/permissions.js';
import type { Database } from '../database.js';
import type { VenueTables } from '../venue-schema/tables.js';
import { byId, type LeftOutRows, rowUnlessMalformed, type ViewRow } from './view-rows.js';

const clerkColumns = ['id', 'name', 'active', 'clerk_group_id', 'security_group_id'] as const;
const tickColumns = ['permission', 'granted', 'granted_by_name', 'granted_at', 'expires_at'] as const;

/** `now` is compared with the expiry of permissions. */
export function clerkStore(
  { db, engine }: Database<VenueTables>,
  now: () => Date,
  leftOut: LeftOutRows,
): ClerkStore {
  const clerks = () => db.selectFrom('clerk').select(clerkColumns);
  return {
    async clerks(ids) {
      const query = ids === undefined ? clerks() : clerks().where(engine.keyIn('id', ids));
      return inOrder(await query.execute(), leftOut);
    },

    async standings(ids) {
      const rows = await db
        .selectFrom('clerk')
        .leftJoin('permission_tick', 'permission_tick.security_group_id', 'clerk.security_group_id')
        .select(clerkColumns.map((column) => `clerk.${column}` as const))
        .select(tickColumns)
        .where(engine.keyIn('clerk.id', ids))
        .execute();
      return standingsFrom(rows, now(), leftOut);
    },

    async clerksOfClerkGroups(groupIds) {
      const rows = await clerks().where(engine.keyIn('clerk_group_id', groupIds)).execute();
      return inOrder(rows, leftOut);
    },

    async clerksOfSecurityGroups(groupIds) {
      const rows = await clerks().where(engine.keyIn('security_group_id', groupIds)).execute();
      return inOrder(rows, leftOut);
    },

    async clerkGroups(ids) {
      const all = db.selectFrom('clerk_group').select(['id', 'name']);
      const rows = await (ids === undefined ? all : all.where(engine.keyIn('id', ids))).execute();
      return rows.flatMap((row) => rowUnlessMalformed('clerk_group', row, leftOut)).sort(byId);
    },

    async locationGroupIdsOf(clerkGroupIds) {
      const rows = await db
        .selectFrom('clerk_group_location_group')
        .select(['clerk_group_id', 'location_group_id'])
        .where(engine.keyIn('clerk_group_id', clerkGroupIds))
        .execute();
      return rows
        .flatMap((row) => rowUnlessMalformed('clerk_group_location_group', row, leftOut))
        .map((row) => ({ clerkGroupId: row.clerk_group_id, locationGroupId: row.location_group_id }));
    },

    async securityGroups(ids) {
      const all = db.selectFrom('security_group').select(['id', 'name', 'rank']).orderBy('rank');
      const rows = await (ids === undefined ? all : all.where(engine.keyIn('id', ids))).execute();
      return rows.flatMap((row) => rowUnlessMalformed('security_group', row, leftOut));
    },

    async ticks(securityGroupIds) {
      const rows = await db
        .selectFrom('permission_tick')
        .select(['security_group_id', ...tickColumns])
        .where(engine.keyIn('security_group_id', securityGroupIds))
        .execute();
      const ticks = rows.flatMap((row) => rowUnlessMalformed('permission_tick', row, leftOut));
      const found = new Map(ticks.map((row) => [`${row.security_group_id} ${row.permission}`, row]));
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

type StoredClerk = Pick<VenueTables['clerk'], (typeof clerkColumns)[number]>;

/** Whatever order an engine finds them in. */
function inOrder(rows: readonly Selectable<StoredClerk>[], leftOut: LeftOutRows): ClerkRow[] {
  return rows.flatMap((row) => toClerk(row, leftOut)).sort(byId);
}

function toClerk(stored: Selectable<StoredClerk>, leftOut: LeftOutRows): ClerkRow[] {
  return rowUnlessMalformed('clerk', stored, leftOut).map((row) => ({
    id: row.id,
    name: row.name,
    active: row.active,
    clerkGroupId: row.clerk_group_id,
    securityGroupId: row.security_group_id,
  }));
}

type StoredTick = { readonly [Column in (typeof tickColumns)[number]]: unknown };

/** A row for each permission of each clerk, or one without any. */
function standingsFrom(
  rows: readonly (Selectable<StoredClerk> & StoredTick)[],
  at: Date,
  leftOut: LeftOutRows,
): ClerkStanding[] {
  return [...Map.groupBy(rows, ({ id }) => id).values()].flatMap((ofClerk) => {
    const [found] = ofClerk.slice(0, 1).flatMap((row) => toClerk(row, leftOut));
    if (!found) return [];
    const { name: _, ...clerk } = found;
    const granted = ofClerk
      .flatMap((row) => (row.permission === null ? [] : rowUnlessMalformed('permission_tick', row, leftOut)))
      .filter((tick) => isGranted(tick, at));
    const permissions = ALL_PERMISSIONS.filter((known) => granted.some((tick) => tick.permission === known));
    return [{ ...clerk, permissions }];
  });
}

type TickRow = ViewRow<'permission_tick', (typeof tickColumns)[number]>;

function isGranted({ granted, expires_at }: Pick<TickRow, 'granted' | 'expires_at'>, now: Date): boolean {
  return granted && !(expires_at !== undefined && expires_at <= now);
}

/** A box that is missing, cleared or expired is not granted, and then says nothing of who and when. */
function toTick(
  securityGroupId: string,
  permission: Permission,
  row: TickRow | undefined,
  now: Date,
): PermissionTickRow {
  const granted = row !== undefined && isGranted(row, now);
  return {
    securityGroupId,
    permission,
    granted,
    grantedByName: granted ? row.granted_by_name : undefined,
    grantedAt: granted ? row.granted_at : undefined,
    expiresAt: granted ? row.expires_at : undefined,
  };
}
