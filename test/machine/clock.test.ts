import { systemClock } from '../../src/machine/clock.js';

const took = async (work: Promise<void>) => {
  const since = performance.now();
  await work;
  return performance.now() - since;
};

test('the clock tells the time of now, each time anew', async () => {
  const before = Date.now();
  const first = systemClock.now();
  await systemClock.sleep(20);
  const second = systemClock.now();
  expect(first.getTime()).toBeGreaterThanOrEqual(before);
  expect(second.getTime() - first.getTime()).toBeGreaterThanOrEqual(15);
});

test('a sleep lasts as long as it was asked to, a moment of timers aside', async () => {
  expect(await took(systemClock.sleep(60))).toBeGreaterThanOrEqual(58);
});

test('an abort ends a sleep at once and quietly, also one that was there before', async () => {
  const abort = new AbortController();
  const sleeping = took(systemClock.sleep(60_000, abort.signal));
  abort.abort();
  expect(await sleeping).toBeLessThan(1000);
  expect(await took(systemClock.sleep(60_000, AbortSignal.abort()))).toBeLessThan(1000);
});
