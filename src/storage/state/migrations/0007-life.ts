/** For servers that shared a state, which no version does any more: nothing reads or writes it. Landed: never edit it, add the next number. */
import type { Migration } from './migration.js';

export const life: Migration = {
  name: '0007-life',
  statements: [
    `CREATE TABLE life (
      boot_id TEXT PRIMARY KEY,
      place TEXT NOT NULL,
      beat INTEGER NOT NULL,
      started_at TEXT NOT NULL,
      seen_at TEXT NOT NULL
    ) STRICT`,
  ],
};
