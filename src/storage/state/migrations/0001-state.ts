/** The first tables of the state database. Landed: never edit it, add the next number. */
import type { Migration } from './migration.js';

/** Spelled as in the queries, so that SQLite sees that an index serves them. */
const active = "state <> 'SUCCEEDED' AND state <> 'FAILED' AND state <> 'CANCELLED'";

export const state: Migration = {
  name: '0001-state',
  statements: [
    `CREATE TABLE operation (
      id TEXT PRIMARY KEY,
      kind TEXT NOT NULL,
      state TEXT NOT NULL,
      slot TEXT,
      requested_by_id TEXT NOT NULL,
      requested_by_name TEXT NOT NULL,
      approved_by_name TEXT,
      reason TEXT,
      input TEXT NOT NULL,
      plan_fingerprint TEXT,
      idempotency_key TEXT,
      request_fingerprint TEXT NOT NULL,
      correlation_id TEXT NOT NULL,
      scheduled_for TEXT,
      created_at TEXT NOT NULL,
      started_at TEXT,
      finished_at TEXT,
      percent REAL,
      estimated_finish_at TEXT,
      attempt INTEGER NOT NULL DEFAULT 0,
      boot_id TEXT,
      cancel_reason TEXT,
      cancelled_by_name TEXT,
      failure TEXT,
      event_count INTEGER NOT NULL DEFAULT 0
    ) STRICT`,
    `CREATE UNIQUE INDEX operation_slot ON operation (slot) WHERE slot IS NOT NULL AND ${active}`,
    `CREATE UNIQUE INDEX operation_idempotency ON operation (requested_by_id, idempotency_key)
      WHERE idempotency_key IS NOT NULL`,
    'CREATE INDEX operation_page ON operation (created_at, id)',
    'CREATE INDEX operation_requested_by ON operation (requested_by_id, created_at, id)',
    `CREATE INDEX operation_active ON operation (created_at, id) WHERE ${active}`,
    `CREATE TRIGGER operation_over BEFORE UPDATE OF state ON operation
      WHEN old.state IN ('SUCCEEDED', 'FAILED', 'CANCELLED') AND new.state <> old.state
      BEGIN SELECT RAISE(ABORT, 'an operation that is over never changes its state'); END`,
    `CREATE TABLE operation_step (
      operation_id TEXT NOT NULL REFERENCES operation (id),
      position INTEGER NOT NULL,
      name TEXT NOT NULL,
      title TEXT NOT NULL,
      state TEXT NOT NULL,
      started_at TEXT,
      finished_at TEXT,
      percent REAL,
      detail TEXT,
      before_state TEXT,
      result TEXT,
      PRIMARY KEY (operation_id, position),
      UNIQUE (operation_id, name)
    ) STRICT`,
    `CREATE TABLE operation_event (
      operation_id TEXT NOT NULL REFERENCES operation (id),
      sequence INTEGER NOT NULL,
      at TEXT NOT NULL,
      step TEXT,
      level TEXT NOT NULL,
      percent REAL,
      message TEXT NOT NULL,
      PRIMARY KEY (operation_id, sequence)
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE redemption (
      id TEXT PRIMARY KEY,
      operation_id TEXT NOT NULL UNIQUE REFERENCES operation (id),
      state TEXT NOT NULL,
      code_hmac TEXT NOT NULL,
      created_at TEXT NOT NULL,
      changed_at TEXT NOT NULL
    ) STRICT`,
    'CREATE INDEX redemption_code ON redemption (code_hmac, state)',
    `CREATE TABLE plan_record (
      fingerprint TEXT NOT NULL,
      kind TEXT NOT NULL,
      facts TEXT NOT NULL,
      created_at TEXT NOT NULL,
      expires_at TEXT NOT NULL,
      PRIMARY KEY (fingerprint, kind)
    ) STRICT`,
    'CREATE INDEX plan_record_expiry ON plan_record (expires_at)',
    `CREATE TABLE memory (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL,
      at TEXT NOT NULL
    ) STRICT`,
    `CREATE TABLE session (
      id TEXT PRIMARY KEY,
      token_hash TEXT NOT NULL UNIQUE,
      clerk_id TEXT NOT NULL,
      created_at TEXT NOT NULL,
      last_seen_at TEXT NOT NULL,
      expires_at TEXT NOT NULL,
      stepped_up_until TEXT
    ) STRICT`,
    'CREATE INDEX session_clerk ON session (clerk_id)',
    `CREATE TABLE pin (
      clerk_id TEXT PRIMARY KEY,
      hash TEXT NOT NULL,
      changed_at TEXT NOT NULL
    ) STRICT`,
    `CREATE TABLE sign_in_attempts (
      clerk_id TEXT PRIMARY KEY,
      recent INTEGER NOT NULL,
      window_started_at TEXT,
      total INTEGER NOT NULL
    ) STRICT`,
    `CREATE TABLE audit (
      sequence INTEGER PRIMARY KEY,
      at TEXT NOT NULL,
      clerk_id TEXT,
      clerk_name TEXT NOT NULL,
      action TEXT NOT NULL,
      target TEXT,
      outcome TEXT NOT NULL,
      reason TEXT,
      correlation_id TEXT NOT NULL,
      detail TEXT,
      previous_hash TEXT NOT NULL,
      hash TEXT NOT NULL
    ) STRICT`,
    'CREATE INDEX audit_clerk ON audit (clerk_id, sequence)',
    'CREATE INDEX audit_action ON audit (action, sequence)',
    `CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit
      BEGIN SELECT RAISE(ABORT, 'an audit row never changes'); END`,
    `CREATE TRIGGER audit_kept BEFORE DELETE ON audit
      BEGIN SELECT RAISE(ABORT, 'an audit row is never deleted'); END`,
    // One row: its lock is what puts appends in line, on every engine.
    `CREATE TABLE audit_head (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      sequence INTEGER NOT NULL,
      hash TEXT NOT NULL
    ) STRICT`,
    `INSERT INTO audit_head (id, sequence, hash) VALUES (1, 0, '${'0'.repeat(64)}')`,
  ],
};
