/** What the venue's database answers, in the shapes of the control plane's stores for venue and clerks. Its times are the machine's clock. */
import { expiryDate, licencesUnder } from './cloud/reach.js';
import { databaseVersion } from './machine.js';
import type { Tick, TradingPeriod } from './records.js';
import { ModelRefusal } from './refusal.js';
import { CLERK_GROUPS, LOCATION_GROUPS, LOCATIONS, PERMISSIONS, SECURITY_GROUPS } from './seed.js';
import type { VenueModel } from './state.js';
import { machineNow } from './time.js';

export type Licence = 'CLOUD_SYNC' | 'WEB_API' | 'MAINTENANCE';

export function registration(model: VenueModel) {
  const { customerNumber, companyName, registeredEmail, licences, region, timeZone, swiftposVersion } =
    model.database;
  return {
    customerNumber,
    companyName,
    registeredEmail,
    expiresOn: expiryDate(model),
    swiftposVersion: databaseVersion(model.faults, swiftposVersion),
    licences: licencesUnder(model.faults, licences) as Licence[],
    region,
    timeZone,
  };
}

export function locationGroups(_: VenueModel): { id: string; name: string }[] {
  return LOCATION_GROUPS.map((group) => ({ ...group }));
}

export function locations(_: VenueModel, groupIds?: readonly string[]) {
  return LOCATIONS.filter(({ locationGroupId }) => groupIds?.includes(locationGroupId) ?? true).map(
    (each) => ({ ...each }),
  );
}

export function tradingPeriods({ database }: VenueModel): TradingPeriod[] {
  return database.tradingPeriods.map((period) => ({ ...period }));
}

export function lastSaleAt({ till }: VenueModel): Date | undefined {
  return till.lastSoldAt === null ? undefined : new Date(till.lastSoldAt);
}

export function databaseOperations(model: VenueModel): { name: string; startedAt: Date }[] {
  const { operations, reindexSince } = model.database;
  const found = operations.map(({ name, startedAt }) => ({ name, startedAt: new Date(startedAt) }));
  if (model.faults['database'] !== 'reindexing' || found.some(({ name }) => name === 'Re-index'))
    return found;
  return [...found, { name: 'Re-index', startedAt: new Date(reindexSince ?? machineNow(model)) }];
}

export function syncBacklog({ sync }: VenueModel): { messages: number; oldestAt: Date | undefined } {
  const messages = Math.floor(sync.messages);
  const oldestAt = messages === 0 || sync.oldestAt === null ? undefined : new Date(sync.oldestAt);
  return { messages, oldestAt };
}

/** Raised after `since`; all of them when it is undefined. */
export function syncExceptions({ sync }: VenueModel, since?: Date) {
  const after = since?.getTime() ?? Number.NEGATIVE_INFINITY;
  const counted = sync.exceptions
    .map((run) => ({ ...run, rows: rowsAfter(run, after) }))
    .filter(({ rows }) => rows > 0);
  const newest = counted.reduce<(typeof counted)[number] | undefined>(
    (last, run) => (last === undefined || run.lastAt >= last.lastAt ? run : last),
    undefined,
  );
  return {
    rows: counted.reduce((sum, { rows }) => sum + rows, 0),
    newestAt: newest && new Date(newest.lastAt),
    tables: [...new Set(counted.map(({ table }) => table))].sort(),
    newestMessage: newest?.message,
  };
}

function rowsAfter(
  { firstAt, lastAt, rows }: VenueModel['sync']['exceptions'][number],
  after: number,
): number {
  if (after < firstAt) return rows;
  if (after >= lastAt) return 0;
  const step = (lastAt - firstAt) / (rows - 1);
  return rows - 1 - Math.floor((after - firstAt) / step);
}

export function syncTableCounts({ database }: VenueModel): { table: string; rows: number }[] {
  return Object.entries(database.rows)
    .map(([table, rows]) => ({ table, rows }))
    .sort((one, other) => (one.table < other.table ? -1 : 1));
}

interface Clerk {
  id: string;
  name: string;
  active: boolean;
  clerkGroupId: string;
  securityGroupId: string | undefined;
}

function allClerks({ database }: VenueModel): Clerk[] {
  return database.clerks.map((clerk) => ({ ...clerk, securityGroupId: clerk.securityGroupId ?? undefined }));
}

export function clerks(model: VenueModel, ids?: readonly string[]): Clerk[] {
  return allClerks(model).filter(({ id }) => ids?.includes(id) ?? true);
}

/** With the permissions in effect at `at`, by the machine's clock. */
export function standings(model: VenueModel, ids: readonly string[], at: Date) {
  return clerks(model, ids).map(({ name: _, ...clerk }) => ({
    ...clerk,
    permissions: model.database.ticks
      .filter((tick) => tick.securityGroupId === clerk.securityGroupId && isInEffect(tick, at.getTime()))
      .map(({ permission }) => permission as (typeof PERMISSIONS)[number])
      .sort(),
  }));
}

function isInEffect({ granted, expiresAt }: Tick, at: number): boolean {
  return granted && (expiresAt === null || expiresAt > at);
}

export function clerksOfClerkGroups(model: VenueModel, groupIds: readonly string[]): Clerk[] {
  return allClerks(model).filter(({ clerkGroupId }) => groupIds.includes(clerkGroupId));
}

export function clerksOfSecurityGroups(model: VenueModel, groupIds: readonly string[]): Clerk[] {
  return allClerks(model).filter(
    ({ securityGroupId }) => securityGroupId !== undefined && groupIds.includes(securityGroupId),
  );
}

export function clerkGroups(_: VenueModel, ids?: readonly string[]): { id: string; name: string }[] {
  return CLERK_GROUPS.filter(({ id }) => ids?.includes(id) ?? true).map(({ id, name }) => ({ id, name }));
}

export function locationGroupIdsOf(_: VenueModel, clerkGroupIds: readonly string[]) {
  return CLERK_GROUPS.filter(({ id }) => clerkGroupIds.includes(id)).flatMap(({ id, locationGroupIds }) =>
    locationGroupIds.map((locationGroupId) => ({
      clerkGroupId: id as string,
      locationGroupId: locationGroupId as string,
    })),
  );
}

export function securityGroups(
  _: VenueModel,
  ids?: readonly string[],
): { id: string; name: string; rank: number }[] {
  return SECURITY_GROUPS.filter(({ id }) => ids?.includes(id) ?? true).map(({ id, name, rank }) => ({
    id,
    name,
    rank,
  }));
}

/** A grant whose time is over reads as not granted. */
export function ticks(model: VenueModel, groupIds: readonly string[], at: Date) {
  return [...new Set(groupIds)].flatMap((securityGroupId) =>
    PERMISSIONS.map((permission) => {
      const found = findTick(model, securityGroupId, permission);
      const granted = found !== undefined && isInEffect(found, at.getTime());
      return {
        securityGroupId,
        permission,
        granted,
        grantedByName: (granted && found?.grantedByName) || undefined,
        grantedAt: granted && found?.grantedAt != null ? new Date(found.grantedAt) : undefined,
        expiresAt: granted && found?.expiresAt != null ? new Date(found.expiresAt) : undefined,
      };
    }),
  );
}

function findTick({ database }: VenueModel, securityGroupId: string, permission: string): Tick | undefined {
  return database.ticks.find(
    (tick) => tick.securityGroupId === securityGroupId && tick.permission === permission,
  );
}

export interface Grant {
  readonly securityGroupId: string;
  readonly permission: string;
  readonly byName: string;
  readonly at: Date;
  readonly expiresAt?: Date;
}

export function grant(
  model: VenueModel,
  { securityGroupId, permission, byName, at, expiresAt }: Grant,
): void {
  write(model, {
    securityGroupId,
    permission,
    granted: true,
    grantedByName: byName,
    grantedAt: at.getTime(),
    expiresAt: expiresAt?.getTime() ?? null,
  });
}

export function revoke(
  model: VenueModel,
  { securityGroupId, permission, byName, at }: Omit<Grant, 'expiresAt'>,
): void {
  write(model, {
    securityGroupId,
    permission,
    granted: false,
    grantedByName: byName,
    grantedAt: at.getTime(),
    expiresAt: null,
  });
}

function write(model: VenueModel, tick: Tick): void {
  const { database, faults } = model;
  if (faults['database'] === 'full') throw new ModelRefusal('DATABASE_FULL', 'database or disk is full');
  if (faults['database'] === 'locked') throw new ModelRefusal('DATABASE_BUSY', 'database is locked');
  database.ticks = database.ticks.filter(
    (each) => each.securityGroupId !== tick.securityGroupId || each.permission !== tick.permission,
  );
  database.ticks.push(tick);
}
