/** The query of each view over the practice tables of the rehearsal; a view without one doesn't compile. */
import type { VenueViewName } from '../venue-schema/views.js';

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
