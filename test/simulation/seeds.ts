/** Runs seeds on all processors: each has a process of its own, which is given one seed after the other. */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { planOf } from './decisions.js';
import { CELLS, type Cell, nameOf } from './faults/cells.js';
import type { Strike } from './faults/strikes.js';
import type { Violation } from './oracles/violation.js';

/** The report of a run, without its journal. */
export interface SeedResult {
  readonly seed: number;
  readonly hash: string;
  readonly hours: number;
  readonly operations: number;
  readonly acts: number;
  readonly violations: readonly Violation[];
  readonly hit: readonly Strike[];
  readonly reached: readonly string[];
}

export interface SeedRange {
  readonly first: number;
  /** Infinity: until the time is up. */
  readonly count: number;
  /** Undefined: no limit. */
  readonly minutes: number | undefined;
}

const PROJECT = join(import.meta.dirname, '..', '..');

/** Node with the project's TypeScript as it is, and with what `env` adds. */
export function spawnProgram(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const hooks = pathToFileURL(join(PROJECT, 'test', 'fixtures', 'typescript-hooks.mjs')).href;
  const file = join(import.meta.dirname, program);
  return spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--import', hooks, file, ...args],
    {
      cwd: PROJECT,
      env: { ...process.env, ...env },
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
}

/**
 * Calls `heard` with each result as it comes, in no order; it adds what was hit to `hit`. A seed whose cells
 * are all in it is left out where the time is limited. Rejects where a process fails: the run itself threw.
 */
export async function runSeeds(
  range: SeedRange,
  hit: ReadonlySet<string>,
  heard: (result: SeedResult) => void,
): Promise<void> {
  const { first, count, minutes = Number.POSITIVE_INFINITY } = range;
  const until = performance.now() + minutes * 60_000;
  let next = first;
  /** The seed that is run next. */
  const take = (): number | undefined => {
    while (Number.isFinite(minutes) && isHit(planOf(next).cells, hit)) next += 1;
    if (next >= first + count || performance.now() >= until) return undefined;
    next += 1;
    return next - 1;
  };
  await Promise.all(
    Array.from({ length: Math.min(availableParallelism(), count) }, () => runProcess(take, heard)),
  );
}

/** The cells of a seed whose strikes struck. */
export function cellsHit({ seed, hit }: Pick<SeedResult, 'seed' | 'hit'>): readonly Cell[] {
  return planOf(seed).cells.filter((cell) =>
    hit.some(({ point, mode }) => cell.point === point && cell.mode === mode),
  );
}

const isHit = (cells: readonly Cell[], hit: ReadonlySet<string>) =>
  cells.length > 0 && hit.size < CELLS.length && cells.every((cell) => hit.has(nameOf(cell)));

/** A process that runs a seed after the other: each as a line on its stdin. */
async function runProcess(
  take: () => number | undefined,
  heard: (result: SeedResult) => void,
): Promise<void> {
  const child = spawnProgram('worker.ts', []);
  const ended = new Promise<number | null>((done, fail) => {
    child.on('error', fail);
    child.on('close', done);
  });
  const send = () => {
    const seed = take();
    if (seed === undefined) child.stdin.end();
    else child.stdin.write(`${seed}\n`);
  };
  send();
  for await (const line of createInterface({ input: child.stdout })) {
    heard(JSON.parse(line) as SeedResult);
    send();
  }
  const code = await ended;
  if (code !== 0) throw new Error(`A process of the simulator ended with ${code}.`);
}
