/** Gives the rehearsal's database its views and procedures. Only SQLite: at a real venue a DBA runs the script instead. */
import { type Kysely, sql } from 'kysely';
import { VENUE_PROCEDURES, type VenueProcedureName } from '../venue-schema/procedures.js';
import type { VenueTables } from '../venue-schema/tables.js';
import { VENUE_VIEWS, type VenueViewName } from '../venue-schema/views.js';

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

/**
 * The venue's procedures. In SQLite a procedure is a view that is always empty: inserting a row into it calls it with that row. Both say how a
 * permission of that site is set, and nothing else of ours knows.
 */
interface Definition {
  readonly name: string;
  readonly type: 'view' | 'trigger';
  readonly sql: string;
}

/** What each one is made of, in order. */
const PROCEDURES: Readonly<Record<VenueProcedureName, readonly Definition[]>> = {
  grant_permission: procedure(
    'grant_permission',
    `INSERT INTO swiftpos_security_group_object (security_group_id, permission, granted, granted_by, granted_at, expires_at)
     VALUES (CAST(new.security_group_id AS INTEGER), new.permission, 1, new.by_name, new.at, new.expires_at)
     ON CONFLICT (security_group_id, permission)
     DO UPDATE SET granted = 1, granted_by = excluded.granted_by, granted_at = excluded.granted_at, expires_at = excluded.expires_at;`,
  ),
  revoke_permission: procedure(
    'revoke_permission',
    `UPDATE swiftpos_security_group_object
     SET granted = 0, granted_by = new.by_name, granted_at = new.at, expires_at = NULL
     WHERE security_group_id = CAST(new.security_group_id AS INTEGER) AND permission = new.permission;`,
  ),
};

function procedure(name: VenueProcedureName, body: string): readonly Definition[] {
  const columns = VENUE_PROCEDURES[name].parameters.map((parameter) => `NULL AS ${parameter}`).join(', ');
  return [
    { name, type: 'view', sql: `CREATE VIEW ${name} AS SELECT ${columns} WHERE 0` },
    {
      name: `${name}_call`,
      type: 'trigger',
      sql: `CREATE TRIGGER ${name}_call INSTEAD OF INSERT ON ${name}
BEGIN
     SELECT RAISE(ABORT, 'no such security group')
     WHERE NOT EXISTS (SELECT 1 FROM swiftpos_security_group WHERE CAST(id AS TEXT) = new.security_group_id);
     ${body}
END`,
    },
  ];
}

/** All of the site's own tables; not the book-keeping of the sync, nor what only says what runs now. The cloud counts them by these names. */
const SENT = [
  'audit',
  'clerk',
  'clerk_group',
  'clerk_group_location_group',
  'global_config',
  'location',
  'location_group',
  'product',
  'registration',
  'sale',
  'security_group',
  'security_group_object',
  'terminal',
  'trading_period',
];

/** The query of each view over the tables of the rehearsal; a view without one doesn't compile. */
export const VIEW_QUERIES: Readonly<Record<VenueViewName, string>> = {
  clerk_group_location_group: `
SELECT CAST(clerk_group_id AS TEXT) AS clerk_group_id,
       CAST(location_group_id AS TEXT) AS location_group_id
FROM swiftpos_clerk_group_location_group`,
  clerk_group: `
SELECT CAST(id AS TEXT) AS id, name
FROM swiftpos_clerk_group`,
  clerk: `
SELECT CAST(id AS TEXT) AS id,
       name,
       NOT disabled AS active,
       back_office,
       CAST(clerk_group_id AS TEXT) AS clerk_group_id,
       CAST(security_group_id AS TEXT) AS security_group_id
FROM swiftpos_clerk`,
  database_operation: `
SELECT CASE kind WHEN 'REINDEX' THEN 'Re-index'
                 WHEN 'BACKUP' THEN 'Backup'
                 WHEN 'CHECK' THEN 'Consistency check'
                 ELSE kind END AS name,
       detail,
       started_at
FROM swiftpos_database_operation`,
  last_sale: `
SELECT MAX(sold_at) AS sold_at
FROM swiftpos_sale`,
  location_group: `
SELECT CAST(id AS TEXT) AS id, name
FROM swiftpos_location_group`,
  location: `
SELECT CAST(id AS TEXT) AS id,
       name,
       CAST(location_group_id AS TEXT) AS location_group_id
FROM swiftpos_location`,
  permission_tick: `
SELECT CAST(security_group_id AS TEXT) AS security_group_id,
       permission,
       granted,
       granted_by AS granted_by_name,
       granted_at,
       expires_at
FROM swiftpos_security_group_object`,
  registration: `
SELECT customer_number,
       company_name,
       registered_email,
       expires_on,
       (SELECT value FROM swiftpos_global_config WHERE name = 'SwiftposVersion') AS swiftpos_version,
       licences,
       region,
       (SELECT value FROM swiftpos_global_config WHERE name = 'TimeZone') AS time_zone
FROM swiftpos_registration`,
  security_group: `
SELECT CAST(id AS TEXT) AS id, name, rank
FROM swiftpos_security_group`,
  sync_exception: `
SELECT CAST(id AS TEXT) AS id, raised_at, table_name, row_key, message
FROM swiftpos_sync_exception`,
  sync_message_summary: `
SELECT table_name, COUNT(*) AS message_count, MIN(created_at) AS oldest_at
FROM swiftpos_sync_message
GROUP BY table_name`,
  sync_table: SENT.map(
    (table) => `\nSELECT '${table}' AS table_name, COUNT(*) AS row_count FROM swiftpos_${table}`,
  ).join('\nUNION ALL'),
  sync_version: `
SELECT table_name, version, synced_at
FROM swiftpos_sync_version`,
  trading_period: `
SELECT weekday, opens_at, closes_at
FROM swiftpos_trading_period`,
};
