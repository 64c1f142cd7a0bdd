/** The alerts of a venue over a real store, driven by its status and a clock that a test moves. */
import { setImmediate as breath } from 'node:timers/promises';
import type { ShownAlert } from '../../../src/domain/types/venue-alert.js';
import { AppError } from '../../../src/errors/errors.js';
import { callerOf, eachDomain } from '../rehearsal-domain.js';

describe('the alerts of a venue', () => {
  const domain = eachDomain({
    now: new Date('2031-05-05T02:00:00.000Z'),
    settings: {
      alerts: { ORDERING_DOWN: { tradingHoursOnly: false }, MAINTENANCE_LONG: { afterSeconds: 60 } },
    },
  });
  const alerts = () => domain.plane.alerts.list({ first: 20 });
  const states = async () =>
    (await alerts()).map(({ code, subject, state }) => `${code} ${subject} ${state}`);
  const pass = async (seconds: number) => {
    for (let done = 0; done < seconds; done += 4) await domain.clock.pass(4000);
  };

  it('open when a service is down for two minutes, and are cleared after two steady minutes', async () => {
    domain.plane.keepStatus();
    await pass(20);
    domain.venue.stop('gateway-client');
    await pass(60);
    expect((await states()).filter((each) => /DOWN/.test(each))).toEqual([]);
    await pass(80);
    expect(await states()).toEqual(
      expect.arrayContaining(['ORDERING_DOWN  OPEN', 'SERVICE_DOWN gateway-client OPEN']),
    );
    domain.venue.start('gateway-client');
    await pass(60);
    expect(await states()).toContain('SERVICE_DOWN gateway-client OPEN');
    await pass(80);
    expect(await states()).toContain('SERVICE_DOWN gateway-client CLEARED');
  });

  it('open, are sent and are cleared while a row of the trading hours is malformed', async () => {
    Object.defineProperty(domain.venue, 'tradingPeriods', {
      get: () => {
        throw new AppError('VENUE_ROW_MALFORMED');
      },
    });
    domain.plane.keepStatus();
    await pass(20);
    domain.venue.stop('gateway-client');
    await pass(150);
    expect(await states()).toContain('SERVICE_DOWN gateway-client OPEN');
    domain.venue.start('gateway-client');
    await pass(150);
    expect(await states()).toContain('SERVICE_DOWN gateway-client CLEARED');
  });

  it('open when maintenance mode stays on for longer than the rule, which silences the others', async () => {
    domain.plane.keepStatus();
    await pass(20);
    await domain.plane.maintenance.set(callerOf('1'), true, 'New printer');
    domain.venue.stop('netpos');
    await pass(40);
    expect(await states()).toEqual([]);
    await pass(160);
    expect(await states()).toEqual(['MAINTENANCE_LONG  OPEN']);
    expect((await alerts())[0]?.message).toMatch(
      /^Maintenance mode is on until 2031-05-05 16:00: no new operation starts\. It has been/,
    );
    await domain.plane.maintenance.set(callerOf('1'), false, 'Done');
    await pass(160);
    expect(await states()).toContain('MAINTENANCE_LONG  CLEARED');
  });

  it('count on over a restart: what was seen before is not forgotten, and what is not read yet is not over', async () => {
    domain.plane.keepStatus();
    await pass(20);
    domain.venue.stop('gateway-client');
    await pass(100);
    const next = await domain.reborn();
    next.keepStatus();
    await pass(40);
    expect(await states()).toContain('SERVICE_DOWN gateway-client OPEN');
  });

  it('are not cleared by the first look after a restart: two minutes are read first', async () => {
    domain.plane.keepStatus();
    domain.venue.stop('gateway-client');
    await pass(150);
    domain.venue.start('gateway-client');
    await pass(20);
    const next = await domain.reborn();
    await domain.clock.pass(3_600_000);
    next.keepStatus();
    await pass(60);
    expect(await states()).toContain('SERVICE_DOWN gateway-client OPEN');
    await pass(100);
    expect(await states()).toContain('SERVICE_DOWN gateway-client CLEARED');
  });

  it('open none of a venue that a server had no time to read before it was stopped', async () => {
    domain.plane.keepStatus();
    for (let turn = 0; turn < 50; turn += 1) await breath();
    await domain.plane.stop();
    const next = await domain.reborn();
    await domain.clock.pass(3_600_000);
    next.keepStatus();
    await pass(20);
    expect((await states()).filter((each) => /UNREADABLE/.test(each))).toEqual([]);
  });

  it('verify the audit ten minutes after the start, then daily', async () => {
    const verified = () => domain.plane.audit.lastVerification()?.verifiedAt.getTime();
    domain.plane.keepStatus();
    await domain.clock.pass(590_000);
    expect(verified()).toBeUndefined();
    await domain.clock.pass(20_000);
    const first = verified() ?? 0;
    await domain.clock.pass(86_400_000);
    expect((verified() ?? 0) - first).toBe(86_400_000);
  });

  it('report that the record of the newest audit row was deleted, by the daily verification', async () => {
    Object.assign(domain.state.audit, { findHead: async () => undefined });
    domain.plane.keepStatus();
    await domain.clock.pass(610_000);
    await pass(70);
    expect(await states()).toContain('AUDIT_NOT_INTACT  OPEN');
  });

  it('are acknowledged with a reason, on record, and tell those who follow', async () => {
    domain.plane.keepStatus();
    domain.venue.stop('gateway-client');
    await pass(150);
    const open = (await alerts()).find(({ code }) => code === 'SERVICE_DOWN') as ShownAlert;
    const left = new AbortController();
    const heard: string[] = [];
    const following = (async () => {
      for await (const { id, state } of domain.plane.alerts.changes(left.signal))
        heard.push(`${id} ${state}`);
    })();
    await breath();
    const until = new Date(domain.clock.now().getTime() + 3_600_000);
    const how = { reason: 'The till is being replaced', until };
    const acknowledged = await domain.plane.alerts.acknowledge(callerOf('1'), open.id, how);
    expect(acknowledged).toMatchObject({ state: 'ACKNOWLEDGED', acknowledgedUntil: until });
    const { rows } = await domain.plane.audit.page({ actions: ['acknowledgeAlert'] }, 5);
    expect(rows).toMatchObject([{ target: open.id, reason: how.reason, outcome: 'SUCCEEDED' }]);
    await breath();
    left.abort();
    await following;
    expect(heard).toEqual([`${open.id} ACKNOWLEDGED`]);
  });

  it('refuse to be acknowledged when there is nothing to it', async () => {
    const { alerts: plane } = domain.plane;
    const past = new Date(domain.clock.now().getTime() - 1);
    await expect(plane.acknowledge(callerOf('1'), 'none', { reason: 'x' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(
      plane.acknowledge(callerOf('1'), 'none', { reason: 'x', until: past }),
    ).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    });
  });
});

describe('the alert for a long maintenance mode', () => {
  const domain = eachDomain({ now: new Date('2031-05-05T02:00:00.000Z') });

  it.each([
    ['does not open when it ends after its four hours', undefined, []],
    ['opens when it was turned on for longer, after five hours', 24, ['OPEN']],
  ])('%s', async (_, hours, expected) => {
    domain.plane.keepStatus();
    await domain.clock.pass(20_000);
    const until = hours && new Date(domain.clock.now().getTime() + hours * 3_600_000);
    await domain.plane.maintenance.set(callerOf('1'), true, 'New printer', until || undefined);
    for (let minute = 0; minute < 301; minute += 1) await domain.clock.pass(60_000);
    const alerts = await domain.plane.alerts.list({ first: 20 });
    const states = alerts.flatMap(({ code, state }) => (code === 'MAINTENANCE_LONG' ? [state] : []));
    expect(states).toEqual(expected);
  });
});
