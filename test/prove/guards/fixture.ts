/** A venue made by chance: groups, clerks, permissions of which some have ended, and locations; in a real database, behind the whole domain. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ALL_PERMISSIONS } from '../../../src/domain/types/permissions.js';
import { type PracticeDomain, practiceDomain } from '../../domain/rehearsal-domain.js';
import { makeVenueFile, openVenue, type VenueRows } from '../../storage/engines.js';
import { newOperation } from '../../storage/samples.js';
import { venueRows } from '../../storage/venue-rows.js';
import type { Chance } from '../shared/seeded.js';

export const NOW = new Date('2031-05-05T17:10:00.000Z');
export const HOUR = 3_600_000;
export const KINDS = ['ONBOARD', 'RESYNC', 'ACTIVATE_LOCATIONS', 'SERVICE_CONTROL'] as const;

/** As it lies in the tables, and nothing of ours has read it. */
export interface RawVenue {
  readonly clerks: readonly {
    id: string;
    clerkGroup: string;
    group: string | undefined;
    disabled: boolean;
  }[];
  readonly groups: readonly { id: string; name: string; rank: number }[];
  readonly boxes: readonly {
    group: string;
    permission: string;
    granted: boolean;
    expires: number | undefined;
  }[];
  readonly sight: readonly { clerkGroup: string; locationGroup: string }[];
  readonly locations: readonly { id: string; name: string; locationGroup: string }[];
  readonly locationGroups: readonly string[];
}

export interface KnownOperation {
  readonly id: string;
  readonly kind: (typeof KINDS)[number];
  readonly requestedById: string;
  readonly awaiting: boolean;
}

export interface GuardsFixture {
  readonly domain: PracticeDomain;
  readonly operations: readonly KnownOperation[];
  /** Read afresh. */
  raw(): RawVenue;
  close(): Promise<void>;
}

export async function guardsFixture(chance: Chance): Promise<GuardsFixture> {
  const folder = mkdtempSync(join(tmpdir(), 'venue-control-guards-'));
  const file = join(folder, 'venue.sqlite');
  makeVenueFile(file, rowsBy(chance));
  const closing: (() => Promise<void>)[] = [];
  const domain = await practiceDomain({
    now: NOW,
    async database(now) {
      const opened = await openVenue(file, { now });
      closing.push(opened.close);
      return opened;
    },
  });
  const database = new DatabaseSync(file, { readOnly: true });
  const raw = () => rawOf(database);
  return {
    domain,
    operations: await storeOperations(domain, raw(), chance),
    raw,
    async close() {
      database.close();
      await domain.close();
      for (const close of closing) await close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function rowsBy(chance: Chance): VenueRows {
  const upTo = (most: number) => 1 + Math.floor(chance.between(0, most));
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
  const often = (share: number) => chance.between(0, 1) < share;
  // One venue in twenty has no Location Group, and one in three hardly anyone who may edit clerk security.
  const places = often(0.05) ? [] : numbers(upTo(3));
  const isLean = often(0.35);
  const ranks = numbers(2 + upTo(3));
  const clerkGroups = numbers(4);
  const expiry = () =>
    often(0.3) ? new Date(NOW.getTime() + chance.pick([-1, 0, 1, 2]) * HOUR).toISOString() : null;
  const box = (group: number, permission: string) =>
    often(permission === 'CLERK_SECURITY_EDIT' && isLean ? 0.5 : 0.92)
      ? [[group, permission, often(0.92) ? 1 : 0, null, null, expiry()]]
      : [];
  const tables: VenueRows = {
    ...venueRows,
    location_group: places.map((id) => [id, `Place ${id}`]),
    location: numbers(places.length === 0 ? 0 : 5).map((id) => [id, chance.pick(places), `Bar${id}x`]),
    clerk_group: clerkGroups.map((id) => [id, `Clerks ${id}`]),
    clerk_group_location_group: clerkGroups.flatMap((group) =>
      places.filter(() => group === 1 || often(0.5)).map((place) => [group, place]),
    ),
    security_group: chance.shuffled(ranks).map((rank, index) => [index + 1, `Rank ${rank}`, rank]),
    security_group_object: ranks.flatMap((group) =>
      ALL_PERMISSIONS.flatMap((permission) => box(group, permission)),
    ),
    clerk: numbers(10).map((id) => [
      id,
      `Clerk ${id}`,
      chance.pick([1, 1, 1, 1, 1, 1, ...clerkGroups]),
      often(0.93) ? chance.pick(ranks) : null,
      1,
      often(0.06) ? 1 : 0,
    ]),
  };
  return Object.fromEntries(Object.entries(tables).filter(([, rows]) => rows.length > 0));
}

/** Two of each kind, one of which waits for a second person. */
async function storeOperations(
  { state }: PracticeDomain,
  { clerks, locations }: RawVenue,
  chance: Chance,
): Promise<KnownOperation[]> {
  const made: KnownOperation[] = [];
  for (const kind of KINDS)
    for (const awaiting of [false, true]) {
      const requestedById = chance.pick(clerks).id;
      const id = `${kind.toLowerCase().replaceAll('_', '-')}-${awaiting ? 'awaiting' : 'ended'}`;
      const named = locations.map(({ id: location, name, locationGroup }) => ({
        id: location,
        name,
        locationGroupId: locationGroup,
      }));
      const steps = named.map((location) => ({
        name: `activate-${location.id}`,
        title: `Activate ${location.name}`,
      }));
      await state.operations.create(
        newOperation({
          id,
          kind,
          requestedById,
          state: awaiting ? 'AWAITING_APPROVAL' : 'PENDING',
          createdAt: NOW,
          scheduledFor: new Date(NOW.getTime() + 24 * HOUR),
          input: { customerNumber: '10482213', locations: named },
          steps: kind === 'ACTIVATE_LOCATIONS' ? steps : [],
        }),
      );
      if (!awaiting) await state.operations.transition(id, ['PENDING'], 'SUCCEEDED', { finishedAt: NOW });
      made.push({ id, kind, requestedById, awaiting });
    }
  return made;
}

function rawOf(database: DatabaseSync): RawVenue {
  const all = (sql: string) => database.prepare(sql).all() as Record<string, string | number | null>[];
  const text = (value: unknown) => String(value);
  return {
    clerks: all('SELECT * FROM swiftpos_clerk').map((row) => ({
      id: text(row['id']),
      clerkGroup: text(row['clerk_group_id']),
      group: row['security_group_id'] === null ? undefined : text(row['security_group_id']),
      disabled: row['disabled'] === 1,
    })),
    groups: all('SELECT * FROM swiftpos_security_group').map((row) => ({
      id: text(row['id']),
      name: text(row['name']),
      rank: Number(row['rank']),
    })),
    boxes: all('SELECT * FROM swiftpos_security_group_object').map((row) => ({
      group: text(row['security_group_id']),
      permission: text(row['permission']),
      granted: row['granted'] === 1,
      expires: row['expires_at'] === null ? undefined : Date.parse(text(row['expires_at'])),
    })),
    sight: all('SELECT * FROM swiftpos_clerk_group_location_group').map((row) => ({
      clerkGroup: text(row['clerk_group_id']),
      locationGroup: text(row['location_group_id']),
    })),
    locations: all('SELECT * FROM swiftpos_location').map((row) => ({
      id: text(row['id']),
      name: text(row['name']),
      locationGroup: text(row['location_group_id']),
    })),
    locationGroups: all('SELECT id FROM swiftpos_location_group').map((row) => text(row['id'])),
  };
}
