/**
 * The cloud's memory, rehearsal/cloud/cloud.sqlite: what was answered is on the disk first (synchronous FULL), so a kill -9 forgets nothing.
 * The file is locked by the one process that has it open.
 */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { RehearsalError } from '../rehearsal-error.js';
import { cloudFolder } from '../venue-paths.js';

export type Row = Record<string, string | number | null>;

export class CloudMemory {
  private readonly database: DatabaseSync;
  private readonly statements = new Map<string, StatementSync>();

  /** Throws CLOUD_ALREADY_RUNS when another process has the memory of this data folder open. */
  constructor(dataFolder: string) {
    mkdirSync(cloudFolder(dataFolder), { recursive: true, mode: 0o700 });
    this.database = new DatabaseSync(join(cloudFolder(dataFolder), 'cloud.sqlite'), { timeout: 500 });
    try {
      this.database.exec(
        'PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL',
      );
      this.database.exec(`BEGIN IMMEDIATE; ${schema} COMMIT`);
      const { synchronous } = this.find('PRAGMA synchronous') ?? {};
      if (synchronous !== 2)
        throw new Error(`cloud.sqlite has synchronous=${synchronous}; expected 2 (FULL).`);
    } catch (error) {
      this.database.close();
      if (!/locked/.test(String(error))) throw error;
      throw new RehearsalError(
        'CLOUD_ALREADY_RUNS',
        `Another rehearsal cloud already runs with the data folder ${dataFolder}. Use that one, or stop it first.`,
        { cause: error },
      );
    }
  }

  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.prepared(sql).run(...values).changes);
  }

  find(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.prepared(sql).get(...values) as Row | undefined;
  }

  all(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.prepared(sql).all(...values) as Row[];
  }

  /** All of `work` or nothing of it. `work` is synchronous, so no other request comes in between. */
  atOnce<T>(work: () => T): T {
    this.database.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.database.exec('COMMIT');
      return result;
    } catch (error) {
      this.database.exec('ROLLBACK');
      throw error;
    }
  }

  /** The same credential for the same redemption, always: nothing secret but the one key is kept. */
  credentialOf(redemptionId: string): string {
    this.run("INSERT OR IGNORE INTO setting VALUES ('secret', ?)", randomBytes(32).toString('base64url'));
    const secret = String(this.find("SELECT value FROM setting WHERE name = 'secret'")?.['value']);
    return `gw_${createHmac('sha256', secret).update(redemptionId).digest('base64url')}`;
  }

  close(): void {
    if (this.database.isOpen) this.database.close();
  }

  private prepared(sql: string): StatementSync {
    let statement = this.statements.get(sql);
    if (!statement) {
      statement = this.database.prepare(sql);
      this.statements.set(sql, statement);
    }
    return statement;
  }
}

/** SHA-256 in hex: what is kept of codes and credentials. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

const schema = `
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS mail (
  id INTEGER PRIMARY KEY, recipient TEXT NOT NULL, subject TEXT NOT NULL, text TEXT NOT NULL, received_at TEXT NOT NULL);
-- state: LIVE, ENDED (a newer one, or too many wrong attempts), USED. A LIVE code past expires_at has expired.
CREATE TABLE IF NOT EXISTS code (
  id INTEGER PRIMARY KEY, code_digest TEXT NOT NULL, sent_at INTEGER NOT NULL, expires_at INTEGER NOT NULL,
  attempts_left INTEGER NOT NULL, state TEXT NOT NULL);
-- state: REDEEMED or CLOSED; ids that were refused have no row, for nothing came of them.
CREATE TABLE IF NOT EXISTS redemption (
  id TEXT PRIMARY KEY, state TEXT NOT NULL, at TEXT NOT NULL, sequence INTEGER NOT NULL UNIQUE, credential_digest TEXT UNIQUE,
  machine_id TEXT, swiftpos_version TEXT, first_heartbeat_at TEXT, last_heartbeat_at TEXT);
CREATE TABLE IF NOT EXISTS sync_job (
  id TEXT PRIMARY KEY, sequence INTEGER NOT NULL UNIQUE, kind TEXT NOT NULL, state TEXT NOT NULL,
  started_at TEXT NOT NULL, updated_at TEXT NOT NULL, completed_at TEXT);
CREATE TABLE IF NOT EXISTS sync_table (
  job_id TEXT NOT NULL, name TEXT NOT NULL, position INTEGER NOT NULL, rows_expected INTEGER NOT NULL,
  rows_received INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (job_id, name)) WITHOUT ROWID;
-- The rows themselves, as they came: the batches of the last completed job are the venue's data, those of a withdrawn one go.
CREATE TABLE IF NOT EXISTS sync_batch (
  id INTEGER PRIMARY KEY, job_id TEXT NOT NULL, table_name TEXT NOT NULL, sequence INTEGER NOT NULL, rows TEXT NOT NULL,
  UNIQUE (job_id, table_name, sequence));
CREATE TABLE IF NOT EXISTS change_total (table_name TEXT PRIMARY KEY, rows INTEGER NOT NULL, last_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS activation (location_id TEXT PRIMARY KEY, cloud_client_id TEXT NOT NULL, activated_at TEXT NOT NULL);
-- What really happened, for tests to ask: details is JSON with ids, never a code or credential.
CREATE TABLE IF NOT EXISTS ledger (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, at TEXT NOT NULL, outcome TEXT NOT NULL, details TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS ledger_kind ON ledger (kind, id);
`;

const ledgerKinds = ['codeRequests', 'redemptions', 'syncJobs', 'activations', 'heartbeats'] as const;
export type LedgerKind = (typeof ledgerKinds)[number];

const heartbeatsKept = 500;

/** The ledger: what the cloud did, as tests and people may ask it. Belongs into the transaction of what it reports. */
export function record(
  memory: CloudMemory,
  kind: LedgerKind,
  outcome: string,
  details: Readonly<Record<string, unknown>> = {},
): void {
  memory.run(
    'INSERT INTO ledger (kind, at, outcome, details) VALUES (?, ?, ?, ?)',
    kind,
    new Date().toISOString(),
    outcome,
    JSON.stringify(details),
  );
  if (kind === 'heartbeats') {
    memory.run(
      `DELETE FROM ledger WHERE kind = 'heartbeats' AND id <=
        (SELECT id FROM ledger WHERE kind = 'heartbeats' ORDER BY id DESC LIMIT 1 OFFSET ${heartbeatsKept})`,
    );
  }
}

/** Lists of `{at, customerNumber, outcome, …ids}`, oldest first; of heartbeats the last 500. */
export function readLedger(memory: CloudMemory, customerNumber: string): Record<LedgerKind, object[]> {
  const lists = ledgerKinds.map((kind) => [
    kind,
    memory
      .all('SELECT at, outcome, details FROM ledger WHERE kind = ? ORDER BY id', kind)
      .map(({ at, outcome, details }) => ({ at, customerNumber, outcome, ...JSON.parse(String(details)) })),
  ]);
  return Object.fromEntries(lists);
}
