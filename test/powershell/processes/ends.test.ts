import { appendFileSync, copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ScriptEvent } from '../../../src/domain/ports/script-runner.js';
import { eventually, makePool, projectFolder, scriptFolder } from './pool-under-test.js';

const warmModule = join(projectFolder, 'test', 'fixtures', 'warm-module.psm1');
const changing = mkdtempSync(join(tmpdir(), 'venue-scripts-'));
copyFileSync(join(scriptFolder, 'Get-Echo.ps1'), join(changing, 'Get-Changing.ps1'));
const { pool, output, failure, lines } = makePool({
  scriptFolders: [scriptFolder, changing],
  warmModules: [warmModule],
  env: { HOST_TEST_MARK: 'from the pool' },
});

beforeAll(() => pool.start());
afterAll(async () => {
  await pool.stop();
  rmSync(changing, { recursive: true });
});

test('a script that ends automatically, by exit 0, or after a native command failed, has its output', async () => {
  for (const Mode of ['fine', 'exit0', 'native'])
    expect(await output('Invoke-End', { Mode })).toEqual(['ok']);
});

test.each([
  ['throw', 'out of coffee', undefined, 'OperationStopped'],
  ['own', 'The code is wrong.', 'CODE_WRONG', 'PermissionDenied'],
  ['stop', "Cannot find path '/no/such/place' because it does not exist.", 'PathNotFound', 'ObjectNotFound'],
  ['halfway', 'then nothing', undefined, 'OperationStopped'],
])('"%s" fails with its own message, id and category', async (Mode, message, errorId, category) => {
  const { error } = await failure('Invoke-End', { Mode });
  expect(error).toMatchObject({ name: 'ScriptError', failure: 'FAILED', mayHaveRun: true, message, errorId });
  expect(error.detail).toMatchObject({ category });
  expect(error.detail['stack']).toMatch(/^at <ScriptBlock>, .*Invoke-End\.ps1: line \d+$/);
});

test('a call of an operation that fails is in the log by the IDs of the operation, and no other call is', async () => {
  const heard = () => lines.filter((line) => line.startsWith('A script did not succeed'));
  await failure('Invoke-End', { Mode: 'own' });
  expect(heard()).toEqual([]);
  await failure(
    'Invoke-End',
    { Mode: 'own' },
    { trace: { operationId: 'op', correlationId: 'of a request' } },
  );
  expect(heard().map((line) => JSON.parse(line.slice(line.indexOf('{'))))).toEqual([
    {
      operationId: 'op',
      correlationId: 'of a request',
      script: 'Invoke-End',
      failure: 'FAILED',
      errorId: 'CODE_WRONG',
      mayHaveRun: true,
    },
  ]);
});

test('the target of an error is reported, and a wrong parameter inside a script is not mistaken for ours', async () => {
  expect((await failure('Invoke-End', { Mode: 'own' })).error.detail['target']).toBe('venue 10482213');
  expect((await failure('Invoke-End', { Mode: 'inner' })).error.failure).toBe('FAILED');
  const { error } = await failure('Invoke-End', { Mode: 'no such mode' });
  expect([error.failure, error.mayHaveRun]).toEqual(['BAD_PARAMETER', false]);
});

test('an error that cannot be read ends its call and not the host', async () => {
  await output('Invoke-End', { Mode: 'fine' });
  const host = pool.status().pools[1]?.pid;
  const { error } = await failure('Invoke-End', { Mode: 'unreadable' });
  expect(error).toMatchObject({
    failure: 'FAILED',
    mayHaveRun: true,
    message: 'The script failed, and its error cannot be read.',
  });
  expect(await output('Invoke-End', { Mode: 'fine' })).toEqual(['ok']);
  expect(pool.status().pools[1]?.pid).toBe(host);
});

test('exit 3 is a failure with its code, a stray break never resembles success', async () => {
  const { error } = await failure('Invoke-End', { Mode: 'exit3' });
  expect(error).toMatchObject({ failure: 'FAILED', message: 'The script ended with exit code 3.' });
  expect(error.detail['exitCode']).toBe('3');
  expect((await failure('Invoke-End', { Mode: 'break' })).error.failure).toBe('FAILED');
});

test('a script that ends its process is HOST_DIED at once, and the next call works', async () => {
  const { error, took } = await failure('Invoke-End', { Mode: 'process' });
  expect([error.failure, error.mayHaveRun]).toEqual(['HOST_DIED', true]);
  expect(took).toBeLessThan(1500);
  expect(await output('Invoke-End', { Mode: 'fine' })).toEqual(['ok']);
});

test('a host killed from outside fails its call within 500 ms; the other pool notices nothing', async () => {
  const hanging = failure('Invoke-Hang', { Mode: 'sleep' });
  await eventually(() => pool.status().pools[1]?.running === 1, 20_000);
  const [reads, operations] = pool.status().pools;
  const read = output('Get-Pause', { Milliseconds: 300 });
  const killedAt = performance.now();
  process.kill(operations?.pid ?? 0, 'SIGKILL');
  expect((await hanging).error.failure).toBe('HOST_DIED');
  expect(performance.now() - killedAt).toBeLessThan(500);
  expect(await read).toEqual(['rested']);
  expect(pool.status().pools[0]?.pid).toBe(reads?.pid);
  expect(await output('Invoke-End', { Mode: 'fine' })).toEqual(['ok']);
  expect(pool.status().pools[1]?.restarts).toBeGreaterThan(0);
});

test('events arrive while the script runs, and errors that do not end it are events', async () => {
  const events: (ScriptEvent & { at: number })[] = [];
  const onEvent = (event: ScriptEvent) => events.push({ ...event, at: performance.now() });
  const result = await output('Write-Everything', { Milliseconds: 600 }, { onEvent });
  const endedAt = performance.now();
  expect(result).toEqual(['first', 'second']);
  expect(events.map(({ at: _at, ...event }) => event)).toEqual([
    { stream: 'warning', message: 'a warning' },
    { stream: 'verbose', message: 'a detail' },
    { stream: 'information', message: 'a fact' },
    { stream: 'error', message: 'not the end' },
    { stream: 'progress', message: 'Sending: batch 1', percent: 40 },
  ]);
  for (const event of events) expect(endedAt - event.at).toBeGreaterThan(300);
});

test('noise on stdout and stderr goes to the log and blocks nothing', async () => {
  expect(await output('Invoke-Noise', { Bytes: 300_000 })).toEqual(['quiet again']);
  await eventually(() => lines.some((line) => line.includes('from a child')), 2000);
});

test('a script is refused when it is not catalogued, or changed since the server started', async () => {
  expect((await failure('Get-Nothing')).error).toMatchObject({
    failure: 'NOT_CATALOGUED',
    mayHaveRun: false,
  });
  expect((await failure('../Get-Echo')).error.failure).toBe('NOT_CATALOGUED');
  expect(await output('Get-Changing', { Value: 'x' })).toEqual(['x']);
  appendFileSync(join(changing, 'Get-Changing.ps1'), '\n# changed\n');
  expect((await failure('Get-Changing', { Value: 'x' })).error).toMatchObject({
    failure: 'NOT_CATALOGUED',
    mayHaveRun: false,
  });
});

test('scripts know where they are, find warm modules imported, and have the given environment', async () => {
  expect(await output('Get-Module', { Path: warmModule })).toEqual([
    { WasWarm: true, Root: scriptFolder, Folder: projectFolder, Environment: 'from the pool' },
  ]);
});

test('each operation has a runspace of its own: nothing of the one before is left', async () => {
  type Seen = { Found: string; Runspace: string; Culture: string; Priority: string };
  const look = async (text = '') => ((await output('Invoke-DeferredCleanup', { Set: text })) as [Seen])[0];
  const first = await look('mine');
  for (let call = 0; call < 5; call += 1) {
    const { Runspace, ...left } = await look();
    expect(left).toEqual({ Found: '', Culture: first.Culture, Priority: first.Priority });
    expect(Runspace).not.toBe(first.Runspace);
  }
});

test('two reads run at once, the rest wait, and the 65th that waits is BUSY', async () => {
  // All different: the same read would be one call.
  const calls = Array.from({ length: 67 }, (_, index) =>
    pool.runner.run({ script: 'Get-Pause', parameters: { Milliseconds: 30 + index }, deadlineMs: 60_000 }),
  );
  const ends = await Promise.allSettled(calls);
  const failures = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
  const detail = { retryAfterSeconds: expect.stringMatching(/^[1-9]\d?$/) };
  expect(failures).toEqual([expect.objectContaining({ failure: 'BUSY', mayHaveRun: false, detail })]);
});
