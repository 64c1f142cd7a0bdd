/** The stop-everything switch and the site's own freezes: nothing new begins, what runs continues. */
import { askResync, callerOf, eachDomain } from '../rehearsal-domain.js';

const HOUR = 3_600_000;

describe('maintenance', () => {
  const domain = eachDomain();
  const REASON = 'electricians in the cellar';
  const set = (on: boolean, reason = REASON, until?: Date) =>
    domain.plane.maintenance.set(callerOf('2'), on, reason, until);
  const stop = (clerk: string, caller = callerOf(clerk)) =>
    domain.plane.services.control(caller, 'netpos', { do: 'stop' }, undefined);
  const passing = async (asked: Promise<unknown>) => {
    for (let turn = 0; turn < 20; turn += 1) await domain.clock.pass(100);
    return asked;
  };
  const audited = async () => {
    const rows = await domain.state.audit.list({ actions: ['setMaintenance'] }, 9, 'newest');
    return rows.filter(({ outcome }) => outcome === 'SUCCEEDED').map(({ before, after }) => [before, after]);
  };
  const inHours = (hours: number) => new Date(domain.clock.now().getTime() + hours * HOUR);

  it('is off until a clerk turns it on, and reports who, when, until when and why', async () => {
    expect(await domain.plane.maintenance.read()).toEqual({
      on: false,
      since: undefined,
      until: undefined,
      reason: undefined,
      byName: undefined,
      freezes: [],
    });
    expect(await set(true)).toEqual({
      on: true,
      since: domain.clock.now(),
      until: inHours(4),
      reason: REASON,
      byName: 'Clerk 2',
      freezes: [],
    });
    const until = inHours(4).toISOString();
    expect(await set(false, 'they have gone')).toMatchObject({
      on: false,
      until: undefined,
      reason: undefined,
    });
    expect(await audited()).toEqual([
      [
        { on: true, until },
        { on: false, until: null },
      ],
      [
        { on: false, until: null },
        { on: true, until },
      ],
    ]);
  });

  it.each([1, 12, 7 * 24])('ends automatically after the %i hours that the clerk chose', async (hours) => {
    expect((await set(true, REASON, inHours(hours))).until).toEqual(inHours(hours));
    await domain.clock.pass(hours * HOUR - 1);
    await expect(stop('1')).rejects.toMatchObject({ code: 'MAINTENANCE' });
    expect((await domain.plane.maintenance.read()).on).toBe(true);
    await domain.clock.pass(1);
    expect(await domain.plane.maintenance.read()).toMatchObject({ on: false, reason: undefined });
    expect(await passing(stop('1'))).toMatchObject({ status: 'STOPPED' });
  });

  it('ends after four hours where none was chosen, and is off in the audit of what follows', async () => {
    await set(true);
    await domain.clock.pass(4 * HOUR);
    await set(true, 'once more');
    expect((await audited())[0]?.[0]).toEqual({ on: false, until: null });
  });

  it('is turned on again for another end, without being off in between', async () => {
    const first = (await set(true)).until;
    await domain.clock.pass(3 * HOUR);
    const { until } = await set(true, 'it takes longer', inHours(5));
    expect(until).toEqual(inHours(5));
    const ends = [first, until].map((end) => ({ on: true, until: end?.toISOString() }));
    expect((await audited())[0]).toEqual(ends);
    await domain.clock.pass(4 * HOUR);
    expect((await domain.plane.maintenance.read()).on).toBe(true);
  });

  it.each([
    ['now', 0, 'is not in the future'],
    ['in the past', -1, 'is not in the future'],
    ['more than seven days ahead', 7 * 24 * HOUR + 1, 'is more than seven days ahead'],
    ['no time', Number.NaN, 'is not in the future'],
  ])('has no end that is %s', async (_, ms, what) => {
    const until = new Date(domain.clock.now().getTime() + ms);
    await expect(set(true, REASON, until)).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining(what),
      remedy: 'Choose a time within the next seven days, or omit "until" for four hours.',
      details: { argument: 'until' },
    });
    expect((await domain.plane.maintenance.read()).on).toBe(false);
  });

  it('is not turned off with an end', async () => {
    await set(true);
    await expect(set(false, 'done', inHours(1))).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    expect((await domain.plane.maintenance.read()).on).toBe(true);
  });

  it('has four hours where an older version stored it without an end, or where its end is no time', async () => {
    const { keyValues } = domain.state;
    for (const until of [{}, { until: 'soon' }, { until: 7 }]) {
      const kept = { on: true, reason: REASON, byName: 'Clerk 2', byId: '2', ...until };
      await keyValues.set('maintenance', kept, inHours(-3.9));
      expect(await domain.plane.maintenance.read()).toMatchObject({ on: true, until: inHours(0.1) });
      await keyValues.set('maintenance', kept, inHours(-4));
      expect((await domain.plane.maintenance.read()).on).toBe(false);
    }
  });

  it('lets what was scheduled begin at its end', async () => {
    const { id } = await askResync(domain, '1', { startAt: inHours(1) });
    await set(true, REASON, inHours(1.2));
    await domain.clock.pass(1.1 * HOUR);
    expect((await domain.find(id)).state).toBe('SCHEDULED');
    await domain.clock.pass(0.1 * HOUR + 16_000);
    domain.venue.complete();
    await domain.until(id, 'SUCCEEDED');
  });

  it('is in the status, until when in venue time, and is gone from it at its end', async () => {
    domain.venue.syncExceptions = 0;
    domain.plane.keepStatus();
    const found = async () => {
      await domain.clock.pass(1);
      await domain.clock.pass(12_000);
      const { planned, plannedUntil, findings } = domain.plane.status.status();
      const message = findings.find(({ code }) => code === 'MAINTENANCE_ON')?.message;
      return { planned, plannedUntil, message };
    };
    const { until } = await set(true);
    domain.venue.stop('gateway-client');
    expect(await found()).toEqual({
      planned: true,
      plannedUntil: until,
      message: 'Maintenance mode is on until 2031-05-06 07:10: no new operation starts.',
    });
    await domain.clock.pass(4 * HOUR);
    expect(await found()).toEqual({ planned: false, plannedUntil: undefined, message: undefined });
  });

  it('is not switched by a clerk who stepped up more than five minutes ago, neither on nor off', async () => {
    const stale = callerOf('2', { steppedUpUntil: domain.clock.now() });
    for (const on of [true, false])
      await expect(domain.plane.maintenance.set(stale, on, 'storm')).rejects.toMatchObject({
        details: { gate: 'STEP_UP', permission: 'SERVICES_CONTROL' },
      });
    expect((await domain.plane.maintenance.read()).on).toBe(false);
  });

  it('can be switched while the venue database is away, by anyone who has just stepped up', async () => {
    const known = callerOf('2', { knownSince: domain.clock.now() });
    expect((await domain.plane.maintenance.set(known, true, 'storm')).on).toBe(true);
  });

  it('refuses everything new, with who stopped it and why, and lets plans be read', async () => {
    await set(true);
    await expect(askResync(domain, '1')).rejects.toMatchObject({
      code: 'MAINTENANCE',
      message: `Clerk 2 turned on maintenance mode until ${inHours(4).toISOString()}: ${REASON}`,
    });
    await expect(
      domain.plane.services.control(callerOf('1'), 'netpos', { do: 'stop' }, undefined),
    ).rejects.toMatchObject({ code: 'MAINTENANCE' });
    await expect(domain.plane.locations.activate(callerOf('1'), ['1'])).rejects.toMatchObject({
      code: 'MAINTENANCE',
    });
    expect((await domain.plane.resync.plan(callerOf('1').viewer)).ready).toBe(true);
  });

  it('lets the clerk who turned it on stop and start services, and nothing else', async () => {
    await set(true);
    expect(await passing(stop('2'))).toMatchObject({ status: 'STOPPED' });
    const { viewer } = callerOf('2');
    const token = { id: 't', name: 'Nightly', permissions: [], createdByName: 'Clerk 2' };
    const times = { clerkId: '2', createdAt: domain.clock.now(), expiresAt: domain.clock.now() };
    const byToken = {
      ...callerOf('2'),
      viewer: { ...viewer, token: { ...token, ...times, lastUsedAt: undefined } },
    };
    await expect(stop('2', byToken)).rejects.toMatchObject({ code: 'MAINTENANCE' });
    await expect(askResync(domain, '2')).rejects.toMatchObject({ code: 'MAINTENANCE' });
    const [row] = await domain.state.audit.list({ actions: ['serviceControl'] }, 9, 'newest');
    expect(row).toMatchObject({ clerkId: '2', outcome: 'SUCCEEDED' });
  });

  it('lets what runs continue to its end', async () => {
    const { id } = await askResync(domain, '1');
    await domain.until(id, 'RUNNING');
    await set(true);
    await domain.clock.pass(3000);
    domain.venue.complete();
    await domain.until(id, 'SUCCEEDED');
  });

  it('is still on after a restart', async () => {
    await set(true);
    await domain.plane.stop();
    const plane = await domain.reborn();
    expect((await plane.maintenance.read()).on).toBe(true);
  });
});

describe('a freeze', () => {
  const day = 24 * 60 * 60_000;
  const now = new Date('2031-12-23T17:10:00.000Z');
  const later = (days: number) => new Date(now.getTime() + days * day);
  const freezes = [
    { from: later(8), until: later(9), reason: "New Year's Eve" },
    { from: now, until: later(3), reason: 'Christmas' },
  ];
  const domain = eachDomain({ now, settings: { freezes } });

  it('is named with the others of the site, in the order in which they begin', async () => {
    const named = (await domain.plane.maintenance.read()).freezes.map(({ reason }) => reason);
    expect(named).toEqual(['Christmas', "New Year's Eve"]);
  });

  it('blocks a start by hand, names itself, and may be overridden with a reason', async () => {
    const plan = await domain.plane.resync.plan(callerOf('1').viewer);
    expect(plan.checks.find(({ code }) => code === 'FREEZE')).toMatchObject({
      outcome: 'FAIL',
      detail: expect.stringContaining('Christmas'),
      overridable: true,
    });
    await expect(askResync(domain, '1')).rejects.toMatchObject({ code: 'PLAN_NOT_READY' });
    const { state, input, reason } = await askResync(domain, '1', { overrides: ['FREEZE'] });
    expect({ state, overrides: input['overrides'], reason }).toEqual({
      state: 'PENDING',
      overrides: ['FREEZE'],
      reason: 'rows are missing',
    });
  });

  it('checks the chosen start, not at the moment of asking', async () => {
    expect((await askResync(domain, '1', { startAt: later(4) })).state).toBe('SCHEDULED');
  });

  it('is over at its end, to the millisecond', async () => {
    const last = new Date(later(3).getTime() - 1);
    const outcome = async (startAt: Date) =>
      (await domain.plane.resync.plan(callerOf('1').viewer, startAt)).checks.find(
        ({ code }) => code === 'FREEZE',
      )?.outcome;
    expect(await outcome(last)).toBe('FAIL');
    expect(await outcome(new Date(last.getTime() + 1))).toBe('PASS');
  });
});

describe('an override of the evidence', () => {
  const domain = eachDomain();
  it('is for a clerk of rank 1 only', async () => {
    domain.venue.syncExceptions = 0;
    await expect(askResync(domain, '2', { overrides: ['SYNC_IS_CAUSE'] })).rejects.toMatchObject({
      code: 'OVERRIDE_REFUSED',
    });
    await expect(askResync(domain, '1')).rejects.toMatchObject({ code: 'PLAN_NOT_READY' });
    expect((await askResync(domain, '1', { overrides: ['SYNC_IS_CAUSE'] })).state).toBe('PENDING');
  });
});
