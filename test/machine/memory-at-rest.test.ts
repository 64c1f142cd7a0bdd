/** Real garbage of this process, and V8's own word for letting go of it. */
import { memoryUsage } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { giveBackAtRest } from '../../src/machine/memory-at-rest.js';

const MB = 1_048_576;

/** More than a young generation holds, so that V8 has to ask for pages. */
function makeGarbage(): number {
  const kept = Array.from({ length: 1_500_000 }, (_, n) => ({ n, text: `${n} is garbage soon` }));
  return kept.length;
}

test('what a busy time took is the machine’s again once there is nothing to do', async () => {
  makeGarbage();
  const before = memoryUsage.rss();
  const stop = giveBackAtRest({ everyMs: 50 });
  try {
    for (let looked = 0; looked < 200 && memoryUsage.rss() > before - 40 * MB; looked += 1) await sleep(50);
    expect(memoryUsage.rss()).toBeLessThan(before - 40 * MB);
  } finally {
    stop();
  }
});

test('once is enough until it holds more again, and nobody who asks is kept waiting for it', async () => {
  let given = 0;
  const giveBack = async () => {
    given += 1;
  };
  const stop = giveBackAtRest({ everyMs: 20, giveBack });
  const until = performance.now() + 300;
  try {
    while (performance.now() < until) {
      // Work, and turns of the event loop between it.
      for (const at = performance.now(); performance.now() < at + 15; );
      await sleep(1);
    }
    expect(given).toBe(0);
    await sleep(300);
    expect(given).toBe(1);
  } finally {
    stop();
  }
  const more = Buffer.alloc(64 * MB, 1);
  await sleep(100);
  expect([given, more.length]).toEqual([1, 64 * MB]);
});
