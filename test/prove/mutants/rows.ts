/**
 * Mutants chosen by hand, in rows.txt: each breaks one promise of the product, and one quick test has to fail on it. A line begins with
 * `#` area, `@` file, `*` what the product does then | the test file that has to fail, `-` what is there, once, `+` what is there instead.
 */
import { existsSync, readFileSync } from 'node:fs';

export interface MutantRow {
  readonly area: string;
  readonly file: string;
  readonly what: string;
  readonly killedBy: string;
  readonly find: string;
  readonly replace: string;
}

export const MUTANT_ROWS: readonly MutantRow[] = rowsIn(readFileSync('test/prove/mutants/rows.txt', 'utf8'));

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
  return { what, killedBy, find: after('-'), replace: after('+') };
}

/** How often the text of a row occurs in its file. */
export function timesFound({ file, find }: MutantRow): number {
  return existsSync(file) ? readFileSync(file, 'utf8').split(find).length - 1 : 0;
}
