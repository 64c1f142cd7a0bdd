/** What is in the outbox is sent at least once, whatever the receiver does. */
import { setTimeout as wait } from 'node:timers/promises';
import { NotificationSender, retryMs } from '../../../src/domain/alerts/send.js';
import { TrustedClock } from '../../../src/domain/clock/trusted-clock.js';
import type { NotificationChannel } from '../../../src/domain/ports/notification-channel.js';
import type { VenueStatus } from '../../../src/domain/status/judge-status.js';
import type { Delivery } from '../../../src/domain/types/venue-alert.js';
import { eachState } from '../../storage/engines.js';
import { HeardLog } from '../heard-log.js';
import { StillClock, trusted } from '../still-clock.js';

describe('the sender', () => {
  const state = eachState();
  let clock: StillClock;
  let stop: AbortController;
  let log: HeardLog;
  let taken: string[];
  /** Of the status. Undefined: now. */
  let checkedAt: Date | undefined;
  /** What the receiver does, one after another; then it takes all. */
  let answers: ('fails' | 'hangs')[];
  /** Whether the outbox can be written. */
  let isFull: boolean;

  beforeEach(() => {
    clock = new StillClock(new Date('2031-05-06T12:00:00Z'));
    stop = new AbortController();
    log = new HeardLog();
    taken = [];
    checkedAt = undefined;
    answers = [];
    isFull = false;
  });
  afterEach(() => stop.abort());

  const channel = (name: string, kind: NotificationChannel['kind'] = 'webhook'): NotificationChannel => ({
    name,
    kind,
    async send(id, { event }) {
      const answer = name === 'ops' ? answers.shift() : undefined;
      taken.push(`${name} ${event === 'HEARTBEAT' ? event : id}${answer ? ` ${answer}` : ''}`);
      if (answer === 'fails') throw new Error('503');
      if (answer === 'hangs') await new Promise(() => undefined);
    },
  });
  const delivery = (id: string, name = 'ops'): Delivery => ({
    id,
    channel: name,
    notification: {
      event: 'TEST',
      at: clock.now().toISOString(),
      customerNumber: undefined,
      companyName: undefined,
    },
    createdAt: clock.now(),
    attempts: 0,
    nextAt: clock.now(),
  });
  /** The store works in a thread of its own time. */
  const pass = async (ms: number) => {
    await wait(30);
    await clock.pass(ms);
    await wait(30);
  };
  const start = (channels: readonly NotificationChannel[], isSure = true): NotificationSender => {
    const status = { status: () => ({ checkedAt: checkedAt ?? clock.now() }) as VenueStatus };
    const remove = async (id: string) => {
      if (isFull) throw new Error('disk full');
      return state.outbox.remove(id);
    };
    const outbox = { ...state.outbox, remove };
    const sender = new NotificationSender({
      ...{ state: { outbox }, channels, status, log },
      clock: isSure ? trusted(clock) : new TrustedClock(clock),
    });
    void sender.keep(stop.signal);
    return sender;
  };

  it('sends what an earlier server run left, once where it is taken', async () => {
    await state.outbox.add([delivery('msg_1'), delivery('msg_2')]);
    start([channel('ops')]);
    await pass(10);
    await pass(120_000);
    expect(taken).toEqual(['ops msg_1', 'ops msg_2']);
  });

  it('sends at once what is new', async () => {
    const sender = start([channel('ops')]);
    await pass(10);
    await state.outbox.add([delivery('msg_1')]);
    sender.wake();
    await pass(10);
    expect(taken).toEqual(['ops msg_1']);
  });

  it('repeats what fails or hangs under the same delivery id, and holds up no other channel', async () => {
    answers = ['fails', 'hangs'];
    await state.outbox.add([delivery('msg_1'), delivery('msg_2', 'mail')]);
    start([channel('ops'), channel('mail')]);
    await pass(10);
    expect(taken.toSorted()).toEqual(['mail msg_2', 'ops msg_1 fails']);
    for (let turn = 0; turn < 12; turn += 1) await pass(5000);
    expect(taken.filter((each) => each.startsWith('ops'))).toEqual([
      'ops msg_1 fails',
      'ops msg_1 hangs',
      'ops msg_1',
    ]);
    expect(await state.outbox.next('ops')).toBeUndefined();
  });

  it('sends what was taken no second time while the outbox cannot be written', async () => {
    isFull = true;
    await state.outbox.add([delivery('msg_1'), delivery('msg_2')]);
    start([channel('ops')]);
    await pass(10);
    for (let turn = 0; turn < 4; turn += 1) await pass(5000);
    isFull = false;
    for (let turn = 0; turn < 2; turn += 1) await pass(5000);
    expect(taken).toEqual(['ops msg_1', 'ops msg_2']);
  });

  it('does not wait for a clock that was set back', async () => {
    await state.outbox.add([delivery('msg_1')]);
    clock.move(-86_400_000);
    start([channel('ops')]);
    await pass(10);
    expect(taken).toEqual(['ops msg_1']);
  });

  it.each([
    [true, []],
    [false, ['ops msg_1 fails', 'ops msg_1 fails']],
  ])('gives up what is a week old where the time is sure: %s', async (isSure, expected) => {
    await state.outbox.add([delivery('msg_1')]);
    answers.push('fails', 'fails');
    clock.move(8 * 86_400_000);
    start([channel('ops')], isSure);
    await pass(10);
    await pass(6000);
    expect(taken).toEqual(expected);
  });

  it('waits longer with each failure, up to an hour', () => {
    expect([0, 1, 2, 9, 10, 50].map(retryMs)).toEqual([
      5000, 10_000, 20_000, 2_560_000, 3_600_000, 3_600_000,
    ]);
  });

  it('beats every five minutes while the status is fresh, and not when it is stale', async () => {
    start([channel('watch', 'heartbeat')]);
    await pass(10);
    await pass(300_000);
    expect(taken).toEqual(['watch HEARTBEAT', 'watch HEARTBEAT']);
    checkedAt = clock.now();
    await pass(300_000);
    expect(taken).toHaveLength(2);
  });
});
