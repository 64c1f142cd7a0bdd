/** Text of docs/explanation/rules.md: where each rule has its home, and who reads it. Read from the sources. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { mayTakeOrdering } from '../../src/domain/ordering/effects.js';
import { ALERT_RULES } from '../../src/domain/types/alert-rules.js';
import { FINDING_CODES } from '../../src/domain/types/findings.js';
import { isErrorCode } from '../../src/errors/errors.js';

export const RULES_PAGE = 'docs/explanation/rules.md';
export const UPDATE_RULES = 'RULES=write npm test -- test/docs/rules.test.ts';

/** Severity, words and remedy of each code, and when it holds: what decides, not what reads. */
const TABLES = ['src/domain/types/findings.ts', 'src/domain/conditions/conditions.ts'];
const CONSUMERS = 'src/domain/conditions/consumers.ts';
const ORDERING = 'src/domain/ordering/';
const GENERATED = 'console/generated/';

const SOURCES = globSync(['src/**/*.ts', 'console/**/*.{ts,tsx}', 'scripts/VenueControl/**/*.ps1'])
  .filter((path) => !path.includes(GENERATED) && !path.includes('node_modules'))
  .sort()
  .map((path) => ({ path, text: readFileSync(path, 'utf8') }));

export function rulesPage(): string {
  return `# Where each rule lives

For developers. Written by \`${UPDATE_RULES}\`; do not edit it by hand.

## Conditions

When a condition holds is decided in \`${TABLES[1]}\` alone; its severity, words, remedy and action are in \`${TABLES[0]}\`. Where the column *Also decides* names \`consumers.ts\`, that file decides it of a service, a send or an app, for the same table. Readers are all other files that name the code. One marked with * is the code of an error too: then its readers include those that throw or handle the error.

${table(['Condition', 'Also decides', 'Alerts', 'Readers'], FINDING_CODES.map(conditionRow))}

## Acts that may take ordering away

Each is a PowerShell script. Every caller gets its scripts from \`interlocked()\` in \`src/domain/ordering/interlock.ts\`. At the moment of the act that asks \`effects.ts\` what the act takes by the facts of now, and \`plans/window.ts\` whether trading hours allow it; otherwise the act is refused with \`ORDERING_PROTECTED\`. An override of *Trading hours* by a named clerk is read from the operation.

${table(['Script', 'Called in', 'which is used in'], actRows())}
`;
}

function conditionRow(code: string): readonly string[] {
  const readers = filesWith(code, 'console/', 'src/', 'scripts/').filter(
    (path) => ![...TABLES, CONSUMERS, 'src/domain/types/alert-rules.ts'].includes(path),
  );
  const also = filesWith(code, CONSUMERS).length > 0 ? '`consumers.ts`' : '';
  const alerts = Object.entries(ALERT_RULES)
    .filter(([, { findings }]) => (findings as readonly string[]).includes(code))
    .map(([alert]) => alert);
  return [`\`${code}\`${isErrorCode(code) ? ' *' : ''}`, also, codes(alerts), codes(readers)];
}

function actRows(): (readonly string[])[] {
  return globSync('scripts/operations/*.ps1')
    .map((path) => path.replace(/^.*\/|\.ps1$/g, ''))
    .filter((script) => mayTakeOrdering({ script }))
    .sort()
    .map((script) => {
      const callers = filesWith(script, 'src/domain/').filter((path) => !path.startsWith(ORDERING));
      return [`\`${script}\``, codes(callers), codes(importersOf(callers))];
    });
}

function importersOf(files: readonly string[]): readonly string[] {
  const places = files.map((file) => resolve(file));
  return SOURCES.filter(({ path, text }) =>
    [...text.matchAll(/from '(\.[^']+)\.js'/g)].some(([, to = '']) =>
      places.includes(`${resolve(dirname(path), to)}.ts`),
    ),
  ).map(({ path }) => path);
}

/** That have it as a whole word, in quotes or as a key. */
function filesWith(code: string, ...under: readonly string[]): readonly string[] {
  const word = new RegExp(`(?<![\\w-])['"]?${code}['"]?(?![\\w-])`);
  return SOURCES.filter(
    ({ path, text }) => under.some((folder) => path.startsWith(folder)) && word.test(text),
  ).map(({ path }) => path);
}

function codes(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
