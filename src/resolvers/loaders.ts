/** Loaders of one request: each relation is one statement, however many rows ask for it. Built from ports, dropped with the request. */
import DataLoader from 'dataloader';
import { findingsOf } from '../domain/alerts/conditions.js';
import type { ControlPlane } from '../domain/control-plane.js';
import type { EffectivePermission } from '../domain/permissions/effective.js';
import type { ClerkRow } from '../domain/ports/clerk-reader.js';
import type { Viewer } from '../domain/request/viewer.js';
import type { StatusFinding } from '../domain/status/judge-status.js';
import type { ShownAlert } from '../domain/types/venue-alert.js';

type One<Row> = DataLoader<string, Row | undefined>;
type Many<Row> = DataLoader<string, readonly Row[]>;

export type Loaders = Readonly<ReturnType<typeof createLoaders>>;

export function createLoaders(
  controlPlane: Pick<
    ControlPlane,
    'clerks' | 'venueRows' | 'security' | 'signInLocks' | 'operations' | 'venue' | 'onboarding' | 'status'
  >,
  viewer: Viewer | undefined,
) {
  const { clerks, venueRows, security, signInLocks, operations, venue, onboarding, status } = controlPlane;
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
    locationGroupsOfClerkGroup: new DataLoader(async (ids: readonly string[]) => {
      const [groups, pairs] = await Promise.all([locationGroups(), clerks.locationGroupIdsOf(ids)]);
      const seen = new Set(pairs.map((pair) => `${pair.clerkGroupId} ${pair.locationGroupId}`));
      return ids.map((id) => groups.filter((group) => seen.has(`${id} ${group.id}`)));
    }),
    locationsOfGroup: many(
      (ids) => venueRows.locations(ids),
      (row) => row.locationGroupId,
    ),
    /** By Security Group. */
    ticks: many(
      (ids) => clerks.ticks(ids),
      (row) => row.securityGroupId,
    ),
    /** In effect, by Security Group. */
    permissions: new DataLoader(async (ids: readonly string[]) => {
      const held = await security.permissionsOf(ids);
      return ids.map((id) => held.get(id) ?? []);
    }),
    /** Every permission of a clerk by both gates. */
    effective: new DataLoader<ClerkRow, readonly EffectivePermission[], string>(
      async (rows) => {
        const found = await security.effectiveOf(rows);
        return rows.map((row) => found.get(row.id) ?? []);
      },
      { cacheKeyFn: idOf },
    ),
    /** Whether the clerk is locked out of signing in. */
    locked: new DataLoader(async (ids: readonly string[]) => {
      const locked = await signInLocks.locked(ids);
      return ids.map((id) => locked.get(id) ?? false);
    }),
    /** By operation, in order. */
    steps: many(
      async (ids) => [...(await operations.steps(ids))].sort((a, b) => a.position - b.position),
      (row) => row.operationId,
    ),
    /** Those that the viewer may see. */
    operation: one(async (ids) => {
      if (!viewer) return [];
      return (await operations.list(viewer, { first: ids.length, ids })).operations;
    }, idOf),
    /** That it is about now. Not cached: a subscription sends the same alert again. */
    findingOfAlert: new DataLoader<ShownAlert, StatusFinding | undefined>(
      async (alerts) => findingsOf(alerts, status.status()),
      { cache: false },
    ),
    /** ID of the onboarding that can be finished without a code; asked once. */
    unfinishedOnboarding: once(() => onboarding.unfinishedId()),
    /** Every Location Group of the venue, in ID order; asked once. */
    locationGroups,
    /** What the cloud says about locations; asked once. */
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
