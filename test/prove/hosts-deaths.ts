/** A host is killed from outside: its own calls fail at once and say so, the other lane's are not touched. */
import { eventually, makePool } from '../powershell/pool-under-test.js';
import { makeWhole } from './hosts-hangs.js';
import { type HostsRow, type Say, spread } from './hosts-row.js';

const FAILS_MS = 500;

interface Death {
  readonly failedMs: number;
  readonly backMs: number;
  readonly untrue: readonly string[];
}

export async function killHosts({ count, say }: Say & { count: number }): Promise<HostsRow[]> {
  const pool = makePool({ standbyAfterMs: 0 });
  await pool.pool.start();
  const deaths: Record<'operation' | 'read', Death[]> = { operation: [], read: [] };
  try {
    for (let index = 0; index < count; index += 1) {
      await makeWhole(pool, 60_000);
      const kind = index % 2 === 0 ? 'operation' : 'read';
      deaths[kind].push(await (kind === 'operation' ? killOperation(pool) : killRead(pool)));
      if ((index + 1) % 10 === 0) say(`${index + 1} hosts killed`);
    }
  } finally {
    await pool.pool.stop();
  }
  return (['operation', 'read'] as const).map((kind) => ({
    what: `kill -9 of the ${kind} host`,
    runs: deaths[kind].length,
    goal: `its calls HOST_DIED within ${FAILS_MS} ms, others unaffected`,
    found: `failed after ms: ${spread(deaths[kind].map(({ failedMs }) => failedMs))}; next call answered after ms: ${spread(deaths[kind].map(({ backMs }) => backMs))}`,
    untrue: deaths[kind].flatMap(({ untrue }) => untrue.map((line) => `${kind} host: ${line}`)),
  }));
}

type Pool = ReturnType<typeof makePool>;

async function killOperation(pool: Pool): Promise<Death> {
  const hanging = pool.failure('Invoke-Hang', { Mode: 'sleep' });
  await eventually(() => pool.pool.status().lanes[1]?.running === 1, 5000);
  const [reads, operations] = pool.pool.status().lanes;
  const others = [0, 1].map((index) => pool.output('Get-Pause', { Milliseconds: 150 + index }));
  const told = await kill(operations?.pid, [hanging], others);
  const back = performance.now();
  await pool.output('Invoke-End', { Mode: 'fine' });
  const untrue = pool.pool.status().lanes[0]?.pid === reads?.pid ? [] : ['the read host was lost too'];
  return { ...told, backMs: performance.now() - back, untrue: [...told.untrue, ...untrue] };
}

async function killRead(pool: Pool): Promise<Death> {
  const hanging = [0, 1].map((index) => pool.failure('Get-Pause', { Milliseconds: 30_000 + index }));
  await eventually(() => pool.pool.status().lanes[0]?.running === 2, 5000);
  const others = [pool.output('Write-Everything', { Milliseconds: 150 })];
  await eventually(() => pool.pool.status().lanes[1]?.running === 1, 5000);
  const [reads, operations] = pool.pool.status().lanes;
  const told = await kill(reads?.pid, hanging, others);
  const back = performance.now();
  await pool.output('Get-Echo', { Value: back });
  const untrue = pool.pool.status().lanes[1]?.pids.includes(operations?.pid ?? 0)
    ? []
    : ['the operation host was lost too'];
  return { ...told, backMs: performance.now() - back, untrue: [...told.untrue, ...untrue] };
}

async function kill(
  pid: number | undefined,
  hanging: readonly ReturnType<Pool['failure']>[],
  others: readonly Promise<unknown>[],
): Promise<Omit<Death, 'backMs'>> {
  if (pid === undefined) throw new Error('There is no host to kill.');
  const killedAt = performance.now();
  process.kill(pid, 'SIGKILL');
  const failures = await Promise.all(hanging);
  const failedMs = performance.now() - killedAt;
  const spoilt = (await Promise.allSettled(others)).filter(({ status }) => status === 'rejected');
  const untrue = failures
    .filter(({ error }) => error.failure !== 'HOST_DIED')
    .map(({ error }) => `ended as ${error.failure}`);
  if (failedMs > FAILS_MS) untrue.push(`failed only after ${failedMs.toFixed(0)} ms`);
  if (spoilt.length > 0) untrue.push(`${spoilt.length} other calls failed`);
  return { failedMs, untrue };
}
