/** How the venue was, and figures of each minute. Landed: never edit it, add the next number. */
import type { Migration } from './migration.js';

export const history: Migration = {
  name: '0011-history',
  statements: [
    `CREATE TABLE history (
      id INTEGER PRIMARY KEY,
      lane TEXT NOT NULL,
      subject TEXT NOT NULL,
      previous_state TEXT,
      state TEXT NOT NULL,
      began_at TEXT NOT NULL,
      ended_at TEXT,
      code TEXT NOT NULL,
      params TEXT
    ) STRICT`,
    'CREATE INDEX history_page ON history (began_at, id)',
    'CREATE INDEX history_ended ON history (ended_at) WHERE ended_at IS NOT NULL',
    'CREATE UNIQUE INDEX history_open ON history (lane, subject) WHERE ended_at IS NULL',
    `CREATE TABLE history_sample (
      at INTEGER PRIMARY KEY,
      heartbeat_age REAL,
      rows_sent REAL,
      rows_waiting REAL,
      rows_failed REAL
    ) STRICT`,
  ],
};
