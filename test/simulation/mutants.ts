/**
 * Mutants of the heart, the acceptance test of the simulator: each breaks one rule of src/domain, and a seed
 * has to find it. They are in mutants.txt: a line begins with `@` file, `*` what the heart does then, `?` the
 * cells that come near it (a regular expression of their names; none: seeds as they come), `-` what is there,
 * once, `+` what is there instead.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawnProgram } from './seeds.js';

export interface HeartMutant {
  readonly name: string;
  readonly file: string;
  /** Names of the cells whose seeds judge it. */
  readonly near: string;
  readonly find: string;
  readonly replace: string;
}

export interface MutantVerdict {
  readonly name: string;
  /** Invariant and seed; null: it lives. */
  readonly foundBy: string | null;
  readonly seconds: number;
}

const HERE = import.meta.dirname;
const PROJECT = join(HERE, '..', '..');
/** A mutant that no seed finds within it lives. */
const MINUTES = 3;

export const MUTANTS: readonly HeartMutant[] = mutantsIn(readFileSync(join(HERE, 'mutants.txt'), 'utf8'));

export function findMutant(name: string): HeartMutant {
  const found = MUTANTS.find((mutant) => mutant.name === name);
  if (found) return found;
  console.error(
    `There is no mutant "${name}". Known:\n${MUTANTS.map((mutant) => `  ${mutant.name}`).join('\n')}`,
  );
  process.exit(2);
}

/** Where its text is, and how often: once, or the mutant says nothing of the code as it is. */
export function rangeOf({ name, file, find }: HeartMutant) {
  const source = readFileSync(join(PROJECT, file), 'utf8');
  const start = source.indexOf(find);
  return { name, start, end: start + find.length, times: source.split(find).length - 1 };
}

/**
 * Runs seeds in a process of its own until one violates an invariant that it keeps without the mutant: what the
 * heart breaks anyway says nothing of it.
 */
export async function judgeMutant(mutant: HeartMutant): Promise<MutantVerdict> {
  const { name, file, near, replace } = mutant;
  const { start, end, times } = rangeOf(mutant);
  if (times !== 1)
    throw new Error(`"${mutant.find}" is ${times} times in ${file}: update "${name}" in mutants.txt.`);
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

function mutantsIn(text: string): HeartMutant[] {
  return text.split(/^@ /m).flatMap((part, index) => {
    const [head = '', ...rows] = part.split(/\n\* /);
    return index === 0 ? [] : rows.map((row) => mutantIn(head.trim(), row.split('\n')));
  });
}

function mutantIn(file: string, [name = '', ...lines]: readonly string[]): HeartMutant {
  const after = (sign: string) =>
    lines
      .filter((line) => line.startsWith(sign))
      .map((line) => line.slice(2))
      .join('\n');
  return { name, file, near: after('?'), find: after('-'), replace: after('+') };
}
