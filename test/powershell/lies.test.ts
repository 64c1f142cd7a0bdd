import { resolve } from 'node:path';
import { eventually, makePool } from './pool-under-test.js';

const pwsh = resolve('test', 'fixtures', 'fake-pwsh.mjs');

test.each([
  'garbage',
  'clixml',
  'byte order mark',
  'too few objects',
  'success with exit 3',
  'success with a code',
  'failure without a code',
  'half a frame',
  'a line without end',
  'a second greeting',
  'a wrong stream',
])('a host that writes "%s" is killed and its call is HOST_DIED, never a success', async (lie) => {
  const { pool, failure } = makePool({ pwsh, env: { FAKE_HOST: lie } });
  await pool.start();
  try {
    const { error, took } = await failure('Get-Echo', { Value: 'x' });
    expect([error.failure, error.mayHaveRun]).toEqual(['HOST_DIED', true]);
    expect(took).toBeLessThan(1000);
  } finally {
    await pool.stop();
  }
});

test('frames for other ids are dropped and counted, and so is what comes after the end', async () => {
  const { pool, output } = makePool({ pwsh, env: { FAKE_HOST: 'other ids' } });
  await pool.start();
  expect(await output('Get-Echo', { Value: 'mine' })).toEqual(['mine']);
  await eventually(() => pool.status().lanes[0]?.droppedFrames === 102, 1000);
  await pool.stop();
});

test.each(['wrong token', 'wrong version', 'ends at once'])(
  'a host with "%s" never gets a call, and the pool says so instead of waiting',
  async (lie) => {
    const { pool, failure } = makePool({ pwsh, env: { FAKE_HOST: lie } });
    await pool.start();
    await eventually(() => pool.status().lanes[0]?.state === 'backing-off', 1000);
    const { error, took } = await failure('Get-Echo', { Value: 'x' });
    expect([error.failure, error.mayHaveRun]).toEqual(['UNAVAILABLE', false]);
    expect(took).toBeLessThan(4000);
    await pool.stop();
  },
);

test('a PowerShell that cannot be found is UNAVAILABLE, with what to do', async () => {
  const { pool, failure, lines } = makePool({ pwsh: '/no/such/pwsh' });
  await pool.start();
  const { error } = await failure('Get-Echo');
  expect(error).toMatchObject({ failure: 'UNAVAILABLE', mayHaveRun: false });
  expect(error.message).toContain('venue-control doctor');
  expect(lines.join()).toContain("configured: /no/such/pwsh doesn't run.");
  await pool.stop();
});
