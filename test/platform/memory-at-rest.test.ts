/** Real garbage of this process. */
import { memoryUsage } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { giveBackAtRest } from '../../src/platform/memory-at-rest.js';

const MB = 1_048_576;

test('memory of a busy time is given back once there is nothing to do', async () => {
  // More than a young generation holds, so that V8 has to ask for pages.
  const made = Array.from({ length: 1_500_000 }, (_, n) => ({ n, text: `${n} is garbage soon` })).length;
  const before = memoryUsage.rss();
  const stop = giveBackAtRest({ everyMs: 50 });
  try {
    for (let tries = 0; tries < 200 && memoryUsage.rss() > before - 40 * MB; tries += 1) await sleep(50);
    expect(memoryUsage.rss()).toBeLessThan(before - 40 * MB);
  } finally {
    stop();
  }
  expect(made).toBe(1_500_000);
});

test('not while the server works, and once until it holds more again', async () => {
  let given = 0;
  const giveBack = () => {
    given += 1;
  };
  const stop = giveBackAtRest({ everyMs: 50, giveBack });
  try {
    const until = performance.now() + 500;
    while (performance.now() < until) {
      for (const at = performance.now(); performance.now() < at + 15; );
      await sleep(1);
    }
    expect(given).toBe(0);
    await sleep(500);
    expect(given).toBe(1);
  } finally {
    stop();
  }
});
