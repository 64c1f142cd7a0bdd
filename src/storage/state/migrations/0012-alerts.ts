/** Alerts of the venue, and what of them is still to be sent. Landed: never edit it, add the next number. */
import type { Migration } from './migration.js';

export const alerts: Migration = {
  name: '0012-alerts',
  statements: [
    `CREATE TABLE alert (
      id TEXT PRIMARY KEY,
      code TEXT NOT NULL,
      subject TEXT NOT NULL,
      severity TEXT NOT NULL,
      state TEXT NOT NULL,
      message TEXT NOT NULL,
      remedy TEXT NOT NULL,
      seen_at TEXT NOT NULL,
      opened_at TEXT,
      quiet_since TEXT,
      cleared_at TEXT,
      acknowledged_by_name TEXT,
      acknowledged_reason TEXT,
      acknowledged_until TEXT,
      occurrences INTEGER NOT NULL
    ) STRICT`,
    "CREATE UNIQUE INDEX alert_watched ON alert (code, subject) WHERE state <> 'CLEARED'",
    'CREATE INDEX alert_opened ON alert (opened_at, id)',
    'CREATE INDEX alert_cleared ON alert (cleared_at)',
    `CREATE TABLE notification (
      id TEXT PRIMARY KEY,
      channel TEXT NOT NULL,
      content TEXT NOT NULL,
      created_at TEXT NOT NULL,
      attempts INTEGER NOT NULL,
      next_at TEXT NOT NULL
    ) STRICT`,
    'CREATE INDEX notification_due ON notification (channel, next_at, created_at)',
  ],
};
