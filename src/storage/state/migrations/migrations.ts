/** What brings a state database in SQLite to the tables of this version, in order. Append only. */

import { state } from './0001-state.js';
import { chosen } from './0002-chosen.js';
import { auditIntent } from './0003-audit-intent.js';
import { auditContext } from './0004-audit-context.js';
import { apiToken } from './0005-api-token.js';
import { signIn } from './0006-sign-in.js';
import { life } from './0007-life.js';
import { pin } from './0008-pin.js';
import { pinOwner } from './0009-pin-owner.js';
import { temporaryPin } from './0010-temporary-pin.js';
import { history } from './0011-history.js';
import { alerts } from './0012-alerts.js';
import type { Migration } from './migration.js';

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
  history,
  alerts,
];

export const REGISTER: readonly string[] = [
  `CREATE TABLE schema_migration (
    name VARCHAR(100) NOT NULL PRIMARY KEY,
    checksum CHAR(64) NOT NULL,
    applied_at VARCHAR(24) NOT NULL
  )`,
];
