/** What brings a state database on SQL Server to the tables of this version, in order, under the same names as SQLite's. Append only. */
import type { Migration } from '../state/migration.js';
import { state } from './migrations/0001-state.js';
import { chosen } from './migrations/0002-chosen.js';
import { auditIntent } from './migrations/0003-audit-intent.js';
import { auditContext } from './migrations/0004-audit-context.js';
import { apiToken } from './migrations/0005-api-token.js';
import { signIn } from './migrations/0006-sign-in.js';
import { life } from './migrations/0007-life.js';

export const MIGRATIONS: readonly Migration[] = [
  state,
  chosen,
  auditIntent,
  auditContext,
  apiToken,
  signIn,
  life,
];

/** Our tables are in no schema of anybody else's. */
export const STATE_SCHEMA = 'venue_control';

export const REGISTER: readonly string[] = [
  // A DBA may have made it, so that the login need not be allowed to.
  "IF SCHEMA_ID(N'venue_control') IS NULL EXEC (N'CREATE SCHEMA venue_control')",
  `CREATE TABLE venue_control.schema_migration (
    name nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT schema_migration_key PRIMARY KEY,
    checksum nvarchar(64) NOT NULL,
    applied_at nvarchar(24) NOT NULL
  )`,
];
