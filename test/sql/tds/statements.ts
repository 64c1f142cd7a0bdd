/**
 * Every statement that the venue's stores send to SQL Server, as the contract suites made them send it: { sql, parameters: [{ name, type }] }.
 * `STATEMENTS=write npm test -- test/sql/processes/contract` writes it anew. What is proved about our T-SQL is proved about these.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import type { KnownParameter, KnownStatement } from './known-statement.js';

const FILE = 'test/sql/tds/statements.json';

/** SET is the client's. */
const ours = /^\s*(select|insert|update|delete|exec)\b/i;

export function listed(statements: readonly KnownStatement[]): readonly KnownStatement[] {
  const sent = statements.filter(
    ({ sql, parameters }) => ours.test(sql) && !(parameters.length === 0 && /^\s*insert/i.test(sql)),
  );
  const byText = Map.groupBy(sent, ({ sql }) => sql);
  const typed = [...byText.values()].flatMap((same) =>
    same.map(({ sql, parameters }) => ({
      sql,
      parameters: parameters.map((one, at) => typeOf(one, at, same)),
    })),
  );
  const once = new Map(typed.map((statement) => [JSON.stringify(statement), statement]));
  return [...once.keys()].toSorted().map((key) => once.get(key) as KnownStatement);
}

/** A null takes the type that the same place has elsewhere; null in all of them, it stays one. */
function typeOf(parameter: KnownParameter, at: number, same: readonly KnownStatement[]): KnownParameter {
  if (!parameter.isNull) return parameter;
  return same.map(({ parameters }) => parameters[at]).find((other) => other && !other.isNull) ?? parameter;
}

export function readStatements(): readonly KnownStatement[] {
  return JSON.parse(readFileSync(FILE, 'utf8')) as KnownStatement[];
}

export function writeStatements(sent: readonly KnownStatement[]): void {
  writeFileSync(FILE, `${JSON.stringify(listed(sent), null, 2)}\n`);
}
