/**
 * Any value in any column of any view: each read answers with rows as they are declared, or names view,
 * column and value.
 */
import { join } from 'node:path';
import fc from 'fast-check';
import { sql } from 'kysely';
import { fact } from '../../src/domain/facts/read-facts.js';
import { nothingRead } from '../../src/domain/facts/snapshot.js';
import { standingsOf } from '../../src/domain/permissions/standing.js';
import { judgeStatus } from '../../src/domain/status/judge-status.js';
import { AppError } from '../../src/errors/errors.js';
import { type OpenVenueDatabase, openVenueDatabase } from '../../src/storage/open-venue.js';
import { sqliteDatabase } from '../../src/storage/sqlite/database.js';
import { faultOf, LeftOutRows, readRow } from '../../src/storage/venue/view-rows.js';
import type { VenueTables } from '../../src/storage/venue-schema/tables.js';
import { VENUE_VIEWS, type VenueViewName, type ViewColumn } from '../../src/storage/venue-schema/views.js';
import { temporaryFolder } from './engines.js';
import { at } from './samples.js';

type Value = string | number | null;
type Rows = Readonly<Record<VenueViewName, Readonly<Record<string, Value>>>>;

const WELL: Rows = {
  registration: {
    customer_number: '10482213',
    company_name: 'Harbour View',
    registered_email: 'a@b.example',
    expires_on: '2031-12-24',
    swiftpos_version: '10.58.0',
    licences: 'CLOUD_SYNC',
    region: 'AU',
    time_zone: 'Australia/Sydney',
  },
  location_group: { id: '1', name: 'Hotel' },
  location: { id: '1', name: 'Bar', location_group_id: '1' },
  clerk_group: { id: '0', name: 'Managers' },
  clerk_group_location_group: { clerk_group_id: '0', location_group_id: '1' },
  clerk: {
    id: '7',
    name: 'Morgan',
    active: 1,
    back_office: 1,
    clerk_group_id: '0',
    security_group_id: '9',
  },
  security_group: { id: '9', name: 'Administrators', rank: 1 },
  permission_tick: {
    security_group_id: '9',
    permission: 'SERVICES_VIEW',
    granted: 1,
    granted_by_name: 'Lee',
    granted_at: at(0).toISOString(),
    expires_at: at(60).toISOString(),
  },
  trading_period: { weekday: 'MONDAY', opens_at: '10:00', closes_at: '23:00' },
  last_sale: { sold_at: at(0).toISOString() },
  database_operation: { name: 'Re-index', detail: 'All', started_at: at(0).toISOString() },
  sync_message_summary: { table_name: 'sale', message_count: 3, oldest_at: at(0).toISOString() },
  sync_exception: {
    id: '1',
    raised_at: at(0).toISOString(),
    table_name: 'sale',
    row_key: '1',
    message: 'No',
  },
  sync_version: { table_name: 'sale', version: 1, synced_at: at(0).toISOString() },
  sync_table: { table_name: 'sale', row_count: 100 },
};

const HOSTILE: readonly Value[] = [
  ...[null, '', ' ', '1 ', 'NULL', 'NaN', 0, -1, 1.5, 2, 'yes', '0x10', '\u0000', '💥'.repeat(50)],
  ...['9:00', '25:00', '24:00', '23:59:60', '10:00:00.1234567', '10:00:00.12345678901', 'Mon', 'monday'],
  ...['31/12/2027', '12/31/2027', '2031-02-30', '2031-2-3', '20311224', '0000-00-00', '+010000-01-01'],
  ...['yesterday', '2031-05-05 10:00', '2031-05-05T25:00:00Z', '2031-05-05T10:00:00Z', '1e9999'],
  ...['MARS', 'Mars/Olympus', '+10:00', 'AUS Eastern Standard Time', '10', '10.', 'v10.58', '12345678'],
];
const values = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0') && text.isWellFormed()),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }),
);

/** Without the view that a method reads first there is nothing to read. */
const READS: Readonly<Record<string, (open: OpenVenueDatabase) => Promise<unknown>>> = {
  registration: ({ venue }) => venue.registration(),
  location_group: ({ venue }) => venue.locationGroups(),
  location: ({ venue }) => venue.locations(),
  trading_period: ({ venue }) => venue.tradingPeriods(),
  last_sale: ({ venue }) => venue.lastSaleAt(),
  database_operation: ({ venue }) => venue.databaseOperations(),
  sync_message_summary: ({ venue }) => venue.syncBacklog(),
  sync_exception: ({ venue }) => venue.syncExceptions(undefined),
  sync_table: ({ venue }) => venue.syncTableCounts(),
};
/** Those that no read of the store returns. */
const UNREAD = [
  'database_operation.detail',
  'sync_message_summary.table_name',
  'sync_exception.id',
  'sync_exception.row_key',
];

const columns = VENUE_VIEWS.flatMap((view) =>
  view.columns.map((column: ViewColumn) => ({ view: view.name, column })),
);
/** Not left out: the store reads no such column, or finds rows by it, or rejects instead. */
const UNSEEN =
  /^(location(_group)?\.|clerk\.back_office|clerk_group_location_group\.clerk_group_id|permission_tick\.security_group_id)/;
const OF_CLERKS = /clerk|security|permission|location_group/;

describe('a hostile value', () => {
  const folder = temporaryFolder();
  let open: OpenVenueDatabase;
  let set: (view: VenueViewName, column: string, value: Value) => Promise<unknown>;

  beforeAll(async () => {
    const database = sqliteDatabase<VenueTables>({ file: join(folder.path, 'venue.sqlite'), create: true });
    const { db } = database;
    // Tables of the views' names, whose columns take any value.
    for (const { name, columns: all } of VENUE_VIEWS) {
      const names = all.map((column) => sql.id(column.name));
      await sql`create table ${sql.id(name)} (${sql.join(names)})`.execute(db);
      const row = all.map((column) => WELL[name][column.name] ?? null);
      await sql`insert into ${sql.id(name)} values (${sql.join(row)})`.execute(db);
    }
    set = (view, column, value) => sql`update ${sql.id(view)} set ${sql.id(column)} = ${value}`.execute(db);
    const engine = { ...database.engine, prepareVenue: async () => undefined };
    open = await openVenueDatabase({ database: { ...database, engine }, now: () => at(1) });
  });
  afterEach(async () => {
    for (const [view, row] of Object.entries(WELL))
      for (const [column, value] of Object.entries(row)) await set(view as VenueViewName, column, value);
  });
  afterAll(async () => {
    await open.close();
    folder.remove();
  });

  const read = columns.filter(
    ({ view, column }) => READS[view] && !UNREAD.includes(`${view}.${column.name}`),
  );
  it.each(read)('in $view, $column.name is named, or read as declared', async ({ view, column }) => {
    await fc.assert(
      fc.asyncProperty(values, async (value) => {
        await set(view, column.name, value);
        const fault = faultOf(column, value);
        const found = await READS[view]?.(open).catch((error: unknown) => error);
        if (column.name === 'name' && value === 'UNKNOWN') return;
        if (fault === undefined) return expect(found).not.toBeInstanceOf(Error);
        expect(found).toMatchObject({ code: 'VENUE_ROW_MALFORMED', details: { view, column: column.name } });
        expect((found as AppError).message).toContain(`${column.name} ${fault}`);
        const facts = { ...nothingRead(at(1)), locations: await fact(Promise.reject(found), 'FACT_UNKNOWN') };
        expect(facts.locations).toMatchObject({ by: 'VENUE_ROW_MALFORMED' });
        expect(judgeStatus(facts).state).toBe('UNKNOWN');
      }),
      { numRuns: 60 },
    );
  });

  const granting = columns.filter(({ view }) => OF_CLERKS.test(view));
  it.each(granting)('in $view, $column.name never grants anything', async ({ view, column }) => {
    const sources = { clerks: open.clerks, venue: open.venue };
    await fc.assert(
      fc.asyncProperty(values, async (value) => {
        await set(view, column.name, value);
        const all = await open.clerks.clerks();
        const standings = await standingsOf(sources, all);
        const short = await open.clerks.standings(['7']);
        await Promise.all([open.clerks.clerkGroups(), open.clerks.securityGroups()]);
        const fault = faultOf(column, value);
        if (fault === undefined) return;
        if (!UNSEEN.test(`${view}.${column.name}`))
          await expect(open.venue.requireWholeClerks()).rejects.toThrow(
            `The view "${view}" has a malformed row: ${column.name} ${fault}.`,
          );
        if (view === 'clerk' && column.name !== 'back_office') expect([all, short]).toEqual([[], []]);
        if (view === 'permission_tick' || (view === 'clerk' && column.name === 'active')) {
          expect(standings.flatMap(({ permissions }) => [...permissions])).toEqual([]);
          expect(short.flatMap(({ permissions }) => permissions)).toEqual([]);
        }
        if (view === 'location_group' || view === 'clerk_group_location_group')
          expect(standings.map(({ scope }) => scope.every)).toEqual([false]);
      }),
      { numRuns: 40 },
    );
  });
});

it.each([
  ['trading_period', 'opens_at', '9:00', 'opens_at is "9:00"; expected HH:MM'],
  ['registration', 'expires_on', '31/12/2027', 'expires_on is "31/12/2027"; expected YYYY-MM-DD'],
  ['registration', 'expires_on', '2031-02-30', 'expires_on is "2031-02-30"; expected YYYY-MM-DD'],
  ['location', 'name', null, 'name is null'],
  ['sync_table', 'row_count', '9007199254740993', 'row_count is "9007199254740993"; expected a whole number'],
  ['last_sale', 'sold_at', '1/2/2031', 'sold_at is "1/2/2031"; expected a time in UTC'],
] as const)('names %s.%s = %s', (view, column, value, says) => {
  expect(() => readRow(view, { [column]: value })).toThrow(
    new AppError('VENUE_ROW_MALFORMED', { message: `The view "${view}" has a malformed row: ${says}.` }),
  );
});

test('a row of a clerk that was left out is reported for ten minutes', () => {
  let now = at(0);
  const leftOut = new LeftOutRows(() => now);
  leftOut.requireNone();
  leftOut.add(new AppError('VENUE_ROW_MALFORMED'));
  now = at(9);
  expect(() => leftOut.requireNone()).toThrow(new AppError('VENUE_ROW_MALFORMED'));
  now = at(10);
  leftOut.requireNone();
});
