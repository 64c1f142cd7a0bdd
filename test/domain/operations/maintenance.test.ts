/** The stop-everything switch and the site's own freezes: nothing new begins, what runs continues. */
import { askResync, callerOf, eachDomain } from '../rehearsal-domain.js';

describe('maintenance', () => {
  const domain = eachDomain();
  const set = (on: boolean, reason = 'electricians in the cellar') =>
    domain.plane.maintenance.set(callerOf('2'), on, reason);

  it('is off until someone switches it on, and says who, when and why', async () => {
    expect(await domain.plane.maintenance.read()).toEqual({
      on: false,
      since: undefined,
      reason: undefined,
      byName: undefined,
      freezes: [],
    });
    expect(await set(true)).toEqual({
      on: true,
      since: domain.clock.now(),
      reason: 'electricians in the cellar',
      byName: 'Clerk 2',
      freezes: [],
    });
    expect(await set(false, 'they have gone')).toMatchObject({ on: false, reason: undefined });
    const rows = await domain.state.audit.list({ actions: ['setMaintenance'] }, 9, 'newest');
    expect(rows.map(({ before, after }) => [before, after])).toEqual([
      [{ on: true }, { on: false }],
      [{ on: false }, { on: true }],
    ]);
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
      message: 'Clerk 2 turned on maintenance mode: electricians in the cellar',
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
    const stop = (caller = callerOf('2')) =>
      domain.plane.services.control(caller, 'netpos', { do: 'stop' }, undefined).then(
        ({ status }) => status,
        ({ code }) => code,
      );
    const passing = async (asked: Promise<unknown>) => {
      for (let turn = 0; turn < 20; turn += 1) await domain.clock.pass(100);
      return asked;
    };
    expect(await passing(stop())).toBe('STOPPED');
    const { viewer } = callerOf('2');
    const token = { id: 't', name: 'Nightly', permissions: [], createdByName: 'Clerk 2' };
    const times = { clerkId: '2', createdAt: domain.clock.now(), expiresAt: domain.clock.now() };
    const byToken = {
      ...callerOf('2'),
      viewer: { ...viewer, token: { ...token, ...times, lastUsedAt: undefined } },
    };
    expect(await passing(stop(byToken))).toBe('MAINTENANCE');
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
