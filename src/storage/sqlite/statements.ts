/** What Kysely has no words for in SQLite. */
import { type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely';

/** `column` is one of `keys`. They travel as one JSON parameter, so that the statement stays the same whatever their number. */
export function keyIn(column: string, keys: readonly string[]): RawBuilder<SqlBool> {
  return keyInJson(column, JSON.stringify(keys));
}

/** The same, of an array that is JSON already. */
export function keyInJson(column: string, keys: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`${sql.ref(column)} in (select value from json_each(${keys}))`;
}

/** Each must be found by itself. */
export function wordsOf(text: string | undefined): readonly string[] {
  return text?.split(/\s+/).filter(Boolean) ?? [];
}

/**
 * The word is in one of the columns, in any case: SQLite knows that of ASCII alone. What is typed is searched for as it is: no character of
 * it is a wildcard.
 */
export function containsWord(word: string, columns: readonly string[]): RawBuilder<SqlBool> {
  const cases = /\P{ASCII}/u.test(word) ? [word, word.toLowerCase(), word.toUpperCase()] : [word];
  const patterns = cases.map((each) => `%${each.replaceAll(/[\\%_]/g, (one) => `\\${one}`)}%`);
  const tests = columns.flatMap((column) =>
    patterns.map((pattern) => sql<SqlBool>`${sql.ref(column)} like ${pattern} escape '\\'`),
  );
  return sql<SqlBool>`(${sql.join(tests, sql` or `)})`;
}

export async function hasTable<DB>(db: Kysely<DB>, table: string): Promise<boolean> {
  const { rows } = await sql`select 1 from sqlite_master where type = 'table' and name = ${table}`.execute(
    db,
  );
  return rows.length > 0;
}
