/** Runs seeds on all processors: each has a process of its own, with every n-th seed. */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
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
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
}

/** Calls `heard` with each result as it comes, in no order. Rejects where a process fails: the run itself threw. */
export async function runSeeds(range: SeedRange, heard: (result: SeedResult) => void): Promise<void> {
  const shares = Math.min(availableParallelism(), range.count);
  await Promise.all(Array.from({ length: shares }, (_, share) => runShare(range, share, shares, heard)));
}

async function runShare(
  { first, count, minutes }: SeedRange,
  share: number,
  shares: number,
  heard: (result: SeedResult) => void,
): Promise<void> {
  const child = spawnProgram('worker.ts', [
    String(first + share),
    String(shares),
    String(first + count),
    String(minutes ?? Number.POSITIVE_INFINITY),
  ]);
  const ended = new Promise<number | null>((done, fail) => {
    child.on('error', fail);
    child.on('close', done);
  });
  for await (const line of createInterface({ input: child.stdout })) heard(JSON.parse(line) as SeedResult);
  const code = await ended;
  if (code !== 0) throw new Error(`A process of the simulator ended with ${code}.`);
}
