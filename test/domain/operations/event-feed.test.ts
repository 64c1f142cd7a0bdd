/** Many who follow one operation cost its database one look, and none of them disturbs another. */
import { setTimeout as sleep } from 'node:timers/promises';
import { EventFeed } from '../../../src/domain/operations/event-feed.js';
import type { OperationStore } from '../../../src/domain/ports/operation-store.js';
import type { FollowedEvent, OperationEvent } from '../../../src/domain/types/operation.js';
import { operation } from '../../resolvers/operation-sample.js';

const FOLLOWERS = 50;

let recorded: OperationEvent[];
/** The last event that each read of the events was asked from. */
let reads: number[];
let feed: EventFeed;
let leaving: AbortController;
beforeEach(() => {
  recorded = [];
  reads = [];
  leaving = new AbortController();
  const store = {
    find: async () => operation(),
    async events(_id: string, after: number) {
      reads.push(after);
      await sleep(5);
      return recorded.filter(({ sequence }) => sequence > after);
    },
    async appendEvent(event: OperationEvent) {
      recorded.push({ ...event, sequence: recorded.length + 1 });
    },
  } as unknown as OperationStore;
  feed = new EventFeed(store, { now: () => new Date() } as never);
});
afterEach(() => leaving.abort());

it('checks once for all who have come as far, and gives all of them the same object', async () => {
  const heard = Array.from({ length: FOLLOWERS }, () => follow(0).heard);
  await sleep(50);
  expect(reads).toEqual([0]);
  await record();
  await sleep(50);
  expect(reads).toEqual([0, 0, 1]);
  expect(new Set(heard.map(([first]) => first)).size).toBe(1);
  const late = follow(0).heard;
  await sleep(50);
  expect(late).toHaveLength(1);
});

it('does not miss what is recorded while it checks', async () => {
  const { heard } = follow(0);
  await record();
  await sleep(100);
  expect(heard.map(({ event }) => event.sequence)).toEqual([1]);
});

it('wakes no one else when one of them leaves', async () => {
  follow(0);
  await sleep(50);
  for (let n = 0; n < FOLLOWERS; n += 1) {
    const one = follow(0);
    await sleep(1);
    one.leave();
    await one.over;
  }
  expect(reads.length).toBeLessThanOrEqual(2);
});

it('fails a caller who waits for a look that fails, and answers the next one', async () => {
  const failing = new EventFeed(
    { find: async () => Promise.reject(new Error('away')) } as unknown as OperationStore,
    { now: () => new Date() } as never,
  );
  for (let n = 0; n < 2; n += 1) {
    const events = failing.follow('op-1', 0, leaving.signal)[Symbol.asyncIterator]();
    await expect(events.next()).rejects.toThrow('away');
  }
});

function follow(after: number) {
  const left = new AbortController();
  leaving.signal.addEventListener('abort', () => left.abort());
  const heard: FollowedEvent[] = [];
  const over = (async () => {
    for await (const event of feed.follow('op-1', after, left.signal)) heard.push(event);
  })();
  return { heard, over, leave: () => left.abort() };
}

function sample() {
  const event = { operationId: 'op-1', step: undefined, level: 'INFORMATION' as const, percent: undefined };
  return { ...event, message: 'continues', at: new Date() };
}

async function record(): Promise<void> {
  await feed.record(sample());
}
