import { eventually, makePool, processes } from './pool-under-test.js';

const { pool, output, failure } = makePool({ spareStartAfterMs: 0 });

beforeAll(() => pool.start());
afterAll(() => pool.stop());

const operations = () => pool.status().pools[1];
const spareReady = () => eventually(() => pool.status().spare !== undefined, 30_000);

test('that the spare host alone is lost is no outage: reads have their host, and no operation waits', async () => {
  await spareReady();
  expect(operations()?.state).toBe('idle');
  const seen = new Set([pool.health().status]);
  process.kill(pool.status().spare ?? 0, 'SIGKILL');
  await eventually(() => {
    seen.add(pool.health().status);
    return pool.status().spare === undefined;
  }, 5000);
  await eventually(() => {
    seen.add(pool.health().status);
    return pool.status().spare !== undefined;
  }, 30_000);
  expect(seen).not.toContain('DOWN');
});

test('operations have no host until there is one: it takes the spare host, and another one gets ready', async () => {
  await spareReady();
  const { spare } = pool.status();
  expect(operations()).toMatchObject({ state: 'idle', pids: [] });
  expect(pool.health()).toEqual({ status: 'OK' });
  expect(await output('Invoke-End', { Mode: 'fine' })).toEqual(['ok']);
  expect(operations()).toMatchObject({ state: 'up', pids: [spare] });
  await spareReady();
});

test('a warm spare host takes the place of a host that is lost, and another one gets ready', async () => {
  await spareReady();
  const { spare, pools } = pool.status();
  await output('Get-Echo', { Value: 'a host that has done nothing is taken for one that cannot live' });
  process.kill(pools[0]?.pid ?? 0, 'SIGKILL');
  await eventually(() => pool.status().pools[0]?.pid === spare, 1000);
  expect(await output('Get-Echo', { Value: 'others continue' })).toEqual(['others continue']);
  await spareReady();
  expect(pool.health()).toEqual({ status: 'OK' });
});

test('an operation waits for no other one: each has a host of its own, and a hung one is ended alone', async () => {
  await spareReady();
  await output('Invoke-End', { Mode: 'fine' });
  const abort = new AbortController();
  const host = operations()?.pid ?? 0;
  const hanging = failure('Invoke-Hang', { Mode: 'thread' }, { deadlineMs: 10_000 });
  const patient = failure('Invoke-Hang', { Mode: 'sleep' }, { signal: abort.signal });
  await eventually(() => operations()?.running === 2, 10_000);
  expect(await output('Invoke-End', { Mode: 'fine' }, { deadlineMs: 60_000 })).toEqual(['ok']);
  expect((await hanging).error.failure).toBe('TIMED_OUT');
  await eventually(() => !processes().has(host), 1000);
  expect(operations()?.running).toBe(1);
  abort.abort();
  expect((await patient).error.failure).toBe('CANCELLED');
});

test('a read that will not stop is given up without its neighbour in the same host', async () => {
  await spareReady();
  const host = pool.status().pools[0]?.pid ?? 0;
  const neighbour = output('Get-Pause', { Milliseconds: 4000 });
  const hanging = failure('Get-Stuck', { Milliseconds: 600_000 }, { deadlineMs: 1000 });
  const { error, took } = await hanging;
  expect([error.failure, error.mayHaveRun]).toEqual(['TIMED_OUT', true]);
  expect(took).toBeLessThan(2000);
  await eventually(() => pool.status().pools[0]?.pid !== host, 3000);
  expect(await output('Get-Echo', { Value: 'others continue' })).toEqual(['others continue']);
  expect(await neighbour).toEqual(['rested']);
  await eventually(() => !processes().has(host), 3000);
});

test('reads that ask for the same thing at once are one call, and none is shown a state from before an operation', async () => {
  const same = await Promise.all(
    Array.from({ length: 50 }, () => output('Get-Moment', { Milliseconds: 300 })),
  );
  expect(new Set(same.map((answer) => JSON.stringify(answer))).size).toBe(1);
  const before = output('Get-Moment', { Milliseconds: 1000 });
  await output('Invoke-End', { Mode: 'fine' });
  const after = output('Get-Moment', { Milliseconds: 1000 });
  expect(await after).not.toEqual(await before);
});

test('a read that begins as soon as an operation has ended never shares one from before it', async () => {
  const look = { script: 'Get-Moment', parameters: { Milliseconds: 600 }, deadlineMs: 20_000 };
  const change = { script: 'Write-Everything', parameters: { Milliseconds: 30 }, deadlineMs: 20_000 };
  /** Both answers, when the first read was running and still young enough to be shared as the operation ended. */
  const once = async () => {
    let isOver = false;
    let ask: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => {
      ask = resolve;
    });
    const operation = pool.runner.run({ ...change, onEvent: ask });
    const after = operation.then(() => {
      isOver = true;
      return { read: pool.runner.run(look), at: performance.now() };
    });
    await begun;
    const isInTime = !isOver;
    const since = performance.now();
    const before = pool.runner.run(look);
    const { read, at } = await after;
    const answers = [(await before).output, (await read).output];
    return isInTime && at - since < 200 ? answers : undefined;
  };
  let answers: (readonly unknown[])[] | undefined;
  for (let attempt = 0; attempt < 20 && !answers; attempt++) answers = await once();
  expect(answers).toHaveLength(2);
  expect(answers?.[1]).not.toEqual(answers?.[0]);
});

test('who shares a read keeps his own deadline and his own cancel', async () => {
  const abort = new AbortController();
  const wait = { Milliseconds: 1500 };
  const leaves = failure('Get-Moment', wait, { signal: abort.signal });
  const isLate = failure('Get-Moment', wait, { deadlineMs: 300 });
  const stays = output('Get-Moment', wait);
  abort.abort();
  expect((await leaves).error).toMatchObject({ failure: 'CANCELLED', mayHaveRun: true });
  expect((await isLate).error.failure).toBe('TIMED_OUT');
  expect(await stays).toHaveLength(1);
  const alone = await failure('Get-Moment', { Milliseconds: 60_000 }, { deadlineMs: 300 });
  expect(alone.took).toBeLessThan(1500);
  await eventually(() => pool.status().pools[0]?.running === 0, 2000);
});

test('fifty different reads run as the runspaces allow, and an operation does not wait for them', async () => {
  const reads = Array.from({ length: 50 }, (_, index) =>
    output('Get-Pause', { Milliseconds: 100 + index }, { deadlineMs: 120_000 }),
  );
  await output('Invoke-End', { Mode: 'fine' });
  expect(pool.status().pools[0]?.queued).toBeGreaterThan(0);
  expect((await Promise.all(reads)).flat()).toHaveLength(50);
});

test("one clerk's many reads keep no one else's out, and past a share of the queue are refused to that clerk alone", async () => {
  const read = (reader: string, Milliseconds: number) =>
    pool.runner.run({ script: 'Get-Pause', parameters: { Milliseconds }, deadlineMs: 60_000, reader }).then(
      () => 'ran',
      ({ failure: why }) => why,
    );
  const many = Array.from({ length: 80 }, (_, index) => read('1', 500 + index));
  const since = performance.now();
  const others = Promise.all([output('Get-Echo', { Value: 'services' }), read('2', 1)]);
  expect(await others).toEqual([['services'], 'ran']);
  expect(performance.now() - since).toBeLessThan(4000);
  const ends = await Promise.all(many);
  // Two ran at once, sixteen waited.
  expect(ends.filter((end) => end === 'BUSY')).toHaveLength(62);
  expect(ends.filter((end) => end === 'ran')).toHaveLength(18);
});

test('a pool that was stopped starts again, and resolves when its reads have a host', async () => {
  await pool.stop();
  await pool.start();
  expect(pool.status().pools.map(({ state }) => state)).toEqual(['up', 'idle']);
});
