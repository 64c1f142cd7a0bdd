/**
 * Base tables of the rehearsal's database. They stand for swiftpos' own, whose columns are not public: the `controlplane` views
 * (src/storage/venue) take the plain names and are what the control plane reads. Times are ISO 8601 in UTC, dates YYYY-MM-DD, flags 0 or 1.
 */
export const rehearsalSchema = `
-- One row. licences: comma-separated CLOUD_SYNC, WEB_API, MAINTENANCE. region: AU, UK or EU.
CREATE TABLE swiftpos_registration (
  customer_number TEXT PRIMARY KEY, company_name TEXT NOT NULL, registered_email TEXT NOT NULL,
  expires_on TEXT NOT NULL, licences TEXT NOT NULL, region TEXT NOT NULL);
-- Settings of the whole site: SwiftposVersion ("10.58.0", of the database), TimeZone (IANA name).
CREATE TABLE swiftpos_global_config (name TEXT PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE swiftpos_location_group (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE swiftpos_location (
  id INTEGER PRIMARY KEY, location_group_id INTEGER NOT NULL REFERENCES swiftpos_location_group, name TEXT NOT NULL);
-- As the views ask, whose IDs are text: an index on the number would serve none of them.
CREATE INDEX swiftpos_location_group_id ON swiftpos_location (CAST(location_group_id AS TEXT));

-- Scope gate: which Location Groups the clerks of a group see. Group 0 is Managers.
CREATE TABLE swiftpos_clerk_group (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE swiftpos_clerk_group_location_group (
  clerk_group_id INTEGER NOT NULL REFERENCES swiftpos_clerk_group,
  location_group_id INTEGER NOT NULL REFERENCES swiftpos_location_group,
  PRIMARY KEY (clerk_group_id, location_group_id)) WITHOUT ROWID;

-- Action gate: rank 1 is highest. A permission is one row, granted 0 or 1; granted_by is a name, null for what was there from the start.
CREATE TABLE swiftpos_security_group (id INTEGER PRIMARY KEY, name TEXT NOT NULL, rank INTEGER NOT NULL UNIQUE);
CREATE TABLE swiftpos_security_group_object (
  security_group_id INTEGER NOT NULL REFERENCES swiftpos_security_group, permission TEXT NOT NULL,
  granted INTEGER NOT NULL DEFAULT 0 CHECK (granted IN (0, 1)), granted_by TEXT, granted_at TEXT, expires_at TEXT,
  PRIMARY KEY (security_group_id, permission)) WITHOUT ROWID;

-- security_group_id null: the clerk is in no Security Group. PINs are not here: ours are hashed in the state database.
CREATE TABLE swiftpos_clerk (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, clerk_group_id INTEGER NOT NULL REFERENCES swiftpos_clerk_group,
  security_group_id INTEGER REFERENCES swiftpos_security_group,
  back_office INTEGER NOT NULL DEFAULT 1, disabled INTEGER NOT NULL DEFAULT 0);
CREATE INDEX swiftpos_clerk_id ON swiftpos_clerk (CAST(id AS TEXT));
CREATE INDEX swiftpos_clerk_clerk_group_id ON swiftpos_clerk (CAST(clerk_group_id AS TEXT));
CREATE INDEX swiftpos_clerk_security_group_id ON swiftpos_clerk (CAST(security_group_id AS TEXT));

CREATE TABLE swiftpos_terminal (
  id INTEGER PRIMARY KEY, location_id INTEGER NOT NULL REFERENCES swiftpos_location, name TEXT NOT NULL);
CREATE TABLE swiftpos_product (id INTEGER PRIMARY KEY, name TEXT NOT NULL, category TEXT NOT NULL, price_cents INTEGER NOT NULL);
-- Ascending by time as by id.
CREATE TABLE swiftpos_sale (
  id INTEGER PRIMARY KEY, sold_at TEXT NOT NULL, location_id INTEGER NOT NULL, terminal_id INTEGER NOT NULL,
  clerk_id INTEGER NOT NULL, product_id INTEGER NOT NULL, quantity INTEGER NOT NULL, total_cents INTEGER NOT NULL);
CREATE INDEX swiftpos_sale_sold_at ON swiftpos_sale (sold_at);
-- weekday: MONDAY to SUNDAY. opens_at and closes_at: HH:MM in the venue's time zone.
CREATE TABLE swiftpos_trading_period (
  weekday TEXT NOT NULL, opens_at TEXT NOT NULL, closes_at TEXT NOT NULL, PRIMARY KEY (weekday, opens_at));

-- What runs in the database now: kind REINDEX, BACKUP or CHECK. Empty when nothing does.
CREATE TABLE swiftpos_database_operation (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, detail TEXT NOT NULL, started_at TEXT NOT NULL);

-- Queue of rows that the cloud does not have yet: a row is deleted when the cloud has it. operation: INSERT, UPDATE or DELETE.
CREATE TABLE swiftpos_sync_message (
  id INTEGER PRIMARY KEY, created_at TEXT NOT NULL, table_name TEXT NOT NULL, row_key TEXT NOT NULL, operation TEXT NOT NULL);
CREATE TABLE swiftpos_sync_exception (
  id INTEGER PRIMARY KEY, raised_at TEXT NOT NULL, table_name TEXT NOT NULL, row_key TEXT NOT NULL, message TEXT NOT NULL);
-- How far each table is in the cloud: the last row id that it has.
CREATE TABLE swiftpos_sync_version (table_name TEXT PRIMARY KEY, version INTEGER NOT NULL, synced_at TEXT NOT NULL);
CREATE TABLE swiftpos_audit (
  id INTEGER PRIMARY KEY, at TEXT NOT NULL, clerk_id INTEGER, action TEXT NOT NULL, detail TEXT NOT NULL);

-- The rehearsal's own: what a value is when no fault is set.
CREATE TABLE rehearsal_baseline (name TEXT PRIMARY KEY, value TEXT NOT NULL);
`;
