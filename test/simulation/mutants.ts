/**
 * Mutants of the heart, the acceptance test of the simulator: each breaks one rule of src/domain, and a seed
 * has to find it. They are those of test/prove/mutants/rows.txt that name the simulator.
 */
import { MUTANT_ROWS, type MutantRow, rangeOf, SIMULATOR } from '../prove/mutants/rows.js';
import { spawnProgram } from './seeds.js';

export interface MutantVerdict {
  readonly name: string;
  /** Invariant and seed; null: it lives. */
  readonly foundBy: string | null;
  readonly seconds: number;
}

/** A mutant that no seed finds within it lives. */
const MINUTES = 3;

export const MUTANTS: readonly MutantRow[] = MUTANT_ROWS.filter(({ killedBy }) => killedBy === SIMULATOR);

export function findMutant(name: string): MutantRow {
  const found = MUTANTS.find(({ what }) => what === name);
  if (found) return found;
  console.error(`There is no mutant "${name}". Known:\n${MUTANTS.map(({ what }) => `  ${what}`).join('\n')}`);
  process.exit(2);
}

/**
 * Runs seeds in a process of its own until one violates an invariant that it keeps without the mutant: what the
 * heart breaks anyway says nothing of it.
 */
export async function judgeMutant(mutant: MutantRow): Promise<MutantVerdict> {
  const { what: name, file, near, replace } = mutant;
  const { start, end, times } = rangeOf(mutant);
  if (times !== 1)
    throw new Error(
      `"${mutant.find}" is ${times} times in ${file}: update "${name}" in test/prove/mutants/rows.txt.`,
    );
  const began = performance.now();
  const env = { MUTANT: JSON.stringify({ file, start, end, text: replace }) };
  const spent = () => (performance.now() - began) / 1000;
  const verdict = (foundBy: string | null) => ({ name, foundBy, seconds: Math.round(spent() * 10) / 10 });
  for (let from = 1; ; ) {
    const left = String(MINUTES - spent() / 60);
    const found = await output([left, near, String(from), 'Infinity'], env);
    const [number = '', text] = found.trim().split('\t');
    // A heart that can't even start is found, too.
    if (text === undefined) return verdict(number || null);
    if ((await output([String(MINUTES), near, number, number], {})) === '') return verdict(text);
    from = Number(number) + 1;
  }
}

async function output(args: readonly string[], env: Readonly<Record<string, string>>): Promise<string> {
  const child = spawnProgram('until-found.ts', args, env);
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  const code = await new Promise<number | null>((done, fail) => {
    child.on('error', fail);
    child.on('close', done);
  });
  return code === 0 ? text : `the run itself, which ended with ${code}`;
}
