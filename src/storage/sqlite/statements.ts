/** What Kysely has no words for in SQLite. */
import { type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely';

/** `column` is one of `keys`. They travel as one JSON parameter, so that the statement stays the same whatever their number. */
export function keyIn(column: string, keys: readonly string[]): RawBuilder<SqlBool> {
  return sql<SqlBool>`${sql.ref(column)} in (select value from json_each(${JSON.stringify(keys)}))`;
}

/** Each must be found by itself. */
export function wordsOf(text: string | undefined): readonly string[] {
  return text?.split(/\s+/).filter(Boolean) ?? [];
}

/** The word is in one of the columns. What is typed is searched for as it is: no character of it is a wildcard. */
export function says(word: string, columns: readonly string[]): RawBuilder<SqlBool> {
  const pattern = `%${word.toLowerCase().replaceAll(/[\\%_]/g, (each) => `\\${each}`)}%`;
  const isIn = (column: string) => sql<SqlBool>`lower(${sql.ref(column)}) like ${pattern} escape '\\'`;
  return sql<SqlBool>`(${sql.join(columns.map(isIn), sql` or `)})`;
}

export async function hasTable<DB>(db: Kysely<DB>, table: string): Promise<boolean> {
  const { rows } = await sql`select 1 from sqlite_master where type = 'table' and name = ${table}`.execute(
    db,
  );
  return rows.length > 0;
}
