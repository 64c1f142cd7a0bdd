/** What is recorded of each look: changes, one sample a minute, and gaps where there was no look. */

import { HistoryRecorder } from '../../../src/domain/history/recorder.js';
import type { HistoryLane } from '../../../src/domain/ports/history-store.js';
import { HISTORY_LANES } from '../../../src/domain/ports/history-store.js';
import { judgeStatus, type VenueStatus } from '../../../src/domain/status/judge-status.js';
import { known } from '../../../src/domain/types/fact.js';
import { eachState } from '../../storage/engines.js';
import { HeardLog } from '../heard-log.js';
import { LockableState } from '../lockable-state.js';
import { type Change, services, serviceView, unread, wellStatusFacts } from '../status/status-situations.js';
import { StillClock } from '../still-clock.js';
import { NOON } from '../venue/facts-of.js';

const START = NOON;
const DOWN = services(serviceView('gateway-client', { status: 'STOPPED', health: 'DOWN' }));

describe('the recorder', () => {
  const state = eachState();
  let clock: StillClock;
  let lockable: LockableState;
  let recorder: HistoryRecorder;
  let log: HeardLog;
  let status: VenueStatus | undefined;
  const live = (version = '1.0.0') => {
    status = undefined;
    recorder = new HistoryRecorder({ state: lockable.state, clock, log, version });
    return recorder.start();
  };
  beforeEach(async () => {
    clock = new StillClock(START);
    lockable = new LockableState(state);
    log = new HeardLog();
    await live();
  });

  /** A look after so many seconds. */
  const look = async (seconds: number, change: Change = {}) => {
    clock.move(seconds * 1000);
    const backlog = known({ messages: 3, oldestAt: undefined });
    const facts = { ...wellStatusFacts(), backlog, ...change, at: clock.now() };
    status = judgeStatus(facts, status);
    await recorder.seen(facts, status);
  };
  const minute = (at: Date | undefined) => at && (at.getTime() - START.getTime()) / 60_000;
  const intervals = (...lanes: HistoryLane[]) =>
    state.history.listIntervals({
      from: new Date(0),
      to: new Date('2099-01-01'),
      lanes: lanes.length > 0 ? lanes : HISTORY_LANES,
      first: 500,
    });
  const recorded = async (...lanes: HistoryLane[]) =>
    (await intervals(...lanes))
      .toReversed()
      .map(({ subject, state: value, beganAt, endedAt, code }) =>
        [subject, value, code, minute(beganAt), minute(endedAt)].filter((part) => part !== '').join(' '),
      );
  const samples = (metric: 'heartbeatAge' | 'rowsSent' | 'rowsWaiting' | 'rowsFailed' = 'rowsWaiting') =>
    state.history.listBuckets({ metric, from: START, to: new Date('2099-01-01'), stepSeconds: 60 });

  it('records only what changed, with when and why', async () => {
    for (let turn = 0; turn < 12; turn += 1) await look(5);
    const before = (await intervals()).length;
    await look(120, DOWN);
    await look(60, DOWN);
    await look(60);
    expect(await recorded('STATUS')).toEqual([
      expect.stringMatching(/^OK VENUE_STATUS 0.08\d+ 3$/),
      'DOWN VENUE_STATUS 3 5',
      'OK VENUE_STATUS 5 ',
    ]);
    expect(await recorded('FINDING')).toEqual(['SERVICE_DOWN gateway-client CRITICAL SERVICE_DOWN 3 5']);
    const service = (await recorded('SERVICE')).filter((line) => line.startsWith('gateway-client'));
    expect(service.slice(1)).toEqual([
      'gateway-client STOPPED SERVICE_STOPPED 3 5',
      'gateway-client RUNNING SERVICE_RUNNING 5 ',
    ]);
    // Of status and service two changes each, and one finding.
    expect((await intervals()).length - before).toBe(5);
    const [, down] = await intervals('STATUS');
    expect(down).toMatchObject({
      previousState: 'OK',
      params: { headline: expect.stringMatching(/^Ordering is down/) },
    });
  });

  it('records nothing again for a headline or a figure that moves, and what is planned apart', async () => {
    await look(5);
    const send = (percent: number) => ({ maintenance: known({ until: clock.now(), percent }) });
    await look(5, { ...DOWN, ...send(1) });
    await look(5, { ...DOWN, ...send(2) });
    await look(5, DOWN);
    expect((await recorded('STATUS')).map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      'OK VENUE_STATUS',
      'DOWN VENUE_DOWN_PLANNED',
      'DOWN VENUE_STATUS',
    ]);
  });

  it('records what could not be read as unknown, never as it was', async () => {
    await look(5);
    await look(55, { services: unread('POWERSHELL_UNAVAILABLE'), cloud: unread('CLOUD_UNREACHABLE') });
    const last = async (lane: HistoryLane) => (await intervals(lane))[0]?.state;
    expect([await last('SERVICE'), await last('CLOUD'), await last('LINK')]).toEqual([
      'UNKNOWN',
      'NOT_REACHABLE',
      'UNKNOWN',
    ]);
  });

  it('records hosts and databases by the parts of the server, and versions as last read', async () => {
    const part = (name: string, value: 'OK' | 'DOWN') =>
      ({
        name,
        status: value,
        detail: undefined,
        since: new Date(START.getTime() + (value === 'OK' ? 1 : 2) * 60_000),
      }) as const;
    const parts = (value: 'OK' | 'DOWN') => ({
      parts: known([part('venue database', value), part('PowerShell', value), part('audit anchor', value)]),
    });
    await look(60, parts('OK'));
    await look(60, { ...parts('DOWN'), registration: unread('VENUE_DATABASE_UNAVAILABLE') });
    expect(await recorded('DATABASE', 'HOST')).toEqual([
      'venue database OK PART_OK 1 2',
      'PowerShell OK PART_OK 1 2',
      'venue database DOWN PART_DOWN 2 ',
      'PowerShell DOWN PART_DOWN 2 ',
    ]);
    expect((await recorded('VERSION')).filter((line) => line.startsWith('swiftpos database'))).toEqual([
      'swiftpos database 10.58.0 VERSION_READ 1 ',
    ]);
  });

  it('has one sample a minute, and none of what is unknown', async () => {
    for (let turn = 0; turn < 36; turn += 1) await look(5);
    await look(60, { backlog: unread('VENUE_DATABASE_UNAVAILABLE') });
    expect((await samples()).map(({ index, max }) => [index, max])).toEqual([
      [0, 3],
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
    expect(await samples('heartbeatAge')).toHaveLength(5);
  });

  it('distinguishes a clean end from none, and leaves the time between unknown', async () => {
    await look(60);
    clock.move(60_000);
    await recorder.stop();
    clock.move(8 * 60_000);
    await live('1.1.0');
    await look(60);
    await look(60, DOWN);
    clock.move(10 * 60_000);
    await live('1.1.0');
    await look(60);
    expect(await recorded('SERVER')).toEqual([
      'RUNNING SERVER_RUNNING 0 2',
      'OFF SERVER_STOPPED 2 10',
      'RUNNING SERVER_RUNNING 10 12',
      'OFF SERVER_KILLED 12 22',
      'RUNNING SERVER_RUNNING 22 ',
    ]);
    expect((await intervals('SERVER')).map(({ params }) => params['version'])).toEqual([
      '1.1.0',
      undefined,
      '1.1.0',
      undefined,
      '1.0.0',
    ]);
    expect(await recorded('STATUS')).toEqual([
      'OK VENUE_STATUS 1 2',
      'OK VENUE_STATUS 11 12',
      'DOWN VENUE_STATUS 12 12',
      'OK VENUE_STATUS 23 ',
    ]);
    expect((await samples()).map(({ index }) => index)).toEqual([1, 11, 12, 23]);
  });

  it('records nothing after its end', async () => {
    await look(60);
    await recorder.stop();
    await look(60, DOWN);
    expect((await state.history.listOpen()).filter(({ lane }) => lane !== 'VERSION')).toEqual([]);
    expect(await recorded('STATUS')).toEqual(['OK VENUE_STATUS 1 1']);
  });

  it('has a gap where the machine slept', async () => {
    await look(60, DOWN);
    await look(60, DOWN);
    await look(600, DOWN);
    expect(await recorded('SERVER')).toEqual([
      'RUNNING SERVER_RUNNING 0 2',
      'OFF SERVER_PAUSED 2 12',
      'RUNNING SERVER_RUNNING 12 ',
    ]);
    expect(await recorded('STATUS')).toEqual(['DOWN VENUE_STATUS 1 2', 'DOWN VENUE_STATUS 12 ']);
  });

  it('writes later what it could not write, at the time when it happened', async () => {
    await look(60);
    lockable.lock(true);
    await look(60, DOWN);
    await look(60);
    lockable.lock(false);
    await look(60);
    expect(await recorded('STATUS')).toEqual([
      'OK VENUE_STATUS 1 2',
      'DOWN VENUE_STATUS 2 3',
      'OK VENUE_STATUS 3 ',
    ]);
    expect((await samples()).map(({ index }) => index)).toEqual([1, 2, 3, 4]);
    expect(log.lines.map(({ msg }) => msg)).toEqual([
      'The history could not be recorded; the server retries',
    ]);
  });

  it('writes later how the last life ended, where it starts beside a locked database', async () => {
    await look(60);
    clock.move(5 * 60_000);
    lockable.lock(true);
    await live();
    lockable.lock(false);
    await look(60, DOWN);
    expect(await recorded('SERVER')).toEqual([
      'RUNNING SERVER_RUNNING 0 1',
      'OFF SERVER_KILLED 1 6',
      'RUNNING SERVER_RUNNING 6 ',
    ]);
    expect(await recorded('STATUS')).toEqual(['OK VENUE_STATUS 1 1', 'DOWN VENUE_STATUS 7 ']);
  });

  it('has a gap where more happened than its memory holds', async () => {
    await look(60);
    lockable.lock(true);
    for (let turn = 0; turn < 1300; turn += 1) await look(60, turn % 2 ? {} : DOWN);
    lockable.lock(false);
    await look(60);
    const server = await recorded('SERVER');
    expect(server.slice(0, 2)).toEqual([
      'RUNNING SERVER_RUNNING 0 1',
      expect.stringMatching(/^OFF SERVER_NOT_RECORDED 1 \d{3,4}$/),
    ]);
    expect(await recorded('STATUS')).toHaveLength((await intervals('STATUS')).length);
    expect((await intervals('STATUS')).at(-1)).toMatchObject({ endedAt: new Date(START.getTime() + 60_000) });
  });
});
