import { startOwner } from './owner-under-test.js';
import { eventually, groupOf, makePool, processes, processesWith } from './pool-under-test.js';

const { pool, output, failure } = makePool();

beforeAll(() => pool.start());
afterAll(() => pool.stop());

let mark = 900_000 + (process.pid % 50_000);
const nextMark = () => String(++mark);

const operationHost = () => pool.status().pools[1]?.pid ?? 0;

test.each(['sleep', 'cpu', 'thread', 'native', 'stdin', 'grandchild'])(
  'a script hung in "%s" ends within its deadline and a second, and leaves no process',
  async (Mode) => {
    const Seconds = Mode === 'thread' || Mode === 'sleep' ? '600' : nextMark();
    await output('Invoke-End', { Mode: 'fine' });
    const host = operationHost();
    const { error, took, events } = await failure('Invoke-Hang', { Mode, Seconds }, { deadlineMs: 3000 });
    expect([error.failure, error.mayHaveRun]).toEqual(['TIMED_OUT', true]);
    expect(events).toEqual([{ stream: 'warning', message: 'begun' }]);
    expect(took).toBeLessThan(4000);
    expect(await output('Invoke-End', { Mode: 'fine' })).toEqual(['ok']);
    await eventually(() => groupOf(host).every((pid) => pid === host), 1000);
    if (Mode === 'thread') await eventually(() => !processes().has(host), 1000);
  },
);

test('a cancel ends a listening script at once and keeps its host', async () => {
  await output('Invoke-End', { Mode: 'fine' });
  const host = operationHost();
  const abort = new AbortController();
  const hanging = failure(
    'Invoke-Hang',
    { Mode: 'sleep' },
    { signal: abort.signal, onEvent: () => abort.abort() },
  );
  const { error, took } = await hanging;
  expect([error.failure, error.mayHaveRun]).toEqual(['CANCELLED', true]);
  expect(took).toBeLessThan(1500);
  expect(operationHost()).toBe(host);
});

test('a cancel that follows its call at once is not lost', async () => {
  const host = pool.status().pools[0]?.pid;
  for (let round = 0; round < 30; round += 1) {
    const abort = new AbortController();
    const resting = failure('Get-Pause', { Milliseconds: 5000 + round }, { signal: abort.signal });
    if (round % 3 === 0) abort.abort();
    else setTimeout(() => abort.abort(), round % 3);
    const { error, took } = await resting;
    expect(error.failure).toBe('CANCELLED');
    expect(took).toBeLessThan(1500);
  }
  expect(pool.status().pools[0]?.pid).toBe(host);
});

test('a cancel of a script that does not listen kills its host after the grace', async () => {
  const abort = new AbortController();
  const onEvent = () => void setTimeout(() => abort.abort(), 200);
  const { error, took } = await failure('Invoke-Hang', { Mode: 'thread' }, { signal: abort.signal, onEvent });
  expect(error.failure).toBe('CANCELLED');
  expect(took).toBeGreaterThan(1900);
  expect(took).toBeLessThan(4000);
  expect(await output('Invoke-End', { Mode: 'fine' })).toEqual(['ok']);
});

test('a call that is cancelled or late while it waits never ran', async () => {
  // Without a spare host, which would take the call at once.
  const other = makePool({ spareStartAfterMs: 'never' });
  await other.pool.start();
  const [abort, over] = [new AbortController(), new AbortController()];
  const hanging = other.failure('Invoke-Hang', { Mode: 'sleep' }, { signal: over.signal });
  await eventually(() => other.pool.status().pools[1]?.running === 1, 20_000);
  const waiting = other.failure('Invoke-End', { Mode: 'fine' }, { signal: abort.signal });
  const late = other.failure('Invoke-End', { Mode: 'fine' }, { deadlineMs: 100 });
  abort.abort();
  expect((await waiting).error).toMatchObject({ failure: 'CANCELLED', mayHaveRun: false });
  expect((await late).error).toMatchObject({ failure: 'TIMED_OUT', mayHaveRun: false });
  const aborted = other.failure('Invoke-End', {}, { signal: AbortSignal.abort() });
  expect((await aborted).error.mayHaveRun).toBe(false);
  over.abort();
  await hanging;
  await other.pool.stop();
});

test('a child that reads stdin steals no frame', async () => {
  // In the same host as the reads: its neighbours' frames are the ones that it could take.
  const thief = failure('Get-Stdin', {}, { deadlineMs: 1500 });
  await eventually(() => pool.status().pools[0]?.running === 1, 1000);
  await new Promise((wait) => setTimeout(wait, 300));
  const reads = Array.from({ length: 20 }, (_, index) => output('Get-Echo', { Value: index }));
  expect((await Promise.all(reads)).flat()).toEqual(Array.from({ length: 20 }, (_, index) => index));
  expect((await thief).error.failure).toBe('TIMED_OUT');
});

test.each(['cpu', 'thread', 'native', 'grandchild'])(
  'kill -9 of the server during "%s" leaves no PowerShell and no child of a script',
  async (Mode) => {
    const Seconds = Mode === 'thread' || Mode === 'sleep' ? '600' : nextMark();
    const { owner, hosts } = await startOwner({ Mode, Seconds });
    if (Mode === 'native') await eventually(() => processesWith(`sleep ${Seconds}`).length > 0, 2000);
    owner.kill('SIGKILL');
    // Together: what one signal kills doesn't die in one moment where there is much to do.
    const left = () =>
      hosts.some((pid) => processes().has(pid)) ||
      (Seconds !== '600' && processesWith(`sleep ${Seconds}`).length > 0);
    await eventually(() => !left(), 2500);
  },
);

test('what a script started detached survives the hosts', async () => {
  const Seconds = nextMark();
  const other = makePool();
  await other.pool.start();
  const [pid] = await other.output('Start-Detached', { Node: process.execPath, Seconds });
  await other.pool.stop();
  expect(processesWith(`sleep ${Seconds}`)).toEqual([Number(pid)]);
  process.kill(Number(pid), 'SIGKILL');
});

test('stop ends everything, may be called twice, and refuses what comes later', async () => {
  const other = makePool();
  expect((await other.failure('Get-Echo')).error).toMatchObject({
    failure: 'UNAVAILABLE',
    mayHaveRun: false,
  });
  await other.pool.start();
  const running = other.failure('Invoke-Hang', { Mode: 'thread' });
  await eventually(() => other.pool.status().pools[1]?.running === 1, 20_000);
  const hosts = other.pool.status().pools.flatMap(({ pids }) => pids);
  expect(hosts).toHaveLength(2);
  await Promise.all([other.pool.stop(), other.pool.stop()]);
  await other.pool.stop();
  expect((await running).error.failure).toBe('CANCELLED');
  expect(hosts.filter((pid) => processes().has(pid))).toEqual([]);
  expect((await other.failure('Get-Echo')).error.failure).toBe('UNAVAILABLE');
});
