/** What is scheduled begins when it is due, unless something has changed since: then it fails before anything stops. */
import { askResync, callerOf, eachDomain } from '../rehearsal-domain.js';

const HOUR = 60 * 60_000;
/** Within what a start may be late. */
const LATE_MS = 20 * 60_000;
/** What a resync changes. */
const CHANGES = ['Suspend-DailyRestart', 'Suspend-ServicesMonitor', 'Register-SyncJob'];

describe('a scheduled resync', () => {
  const domain = eachDomain();

  const inOneHour = () => new Date(domain.clock.now().getTime() + HOUR);
  /** The requester's row is gone; the result puts it back. */
  const vanish = () => {
    const { database } = domain.venue.model;
    const { clerks } = database;
    database.clerks = clerks.filter(({ id }) => id !== '1');
    return () => {
      database.clerks = clerks;
    };
  };
  const changed = () => domain.venue.calls.filter((script) => CHANGES.includes(script));

  it('waits until it is due, then runs', async () => {
    const { id, state, scheduledFor } = await askResync(domain, '1', { startAt: inOneHour() });
    expect({ state, scheduledFor }).toEqual({ state: 'SCHEDULED', scheduledFor: inOneHour() });
    await domain.clock.pass(HOUR - 2000);
    expect((await domain.find(id)).state).toBe('SCHEDULED');
    expect(changed()).toEqual([]);
    await domain.clock.pass(3000);
    domain.venue.complete();
    await domain.until(id, 'SUCCEEDED');
    expect(domain.venue.restartHeld).toBe(false);
  });

  it('runs at the latest start that its plan offers, also where rows were added since', async () => {
    const { window } = await domain.plane.resync.plan(callerOf('1').viewer);
    const startAt = window?.latestStart ?? new Date(0);
    const { id } = await askResync(domain, '1', { startAt });
    Object.assign(domain.venue, { rows: 2000, announced: 2000 });
    await domain.clock.pass(startAt.getTime() - domain.clock.now().getTime() + 1000);
    await domain.clock.pass(2000);
    domain.venue.complete(2000);
    await domain.until(id, 'SUCCEEDED');
  });

  it('keeps the slot while it waits', async () => {
    const { id } = await askResync(domain, '1', { startAt: inOneHour() });
    await expect(askResync(domain, '2')).rejects.toMatchObject({
      code: 'OPERATION_IN_PROGRESS',
      details: { operationId: id },
    });
  });

  it('waits while maintenance is on, and begins when it is off again', async () => {
    const { id } = await askResync(domain, '1', { startAt: inOneHour() });
    const { until } = await domain.plane.maintenance.set(callerOf('2'), true, 'electricians');
    await domain.clock.pass(HOUR + LATE_MS);
    expect((await domain.find(id)).state).toBe('SCHEDULED');
    expect((await domain.state.operations.events(id, 0, 50)).map(({ message }) => message)).toEqual([
      `It waits: Clerk 2 turned on maintenance mode until ${until?.toISOString()}: electricians`,
    ]);
    await domain.plane.maintenance.set(callerOf('2'), false, 'done');
    await domain.clock.pass(2000);
    domain.venue.complete();
    await domain.until(id, 'SUCCEEDED');
  });

  it('is not begun any more when it is late by more than the site allows, and says so', async () => {
    const { id } = await askResync(domain, '1', { startAt: inOneHour() });
    await domain.plane.maintenance.set(callerOf('2'), true, 'electricians');
    await domain.clock.pass(HOUR + LATE_MS + 20 * 60_000);
    await domain.plane.maintenance.set(callerOf('2'), false, 'done');
    await domain.clock.pass(2000);
    const { failure } = await domain.find(id);
    expect(failure).toMatchObject({ code: 'START_TOO_LATE', restored: [], notRestored: [] });
    expect(changed()).toEqual([]);
    // The slot is free: who still needs it asks again.
    domain.venue.complete();
    await askResync(domain, '1');
  });

  it.each(['before its first step', 'in its first step'])(
    'is as late when the server stopped %s and came back after hours',
    async (when) => {
      domain.venue.tradesAlways();
      const { id } = await askResync(domain, '1', { startAt: inOneHour(), overrides: ['TRADING_HOURS'] });
      const cloud = domain.venue.scripts.get('Get-CloudVenue');
      domain.venue.refuse('Get-CloudVenue', 'CLOUD_UNREACHABLE');
      if (when === 'in its first step') {
        await domain.clock.pass(HOUR + 3000);
        expect((await domain.find(id)).state).toBe('RUNNING');
        await domain.plane.stop();
      } else {
        await domain.plane.stop();
        await domain.state.operations.transition(id, ['SCHEDULED'], 'PENDING');
      }
      if (cloud) domain.venue.scripts.set('Get-CloudVenue', cloud);
      await domain.clock.pass(6 * HOUR);
      await domain.reborn();
      await domain.clock.pass(1000);
      const { failure } = await domain.until(id, 'FAILED');
      expect(failure).toMatchObject({ code: 'START_TOO_LATE', restored: [], notRestored: [] });
      expect(changed()).toEqual([]);
    },
  );

  it.each([
    ['at once', 9, '10:00'],
    ['in an hour', 9, '10:00'],
    // It would still fit, but what was checked is hours old.
    ['at once', 9, '20:00'],
    // The venue opens meanwhile.
    ['at once', 0.6, '03:40'],
  ])(
    'takes no ordering down when the server stopped between its checks and its send: %s, %s hours, opening at %s',
    async (when, hours, opensAt) => {
      domain.venue.tradingPeriods = domain.venue.tradingPeriods.map((each) => ({ ...each, opensAt }));
      const { id } = await askResync(domain, '1', when === 'at once' ? {} : { startAt: inOneHour() });
      const monitor = domain.venue.scripts.get('Suspend-ServicesMonitor');
      domain.venue.refuse('Suspend-ServicesMonitor', 'CLOUD_UNREACHABLE');
      await domain.clock.pass((when === 'at once' ? 0 : HOUR) + 3000);
      expect(domain.venue.restartHeld).toBe(true);
      await domain.plane.stop();
      if (monitor) domain.venue.scripts.set('Suspend-ServicesMonitor', monitor);
      domain.clock.pause(hours * HOUR);
      await domain.reborn();
      await domain.clock.pass(1000);
      const isInTime = hours === 0.6;
      expect((await domain.until(id, 'FAILED')).failure?.code).toBe(
        isInTime ? 'PLAN_NOT_READY' : 'START_TOO_LATE',
      );
      expect(changed()).not.toContain('Register-SyncJob');
      expect(domain.venue.restartHeld).toBe(false);
    },
  );

  it('holds no service until it begins, and then waits for anyone who holds one, whom it names', async () => {
    const { id } = await askResync(domain, '1', { startAt: inOneHour() });
    const { promise: stopped, resolve: stop } = Promise.withResolvers<unknown>();
    domain.venue.scripts.set('Stop-VenueHostService', () => stopped);
    const stopping = domain.plane.services.control(callerOf('2'), 'cloud-sync', { do: 'stop' }, 'printer');
    stopping.catch(() => undefined);
    await domain.clock.pass(HOUR + 1000);
    expect((await domain.find(id)).state).toBe('SCHEDULED');
    const [event] = await domain.state.operations.events(id, 0, 50);
    expect(event?.message).toBe('It waits: Changing a service, requested by Clerk 2, uses Cloud Sync.');
    expect(changed()).toEqual([]);
    stop({ Outcome: 'Stopped' });
  });

  it('is not begun into trading hours by an override that was given while they were no hindrance', async () => {
    const { id } = await askResync(domain, '1', { startAt: inOneHour(), overrides: ['TRADING_HOURS'] });
    domain.venue.tradesAlways();
    await domain.clock.pass(HOUR + 1000);
    expect((await domain.until(id, 'FAILED')).failure?.code).toBe('PLAN_NOT_READY');
    expect(changed()).toEqual([]);
  });

  it('is not begun where the venue sells, by an override that was given while its hours were not known', async () => {
    domain.venue.tradingPeriods = [];
    const { id } = await askResync(domain, '1', { startAt: inOneHour(), overrides: ['TRADING_HOURS'] });
    domain.venue.lastSaleAt = inOneHour();
    await domain.clock.pass(HOUR + 1000);
    expect((await domain.until(id, 'FAILED')).failure?.code).toBe('PLAN_NOT_READY');
    expect(changed()).toEqual([]);
  });

  it('waits for a cloud that is away just at its start', async () => {
    const { id } = await askResync(domain, '1', { startAt: inOneHour() });
    const cloud = domain.venue.scripts.get('Get-CloudVenue');
    domain.venue.refuse('Get-CloudVenue', 'CLOUD_UNREACHABLE');
    await domain.clock.pass(HOUR + 20_000);
    expect((await domain.find(id)).state).toBe('RUNNING');
    if (cloud) domain.venue.scripts.set('Get-CloudVenue', cloud);
    await domain.clock.pass(6000);
    domain.venue.complete();
    await domain.until(id, 'SUCCEEDED');
  });

  it('continues into trading hours when that was overridden', async () => {
    domain.venue.tradesAlways();
    const { id } = await askResync(domain, '1', { startAt: inOneHour(), overrides: ['TRADING_HOURS'] });
    await domain.clock.pass(HOUR + 1000);
    domain.venue.complete();
    await domain.until(id, 'SUCCEEDED');
  });

  const FORBIDDEN = {
    code: 'FORBIDDEN',
    message: expect.stringContaining('Clerk 1 no longer has permission to do this'),
  };
  const MISSING = {
    code: 'VENUE_ROW_MALFORMED',
    message: expect.stringContaining('Clerk 1 is missing'),
  };
  it.each<[string, () => void, object]>([
    ['has lost the permission', () => Object.assign(domain.venue, { permissions: [] }), FORBIDDEN],
    ['is deactivated', () => Object.assign(domain.venue.clerk('1'), { active: false }), FORBIDDEN],
    ['is missing', () => void vanish(), MISSING],
  ])('fails before anything stops when its requester %s meanwhile', async (_, change, expected) => {
    const { id } = await askResync(domain, '1', { startAt: inOneHour() });
    change();
    await domain.clock.pass(HOUR);
    for (const _minute of [1, 2]) await domain.clock.pass(60_000);
    const { failure } = await domain.until(id, 'FAILED');
    expect(failure).toMatchObject(expected);
    expect(changed()).toEqual([]);
  });

  it('waits for a requester who is missing just at its start', async () => {
    const { id } = await askResync(domain, '1', { startAt: inOneHour() });
    const back = vanish();
    await domain.clock.pass(HOUR + 20_000);
    expect([(await domain.find(id)).state, changed()]).toEqual(['RUNNING', []]);
    back();
    await domain.clock.pass(10_000);
    domain.venue.complete();
    await domain.until(id, 'SUCCEEDED');
  });

  it('can be cancelled while it waits, and changes nothing', async () => {
    const { id } = await askResync(domain, '1', { startAt: inOneHour() });
    const mayNot = callerOf('2', { permissions: new Set(['SERVICES_VIEW' as never]) });
    await expect(domain.plane.operations.cancel(mayNot, id, 'no')).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    const cancelled = await domain.plane.operations.cancel(callerOf('2'), id, 'not tonight');
    expect(cancelled).toMatchObject({ state: 'CANCELLED', cancelledByName: 'Clerk 2' });
    await domain.clock.pass(2 * HOUR);
    expect(changed()).toEqual([]);
    const trail = await domain.state.audit.list({}, 9, 'oldest');
    expect(trail.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
      'resync INTENDED',
      'cancelOperation DENIED',
      'cancelOperation INTENDED',
      'resync CANCELLED',
      'cancelOperation SUCCEEDED',
    ]);
  });

  it('refuses a start in the past, or more than eight days ahead', async () => {
    for (const hours of [-1, 8 * 24 + 1]) {
      const startAt = new Date(domain.clock.now().getTime() + hours * HOUR);
      await expect(askResync(domain, '1', { startAt })).rejects.toMatchObject({ code: 'START_IN_THE_PAST' });
    }
  });
});
