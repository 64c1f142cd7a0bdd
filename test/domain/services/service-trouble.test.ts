/** What `services` says of a service that ended unexpectedly, and what it costs to know. */
import type { ServiceView } from '../../../src/domain/services/view.js';
import { SERVICE_KEYS } from '../../../src/domain/types/services.js';
import { callerOf, eachDomain } from '../rehearsal-domain.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('a service that ended unexpectedly', () => {
  const domain = eachDomain();
  let ends: { ago: number; key: string; eventId: number; source: string }[];
  let shown: { State: string; StartMode: string };

  // It is 03:10 in Sydney.
  beforeEach(() => {
    ends = [];
    shown = { State: 'Running', StartMode: 'Automatic' };
    const now = domain.clock.now().getTime();
    domain.venue.scripts.set('Get-ServiceState', ({ Key }) =>
      (Key as string[]).map((key) => ({
        Key: key,
        DisplayName: key === 'netpos' ? 'NetPOS' : key,
        Installed: true,
        ...(key === 'netpos' ? shown : { State: 'Running', StartMode: 'Automatic' }),
        ObservedAt: domain.clock.now().toISOString(),
      })),
    );
    domain.venue.scripts.set('Get-VenueEvent', () =>
      ends.map(({ ago, key, eventId, source }, index) => ({
        RecordId: String(1000 - index),
        At: new Date(now - ago).toISOString(),
        Level: 'ERROR',
        Source: source,
        EventId: eventId,
        Message: 'terminated unexpectedly.',
        Service: key,
      })),
    );
  });

  const died = (...ago: number[]) => {
    const source = 'Service Control Manager';
    ends.push(...ago.map((each) => ({ ago: each, key: 'netpos', eventId: 7034, source })));
  };
  const netpos = async (): Promise<ServiceView | undefined> => domain.plane.services.one('netpos');
  const reads = () => domain.venue.calls.filter((call) => call === 'Get-VenueEvent').length;

  it.each([
    ['never', [], 'HEALTHY', undefined],
    [
      'eight minutes ago',
      [8 * MINUTE],
      'DEGRADED',
      'It stopped unexpectedly at 03:02. If it keeps running, this warning ends at 04:02. Read its events.',
    ],
    ['two hours ago', [2 * HOUR], 'HEALTHY', undefined],
    [
      'twice, one of them in the last hour',
      [8 * MINUTE, 5 * HOUR],
      'DEGRADED',
      'It stopped unexpectedly twice in the last 24 hours, last at 03:02. If it keeps running, this warning ends at 04:02. Read its events.',
    ],
    ['twice, both long ago', [2 * HOUR, 5 * HOUR], 'HEALTHY', undefined],
    [
      'three times, all long ago',
      [2 * HOUR, 5 * HOUR, 9 * HOUR],
      'DEGRADED',
      'It stopped unexpectedly 3 times in the last 24 hours, last at 01:10. Read its events.',
    ],
    ['three times, two of them before yesterday', [2 * HOUR, 25 * HOUR, 26 * HOUR], 'HEALTHY', undefined],
  ])('and runs again: %s', async (_, ago, health, nextAction) => {
    died(...ago);
    expect(await netpos()).toMatchObject({ health, nextAction });
    const others = (await domain.plane.services.all()).filter(({ key }) => key !== 'netpos');
    expect(others.map((other) => other.health)).toEqual(Array(SERVICE_KEYS.length - 1).fill('HEALTHY'));
  });

  it('opens an alert when it stops again and again, although it runs at each read', async () => {
    domain.plane.keepStatus();
    died(8 * MINUTE, 20 * MINUTE);
    const alerts = async () => {
      for (let turn = 0; turn < 10; turn += 1) await domain.clock.pass(4000);
      const all = await domain.plane.alerts.list({ first: 20 });
      return all.map(({ code, subject, state }) => `${code} ${subject} ${state}`);
    };
    expect(await alerts()).not.toContain('SERVICE_UNSTABLE netpos OPEN');
    died(5 * HOUR);
    expect(await alerts()).toContain('SERVICE_UNSTABLE netpos OPEN');
    expect(domain.plane.status.status().findings).toContainEqual(
      expect.objectContaining({
        code: 'SERVICE_UNSTABLE',
        message: 'NetPOS keeps stopping unexpectedly.',
        remedy: expect.stringMatching(
          /^It stopped unexpectedly 3 times in the last 24 hours, last at 03:02\./,
        ),
      }),
    );
    await domain.clock.pass(HOUR);
    await alerts();
    expect((await netpos())?.isUnstable).toBe(false);
  });

  it.each([7023, 7024, 7031])('counts event %i too', async (eventId) => {
    ends.push({ ago: MINUTE, key: 'netpos', eventId, source: 'Service Control Manager' });
    expect((await netpos())?.health).toBe('DEGRADED');
  });

  it.each([
    [7036, 'Service Control Manager'],
    [7000, 'Service Control Manager'],
  ])('takes event %i of %s for no unexpected end', async (eventId, source) => {
    ends.push({ ago: MINUTE, key: 'netpos', eventId, source });
    expect((await netpos())?.health).toBe('HEALTHY');
  });

  it('and runs again is noted in the diagnosis, without a cause', async () => {
    ends.push({ ago: 8 * MINUTE, key: 'gateway-client', eventId: 7034, source: 'Service Control Manager' });
    await netpos();
    const { cause, evidence } = await domain.plane.resync.diagnosis(callerOf('1').viewer);
    expect(cause).not.toBe('GATEWAY_STOPPED');
    expect(evidence.find(({ code }) => code === 'GATEWAY')).toMatchObject({
      value:
        'running. It stopped unexpectedly at 03:02. If it keeps running, this warning ends at 04:02. Read its events.',
      supports: ['GATEWAY_STOPPED'],
    });
  });

  it('and is stopped: it is down, and says so', async () => {
    shown.State = 'Stopped';
    expect((await netpos())?.nextAction).toBe(
      'NetPOS should be running. Read its last event, then start it.',
    );
    died(8 * MINUTE);
    await domain.clock.pass(10_000);
    await netpos();
    expect(await netpos()).toMatchObject({
      health: 'DOWN',
      nextAction: 'It stopped unexpectedly at 03:02. Read its last event, then start it.',
    });
  });

  it('says which start mode was expected', async () => {
    shown.StartMode = 'Disabled';
    expect((await netpos())?.nextAction).toMatch(/its start mode is Disabled, so it would not start/);
  });

  it('is known from a check most every ten seconds, and only the first one is waited for', async () => {
    await Promise.all([netpos(), domain.plane.services.all(), netpos()]);
    await netpos();
    expect(reads()).toBe(1);
    let answer = () => {};
    domain.venue.scripts.set('Get-VenueEvent', () => new Promise((resolve) => (answer = () => resolve([]))));
    await domain.clock.pass(10_000);
    await Promise.all([netpos(), netpos()]);
    expect(reads()).toBe(2);
    answer();
  });

  it('is not made up when the log cannot be read', async () => {
    domain.venue.refuse('Get-VenueEvent', 'EVENT_LOG_UNREADABLE');
    expect(await netpos()).toMatchObject({ health: 'HEALTHY', nextAction: undefined });
  });
});

describe('a stop that another program undoes', () => {
  const domain = eachDomain();
  beforeEach(() => {
    domain.venue.model.faults['monitor'] = 'restarts-planned-stops';
    domain.venue.model.timing.watch = 3000;
  });

  const stop = () => domain.plane.services.control(callerOf('1'), 'netpos', { do: 'stop' }, undefined);

  it('names Services Monitor when it runs', async () => {
    await expect(stop()).rejects.toMatchObject({
      code: 'SERVICE_RESTARTED_BY_OTHER',
      message: expect.stringContaining('probably Services Monitor'),
    });
  });

  it('names no one when it does not', async () => {
    domain.venue.stop('services-monitor');
    domain.venue.scripts.set('Stop-VenueHostService', () => ({ Outcome: 'RestartedByOther' }));
    await expect(stop()).rejects.toMatchObject({ message: 'NetPOS was started again by another program.' });
  });
});
