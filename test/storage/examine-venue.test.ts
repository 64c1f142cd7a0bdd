/** A venue's database that is examined: what is well, and each way in which a view can point at the wrong thing. */
import { readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { DoctorRow } from '../../src/domain/ports/doctor-row.js';
import { ENGINES, makeVenueFile, openVenue, temporaryFolder, type VenueRows } from './engines.js';
import { at } from './samples.js';
import { venueRows } from './venue-rows.js';

const bad = (findings: readonly DoctorRow[]) => findings.filter(({ ok, warning }) => !ok || warning);
const now = () => at(600);

/** As a site has it: names of others are passed over, and someone may do something. */
const well: VenueRows = {
  ...venueRows,
  registration: [
    ['10482213', 'Harbour View', 'manager@harbourview.example', '2031-12-24', 'CLOUD_SYNC', 'AU'],
  ],
};

describe.each(ENGINES)('an examination on $name', (engine) => {
  afterEach(() => engine.cleanUp());
  const examine = async (rows: VenueRows) => (await engine.venue(rows, { now })).examine();
  const ofView = async (view: string, rows: VenueRows) =>
    bad(await examine(rows)).filter(({ part }) => part === `view ${view}`);

  it('finds nothing in a venue that is well, and says how much it checked', async () => {
    const findings = await examine(well);
    expect(bad(findings)).toEqual([]);
    expect(findings.find(({ part }) => part === 'views')).toEqual({
      part: 'views',
      ok: true,
      detail: expect.stringMatching(/^15 of 15 as described; \d+ rows checked$/),
    });
  });

  it.each<[string, string, VenueRows, RegExp]>([
    [
      'registration',
      'two rows',
      {
        registration: [
          ...(well['registration'] ?? []),
          ['10482214', 'B', 'b@b.example', '2031-01-01', '', 'AU'],
        ],
      },
      /has 2 rows; expected one/,
    ],
    ['registration', 'none', { registration: [] }, /has no row; expected one/],
    [
      'registration',
      'another number',
      { registration: [['A-17', 'B', 'unknown', '24.12.2031', '', 'NZ']] },
      /customer_number is "A-17"; expected eight digits, .*expires_on is "24.12.2031"; expected YYYY-MM-DD, .*region is "NZ"; expected AU, UK or EU, .*registered_email/,
    ],
    [
      'registration',
      'no time zone',
      {
        global_config: [
          ['SwiftposVersion', '10'],
          ['TimeZone', 'Harbour Standard Time'],
        ],
      },
      /swiftpos_version is "10".*time_zone is "Harbour Standard Time"; expected an IANA or Windows name/,
    ],
    [
      'location',
      'a group that is not there',
      { location: [[1, 77, 'Lost']] },
      /location_group_id 77, which location_group doesn't have/,
    ],
    ['location_group', 'nothing', { location_group: [] }, /has no row/],
    [
      'clerk',
      'groups that are not there',
      { clerk: [[1, 'Morgan', 5, 6, 1, 0]] },
      /clerk_group_id 5.*security_group_id 6/,
    ],
    [
      'permission_tick',
      'none of our names',
      { security_group_object: [[9, 'NETPOS', 1, null, null, null]] },
      /none of our names/,
    ],
    [
      'trading_period',
      'other words',
      { trading_period: [['Mon', '9:00', '25:00']] },
      /weekday is "Mon".*opens_at is "9:00"; expected HH:MM, .*closes_at is "25:00"/,
    ],
    [
      'last_sale',
      'local time',
      { sale: [[1, at(1200).toISOString(), 1, 1, 1, 1, 1, 780]] },
      /sold_at is in the future \(local time, where UTC is expected\?\), in 1 of 1 rows/,
    ],
    [
      'sync_exception',
      'no time',
      { sync_exception: [[1, 'yesterday', 'sale', '1', 'x']] },
      // SQL Server, whose columns have types, fails the view as a whole.
      /raised_at is "yesterday"; expected a time in UTC, in 1 of 1 rows|can't be read: .*converting date/,
    ],
  ])('finds in %s: %s', async (view, _, rows, says) => {
    const [finding, ...more] = await ofView(view, { ...well, ...rows });
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      ok: false,
      detail: expect.stringMatching(says),
      remedy: expect.stringMatching(/\w.*\.$/),
    });
  });

  it('warns where it is unknown when the venue trades, and where the database lets no one look', async () => {
    const unseen = [[1, 'UNKNOWN', 'VIEW SERVER STATE', at(1).toISOString()]] as const;
    const findings = bad(await examine({ ...well, trading_period: [], database_operation: unseen }));
    expect(findings).toMatchObject([
      {
        part: 'view trading_period',
        ok: true,
        warning: true,
        detail: expect.stringContaining('the trading hours are unknown'),
      },
      {
        part: 'view database_operation',
        ok: true,
        warning: true,
        remedy: expect.stringContaining('login.sql'),
      },
    ]);
  });
});

describe('an examination of a file', () => {
  const folder = temporaryFolder();
  afterAll(() => folder.remove());

  it('finds a view that lost a column, or cannot be read, by name', async () => {
    const file = `${folder.path}/venue.sqlite`;
    makeVenueFile(file, well);
    const { examine, close } = await openVenue(file, { now });
    const raw = new DatabaseSync(file);
    raw.exec('ALTER TABLE swiftpos_trading_period RENAME TO swiftpos_hours');
    expect(bad(await examine())).toMatchObject([
      { part: 'view trading_period', ok: false, detail: 'is not there, or the login may not read it.' },
      { part: 'view sync_table', ok: false },
    ]);
    raw.close();
    await close();
  });

  it('finds pages that are damaged', async () => {
    const file = `${folder.path}/damaged.sqlite`;
    makeVenueFile(file, well);
    const raw = new DatabaseSync(file);
    const page = raw
      .prepare("SELECT rootpage AS root FROM sqlite_master WHERE name = 'swiftpos_product'")
      .get();
    raw.close();
    const whole = readFileSync(file);
    const size = whole.readUInt16BE(16);
    whole.fill(0xff, (Number(page?.['root']) - 1) * size, Number(page?.['root']) * size);
    writeFileSync(file, whole);
    const { examine, close } = await openVenue(file, { now });
    expect(await examine()).toContainEqual(expect.objectContaining({ part: 'venue integrity', ok: false }));
    await close();
  });

  it('rejects where there is no database, as every call does', async () => {
    const { examine, close } = await openVenue(`${folder.path}/nowhere.sqlite`);
    await expect(examine()).rejects.toMatchObject({ code: 'VENUE_DATABASE_UNAVAILABLE' });
    await close();
  });
});
