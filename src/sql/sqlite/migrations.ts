/** What brings a state database in SQLite to the tables of this version, in order. Append only. */
import type { Migration } from '../state/migration.js';
import { state } from './migrations/0001-state.js';
import { chosen } from './migrations/0002-chosen.js';
import { auditIntent } from './migrations/0003-audit-intent.js';
import { auditContext } from './migrations/0004-audit-context.js';
import { apiToken } from './migrations/0005-api-token.js';
import { signIn } from './migrations/0006-sign-in.js';
import { life } from './migrations/0007-life.js';
import { pin } from './migrations/0008-pin.js';
import { pinOwner } from './migrations/0009-pin-owner.js';
import { temporaryPin } from './migrations/0010-temporary-pin.js';

export const MIGRATIONS: readonly Migration[] = [
  state,
  chosen,
  auditIntent,
  auditContext,
  apiToken,
  signIn,
  life,
  pin,
  pinOwner,
  temporaryPin,
];

export const REGISTER: readonly string[] = [
  `CREATE TABLE schema_migration (
    name VARCHAR(100) NOT NULL PRIMARY KEY,
    checksum CHAR(64) NOT NULL,
    applied_at VARCHAR(24) NOT NULL
  )`,
];
