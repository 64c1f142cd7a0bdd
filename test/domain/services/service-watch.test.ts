/** What someone who follows the services gets: the newest of each, however slowly they read. */
import { setImmediate as breath } from 'node:timers/promises';
import type { ServiceView } from '../../../src/domain/services/view.js';
import { ServiceWatch } from '../../../src/domain/services/watch.js';
import { quietLog } from '../../storage/engines.js';
import { StillClock } from '../still-clock.js';

/** A watch over these services; `reads` counts how often PowerShell was asked. */
function practiceWatch() {
  const clock = new StillClock(new Date('2031-05-06T12:00:00Z'));
  const now = new Map<string, ServiceView['status']>([
    ['connect', 'RUNNING'],
    ['netpos', 'STOPPED'],
  ]);
  const seen = { reads: 0, fails: false };
  const watch = new ServiceWatch({
    async read() {
      seen.reads += 1;
      if (seen.fails) throw new Error('no host');
      return [...now].map(([key, status]) => ({ key, status, observedAt: clock.now() }) as ServiceView);
    },
    clock,
    log: quietLog,
  });
  return { watch, clock, now, seen };
}

function follow(watch: ServiceWatch) {
  const leaving = new AbortController();
  const events = watch.changes(leaving.signal)[Symbol.asyncIterator]();
  const next = async () => {
    const { value } = await events.next();
    return value && `${value.key} ${value.status}`;
  };
  return { next, leave: () => leaving.abort() };
}

it('reports each service as it is first, then only what changes', async () => {
  const { watch, clock, now } = practiceWatch();
  const { next, leave } = follow(watch);
  expect([await next(), await next()]).toEqual(['connect RUNNING', 'netpos STOPPED']);
  const changed = next();
  await clock.pass(3000);
  now.set('netpos', 'START_PENDING');
  await clock.pass(1000);
  expect(await changed).toBe('netpos START_PENDING');
  leave();
});

it('keeps the newest of each service for a slow reader, and never its history', async () => {
  const { watch, clock, now } = practiceWatch();
  const { next, leave } = follow(watch);
  await next();
  await next();
  for (const status of ['START_PENDING', 'RUNNING', 'STOP_PENDING', 'STOPPED'] as const) {
    now.set('connect', status);
    await clock.pass(1000);
  }
  now.set('netpos', 'RUNNING');
  await clock.pass(1000);
  expect([await next(), await next()]).toEqual(['connect STOPPED', 'netpos RUNNING']);
  leave();
});

it('asks PowerShell once a second however many follow, not at all when no one does, and continues after a failure', async () => {
  const { watch, clock, now, seen } = practiceWatch();
  const readers = [follow(watch), follow(watch), follow(watch)];
  const first = readers.map(({ next }) => next());
  // Who comes while a look is under way waits for the next.
  await clock.pass(1000);
  expect(await Promise.all(first)).toEqual(readers.map(() => 'connect RUNNING'));
  for (const { next } of readers) expect(await next()).toBe('netpos STOPPED');
  const before = seen.reads;
  await clock.pass(3000);
  expect(seen.reads - before).toBe(3);
  seen.fails = true;
  await clock.pass(2000);
  seen.fails = false;
  now.set('connect', 'STOPPED');
  const result = readers.map(({ next }) => next());
  await clock.pass(1000);
  expect(await Promise.all(result)).toEqual(readers.map(() => 'connect STOPPED'));
  for (const { leave, next } of readers) {
    const pending = next();
    leave();
    expect(await pending).toBeUndefined();
  }
  const last = seen.reads;
  await clock.pass(5000);
  await breath();
  expect(seen.reads).toBe(last);
});
