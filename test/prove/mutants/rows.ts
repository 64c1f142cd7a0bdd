/**
 * Mutants chosen by hand, in rows.txt: each breaks one promise of the product, and one quick test has to fail
 * on it, or a seed of the simulated venue. A line begins with `#` area, `@` file, `*` what the product does
 * then | the test file that has to fail, or `simulator`, `?` the simulator's cells and regressions that come
 * near it (a regular expression of their names and titles; none: seeds as they come), `-` what is there,
 * once, `+` what is there instead.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface MutantRow {
  readonly area: string;
  readonly file: string;
  readonly what: string;
  /** A test file, or SIMULATOR. */
  readonly killedBy: string;
  readonly near: string;
  readonly find: string;
  readonly replace: string;
}

export const SIMULATOR = 'simulator';
const PROJECT = join(import.meta.dirname, '..', '..', '..');

export const MUTANT_ROWS: readonly MutantRow[] = rowsIn(
  readFileSync(join(import.meta.dirname, 'rows.txt'), 'utf8'),
);

function rowsIn(text: string): MutantRow[] {
  return text.split(/^# /m).flatMap((part) =>
    part.split(/^@ /m).flatMap((changes, index, [head = '']) => {
      const [file = '', ...rows] = changes.split(/\n\* /);
      const area = head.split(':')[0] ?? '';
      return index === 0 ? [] : rows.map((row) => ({ area, file, ...rowIn(row.split('\n')) }));
    }),
  );
}

function rowIn([title = '', ...lines]: readonly string[]) {
  const [what = '', killedBy = ''] = title.split(' | ');
  const after = (sign: string) =>
    lines
      .filter((line) => line.startsWith(sign))
      .map((line) => line.slice(2))
      .join('\n');
  return { what, killedBy, near: after('?'), find: after('-'), replace: after('+') };
}

/** Where its text is in its file, and how often: once, or the mutant says nothing of the code as it is. */
export function rangeOf({ file, find }: MutantRow) {
  const path = join(PROJECT, file);
  const source = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const start = source.indexOf(find);
  return { start, end: start + find.length, times: source.split(find).length - 1 };
}
