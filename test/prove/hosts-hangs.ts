/** Scripts that never end, of each kind, in a real pool: ended within deadline + 1 s, pool whole soon after, nothing left. */
import type { ScriptEvent } from '../../src/operations/ports/script-runner.js';
import { eventually, groupOf, makePool, processesWith } from '../powershell/processes/pool-under-test.js';
import { type HostsRow, type Say, spread } from './hosts-row.js';

export const HUNG = ['sleep', 'cpu', 'thread', 'native', 'stdin'] as const;
const DEADLINE_MS = 800;
const LATE_MS = 1000;
const ANSWERS_MS = 3000;
/** Two at a time: each has a host of its own. */
const AT_ONCE = 2;

let mark = 300_000 + (process.pid % 1000) * 100;
export const nextMark = () => String(++mark);

type Pool = ReturnType<typeof makePool>;

interface Hung {
  readonly mode: string;
  readonly end: string;
  readonly hasBegun: boolean;
  readonly overMs: number;
}

export async function hangScripts({ count, say }: Say & { count: number }): Promise<HostsRow[]> {
  const pool = makePool({ standbyAfterMs: 0 });
  await pool.pool.start();
  const hung: Hung[] = [];
  const answers: number[] = [];
  const standbys: number[] = [];
  const untrue: string[] = [];
  const seen = new Set<number>();
  try {
    while (hung.length < count) {
      await makeWhole(pool, 60_000);
      for (const pid of hostsOf(pool)) seen.add(pid);
      const modes = Array.from(
        { length: AT_ONCE },
        (_, index) => HUNG[(hung.length + index) % HUNG.length] as string,
      );
      const marks = modes.map(nextMark);
      const ended = await Promise.all(modes.map((mode, index) => hang(pool, mode, marks[index] ?? '')));
      for (const pid of hostsOf(pool)) seen.add(pid);
      // One whose host was still busy starting had no time to hang: it is asked again.
      hung.push(...ended.filter((one) => one.hasBegun));
      untrue.push(...ended.filter((one) => one.hasBegun).flatMap(untrueOf));
      const { answersMs, standbyMs } = await makeWhole(pool, 60_000);
      answers.push(answersMs);
      standbys.push(standbyMs);
      if (answersMs > ANSWERS_MS) untrue.push(`${modes}: a lane did not answer ${ANSWERS_MS} ms later`);
      const left = await leftAfter(pool, seen, marks);
      if (left.length > 0) untrue.push(`${modes}: processes ${left} are left`);
      if (hung.length % 20 < AT_ONCE) say(`${hung.length} hung scripts, ${untrue.length} untrue`);
    }
  } finally {
    await pool.pool.stop();
  }
  const left = [...seen].flatMap(groupOf);
  if (left.length > 0) untrue.push(`processes ${left} are left after the pool's end`);
  return [
    ...HUNG.map((mode) => {
      const over = hung.filter((one) => one.mode === mode).map(({ overMs }) => overMs);
      return {
        what: `hung scripts: ${mode}`,
        runs: over.length,
        goal: `TIMED_OUT within deadline + ${LATE_MS} ms`,
        found: `past the deadline, ms: ${spread(over)}`,
        untrue: untrue.filter((line) => line.startsWith(`${mode} `)),
      };
    }),
    {
      what: 'after hung scripts, two at once',
      runs: answers.length,
      goal: `both lanes answer within ${ANSWERS_MS} ms, 0 processes left`,
      found: `answers after ms: ${spread(answers)}, standby ready again after ms: ${spread(standbys)}; ${left.length} processes left`,
      untrue: untrue.filter((line) => !HUNG.some((mode) => line.startsWith(`${mode} `))),
    },
  ];
}

async function hang(pool: Pool, mode: string, Seconds: string): Promise<Hung> {
  let hasBegun = false;
  const onEvent = (_: ScriptEvent) => {
    hasBegun = true;
  };
  const { error, took } = await pool.failure(
    'Invoke-Hang',
    { Mode: mode, Seconds },
    { deadlineMs: DEADLINE_MS, onEvent },
  );
  return { mode, end: error.failure, hasBegun, overMs: took - DEADLINE_MS };
}

function untrueOf({ mode, end, overMs }: Hung): string[] {
  return [
    ...(end === 'TIMED_OUT' ? [] : [`${mode} ended as ${end}`]),
    ...(overMs <= LATE_MS ? [] : [`${mode} ended ${overMs.toFixed(0)} ms after its deadline`]),
  ];
}

/** Both lanes answer, and a standby is ready again; the milliseconds until each. */
export async function makeWhole(
  pool: Pool,
  within: number,
): Promise<{ answersMs: number; standbyMs: number }> {
  const since = performance.now();
  await Promise.all([pool.output('Invoke-End', { Mode: 'fine' }), pool.output('Get-Echo', { Value: since })]);
  const answersMs = performance.now() - since;
  await eventually(() => pool.pool.status().standby !== undefined, within);
  return { answersMs, standbyMs: performance.now() - since };
}

const hostsOf = ({ pool }: Pool): number[] => {
  const { lanes, standby } = pool.status();
  return [...lanes.flatMap(({ pids }) => pids), ...(standby === undefined ? [] : [standby])];
};

/** Anything with one of the marks, and whoever else is in a host's process group, a little later. */
async function leftAfter(pool: Pool, seen: ReadonlySet<number>, marks: readonly string[]): Promise<number[]> {
  const left = () => {
    const hosts = hostsOf(pool);
    const strangers = [...seen].flatMap(groupOf).filter((pid) => !hosts.includes(pid));
    return [...strangers, ...marks.flatMap((one) => processesWith(`sleep ${one}`))];
  };
  await eventually(() => left().length === 0, 1000).catch(() => undefined);
  return left();
}
