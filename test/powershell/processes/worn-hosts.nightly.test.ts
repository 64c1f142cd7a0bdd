/** Hosts that are replaced: worn out, too heavy, silent, or gone again and again. With limits that a test can reach. */
import { resolve } from 'node:path';
import { jest } from '@jest/globals';

const protocol = await import('../../../src/powershell/wire/protocol.js');
/** Hosts that a test made up are asked often; a real one of a busy machine answers when it can. */
const FAKE_PING_MS = 200;
let pingMs = FAKE_PING_MS;
jest.unstable_mockModule('../../../src/powershell/wire/protocol.js', () => ({
  ...protocol,
  limits: {
    ...protocol.limits,
    recycleCalls: 60,
    pausesMs: [20, 50, 3000],
    get pingMs() {
      return pingMs;
    },
  },
}));
const { eventually, poolsOfOneTest, processes, processesWith } = await import('./pool-under-test.js');

const { makePool, end } = poolsOfOneTest();
afterEach(async () => {
  await end();
  pingMs = FAKE_PING_MS;
});

const pwsh = resolve('test', 'fixtures', 'fake-pwsh.mjs');
const fake = (lie: string) => makePool({ pwsh, env: { FAKE_HOST: lie }, spareStartAfterMs: 'never' });

test('a host is replaced after so many calls, and no call notices', async () => {
  pingMs = protocol.limits.pingMs;
  const { pool, output, lines } = makePool({ spareStartAfterMs: 'never' });
  await pool.start();
  const first = pool.status().pools[0]?.pid ?? 0;
  const slow = output('Get-Pause', { Milliseconds: 2500 });
  const echoes = Array.from({ length: 62 }, (_, index) => output('Get-Echo', { Value: index }));
  expect((await Promise.all(echoes)).flat()).toEqual(Array.from({ length: 62 }, (_, index) => index));
  expect(pool.status().pools[0]?.pid).not.toBe(first);
  expect(await slow).toEqual(['rested']);
  await eventually(() => !processes().has(first), 5000);
  await eventually(() => pool.status().pools[0]?.restarts === 1, 1000);
  expect(lines.join('\n')).toContain('PowerShell host is replaced');
});

test('a host that became too heavy is replaced after its call', async () => {
  const { pool, output } = fake('heavy');
  await pool.start();
  const first = pool.status().pools[0]?.pid;
  await new Promise((wait) => setTimeout(wait, 500));
  expect(pool.status().pools[0]?.pid).toBe(first);
  expect(await output('Get-Echo', { Value: 1 })).toEqual([1]);
  await eventually(() => ![undefined, first].includes(pool.status().pools[0]?.pid), 5000);
});

test('a host that leaves two questions unanswered is ended, and its call is HOST_DIED', async () => {
  const { pool, failure } = fake('silent');
  await pool.start();
  const first = pool.status().pools[0]?.pid ?? 0;
  const { error, took } = await failure('Get-Echo', { Value: 1 });
  expect(error).toMatchObject({ failure: 'HOST_DIED', mayHaveRun: true });
  expect(error.message).toBe('The PowerShell host does not respond.');
  expect(took).toBeLessThan(3000);
  await eventually(() => !processes().has(first), 1000);
});

test('hosts that end with each call are started ever more slowly; health says so, and calls are refused at once', async () => {
  const { pool, failure } = fake('ends when called');
  await pool.start();
  expect(pool.health()).toEqual({ status: 'OK' });
  for (let call = 0; call < 3; call++)
    expect((await failure('Get-Echo', { Value: call })).error.failure).toBe('HOST_DIED');
  await eventually(() => pool.status().pools[0]?.state === 'backing-off', 1000);
  expect(pool.health()).toEqual({
    status: 'DOWN',
    detail: expect.stringMatching(
      /^PowerShell hosts do not start, or end at once\. The next attempt is in [1-3] s\.$/,
    ),
  });
  const { error, took } = await failure('Get-Echo', { Value: 'refused' });
  expect(error).toMatchObject({ failure: 'UNAVAILABLE', mayHaveRun: false });
  expect(took).toBeLessThan(300);
  await eventually(() => pool.status().pools[0]?.state === 'up', 30_000);
});

test('a host that is never idle keeps neither ended calls nor their runspaces', async () => {
  pingMs = protocol.limits.pingMs;
  const { pool, output } = makePool({ spareStartAfterMs: 'never' });
  await pool.start();
  const caller = async (first: number) => {
    for (let call = 0; call < 25; call++) await output('Get-Echo', { Value: first + call });
  };
  await Promise.all([caller(0), caller(1000)]);
  for (let call = 0; call < 20; call++) await output('Set-Echo', { Value: call });
  const runspaces = async (script: string) =>
    ((await output(script)) as [{ Runspaces: number }])[0].Runspaces;
  expect(await runspaces('Get-Burden')).toBeLessThan(12);
  // One is closed while the next call runs, and on a busy machine some calls later.
  let left = await runspaces('Set-Burden');
  for (let call = 0; call < 20 && left >= 12; call++) left = await runspaces('Set-Burden');
  expect(left).toBeLessThan(12);
  expect(pool.status().pools.map(({ restarts }) => restarts)).toEqual([0, 0]);
});

test('a pool that is stopped does not wait for a host that is still starting, and leaves none', async () => {
  const { pool } = fake('never ready');
  const started = pool.start();
  await eventually(() => processesWith('fake-pwsh.mjs -NoProfile').length > 0, 5000);
  const since = performance.now();
  await pool.stop();
  expect(performance.now() - since).toBeLessThan(3000);
  await eventually(() => processesWith('fake-pwsh.mjs -NoProfile').length === 0, 1000);
  void started;
});
