/**
 * Every statement that the stores send to SQL Server, as the contract suites made them send it: statements.json, an array of { sql, parameters: [{ name, type }] },
 * which `STATEMENTS=write npm test -- test/sql/processes/contract` writes anew. What is proved about our T-SQL is proved about this list.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import type { KnownStatement } from './server.js';

const file = 'test/sql/tds/statements.json';

/** Definitions are the migrations', which have files of their own; SET is the client's. */
const ours = /^\s*(select|insert|update|delete|exec)\b/i;

export function listed(statements: readonly KnownStatement[]): readonly KnownStatement[] {
  return statements
    .filter(({ sql, parameters }) => ours.test(sql) && !(parameters.length === 0 && /^\s*insert/i.test(sql)))
    .toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
}

export function readStatements(): readonly KnownStatement[] {
  return JSON.parse(readFileSync(file, 'utf8')) as KnownStatement[];
}

export function writeStatements(statements: readonly KnownStatement[]): void {
  writeFileSync(file, `${JSON.stringify(listed(statements), null, 2)}\n`);
}
