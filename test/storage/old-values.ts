/**
 * A state database as the first code left it. fixtures/state-0001.sql has its rows; its tables are those of the first migration, which never
 * changes. What that code was given: everything that JSON could be written of in two ways.
 */
import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { MIGRATIONS, REGISTER } from '../../src/storage/state/migrations/migrations.js';
import { at } from './samples.js';

export function firstState(file: string): DatabaseSync {
  const raw = new DatabaseSync(file);
  for (const statement of [...REGISTER, ...(MIGRATIONS[0]?.statements ?? [])]) raw.exec(statement);
  raw.exec(readFileSync(new URL('./fixtures/state-0001.sql', import.meta.url), 'utf8'));
  return raw;
}

export const OLD_REQUEST = {
  venue: '10482213',
  kind: 'ONBOARD',
  startAt: at(5),
  approvedBy: undefined,
  overrides: [['WINDOW', undefined, [at(6), null]], [], [{ z: 1, a: [true, { y: undefined, x: 'é' }] }]],
  numbers: [0, -0, 0.1, 1.5e300, 1e21, 1e-7, 9_007_199_254_740_991, -42],
  names: { 10: 'ten', 9: 'nine', Z: 'upper', a: 'lower', '\u{1f37a}': 'beer', '\uffff': 'last', '': 'none' },
  text: 'tab\t "quoted" back\\slash \u0000 \u2028 Zoë 日本 🍺 </script>',
};

export const OLD_FACTS = {
  'company name': 'Harbour “View” Hôtel',
  elevated: true,
  'cloud reachable': false,
  'last sale': at(9),
  'other servers': undefined,
  'trading hours': [['MONDAY', ['10:00', '23:00']], undefined],
};

export const OLD_DETAILS = [
  undefined,
  {},
  OLD_REQUEST,
  { when: at(3), lone: ['\ud800', 'x\udc00y'], deep: { b: [[[{ d: 1, c: [] }]]], a: undefined } },
];
