/** `prove -- mutants`: each mutant of the guards in a process of its own, whose check has to notice it. */
import { spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { inParallel } from './hosts-row.js';
import { type Mutant, mutants } from './mutant-list.js';
import { chanceFrom } from './seeded.js';

export interface MutantsOptions {
  readonly seed: number;
  /** How many, by chance; default: all. */
  readonly count?: number | undefined;
  readonly say?: (line: string) => void;
}

export interface JudgedMutant extends Mutant {
  /** What noticed it: the server that refuses to start, the contract, the matrix, the oracle; undefined: it lives. */
  readonly killedBy: 'start' | 'contract' | 'matrix' | 'oracle' | undefined;
}

/** What the oracle asks at most of one mutant. */
const PAIRS = 4000;

export async function judgeMutants({
  seed,
  count,
  say = () => undefined,
}: MutantsOptions): Promise<JudgedMutant[]> {
  const all = mutants();
  const chosen = count === undefined ? all : chanceFrom(seed).shuffled(all).slice(0, count);
  const judged: JudgedMutant[] = [];
  await inParallel(chosen.length, 2, async (index) => {
    const mutant = chosen[index] as Mutant;
    judged[index] = { ...mutant, killedBy: await judge(mutant, seed) };
    if ((index + 1) % 10 === 0) say(`${index + 1} of ${chosen.length} mutants`);
  });
  return judged;
}

async function judge(mutant: Mutant, seed: number): Promise<JudgedMutant['killedBy']> {
  const { code, said } = await run(mutant, mutant.isDirective ? 0 : PAIRS, seed);
  if (code === 0) return undefined;
  if (said.startsWith('contract:')) return 'contract';
  if (said.startsWith('matrix:')) return 'matrix';
  if (said.startsWith('oracle:')) return 'oracle';
  if (/refuses to start/.test(said)) return 'start';
  throw new Error(`A mutant could not be judged (${mutant.file}:${mutant.line}, ${mutant.what}): ${said}`);
}

/** Without a mutant it has to end with 0: what is red for another reason proves nothing. */
export function runUnchanged(seed: number): Promise<{ readonly code: number | null; readonly said: string }> {
  return run(undefined, 200, seed);
}

function run(
  mutant: Mutant | undefined,
  pairs: number,
  seed: number,
): Promise<{ readonly code: number | null; readonly said: string }> {
  const hooks = pathToFileURL('test/fixtures/typescript-hooks.mjs').href;
  const child = spawn(
    process.execPath,
    ['--import', hooks, 'test/prove/mutant-judge.ts', String(pairs), String(seed)],
    {
      env: { ...process.env, ...(mutant ? { MUTANT: JSON.stringify(mutant) } : {}) },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let said = '';
  const hear = (chunk: unknown) => {
    said += String(chunk);
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, said })));
}
