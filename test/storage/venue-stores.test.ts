import { ENGINES } from './engines.js';
import { at } from './samples.js';
import { venueRows as rows } from './venue-rows.js';

const configWith = (timeZone: string) => [
  ['SwiftposVersion', '10.58.0'],
  ['TimeZone', timeZone],
];

describe.each(ENGINES)('the venue on $name', (engine) => {
  afterEach(() => engine.cleanUp());

  it('has one registration, with the licences that we know', async () => {
    const { venue } = await engine.venue(rows);
    expect(await venue.registration()).toStrictEqual({
      customerNumber: '10482213',
      companyName: 'Harbour “View” Hôtel',
      registeredEmail: 'manager@harbourview.example',
      expiresOn: '2031-12-24',
      swiftposVersion: '10.58.0',
      licences: ['CLOUD_SYNC', 'WEB_API'],
      region: 'AU',
      timeZone: 'Australia/Sydney',
    });
  });

  it('says which view has no row, or one that cannot be read', async () => {
    const { venue } = await engine.venue({});
    await expect(venue.registration()).rejects.toMatchObject({
      code: 'VENUE_ROW_MALFORMED',
      message: 'The view "registration" has no row.',
    });
    const odd = await engine.venue({
      ...rows,
      registration: [['10482213', 'x', 'y', '2031-12-24', '', 'MARS']],
      trading_period: [['SOMEDAY', '10:00', '11:00']],
    });
    await expect(odd.venue.registration()).rejects.toThrow('expected AU, UK or EU');
    await expect(odd.venue.tradingPeriods()).rejects.toThrow('MONDAY to SUNDAY');
  });

  it.each([
    ['AUS Eastern Standard Time', 'Australia/Sydney'],
    ['GMT Standard Time', 'Europe/London'],
    ['W. Europe Standard Time', 'Europe/Berlin'],
    ['Pacific/Auckland', 'Pacific/Auckland'],
  ])('reads the time zone %s as %s', async (TimeZone, timeZone) => {
    const { venue } = await engine.venue({ ...rows, global_config: configWith(TimeZone) });
    expect(await venue.registration()).toMatchObject({ timeZone });
  });

  it('names a time zone that is none, and what to correct', async () => {
    const { venue } = await engine.venue({ ...rows, global_config: configWith('Harbour Standard Time') });
    await expect(venue.registration()).rejects.toMatchObject({
      code: 'VENUE_ROW_MALFORMED',
      message: expect.stringContaining('time_zone is "Harbour Standard Time"; expected an IANA'),
    });
  });

  it('lists places by the number in their ID', async () => {
    const { venue } = await engine.venue(rows);
    expect(await venue.locationGroups()).toStrictEqual([
      { id: '2', name: 'Hotel' },
      { id: '10', name: 'Marina Kiosk' },
    ]);
    expect((await venue.locations()).map(({ id }) => id)).toEqual(['1', '3', '11']);
    expect(await venue.locations(['10', '99'])).toStrictEqual([
      { id: '11', name: 'Kiosk', locationGroupId: '10' },
    ]);
    expect(await venue.locations([])).toEqual([]);
  });

  it('lists trading periods through the week', async () => {
    const { venue } = await engine.venue(rows);
    expect((await venue.tradingPeriods()).map(({ weekday, opensAt }) => `${weekday} ${opensAt}`)).toEqual([
      'MONDAY 10:00',
      'MONDAY 18:00',
      'SUNDAY 12:00',
    ]);
  });

  it('knows the last sale, what runs in the database, and the size of each table that a sync sends', async () => {
    const { venue } = await engine.venue(rows);
    expect(await venue.lastSaleAt()).toEqual(at(9));
    expect(await venue.databaseOperations()).toStrictEqual([{ name: 'Re-index', startedAt: at(1) }]);
    const counts = new Map((await venue.syncTableCounts()).map(({ table, rows: count }) => [table, count]));
    expect(counts.get('sale')).toBe(2);
    expect(counts.get('product')).toBe(0);
    const empty = await engine.venue({});
    expect(await empty.venue.lastSaleAt()).toBeUndefined();
    expect(await empty.venue.databaseOperations()).toEqual([]);
  });

  it('has a view profile with the same checksum at each venue with the same views', async () => {
    const profiles = [await engine.venue(rows), await engine.venue({})].map(({ venue }) =>
      venue.viewProfile(),
    );
    const [one, other] = await Promise.all(profiles);
    expect(one?.checksum).toMatch(/^[0-9a-f]{16}$/);
    expect(other).toEqual(one);
  });

  it('does not take a database that lets no one look for one in which nothing runs', async () => {
    const unseen = [[1, 'UNKNOWN', 'VIEW SERVER STATE', at(1).toISOString()]] as const;
    const { venue } = await engine.venue({ ...rows, database_operation: unseen });
    await expect(venue.databaseOperations()).rejects.toMatchObject({
      code: 'VENUE_DATABASE_UNAVAILABLE',
      remedy: expect.stringContaining('login.sql'),
    });
  });
});

describe.each(ENGINES)('clerks on $name', (engine) => {
  afterEach(() => engine.cleanUp());

  it('come all, by ID, and by either group', async () => {
    const { clerks } = await engine.venue(rows);
    expect(await clerks.clerks()).toHaveLength(3);
    expect(await clerks.clerks(['2', '12'])).toStrictEqual([
      { id: '2', name: 'Zoë 日本 🍺', active: true, clerkGroupId: '2', securityGroupId: undefined },
      { id: '12', name: 'Lee Chen', active: false, clerkGroupId: '10', securityGroupId: '7' },
    ]);
    expect((await clerks.clerksOfClerkGroups(['0', '10'])).map(({ id }) => id).sort()).toEqual(['1', '12']);
    expect((await clerks.clerksOfSecurityGroups(['9'])).map(({ id }) => id)).toEqual(['1']);
    expect(await clerks.clerksOfSecurityGroups([])).toEqual([]);
  });

  it.each(['01', '1.0', ' 1', '1 ', '1e0', '+1', "1' OR '1'='1", '١', ''])(
    'are not found by %j, which only resembles an ID',
    async (id) => {
      const { clerks } = await engine.venue(rows);
      expect(await clerks.clerks([id])).toEqual([]);
      expect(await clerks.clerksOfClerkGroups([id])).toEqual([]);
    },
  );

  it('belong to groups: Clerk Groups by ID, Security Groups by rank', async () => {
    const { clerks } = await engine.venue(rows);
    expect((await clerks.clerkGroups()).map(({ id }) => id)).toEqual(['0', '2', '10']);
    expect(await clerks.clerkGroups(['2'])).toStrictEqual([{ id: '2', name: 'Bar' }]);
    expect(await clerks.securityGroups()).toStrictEqual([
      { id: '9', name: 'Administrators', rank: 1 },
      { id: '7', name: 'Supervisors', rank: 2 },
    ]);
    expect((await clerks.securityGroups(['7'])).map(({ name }) => name)).toEqual(['Supervisors']);
    const seen = await clerks.locationGroupIdsOf(['0', '2', '10']);
    expect(
      seen.map(({ clerkGroupId, locationGroupId }) => `${clerkGroupId}-${locationGroupId}`).sort(),
    ).toEqual(['0-10', '0-2', '2-2']);
  });
});
