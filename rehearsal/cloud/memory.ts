/**
 * The cloud's memory, rehearsal/cloud/cloud.sqlite: what was answered is on the disk first (synchronous FULL), so a kill -9 forgets nothing.
 * The file is locked by the one process that has it open. What it holds of codes and credentials are digests.
 */
import { createHash, createHmac, randomBytes, randomInt } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { FaultMap } from '../fault-table.js';
import { readJsonFile } from '../json-file.js';
import { Refusal, Silence } from '../model/cloud/answers.js';
import type { CloudModel, Registration, Secrets } from '../model/cloud/cloud-model.js';
import { newCode } from '../model/cloud/codes.js';
import { newDatabase } from '../model/seed.js';
import { iso } from '../model/time.js';
import { RehearsalError } from '../rehearsal-error.js';
import { cloudFolder, rehearsalFolder } from '../venue-paths.js';

type Row = Record<string, string | number | null>;

export class CloudMemory {
  private readonly database: DatabaseSync;
  private readonly statements = new Map<string, StatementSync>();
  private readonly registration: Registration;
  readonly secrets: Secrets;

  /** Throws CLOUD_ALREADY_RUNS when another process has the memory of this data folder open. */
  constructor(dataFolder: string) {
    mkdirSync(cloudFolder(dataFolder), { recursive: true, mode: 0o700 });
    this.database = new DatabaseSync(join(cloudFolder(dataFolder), 'cloud.sqlite'), { timeout: 500 });
    try {
      this.database.exec(
        'PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL',
      );
      this.transaction(() => this.prepareSchema());
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
    const machine = readJsonFile(join(rehearsalFolder(dataFolder), 'machine.json')) as { seededAt: string };
    this.registration = newDatabase(Date.parse(machine.seededAt), true);
    this.secrets = secretsOf(String(this.find('SELECT value FROM secret')?.['value']));
  }

  /**
   * Runs the rules of one request on the cloud's state, and stores what they change and record, also where they refuse or give no answer.
   * Anything else that is thrown is a mistake of ours and changes nothing. `work` is synchronous: no other request comes in between.
   */
  atOnce<T>(faults: FaultMap, work: (cloud: CloudModel) => T): T {
    const outcome = this.transaction(() => {
      const cloud = this.load(faults);
      const found = attempt(() => work(cloud));
      this.store(cloud);
      return found;
    });
    if ('refused' in outcome) throw outcome.refused;
    return outcome.result;
  }

  /** False: it is here already. */
  keepBatch(jobId: string, table: string, sequence: number, rows: readonly unknown[]): boolean {
    const sql = 'INSERT OR IGNORE INTO sync_batch (job_id, table_name, sequence, rows) VALUES (?, ?, ?, ?)';
    return this.run(sql, jobId, table, sequence, JSON.stringify(rows)) > 0;
  }

  /** Within the transaction of a request: rows of that job, or of every other one. */
  dropBatches(which: 'of' | 'but', jobId: string): void {
    this.run(`DELETE FROM sync_batch WHERE job_id ${which === 'of' ? '=' : '<>'} ?`, jobId);
  }

  /** `[{to, subject, text, receivedAt}]`, newest last. */
  mails(): { readonly to: string; subject: string; text: string; receivedAt: string }[] {
    return this.all('SELECT mail FROM mail ORDER BY id').map(({ mail }) => JSON.parse(String(mail)));
  }

  /** Lists of `{at, customerNumber, outcome, …ids}`, oldest first; of heartbeats the last 500. */
  ledger(): Record<CloudModel['ledger'][number]['kind'], object[]> {
    const { customerNumber } = this.registration;
    const listOf = (kind: string) =>
      this.all('SELECT entry FROM ledger WHERE kind = ? ORDER BY id', kind).map(({ entry }) => {
        const { at, kind: _, jobKind, ...more } = JSON.parse(String(entry));
        return { at: iso(at), customerNumber, ...more, kind: jobKind };
      });
    return {
      codeRequests: listOf('codeRequests'),
      redemptions: listOf('redemptions'),
      syncJobs: listOf('syncJobs'),
      activations: listOf('activations'),
      heartbeats: listOf('heartbeats'),
    };
  }

  close(): void {
    if (this.database.isOpen) this.database.close();
  }

  private load(faults: FaultMap): CloudModel {
    const stored = this.all('SELECT name, json FROM part').map(({ name, json }) => [
      name,
      JSON.parse(String(json)),
    ]);
    const none = { codes: [], redemptions: [], jobs: [], activations: [] };
    const cloud = { ...none, ...Object.fromEntries(stored), mails: [] };
    return { at: Date.now(), faults, cloud, database: this.registration, ledger: [] };
  }

  /** Mails and ledger only grow: the new ones are added. */
  private store({ cloud, ledger }: CloudModel): void {
    const { mails, ...parts } = cloud;
    for (const [name, part] of Object.entries(parts)) {
      const sql =
        'INSERT INTO part VALUES (?, ?) ON CONFLICT DO UPDATE SET json = excluded.json WHERE json <> excluded.json';
      this.run(sql, name, JSON.stringify(part));
    }
    for (const mail of mails) {
      const text = JSON.stringify({ ...mail, receivedAt: iso(mail.receivedAt) });
      this.run('INSERT INTO mail (mail) VALUES (?)', text);
    }
    for (const entry of ledger) {
      this.run('INSERT INTO ledger (kind, entry) VALUES (?, ?)', entry.kind, JSON.stringify(entry));
      if (entry.kind === 'heartbeats') this.run(forgetHeartbeats);
    }
  }

  /** One transaction: all of `work` or nothing of it. */
  private transaction<T>(work: () => T): T {
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

  /** What a release of another schema has left is dropped: that rehearsal's cloud begins again, empty. */
  private prepareSchema(): void {
    if (this.find('PRAGMA user_version')?.['user_version'] !== VERSION)
      for (const { name } of this.all("SELECT name FROM sqlite_master WHERE type = 'table'"))
        this.database.exec(`DROP TABLE "${name}"`);
    this.database.exec(`${schema} PRAGMA user_version = ${VERSION}`);
    this.run(
      'INSERT INTO secret SELECT ? WHERE NOT EXISTS (SELECT 1 FROM secret)',
      randomBytes(32).toString('base64url'),
    );
  }

  private run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.prepared(sql).run(...values).changes);
  }

  private find(sql: string): Row | undefined {
    return this.prepared(sql).get() as Row | undefined;
  }

  private all(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.prepared(sql).all(...values) as Row[];
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

function attempt<T>(work: () => T): { readonly result: T } | { readonly refused: Error } {
  try {
    return { result: work() };
  } catch (error) {
    if (error instanceof Refusal || error instanceof Silence) return { refused: error };
    throw error;
  }
}

/** The same credential for the same redemption: nothing secret but the one key is stored. */
function secretsOf(key: string): Secrets {
  return {
    newCode: () => newCode(randomInt),
    credentialOf: (redemptionId) =>
      `gw_${createHmac('sha256', key).update(redemptionId).digest('base64url')}`,
    stored: (secret) => createHash('sha256').update(secret).digest('hex'),
  };
}

const VERSION = 2;

const schema = `
CREATE TABLE IF NOT EXISTS secret (value TEXT NOT NULL);
-- codes, redemptions, jobs and activations, as rehearsal/model/cloud has them.
CREATE TABLE IF NOT EXISTS part (name TEXT PRIMARY KEY, json TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS mail (id INTEGER PRIMARY KEY, mail TEXT NOT NULL);
-- The rows themselves, as they came: the batches of the last completed job are the venue's data, those of a withdrawn one go.
CREATE TABLE IF NOT EXISTS sync_batch (
  id INTEGER PRIMARY KEY, job_id TEXT NOT NULL, table_name TEXT NOT NULL, sequence INTEGER NOT NULL, rows TEXT NOT NULL,
  UNIQUE (job_id, table_name, sequence));
-- What really happened, for tests to ask: with ids, never a code or credential.
CREATE TABLE IF NOT EXISTS ledger (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, entry TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS ledger_kind ON ledger (kind, id);
`;

const forgetHeartbeats = `DELETE FROM ledger WHERE kind = 'heartbeats' AND id <=
  (SELECT id FROM ledger WHERE kind = 'heartbeats' ORDER BY id DESC LIMIT 1 OFFSET 500)`;
