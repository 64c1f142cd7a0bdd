/** The ceiling of a host's memory, with a real PowerShell whose script leaks. */
import { setTimeout as sleep } from 'node:timers/promises';
import { jest } from '@jest/globals';

const PING_MS = 1500;
const protocol = await import('../../../src/powershell/wire/protocol.js');
jest.unstable_mockModule('../../../src/powershell/wire/protocol.js', () => ({
  ...protocol,
  limits: { ...protocol.limits, pingMs: PING_MS },
}));
const { poolsOfOneTest } = await import('./pool-under-test.js');

const { makePool, end } = poolsOfOneTest();
afterEach(end);

test("an operation host whose scripts leak is replaced at its ceiling: it passes it by one call's leak at most", async () => {
  const { pool, output } = makePool({ spareStartAfterMs: 'never' });
  await pool.start();
  const leak = 120;
  const weights: number[] = [];
  const pids = new Set<number | undefined>();
  for (let call = 0; call < 6; call += 1) {
    pids.add(pool.status().pools[1]?.pid);
    const [weight] = await output('Set-Weight', { Megabytes: leak });
    weights.push(Number(weight));
    // Until it was weighed.
    await sleep(PING_MS + 500);
  }
  expect(pids.size).toBeGreaterThan(1);
  expect(Math.max(...weights)).toBeGreaterThan(300);
  expect(Math.max(...weights)).toBeLessThan(protocol.limits.recycleMegabytes + 2 * leak);
}, 90_000);
