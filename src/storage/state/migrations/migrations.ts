/** What brings a state database in SQLite to the tables of this version, in order. Landed: never edit one, add the next number. */
import { state } from './0001-state.js';
import type { Migration } from './migration.js';

export const MIGRATIONS: readonly Migration[] = [
  state,
  // What a person chose for an operation that needs attention, kept until it is carried out.
  {
    name: '0002-chosen',
    statements: ['ALTER TABLE operation ADD COLUMN chosen TEXT'],
  },
  // Intents of the trail whose outcome is still to come, so that one that a crash cut off is found.
  {
    name: '0003-audit-intent',
    statements: [
      `CREATE TABLE audit_intent (
      sequence INTEGER PRIMARY KEY REFERENCES audit (sequence)
    ) STRICT`,
    ],
  },
  // From where something was done, on which plan, and what it changed; and the ways in which the trail is read.
  {
    name: '0004-audit-context',
    statements: [
      'ALTER TABLE audit ADD COLUMN run_as TEXT',
      'ALTER TABLE audit ADD COLUMN client TEXT',
      'ALTER TABLE audit ADD COLUMN plan_fingerprint TEXT',
      'ALTER TABLE audit ADD COLUMN before_state TEXT',
      'ALTER TABLE audit ADD COLUMN after_state TEXT',
      'CREATE INDEX audit_target ON audit (target, sequence)',
      'CREATE INDEX audit_outcome ON audit (outcome, sequence)',
      'CREATE INDEX audit_at ON audit (at, sequence)',
    ],
  },
  // Tokens for scripts; of the secret its hash.
  {
    name: '0005-api-token',
    statements: [
      `CREATE TABLE api_token (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      hash TEXT NOT NULL,
      clerk_id TEXT NOT NULL,
      clerk_name TEXT NOT NULL,
      permissions TEXT NOT NULL,
      made_with TEXT,
      created_at TEXT NOT NULL,
      expires_at TEXT NOT NULL,
      last_used_at TEXT
    ) STRICT`,
      'CREATE INDEX api_token_clerk ON api_token (clerk_id)',
    ],
  },
  // Times of wrong PINs one by one, and of an unlock; what a session rests on.
  {
    name: '0006-sign-in',
    statements: [
      'ALTER TABLE sign_in_attempts ADD COLUMN failed_at TEXT',
      'ALTER TABLE sign_in_attempts ADD COLUMN unlocked_at TEXT',
      'ALTER TABLE session ADD COLUMN standing TEXT',
    ],
  },
  // For servers that shared a state, which no version does any more: nothing reads or writes it.
  {
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
  },
  // How long a PIN is.
  {
    name: '0008-pin',
    statements: ['ALTER TABLE pin ADD COLUMN digits INTEGER'],
  },
  // Whose a PIN is, by name.
  {
    name: '0009-pin-owner',
    statements: ['ALTER TABLE pin ADD COLUMN owner TEXT'],
  },
  // Whether an administrator chose the PIN.
  {
    name: '0010-temporary-pin',
    statements: ['ALTER TABLE pin ADD COLUMN temporary INTEGER NOT NULL DEFAULT 0'],
  },
  // How the venue was, and figures of each minute.
  {
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
  },
  // Alerts of the venue, and what of them is still to be sent.
  {
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
  },
  // Of each alert the oldest news for a channel is the next: what waits behind it costs a send nothing.
  {
    name: '0013-outbox-order',
    statements: [
      "ALTER TABLE notification ADD COLUMN subject TEXT NOT NULL DEFAULT ''",
      'ALTER TABLE notification ADD COLUMN is_next INTEGER NOT NULL DEFAULT 0',
      "UPDATE notification SET subject = coalesce(json_extract(content, '$.alert.id'), id)",
      `UPDATE notification SET is_next = 1
      WHERE rowid IN (SELECT min(rowid) FROM notification GROUP BY channel, subject)`,
      'DROP INDEX notification_due',
      'CREATE INDEX notification_due ON notification (channel, next_at, created_at, id) WHERE is_next = 1',
      'CREATE INDEX notification_subject ON notification (channel, subject)',
      `CREATE TRIGGER notification_added AFTER INSERT ON notification
      BEGIN
        UPDATE notification SET is_next = 1 WHERE rowid = (SELECT min(rowid) FROM notification
          WHERE channel = NEW.channel AND subject = NEW.subject);
      END`,
      `CREATE TRIGGER notification_removed AFTER DELETE ON notification
      BEGIN
        UPDATE notification SET is_next = 1 WHERE rowid = (SELECT min(rowid) FROM notification
          WHERE channel = OLD.channel AND subject = OLD.subject);
      END`,
    ],
  },
];

export const REGISTER: readonly string[] = [
  `CREATE TABLE schema_migration (
    name VARCHAR(100) NOT NULL PRIMARY KEY,
    checksum CHAR(64) NOT NULL,
    applied_at VARCHAR(24) NOT NULL
  )`,
];
