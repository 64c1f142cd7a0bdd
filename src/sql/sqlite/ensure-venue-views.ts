/** Gives the practice database its views and procedures. Only SQLite: at a real venue a DBA runs the script instead. */
import { type Kysely, sql } from 'kysely';
import type { Database } from '../database.js';
import { VENUE_PROCEDURES } from '../venue/procedures.js';
import type { VenueTables } from '../venue/tables.js';
import { VENUE_VIEWS } from '../venue/views.js';

interface Definition {
  readonly name: string;
  readonly type: 'view' | 'trigger';
  readonly sql: string;
}

/** Creates what is missing and replaces what an older version made; one read and no write when all is as it should be. */
export async function ensureVenueViews(database: Database<VenueTables>): Promise<void> {
  if ((await differing(database.db)).length === 0) return;
  await database.transaction(async ({ db }) => {
    const wrong = await differing(db);
    // Views last: dropping one takes its triggers along.
    for (const { type, name } of wrong.toReversed()) {
      await sql.raw(`DROP ${type} IF EXISTS ${name}`).execute(db);
    }
    for (const definition of await differing(db)) await sql.raw(definition.sql).execute(db);
  });
}

async function differing(db: Kysely<VenueTables>): Promise<readonly Definition[]> {
  const { rows } = await sql<{ name: string; sql: string }>`
    select name, sql from sqlite_master where type in ('view', 'trigger')`.execute(db);
  const found = new Map(rows.map((row) => [row.name, row.sql]));
  return definitions().filter((definition) => found.get(definition.name) !== definition.sql);
}

function definitions(): readonly Definition[] {
  const views = VENUE_VIEWS.map(({ name, sqlite }) => ({
    name,
    type: 'view' as const,
    sql: `CREATE VIEW ${name} AS ${sqlite}`,
  }));
  return [...views, ...VENUE_PROCEDURES.flatMap(({ sqlite }) => sqlite)];
}
