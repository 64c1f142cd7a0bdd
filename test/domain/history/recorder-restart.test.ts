/** What is still so after the server was off keeps its begin, and an unchanged version is no news. */

import { CONTINUED_MS, HistoryRecorder } from '../../../src/domain/history/recorder.js';
import { ofInterval } from '../../../src/domain/history/timeline-entry.js';
import type { HistoryLane } from '../../../src/domain/ports/history-store.js';
import { judgeStatus, type VenueStatus } from '../../../src/domain/status/judge-status.js';
import { known } from '../../../src/domain/types/fact.js';
import { eachState, quietLog } from '../../storage/engines.js';
import { type Change, services, serviceView, unread, wellStatusFacts } from '../status/status-situations.js';
import { StillClock } from '../still-clock.js';
import { NOON } from '../venue/facts-of.js';

const START = NOON;
const DOWN = services(serviceView('gateway-client', { status: 'STOPPED', health: 'DOWN' }));

describe('the recorder after a restart', () => {
  const state = eachState();
  let clock: StillClock;
  let recorder: HistoryRecorder;
  let status: VenueStatus | undefined;
  const live = (version = '1.0.0') => {
    status = undefined;
    recorder = new HistoryRecorder({ state, clock, log: quietLog, version });
    return recorder.start();
  };
  beforeEach(() => {
    clock = new StillClock(START);
    return live();
  });

  /** A look after so many seconds. */
  const look = async (seconds: number, change: Change = {}) => {
    clock.move(seconds * 1000);
    const backlog = known({ messages: 3, oldestAt: undefined });
    const facts = { ...wellStatusFacts(), backlog, ...change, at: clock.now() };
    status = judgeStatus(facts, status ? undefined : recorder.earlier(facts.at), status);
    await recorder.seen(facts, status);
  };
  const minute = (at: Date | undefined) => at && (at.getTime() - START.getTime()) / 60_000;
  const intervals = (lane: HistoryLane) =>
    state.history.listIntervals({
      from: new Date(0),
      to: new Date('2099-01-01'),
      lanes: [lane],
      first: 500,
    });
  const recorded = async (lane: HistoryLane) =>
    (await intervals(lane))
      .toReversed()
      .map(({ subject, state: value, beganAt, endedAt, code }) =>
        [subject, value, code, minute(beganAt), minute(endedAt)].join(' '),
      );

  const restart = async (isClean: boolean, offMs: number) => {
    if (isClean) await recorder.stop();
    clock.move(offMs);
    await live();
  };

  it.each([
    ['a clean', true],
    ['no clean', false],
  ])('continues the times of what is still so after %s end, however often', async (_, isClean) => {
    await look(60);
    await look(60, DOWN);
    for (let times = 0; times < 2; times += 1) {
      await restart(isClean, 5 * 60_000);
      await look(60, DOWN);
    }
    expect([minute(status?.since), minute(status?.findings[0]?.since)]).toEqual([2, 2]);
    const since = new Date(START.getTime() + 2 * 60_000).toISOString();
    for (const lane of ['STATUS', 'FINDING', 'SERVICE'] as const) {
      const found = (await intervals(lane)).filter(
        ({ subject, state: value }) =>
          (lane !== 'SERVICE' || subject === 'gateway-client') && value !== 'RUNNING' && value !== 'OK',
      );
      expect(found.map(({ params }) => params['since'])).toEqual([since, since, undefined]);
    }
    await restart(isClean, 60_000);
    await look(60);
    expect([status?.state, minute(status?.since)]).toEqual(['OK', minute(clock.now())]);
  });

  it('continues no time of what may have been different meanwhile', async () => {
    await look(60, DOWN);
    await restart(false, CONTINUED_MS);
    await look(60, DOWN);
    expect(status?.since).toEqual(clock.now());
    expect((await intervals('STATUS'))[0]?.params['since']).toBeUndefined();
  });

  it('continues after a first look that could not read the venue', async () => {
    const away = { services: unread('POWERSHELL_UNAVAILABLE'), cloud: unread('CLOUD_UNREACHABLE') };
    await look(60, DOWN);
    await restart(false, 60_000);
    const { since } = judgeStatus(
      { ...wellStatusFacts(), ...DOWN, at: clock.now() },
      recorder.earlier(clock.now()),
      judgeStatus({ ...wellStatusFacts(), ...away, at: clock.now() }),
    );
    expect(minute(since)).toBe(1);
  });

  it('lists a version once, however often the server starts, until it is another one', async () => {
    await look(60);
    await restart(true, 60_000);
    await look(60);
    await restart(false, 60_000);
    await look(60);
    await look(600);
    const versions = async () =>
      (await recorded('VERSION')).filter((line) => line.startsWith('swiftpos database'));
    expect(await versions()).toEqual(['swiftpos database 10.58.0 VERSION_READ 1 ']);
    await restart(true, 60_000);
    const { registration } = wellStatusFacts();
    const other = registration.is === 'known' && { ...registration.value, swiftposVersion: '10.59.0' };
    await look(60, other ? { registration: known(other) } : {});
    expect(await versions()).toEqual([
      'swiftpos database 10.58.0 VERSION_READ 1 17',
      'swiftpos database 10.59.0 VERSION_READ 17 ',
    ]);
    const [newest] = await intervals('VERSION');
    expect(newest && ofInterval(newest).text).toBe('swiftpos database has version 10.59.0. Before: 10.58.0.');
  });

  it('lists an upgrade of this program, and no start of the same version', async () => {
    const own = async () =>
      (await intervals('VERSION'))
        .filter(({ subject }) => subject === 'control-plane')
        .map((interval) => ofInterval(interval).text);
    await restart(true, 60_000);
    expect(await own()).toEqual(['The control plane has version 1.0.0.']);
    await live('1.1.0');
    expect((await own())[0]).toBe('The control plane has version 1.1.0. Before: 1.0.0.');
  });
});
