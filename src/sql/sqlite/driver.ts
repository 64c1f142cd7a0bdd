/** Kysely's driver over one `node:sqlite` connection, which is opened at the first use, and again at the next one when that failed. */
import type { DatabaseSync } from 'node:sqlite';
import type { Driver } from 'kysely';
import type { StatementObserver } from '../database.js';
import { DatabaseError } from '../database-error.js';
import { type FileOptions, openFile } from './connection.js';
import { Mutex, type Unlock } from './mutex.js';
import { SqliteSession } from './session.js';
import { StatementCache } from './statement-cache.js';
import type { TransactionGuard } from './transaction-guard.js';

export interface SqliteOptions extends FileOptions {
  /** How long to wait for another process or transaction, in ms. Default 5000. */
  readonly waitMs?: number;
  readonly onStatement?: StatementObserver | undefined;
}

export class SqliteDriver implements Driver {
  readonly waitMs: number;
  readonly observe: StatementObserver | undefined;
  readonly #options: SqliteOptions;
  readonly #guard: TransactionGuard;
  readonly #mutex = new Mutex();
  #open: { database: DatabaseSync; statements: StatementCache } | undefined;
  #closing: Promise<void> | undefined;

  constructor(options: SqliteOptions, guard: TransactionGuard) {
    this.#options = options;
    this.#guard = guard;
    this.waitMs = options.waitMs ?? 5000;
    this.observe = options.onStatement;
  }

  get database(): DatabaseSync {
    return this.#opened().database;
  }

  get statements(): StatementCache {
    return this.#opened().statements;
  }

  lock(): Promise<Unlock> {
    return this.#mutex.lock(this.waitMs);
  }

  async init(): Promise<void> {
    if (this.#closing !== undefined) throw new DatabaseError('The database was closed.');
    const database = await openFile(this.#options, this.waitMs);
    this.#open = { database, statements: new StatementCache(database) };
    if (this.#closing !== undefined) this.#closeFile();
  }

  async acquireConnection(): Promise<SqliteSession> {
    this.#guard.refuseInside();
    return new SqliteSession(this);
  }

  async releaseConnection(session: SqliteSession): Promise<void> {
    session.end();
  }

  beginTransaction(session: SqliteSession): Promise<void> {
    return session.begin();
  }

  commitTransaction(session: SqliteSession): Promise<void> {
    return session.commit();
  }

  rollbackTransaction(session: SqliteSession): Promise<void> {
    return session.rollback();
  }

  /** Lets the running transaction end, then closes; a transaction that hangs is rolled back by closing. */
  destroy(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const unlock = await this.lock().catch(() => undefined);
    this.#mutex.close();
    unlock?.();
    this.#closeFile();
  }

  #closeFile(): void {
    this.#open?.database.close();
    this.#open = undefined;
  }

  #opened(): { database: DatabaseSync; statements: StatementCache } {
    if (this.#open === undefined) throw new DatabaseError('The database was closed.');
    return this.#open;
  }
}
