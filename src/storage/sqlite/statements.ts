/** What Kysely has no words for in SQLite. */
import { type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely';

/** `column` is one of `keys`. They travel as one JSON parameter, so that the statement stays the same whatever their number. */
export function keyIn(column: string, keys: readonly string[]): RawBuilder<SqlBool> {
  return sql<SqlBool>`${sql.ref(column)} in (select value from json_each(${JSON.stringify(keys)}))`;
}

export async function hasTable<DB>(db: Kysely<DB>, table: string): Promise<boolean> {
  const { rows } = await sql`select 1 from sqlite_master where type = 'table' and name = ${table}`.execute(
    db,
  );
  return rows.length > 0;
}
