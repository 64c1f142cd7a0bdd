import { resolve } from 'node:path';
import { eventually, poolsOfOneTest } from './pool-under-test.js';

const { makePool, end } = poolsOfOneTest();
afterEach(end);

const pwsh = resolve('test', 'fixtures', 'fake-pwsh.mjs');

const base64 = (text: string) => Buffer.from(text).toString('base64');

test('frames for other ids are dropped and counted, and so is what comes after the end', async () => {
  const { pool, output } = makePool({ pwsh, env: { FAKE_HOST: 'other ids' } });
  await pool.start();
  expect(await output('Get-Echo', { Value: 'mine' })).toEqual(['mine']);
  await eventually(() => pool.status().pools[0]?.droppedFrames === 102, 1000);
});

test('output that was released is no result, even when the call was being stopped already', async () => {
  const { pool, failure } = makePool({ pwsh, env: { FAKE_HOST: 'scripted' } });
  await pool.start();
  const flood = {
    to: 'pipe',
    base64: base64(`{"t":"out","id":"@ID@","v":["${'x'.repeat(60_000)}"]}\n`),
    times: 600,
  };
  const end = { to: 'pipe', base64: base64('{"t":"done","id":"@ID@","ok":true,"n":600,"exit":0}\n') };
  const first = {
    to: 'pipe',
    base64: base64('{"t":"ev","id":"@ID@","s":"warning","m":{"message":"begun"}}\n'),
  };
  const abort = new AbortController();
  const more = { signal: abort.signal, onEvent: () => abort.abort() };
  // An operation: a read's callers share one call, and leave it at once.
  const { error } = await failure('Set-Echo', { Value: [first, flood, end] }, more);
  expect(error).toMatchObject({ failure: 'CANCELLED', mayHaveRun: true });
});

test('progress counts for nothing of what a call may write, however long it is reported; warnings do', async () => {
  const { pool, output, failure } = makePool({ pwsh, env: { FAKE_HOST: 'scripted' } });
  await pool.start();
  const result = (s: string) => ({
    to: 'pipe',
    base64: base64(`{"t":"ev","id":"@ID@","s":"${s}","m":{"message":"${'x'.repeat(60_000)}"}}\n`),
    times: 600,
  });
  const done = { to: 'pipe', base64: base64('{"t":"done","id":"@ID@","ok":true,"n":0,"exit":0}\n') };
  expect(await output('Set-Echo', { Value: [result('progress'), done] })).toEqual([]);
  const { error } = await failure('Set-Echo', { Value: [result('warning'), done] });
  expect(error.failure).toBe('OUTPUT_TOO_LARGE');
});

test.each([
  'wrong token',
  'wrong version',
  'ends at once',
  'the process of everyone',
  'the process of another',
])('a host with "%s" never gets a call, and the pool says so instead of waiting', async (lie) => {
  const { pool, failure } = makePool({ pwsh, env: { FAKE_HOST: lie } });
  await pool.start();
  await eventually(() => pool.status().pools[0]?.state === 'backing-off', 1000);
  const { error, took } = await failure('Get-Echo', { Value: 'x' });
  expect([error.failure, error.mayHaveRun]).toEqual(['UNAVAILABLE', false]);
  expect(took).toBeLessThan(4000);
  expect(pool.health()).toEqual({
    status: 'DOWN',
    detail: expect.stringContaining('The next attempt is in'),
  });
});

test('a PowerShell that cannot be found is UNAVAILABLE, with what to do', async () => {
  const { pool, failure, lines } = makePool({ pwsh: '/no/such/pwsh' });
  await pool.start();
  const { error } = await failure('Get-Echo');
  expect(error).toMatchObject({ failure: 'UNAVAILABLE', mayHaveRun: false });
  expect(error.message).toContain('venue-control doctor');
  expect(lines.join()).toContain("configured: /no/such/pwsh doesn't run.");
});
