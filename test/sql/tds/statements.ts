/**
 * Every statement that the stores send to SQL Server, as tests made them send it, in two files of { sql, parameters: [{ name, type }] }:
 * statements.json is the contract suites', statements-domain.json what the domain's suites put together besides (a SET of other columns).
 * `STATEMENTS=write npm test -- test/sql/processes/contract`, then `.../domain`, writes them anew. What is proved about our T-SQL is proved about these.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import type { KnownParameter, KnownStatement } from './known-statement.js';

const STORES = 'test/sql/tds/statements.json';
const DOMAIN = 'test/sql/tds/statements-domain.json';

/** Definitions are the migrations', which have files of their own; SET is the client's. */
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

/** The contract suites' own. */
export function storeStatements(): readonly KnownStatement[] {
  return JSON.parse(readFileSync(STORES, 'utf8')) as KnownStatement[];
}

/** All that is proved, each once. */
export function readStatements(): readonly KnownStatement[] {
  return [...storeStatements(), ...(JSON.parse(readFileSync(DOMAIN, 'utf8')) as KnownStatement[])];
}

/** Of what was sent: whatever no file has, by its text. */
export function notListed(
  sent: readonly KnownStatement[],
  known: readonly KnownStatement[] = readStatements(),
): readonly KnownStatement[] {
  const texts = new Set(known.map(({ sql }) => sql));
  return listed(sent).filter(({ sql }) => !texts.has(sql));
}

export function writeStoreStatements(sent: readonly KnownStatement[]): void {
  write(STORES, listed(sent));
}

export function writeDomainStatements(sent: readonly KnownStatement[]): void {
  write(DOMAIN, notListed(sent, storeStatements()));
}

function write(file: string, statements: readonly KnownStatement[]): void {
  writeFileSync(file, `${JSON.stringify(statements, null, 2)}\n`);
}
