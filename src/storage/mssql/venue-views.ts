/** Asks for the venue's views and procedures. A DBA has made them with the script of docs/how-to/sql-server.md; nothing is made here. */
import { type Kysely, sql } from 'kysely';
import { DatabaseError } from '../database-error.js';
import { VENUE_PROCEDURES } from '../venue-schema/procedures.js';
import type { VenueTables } from '../venue-schema/tables.js';
import { VENUE_VIEWS, type ViewDefinition } from '../venue-schema/views.js';

export const VENUE_SCHEMA = 'controlplane';

/** Views and procedures that are missing, or that the login may not see. */
export class NoVenueViews extends DatabaseError {
  constructor(missing: readonly string[]) {
    const [first, ...others] = missing.map((name) => `${VENUE_SCHEMA}.${name}`);
    const more = others.length === 0 ? '' : ` and ${others.length} more`;
    super('OTHER', `The database has no ${first}${more} that the login may use.`);
  }
}

/** Throws NoVenueViews. */
export async function requireVenueViews(db: Kysely<VenueTables>): Promise<void> {
  const found = await namesThere(db);
  const missing = [...VENUE_VIEWS.map(({ name }) => name), ...Object.keys(VENUE_PROCEDURES)].filter(
    (name) => !found.has(name),
  );
  if (missing.length > 0) throw new NoVenueViews(missing);
}

/** Without VIEW DEFINITION on the schema, SQL Server shows none. */
export async function viewDefinitions(db: Kysely<VenueTables>): Promise<readonly ViewDefinition[]> {
  const { rows } = await sql<ViewDefinition>`
    select o.name, m.definition from sys.objects as o inner join sys.sql_modules as m on m.object_id = o.object_id
    where o.schema_id = schema_id(${sql.lit(VENUE_SCHEMA)})`.execute(db);
  return rows;
}

async function namesThere(db: Kysely<VenueTables>): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ name: string }>`
    select TABLE_NAME as name from INFORMATION_SCHEMA.VIEWS where TABLE_SCHEMA = ${VENUE_SCHEMA}
    union all
    select ROUTINE_NAME as name from INFORMATION_SCHEMA.ROUTINES where ROUTINE_SCHEMA = ${VENUE_SCHEMA}`.execute(
    db,
  );
  return new Set(rows.map(({ name }) => name));
}
