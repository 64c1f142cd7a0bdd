import { ALL_PERMISSIONS, Permission } from '../../src/operations/permissions.js';
import { ENGINES, type VenueRows } from './engines.js';
import { at } from './samples.js';

const rows: VenueRows = {
  registration: [
    [
      '10482213',
      'Harbour “View” Hôtel',
      'manager@harbourview.example',
      '2031-12-24',
      'CLOUD_SYNC, WEB_API,OTHER',
      'AU',
    ],
  ],
  global_config: [
    ['SwiftposVersion', '10.58.0'],
    ['TimeZone', 'Australia/Sydney'],
  ],
  location_group: [
    [10, 'Marina Kiosk'],
    [2, 'Hotel'],
  ],
  location: [
    [11, 10, 'Kiosk'],
    [3, 2, 'Bistro'],
    [1, 2, 'Public Bar'],
  ],
  clerk_group: [
    [0, 'Managers'],
    [10, 'Kiosk'],
    [2, 'Bar'],
  ],
  clerk_group_location_group: [
    [0, 2],
    [0, 10],
    [2, 2],
  ],
  security_group: [
    [7, 'Supervisors', 2],
    [9, 'Administrators', 1],
  ],
  security_group_object: [
    [9, 'AUDIT_VIEW', 1, null, null, null],
    [9, 'SERVICES_VIEW', 1, 'Morgan', at(0).toISOString(), at(60).toISOString()],
    [7, 'SERVICES_VIEW', 0, 'Morgan', at(0).toISOString(), null],
    [7, 'NETPOS_SOMETHING_ELSE', 1, null, null, null],
  ],
  clerk: [
    [1, 'Morgan Reyes', 0, 9, 1, 0],
    [2, 'Zoë 日本 🍺', 2, null, 0, 0],
    [12, 'Lee Chen', 10, 7, 1, 1],
  ],
  trading_period: [
    ['SUNDAY', '12:00', '22:00'],
    ['MONDAY', '18:00', '02:00'],
    ['MONDAY', '10:00', '14:00'],
  ],
  sale: [
    [1, at(5).toISOString(), 1, 1, 1, 1, 1, 780],
    [2, at(9).toISOString(), 1, 1, 1, 1, 1, 780],
  ],
  database_operation: [[1, 'REINDEX', 'ALTER INDEX ALL ON Sale REBUILD', at(1).toISOString()]],
};

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
      code: 'VENUE_DATABASE_UNAVAILABLE',
      message: 'The view "registration" has no row.',
    });
    const odd = await engine.venue({
      ...rows,
      registration: [['1', 'x', 'y', '2031-12-24', '', 'MARS']],
      trading_period: [['SOMEDAY', '10:00', '11:00']],
    });
    await expect(odd.venue.registration()).rejects.toThrow('expected AU, UK or EU');
    await expect(odd.venue.tradingPeriods()).rejects.toThrow('MONDAY to SUNDAY');
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
    'are not found by %j, which only looks like an ID',
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

describe.each(ENGINES)('tick boxes on $name', (engine) => {
  afterEach(() => engine.cleanUp());
  const granted = (ticks: readonly { granted: boolean; permission: Permission }[]) =>
    ticks.filter((tick) => tick.granted).map((tick) => tick.permission);

  it('are all there for each group, and not granted where no row says so', async () => {
    const { clerks } = await engine.venue(rows, { now: () => at(1) });
    const ticks = await clerks.ticks(['7', '9', '9']);
    expect(ticks).toHaveLength(2 * ALL_PERMISSIONS.length);
    expect(granted(ticks)).toEqual(['SERVICES_VIEW', 'AUDIT_VIEW']);
    expect(ticks.find((tick) => tick.granted)).toStrictEqual({
      securityGroupId: '9',
      permission: 'SERVICES_VIEW',
      granted: true,
      grantedByName: 'Morgan',
      grantedAt: at(0),
      expiresAt: at(60),
    });
  });

  it('run out at the very moment of their expiry', async () => {
    let now = new Date(at(60).getTime() - 1);
    const { clerks } = await engine.venue(rows, { now: () => now });
    expect(granted(await clerks.ticks(['9']))).toContain('SERVICES_VIEW');
    now = at(60);
    expect(granted(await clerks.ticks(['9']))).not.toContain('SERVICES_VIEW');
  });

  it('are ticked where there was no row, a cleared one, and a ticked one', async () => {
    const { clerks } = await engine.venue(rows, { now: () => at(1) });
    const byName = 'Zoë “日本”';
    for (const permission of [Permission.API_TOKENS_MANAGE, Permission.SERVICES_VIEW]) {
      await clerks.grant({ securityGroupId: '7', permission, byName, at: at(1) });
    }
    await clerks.grant({
      securityGroupId: '9',
      permission: Permission.SERVICES_VIEW,
      byName,
      at: at(2),
      expiresAt: at(90),
    });
    const ticks = (await clerks.ticks(['7', '9'])).filter((tick) => tick.grantedByName === byName);
    expect(
      ticks.map(({ securityGroupId, permission, expiresAt }) => [securityGroupId, permission, expiresAt]),
    ).toEqual([
      ['7', 'SERVICES_VIEW', undefined],
      ['7', 'API_TOKENS_MANAGE', undefined],
      ['9', 'SERVICES_VIEW', at(90)],
    ]);
  });

  it('are cleared, expiry and all, and clearing a box that was never ticked does nothing', async () => {
    const { clerks } = await engine.venue(rows, { now: () => at(1) });
    const byName = 'Sam';
    await clerks.revoke({ securityGroupId: '9', permission: Permission.SERVICES_VIEW, byName, at: at(1) });
    await clerks.revoke({ securityGroupId: '9', permission: Permission.EVENT_LOGS_VIEW, byName, at: at(1) });
    expect(granted(await clerks.ticks(['9']))).toEqual(['AUDIT_VIEW']);
    await clerks.grant({ securityGroupId: '9', permission: Permission.SERVICES_VIEW, byName, at: at(2) });
    expect(
      (await clerks.ticks(['9'])).find((tick) => tick.permission === Permission.SERVICES_VIEW),
    ).toMatchObject({
      granted: true,
      expiresAt: undefined,
    });
  });

  it.each(['99', '07', 'x'])('are refused for the group %s, which is not there', async (securityGroupId) => {
    const { clerks } = await engine.venue(rows);
    const tick = { securityGroupId, permission: Permission.AUDIT_VIEW, byName: 'Sam', at: at(1) };
    await expect(clerks.grant(tick)).rejects.toThrow('no such security group');
    await expect(clerks.revoke(tick)).rejects.toThrow('no such security group');
  });
});

describe.each(ENGINES)('statements on $name', (engine) => {
  afterEach(() => engine.cleanUp());

  it('are one a method, the same text for 2 groups of 2 clerks as for 100 groups of 100', async () => {
    const seen = await Promise.all([statementsFor(2), statementsFor(100)]);
    expect(seen[0]).toHaveLength(10);
    expect(seen[1]).toEqual(seen[0]);
  });

  async function statementsFor(size: number): Promise<string[]> {
    const numbers = Array.from({ length: size }, (_, index) => index);
    const statements: string[] = [];
    const { venue, clerks } = await engine.venue(
      {
        clerk_group: numbers.map((id) => [id, `Group ${id}`]),
        clerk_group_location_group: numbers.map((id) => [id, id]),
        security_group: numbers.map((id) => [id, `Rank ${id}`, id]),
        security_group_object: numbers.map((id) => [id, 'AUDIT_VIEW', 1, null, null, null]),
        location_group: numbers.map((id) => [id, `Place ${id}`]),
        location: numbers.flatMap((id) => numbers.map((at) => [id * size + at, id, `Location ${at}`])),
        clerk: numbers.flatMap((id) => numbers.map((at) => [id * size + at, `Clerk ${at}`, id, id, 1, 0])),
      },
      { onStatement: (sql) => statements.push(sql) },
    );
    statements.length = 0;
    const groupIds = (await clerks.clerkGroups()).map(({ id }) => id);
    expect(await clerks.clerksOfClerkGroups(groupIds)).toHaveLength(size * size);
    const clerkIds = (await clerks.clerksOfSecurityGroups(groupIds)).map(({ id }) => id);
    expect(await clerks.clerks(clerkIds)).toHaveLength(size * size);
    await clerks.securityGroups(groupIds);
    expect(await clerks.ticks(groupIds)).toHaveLength(size * ALL_PERMISSIONS.length);
    await clerks.locationGroupIdsOf(groupIds);
    await venue.locationGroups();
    expect(await venue.locations(groupIds)).toHaveLength(size * size);
    await venue.syncTableCounts();
    return statements;
  }
});
