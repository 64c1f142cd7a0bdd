/**
 * The first tables of the state database. Landed: never edit it, add the next number.
 *
 * Text is nvarchar throughout, as parameters are: with varchar a comparison would convert the column, and no index would serve it. What is a key,
 * or is compared, has a length (an index takes 900 bytes as a clustered key and 1700 otherwise) and is exact to the letter (BIN2), whatever the
 * database's collation; what people and programs write has none. Times are UTC in milliseconds, as JavaScript's are. Numbers are int: of 2^31
 * rows of audit nobody will see the last, and tedious hands out bigint as text.
 */
import type { Migration } from '../../state/migration.js';

const exact = 'COLLATE Latin1_General_100_BIN2';
/** An ID of ours (a UUID), or a word of ours (a state, a kind, the name of a step). */
const word = `nvarchar(100) ${exact}`;
/** A clerk's ID, a key, a correlation ID or a slot: what comes from outside and is checked there, with room. */
const key = `nvarchar(200) ${exact}`;
/** A person's or a service's name, or what was acted on: the longest that an index still takes beside a number. */
const name = `nvarchar(800) ${exact}`;
/** SHA-256 or an HMAC in hex. */
const hash = `nvarchar(64) ${exact}`;
const text = 'nvarchar(max)';
const time = 'datetime2(3)';

/** Spelled as in the queries, so that SQL Server sees that an index serves them. */
const active = "state <> 'SUCCEEDED' AND state <> 'FAILED' AND state <> 'CANCELLED'";

export const state: Migration = {
  name: '0001-state',
  statements: [
    `CREATE TABLE venue_control.operation (
      id ${word} NOT NULL CONSTRAINT operation_key PRIMARY KEY,
      kind ${word} NOT NULL,
      state ${word} NOT NULL,
      slot ${key} NULL,
      requested_by_id ${key} NOT NULL,
      requested_by_name ${text} NOT NULL,
      approved_by_name ${text} NULL,
      reason ${text} NULL,
      input ${text} NOT NULL,
      plan_fingerprint ${key} NULL,
      idempotency_key ${key} NULL,
      request_fingerprint ${key} NOT NULL,
      correlation_id ${key} NOT NULL,
      scheduled_for ${time} NULL,
      created_at ${time} NOT NULL,
      started_at ${time} NULL,
      finished_at ${time} NULL,
      [percent] float NULL,
      estimated_finish_at ${time} NULL,
      attempt int NOT NULL CONSTRAINT operation_no_attempt DEFAULT 0,
      boot_id ${word} NULL,
      cancel_reason ${text} NULL,
      cancelled_by_name ${text} NULL,
      failure ${text} NULL,
      event_count int NOT NULL CONSTRAINT operation_no_event DEFAULT 0
    )`,
    `CREATE UNIQUE INDEX operation_slot ON venue_control.operation (slot) WHERE slot IS NOT NULL AND ${active}`,
    `CREATE UNIQUE INDEX operation_idempotency ON venue_control.operation (requested_by_id, idempotency_key)
      WHERE idempotency_key IS NOT NULL`,
    'CREATE INDEX operation_page ON venue_control.operation (created_at, id)',
    'CREATE INDEX operation_requested_by ON venue_control.operation (requested_by_id, created_at, id)',
    `CREATE INDEX operation_active ON venue_control.operation (created_at, id) WHERE ${active}`,
    `CREATE TRIGGER venue_control.operation_over ON venue_control.operation AFTER UPDATE AS
BEGIN
  SET NOCOUNT ON;
  IF EXISTS (
    SELECT 1 FROM deleted INNER JOIN inserted ON inserted.id = deleted.id
    WHERE deleted.state IN ('SUCCEEDED', 'FAILED', 'CANCELLED') AND inserted.state <> deleted.state
  )
  BEGIN
    THROW 50001, N'an operation that is over never changes its state', 1;
  END;
END`,
    `CREATE TABLE venue_control.operation_step (
      operation_id ${word} NOT NULL CONSTRAINT operation_step_operation REFERENCES venue_control.operation (id),
      position int NOT NULL,
      name ${word} NOT NULL,
      title ${text} NOT NULL,
      state ${word} NOT NULL,
      started_at ${time} NULL,
      finished_at ${time} NULL,
      [percent] float NULL,
      detail ${text} NULL,
      before_state ${text} NULL,
      result ${text} NULL,
      CONSTRAINT operation_step_key PRIMARY KEY (operation_id, position),
      CONSTRAINT operation_step_name UNIQUE (operation_id, name)
    )`,
    `CREATE TABLE venue_control.operation_event (
      operation_id ${word} NOT NULL CONSTRAINT operation_event_operation REFERENCES venue_control.operation (id),
      sequence int NOT NULL,
      [at] ${time} NOT NULL,
      step ${word} NULL,
      [level] ${word} NOT NULL,
      [percent] float NULL,
      message ${text} NOT NULL,
      CONSTRAINT operation_event_key PRIMARY KEY (operation_id, sequence)
    )`,
    `CREATE TABLE venue_control.redemption (
      id ${word} NOT NULL CONSTRAINT redemption_key PRIMARY KEY,
      operation_id ${word} NOT NULL
        CONSTRAINT redemption_operation REFERENCES venue_control.operation (id) CONSTRAINT redemption_once UNIQUE,
      state ${word} NOT NULL,
      code_hmac ${hash} NOT NULL,
      created_at ${time} NOT NULL,
      changed_at ${time} NOT NULL
    )`,
    'CREATE INDEX redemption_code ON venue_control.redemption (code_hmac, state)',
    `CREATE TABLE venue_control.plan_record (
      fingerprint ${key} NOT NULL,
      kind ${word} NOT NULL,
      facts ${text} NOT NULL,
      created_at ${time} NOT NULL,
      expires_at ${time} NOT NULL,
      CONSTRAINT plan_record_key PRIMARY KEY (fingerprint, kind)
    )`,
    'CREATE INDEX plan_record_expiry ON venue_control.plan_record (expires_at)',
    `CREATE TABLE venue_control.memory (
      name ${key} NOT NULL CONSTRAINT memory_key PRIMARY KEY,
      value ${text} NOT NULL,
      [at] ${time} NOT NULL
    )`,
    `CREATE TABLE venue_control.session (
      id ${word} NOT NULL CONSTRAINT session_key PRIMARY KEY,
      token_hash ${hash} NOT NULL CONSTRAINT session_token UNIQUE,
      clerk_id ${key} NOT NULL,
      created_at ${time} NOT NULL,
      last_seen_at ${time} NOT NULL,
      expires_at ${time} NOT NULL,
      stepped_up_until ${time} NULL
    )`,
    'CREATE INDEX session_clerk ON venue_control.session (clerk_id)',
    `CREATE TABLE venue_control.pin (
      clerk_id ${key} NOT NULL CONSTRAINT pin_key PRIMARY KEY,
      hash ${text} NOT NULL,
      changed_at ${time} NOT NULL
    )`,
    `CREATE TABLE venue_control.sign_in_attempts (
      clerk_id ${key} NOT NULL CONSTRAINT sign_in_attempts_key PRIMARY KEY,
      recent int NOT NULL,
      window_started_at ${time} NULL,
      total int NOT NULL
    )`,
    `CREATE TABLE venue_control.audit (
      sequence int NOT NULL CONSTRAINT audit_key PRIMARY KEY,
      [at] ${time} NOT NULL,
      clerk_id ${key} NULL,
      clerk_name ${text} NOT NULL,
      action ${word} NOT NULL,
      target ${name} NULL,
      outcome ${word} NOT NULL,
      reason ${text} NULL,
      correlation_id ${key} NOT NULL,
      detail ${text} NULL,
      previous_hash ${hash} NOT NULL,
      hash ${hash} NOT NULL
    )`,
    'CREATE INDEX audit_clerk ON venue_control.audit (clerk_id, sequence)',
    'CREATE INDEX audit_action ON venue_control.audit (action, sequence)',
    `CREATE TRIGGER venue_control.audit_unchanged ON venue_control.audit AFTER UPDATE AS
BEGIN
  SET NOCOUNT ON;
  THROW 50001, N'an audit row never changes', 1;
END`,
    `CREATE TRIGGER venue_control.audit_kept ON venue_control.audit AFTER DELETE AS
BEGIN
  SET NOCOUNT ON;
  THROW 50001, N'an audit row is never deleted', 1;
END`,
    // One row: its lock is what puts appends in line, on every engine.
    `CREATE TABLE venue_control.audit_head (
      id int NOT NULL CONSTRAINT audit_head_key PRIMARY KEY CONSTRAINT audit_head_one CHECK (id = 1),
      sequence int NOT NULL,
      hash ${hash} NOT NULL
    )`,
    `INSERT INTO venue_control.audit_head (id, sequence, hash) VALUES (1, 0, N'${'0'.repeat(64)}')`,
    // What a transaction leaves last, so that a lost COMMIT can be looked up: commit-mark.ts. SQLite has no such loss, and no such table.
    `CREATE TABLE venue_control.commit_mark (
      id nvarchar(36) ${exact} NOT NULL CONSTRAINT commit_mark_key PRIMARY KEY,
      [at] ${time} NOT NULL
    )`,
    'CREATE INDEX commit_mark_at ON venue_control.commit_mark ([at])',
  ],
};
