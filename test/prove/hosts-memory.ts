/** What hosts hold after many calls: reads in runspaces that are used again, operations in fresh ones. */
import { setTimeout as sleep } from 'node:timers/promises';
import { makePool } from '../powershell/processes/pool-under-test.js';
import { megabytesOf } from './held-memory.js';
import { type HostsRow, inParallel, type Say } from './hosts-row.js';

const GROWTH_GOAL = 0.03;

/** Looked at after a tenth, a half and all of the calls; a goal only where the last half is long enough to mean something. */
export async function weighHosts({ count, say }: Say & { count: number }): Promise<HostsRow[]> {
  const { pool, output } = makePool({ standbyAfterMs: 'never' });
  await pool.start();
  const rows: HostsRow[] = [];
  try {
    for (const kind of ['read', 'operation'] as const) {
      const host = () => pool.status().lanes[kind === 'read' ? 0 : 1]?.pid ?? 0;
      const call = (value: number) =>
        output(kind === 'read' ? 'Get-Echo' : 'Set-Echo', {
          Value: { value, text: 'x'.repeat(value % 500) },
        });
      await call(0);
      const first = host();
      // A fresh runspace takes longer than the call in it, so fewer of them.
      const calls = kind === 'read' ? count : count / 5;
      const marks = [calls / 10, calls / 2, calls];
      const weights: number[] = [];
      let done = 0;
      for (const mark of marks) {
        const from = done;
        await inParallel(
          mark - from,
          kind === 'read' ? 2 : 1,
          async (index) => void (await call(from + index)),
        );
        done = mark;
        weights.push(await weigh(host()));
        say(`${kind} host after ${mark} calls: ${weights.at(-1)?.toFixed(1)} MB`);
      }
      const [, half = 0, all = 0] = weights;
      const growth = all / half - 1;
      const untrue: string[] = [];
      if (host() !== first) untrue.push(`the ${kind} host was replaced meanwhile`);
      if (count >= 10_000 && growth > GROWTH_GOAL)
        untrue.push(`the ${kind} host grew by ${(growth * 100).toFixed(1)} %`);
      rows.push({
        what: `calls in one ${kind} host`,
        runs: calls,
        goal: `memory from ${marks[1]} to ${marks[2]} calls <= +${GROWTH_GOAL * 100} %`,
        found: `MB after ${marks.join(', ')} calls: ${weights.map((mb) => mb.toFixed(1)).join(', ')} (${growth < 0 ? '' : '+'}${(growth * 100).toFixed(1)} %)`,
        untrue,
      });
    }
  } finally {
    await pool.stop();
  }
  return rows;
}

/** Its working set in megabytes, once it is at rest: what the pool recycles a host by. */
async function weigh(pid: number): Promise<number> {
  await sleep(500);
  return megabytesOf(pid, 'VmRSS');
}
