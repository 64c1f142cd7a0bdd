/** Gives the practice database its views and procedures. Only SQLite: at a real venue a DBA runs the script instead. */
import { type Kysely, sql } from 'kysely';
import type { VenueTables } from '../venue-schema/tables.js';
import { VENUE_VIEWS } from '../venue-schema/views.js';
import { type Definition, PROCEDURES } from './procedures.js';
import { VIEW_QUERIES } from './views.js';

/** Creates what is missing and replaces what an older version made; one read and no write when all is as it should be. */
export async function ensureVenueViews(db: Kysely<VenueTables>): Promise<void> {
  if ((await differing(db)).length === 0) return;
  await db.transaction().execute(async (trx) => {
    const wrong = await differing(trx);
    // Views last: dropping one takes its triggers along.
    for (const { type, name } of wrong.toReversed()) {
      await sql.raw(`DROP ${type} IF EXISTS ${name}`).execute(trx);
    }
    for (const definition of await differing(trx)) await sql.raw(definition.sql).execute(trx);
  });
}

async function differing(db: Kysely<VenueTables>): Promise<readonly Definition[]> {
  const { rows } = await sql<{ name: string; sql: string }>`
    select name, sql from sqlite_master where type in ('view', 'trigger')`.execute(db);
  const found = new Map(rows.map((row) => [row.name, row.sql]));
  return definitions().filter((definition) => found.get(definition.name) !== definition.sql);
}

function definitions(): readonly Definition[] {
  const views = VENUE_VIEWS.map(({ name }) => ({
    name,
    type: 'view' as const,
    sql: `CREATE VIEW ${name} AS ${VIEW_QUERIES[name]}`,
  }));
  return [...views, ...Object.values(PROCEDURES).flat()];
}
