/** Loaders of one request: each relation is one statement, however many rows ask for it. Built from ports, dropped with the request. */
import DataLoader from 'dataloader';
import type { ControlPlane } from '../domain/control-plane.js';
import type { EffectivePermission } from '../domain/permissions/effective.js';
import type {
  ClerkGroupRow,
  ClerkRow,
  PermissionTickRow,
  SecurityGroupRow,
} from '../domain/ports/clerk-reader.js';
import type { LocationGroupRow, LocationRow } from '../domain/ports/venue-store.js';
import type { Viewer } from '../domain/request/viewer.js';
import type { Operation, OperationStep } from '../domain/types/operation.js';
import type { Permission } from '../domain/types/permissions.js';
import type { LocationCloudState } from '../domain/venue/reader.js';

type One<Row> = DataLoader<string, Row | undefined>;
type Many<Row> = DataLoader<string, readonly Row[]>;

export interface Loaders {
  readonly clerk: One<ClerkRow>;
  readonly clerkGroup: One<ClerkGroupRow>;
  readonly securityGroup: One<SecurityGroupRow>;
  readonly clerksOfClerkGroup: Many<ClerkRow>;
  readonly clerksOfSecurityGroup: Many<ClerkRow>;
  readonly locationGroupsOfClerkGroup: Many<LocationGroupRow>;
  readonly locationsOfGroup: Many<LocationRow>;
  /** By Security Group. */
  readonly ticks: Many<PermissionTickRow>;
  /** In effect, by Security Group. */
  readonly permissions: Many<Permission>;
  /** Every permission of a clerk by both gates. */
  readonly effective: DataLoader<ClerkRow, readonly EffectivePermission[], string>;
  /** Whether the clerk is locked out of signing in. */
  readonly locked: One<boolean>;
  /** By operation, in order. */
  readonly steps: Many<OperationStep>;
  /** Those that the viewer may see. */
  readonly operation: One<Operation>;
  /** Every Location Group of the venue, in ID order; asked once. */
  locationGroups(): Promise<readonly LocationGroupRow[]>;
  /** What the cloud says about locations; asked once. */
  locationStates(): Promise<ReadonlyMap<string, LocationCloudState> | undefined>;
}

export function createLoaders(
  controlPlane: Pick<
    ControlPlane,
    'clerks' | 'venueRows' | 'security' | 'signInLocks' | 'operations' | 'venue'
  >,
  viewer: Viewer | undefined,
): Loaders {
  const { clerks, venueRows, security, signInLocks, operations, venue } = controlPlane;
  const locationGroups = once(() => venueRows.locationGroups());
  return {
    clerk: one((ids) => clerks.clerks(ids), idOf),
    clerkGroup: one((ids) => clerks.clerkGroups(ids), idOf),
    securityGroup: one((ids) => clerks.securityGroups(ids), idOf),
    clerksOfClerkGroup: many(
      (ids) => clerks.clerksOfClerkGroups(ids),
      (row) => row.clerkGroupId,
    ),
    clerksOfSecurityGroup: many(
      (ids) => clerks.clerksOfSecurityGroups(ids),
      (row) => row.securityGroupId,
    ),
    locationGroupsOfClerkGroup: new DataLoader(async (ids) => {
      const [groups, pairs] = await Promise.all([locationGroups(), clerks.locationGroupIdsOf(ids)]);
      const seen = new Set(pairs.map((pair) => `${pair.clerkGroupId} ${pair.locationGroupId}`));
      return ids.map((id) => groups.filter((group) => seen.has(`${id} ${group.id}`)));
    }),
    locationsOfGroup: many(
      (ids) => venueRows.locations(ids),
      (row) => row.locationGroupId,
    ),
    ticks: many(
      (ids) => clerks.ticks(ids),
      (row) => row.securityGroupId,
    ),
    permissions: new DataLoader(async (ids) => {
      const held = await security.permissionsOf(ids);
      return ids.map((id) => held.get(id) ?? []);
    }),
    effective: new DataLoader<ClerkRow, readonly EffectivePermission[], string>(
      async (rows) => {
        const found = await security.effectiveOf(rows);
        return rows.map((row) => found.get(row.id) ?? []);
      },
      { cacheKeyFn: idOf },
    ),
    locked: new DataLoader(async (ids) => {
      const locked = await signInLocks.locked(ids);
      return ids.map((id) => locked.get(id) ?? false);
    }),
    steps: many(
      async (ids) => [...(await operations.steps(ids))].sort((a, b) => a.position - b.position),
      (row) => row.operationId,
    ),
    operation: one(async (ids) => {
      if (!viewer) return [];
      return (await operations.list(viewer, { first: ids.length, ids })).operations;
    }, idOf),
    locationGroups,
    locationStates: once(() => venue.locationStates()),
  };
}

function one<Row>(
  load: (keys: readonly string[]) => Promise<readonly Row[]>,
  keyOf: (row: Row) => string,
): One<Row> {
  return new DataLoader(async (keys) => {
    const rows = new Map((await load(keys)).map((row) => [keyOf(row), row]));
    return keys.map((key) => rows.get(key));
  });
}

function many<Row>(
  load: (keys: readonly string[]) => Promise<readonly Row[]>,
  keyOf: (row: Row) => string | undefined,
): Many<Row> {
  return new DataLoader(async (keys) => {
    const rows = new Map<string, Row[]>(keys.map((key) => [key, []]));
    for (const row of await load(keys)) rows.get(keyOf(row) ?? '')?.push(row);
    return keys.map((key) => rows.get(key) ?? []);
  });
}

function once<Value>(load: () => Promise<Value>): () => Promise<Value> {
  let loaded: Promise<Value> | undefined;
  return () => {
    loaded ??= load();
    return loaded;
  };
}

function idOf(row: { readonly id: string }): string {
  return row.id;
}
