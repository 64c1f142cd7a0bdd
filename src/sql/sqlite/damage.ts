import { type Kysely, sql } from 'kysely';

/** What SQLite's own look at each page finds, in its words; undefined when that is nothing. */
export async function findDamage<DB>(db: Kysely<DB>): Promise<string | undefined> {
  const { rows } = await sql<{ quick_check: string }>`pragma quick_check(5)`.execute(db);
  const found = rows.map((row) => row.quick_check).filter((text) => text !== 'ok');
  return found.length === 0 ? undefined : found.join('; ');
}
