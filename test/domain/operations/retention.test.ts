/** What years pile up is dropped, and what is never to be forgotten is not. */
import { setTimeout as sleep } from 'node:timers/promises';
import { runRetention } from '../../../src/domain/operations/retention.js';
import { sagasByKind } from '../../../src/domain/operations/saga.js';
import type { OperationKind } from '../../../src/domain/types/operation.js';
import { EndedOnboardings, readUnfinished } from '../../../src/domain/venue/unfinished.js';
import { eachState, quietLog } from '../../storage/engines.js';
import { newOperation } from '../../storage/samples.js';
import { StillClock, trusted } from '../still-clock.js';
import { madeUpSaga } from './made-up-saga.js';

const DAY = 86_400_000;
const TODAY = new Date('2031-05-06T02:00:00.000Z');
const daysAgo = (days: number) => new Date(TODAY.getTime() - days * DAY);

const cleanup = {
  step: 'hold',
  script: 'Resume-DailyRestart',
  parameters: {},
  open: 'It is held.',
  done: () => 'It is released.',
};
const sagas = sagasByKind([
  madeUpSaga(() => [], {
    deferredCleanups: (_, rows) => (rows.some(({ result }) => result?.['isHeld']) ? [cleanup] : []),
  }),
]);

describe('retention', () => {
  const state = eachState();
  let clock: StillClock;
  let stopped: AbortController;

  beforeEach(() => {
    clock = new StillClock(TODAY);
    stopped = new AbortController();
  });
  afterEach(() => stopped.abort());

  /** With events, and its end where it has one. */
  async function operation(
    id: string,
    at: Date,
    events: number,
    ended = true,
    kind: OperationKind = 'RESYNC',
  ): Promise<void> {
    const { operations } = state;
    await operations.create({
      ...newOperation(),
      id,
      kind,
      slot: undefined,
      idempotencyKey: undefined,
      createdAt: at,
      steps: [{ name: 'hold', title: 'Hold it' }],
    });
    const event = { operationId: id, at, step: undefined, level: 'VERBOSE' as const, percent: undefined };
    for (let number = 0; number < events; number += 1)
      await operations.appendEvent({ ...event, message: `${number}` });
    if (ended) await operations.transition(id, ['PENDING'], 'SUCCEEDED', { finishedAt: at });
  }

  async function tidied(files = { dropOlder: (_: Date) => 0 }): Promise<void> {
    const settings = { keepOperationsDays: 1000, keepEventsDays: 100 };
    void runRetention(
      { state, sagas, clock: trusted(clock), log: quietLog, settings, support: { files } },
      stopped.signal,
    );
    for (let turn = 0; turn < 20; turn += 1) {
      await clock.pass(61_000);
      await sleep(10);
    }
  }
  const eventsOf = async (id: string) => (await state.operations.events(id, 0, 5000)).length;

  it('drops events after their days and operations after theirs, however many there are', async () => {
    await operation('old', daysAgo(1001), 3);
    await operation('quiet', daysAgo(101), 1200);
    await operation('new', daysAgo(99), 3);
    await tidied();
    expect(await state.operations.find('old')).toBeUndefined();
    expect(await state.operations.steps(['old'])).toEqual([]);
    expect([await eventsOf('old'), await eventsOf('quiet'), await eventsOf('new')]).toEqual([0, 0, 3]);
    expect((await state.operations.find('quiet'))?.state).toBe('SUCCEEDED');
  });

  it('counts the days of events from the end of their operation', async () => {
    await operation('scheduled', daysAgo(101), 3, false);
    await state.operations.transition('scheduled', ['PENDING'], 'SUCCEEDED', { finishedAt: daysAgo(99) });
    await tidied();
    expect(await eventsOf('scheduled')).toBe(3);
  });

  it('keeps what is not over, however old, and whatever had a code', async () => {
    await operation('waits', daysAgo(2000), 3, false);
    await operation('redeemed', daysAgo(2000), 3, true, 'ONBOARD');
    await state.operations.storeRedemption({
      id: 'redemption',
      operationId: 'redeemed',
      attempt: 0,
      codeHmac: 'hmac',
      at: daysAgo(2000),
    });
    await state.operations.setRedemptionState('redemption', ['STORED'], 'REDEEMED', daysAgo(2000));
    await tidied();
    expect([await eventsOf('waits'), await eventsOf('redeemed')]).toEqual([3, 0]);
    expect((await state.operations.find('redeemed'))?.state).toBe('SUCCEEDED');
    expect(await state.operations.wasRedeemed('hmac')).toBe(true);
    expect(await state.operations.redemptionOf('redeemed')).toMatchObject({ id: 'redemption' });
  });

  it('keeps what still has something to clean up', async () => {
    await operation('held', daysAgo(2000), 0);
    await state.operations.updateStep('held', 0, 'hold', { result: { isHeld: true } });
    await operation('free', daysAgo(2000), 0);
    await tidied();
    expect(await state.operations.find('held')).toBeDefined();
    expect(await state.operations.find('free')).toBeUndefined();
  });

  it('keeps the onboarding that finished another one, which is not to be finished again', async () => {
    const { operations } = state;
    await operation('redeemed', daysAgo(2000), 0, false, 'ONBOARD');
    const redemption = {
      id: 'redemption',
      operationId: 'redeemed',
      attempt: 0,
      codeHmac: 'hmac',
      at: daysAgo(2000),
    };
    await operations.storeRedemption(redemption);
    await operations.setRedemptionState('redemption', ['STORED'], 'REDEEMED', daysAgo(2000));
    await operations.transition('redeemed', ['PENDING'], 'FAILED', { finishedAt: daysAgo(2000) });
    const unfinished = () => readUnfinished(new EndedOnboardings(operations));
    expect(await unfinished()).toMatchObject({ operationId: 'redeemed' });
    await operation('finished', daysAgo(1999), 0, true, 'ONBOARD');
    expect(await unfinished()).toBeUndefined();
    await tidied();
    expect(await unfinished()).toBeUndefined();
  });

  it('drops history after 400 days and samples after 14, in batches, and nothing that is still so', async () => {
    const { history } = state;
    const none = { heartbeatAge: 1, rowsSent: undefined, rowsWaiting: undefined, rowsFailed: undefined };
    const change = { lane: 'SERVICE', subject: 'connect', code: 'SERVICE', params: {} } as const;
    await history.record([{ ...change, subject: 'monitor', state: 'RUNNING', at: daysAgo(900) }], []);
    for (const days of [450, 401, 399])
      await history.record([{ ...change, state: `${days}`, at: daysAgo(days) }], []);
    const minutes = Array.from({ length: 1100 }, (_, minute) => daysAgo(15).getTime() + minute * 60_000);
    const samples = [...minutes, daysAgo(13).getTime()].map((at) => ({ ...none, at: new Date(at) }));
    await history.record([], samples);
    await tidied();
    const whole = { from: daysAgo(1000), to: TODAY, first: 9, lanes: ['SERVICE'] } as const;
    expect((await history.listIntervals(whole)).map((row) => row.state)).toEqual(['399', '401', 'RUNNING']);
    const buckets = { metric: 'heartbeatAge', from: daysAgo(20), to: TODAY, stepSeconds: 86_400 } as const;
    expect(await history.listBuckets(buckets)).toEqual([{ index: 7, min: 1, mean: 1, max: 1 }]);
  });

  it('deletes support bundles after seven days', async () => {
    const asked: Date[] = [];
    await tidied({ dropOlder: (than) => asked.push(than) });
    expect(asked).toEqual([new Date(daysAgo(7).getTime() + 60_000)]);
  });

  it('continues numbering the events of one whose earlier ones are gone', async () => {
    await operation('quiet', daysAgo(101), 2);
    await tidied();
    const event = { operationId: 'quiet', at: TODAY, step: undefined, level: 'VERBOSE' as const };
    expect(
      await state.operations.appendEvent({ ...event, percent: undefined, message: 'more' }),
    ).toMatchObject({ sequence: 3 });
  });
});
