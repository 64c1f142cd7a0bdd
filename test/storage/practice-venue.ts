/** The practice venue's base tables on SQL Server, with the views and procedures re-pointed at them as a site's DBA would: for a named server only. */
import { rehearsalSchema } from '../../rehearsal/schema.js';
import { VIEW_QUERIES } from '../../src/storage/sqlite/venue-views.js';
import { VENUE_VIEWS, type ViewColumn } from '../../src/storage/venue-schema/views.js';
import type { VenueRows } from './test-engine.js';

/** One batch each, in order. */
export function practiceVenue(): readonly string[] {
  return ['CREATE SCHEMA controlplane', ...tables(), ...VENUE_VIEWS.map(view), GRANT, REVOKE];
}

/** Whole rows in the order of their columns. */
export function practiceInserts(rows: VenueRows): readonly string[] {
  return Object.entries(rows).flatMap(([table, entries]) =>
    entries.map((entry) => `INSERT INTO dbo.swiftpos_${table} VALUES (${entry.map(literal).join(', ')})`),
  );
}

function literal(value: string | number | null): string {
  if (value === null) return 'NULL';
  return typeof value === 'number' ? String(value) : `N'${value.replaceAll("'", "''")}'`;
}

/** Exact as SQLite compares; what refers to another table is left out, as the suites have rows without it. */
function tables(): readonly string[] {
  const text = rehearsalSchema.replace(/--.*$/gm, '');
  const made = text.split(';').filter((statement) => /CREATE TABLE swiftpos_/.test(statement));
  return made.map((statement) =>
    statement
      .trim()
      .replace(/CREATE TABLE swiftpos_/, 'CREATE TABLE dbo.swiftpos_')
      .replace(/\)\s*WITHOUT ROWID$/, ')')
      .replace(/ REFERENCES \w+/g, '')
      .replace(/\bTEXT\b/g, 'nvarchar(200) COLLATE Latin1_General_100_BIN2')
      .replace(/\bINTEGER\b/g, 'int')
      .replace(/\bat\b/g, '[at]'),
  );
}

const CASTS: Readonly<Record<ViewColumn['type'], (column: string) => string>> = {
  id: (column) => `CAST(${column} AS nvarchar(50))`,
  text: (column) => `CAST(${column} AS nvarchar(400))`,
  time: (column) => `CONVERT(datetime2(3), ${column}, 127)`,
  date: (column) => `CAST(${column} AS nvarchar(10))`,
  flag: (column) => `CAST(${column} AS bit)`,
  integer: (column) => `CAST(${column} AS int)`,
};

function view({ name, columns }: (typeof VENUE_VIEWS)[number]): string {
  const list = columns.map((column) => `${CASTS[column.type](`v.[${column.name}]`)} AS [${column.name}]`);
  const query = VIEW_QUERIES[name]
    .replace(/\bAS TEXT\b/g, 'AS nvarchar(50)')
    .replace('NOT disabled AS active', '1 - disabled AS active')
    .replace(/\bFROM swiftpos_/g, 'FROM dbo.swiftpos_');
  return `CREATE VIEW controlplane.[${name}] AS SELECT ${list.join(', ')} FROM (${query}) AS v`;
}

const FIND = `SET NOCOUNT ON;
  DECLARE @group int = (SELECT id FROM dbo.swiftpos_security_group WHERE CAST(id AS nvarchar(50)) = @security_group_id);
  IF @group IS NULL THROW 50001, N'no such security group', 1;`;

const GRANT = `CREATE PROCEDURE controlplane.grant_permission
  @security_group_id nvarchar(50), @permission nvarchar(100), @by_name nvarchar(200), @at datetime2(3), @expires_at datetime2(3)
AS
BEGIN
  ${FIND}
  UPDATE dbo.swiftpos_security_group_object
  SET granted = 1, granted_by = @by_name, granted_at = CONVERT(nvarchar(30), @at, 126), expires_at = CONVERT(nvarchar(30), @expires_at, 126)
  WHERE security_group_id = @group AND permission = @permission;
  IF @@ROWCOUNT = 0
    INSERT INTO dbo.swiftpos_security_group_object (security_group_id, permission, granted, granted_by, granted_at, expires_at)
    VALUES (@group, @permission, 1, @by_name, CONVERT(nvarchar(30), @at, 126), CONVERT(nvarchar(30), @expires_at, 126));
END`;

const REVOKE = `CREATE PROCEDURE controlplane.revoke_permission
  @security_group_id nvarchar(50), @permission nvarchar(100), @by_name nvarchar(200), @at datetime2(3)
AS
BEGIN
  ${FIND}
  UPDATE dbo.swiftpos_security_group_object
  SET granted = 0, granted_by = @by_name, granted_at = CONVERT(nvarchar(30), @at, 126), expires_at = NULL
  WHERE security_group_id = @group AND permission = @permission;
END`;
