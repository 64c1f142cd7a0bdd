import { createClock, systemClock } from '../../src/platform/clock.js';

const took = async (work: Promise<void>) => {
  const since = performance.now();
  await work;
  return performance.now() - since;
};

test('the clock reports the time of now, each time again', async () => {
  const before = Date.now();
  const first = systemClock.now();
  await systemClock.sleep(20);
  const second = systemClock.now();
  expect(first.getTime()).toBeGreaterThanOrEqual(before);
  expect(second.getTime() - first.getTime()).toBeGreaterThanOrEqual(15);
});

test('a sleep lasts as long as it was asked to, a moment of timers aside', async () => {
  // A timer counts from when its turn of the event loop began: on a busy machine one seems short, and not three.
  const three = [
    await took(systemClock.sleep(60)),
    await took(systemClock.sleep(60)),
    await took(systemClock.sleep(60)),
  ];
  expect(Math.max(...three)).toBeGreaterThanOrEqual(58);
});

test('an abort ends a sleep at once and quietly, also one that was there before', async () => {
  const abort = new AbortController();
  const sleeping = took(systemClock.sleep(60_000, abort.signal));
  abort.abort();
  expect(await sleeping).toBeLessThan(1000);
  expect(await took(systemClock.sleep(60_000, AbortSignal.abort()))).toBeLessThan(1000);
});

test('time of work grows with time, but for what this process was stopped: a pause of two seconds counts as a moment', async () => {
  const clock = createClock();
  const start = clock.workMs();
  const begun = clock.upMs();
  await clock.sleep(300);
  const worked = clock.workMs() - start;
  expect(worked).toBeGreaterThanOrEqual(290);
  expect(worked).toBeLessThan(1500);
  // Nothing of this process runs meanwhile, as after a SIGSTOP.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2100);
  const stopped = clock.workMs() - start - worked;
  expect(stopped).toBeLessThan(600);
  expect(stopped).toBeGreaterThan(0);
  // The machine's own time knows no pause.
  expect(clock.upMs() - begun).toBeGreaterThanOrEqual(2390);
});
