/**
 * A file, opened at the first use, and again at the next one when that failed: one connection that writes, lent to one at a time, and
 * one that only reads and waits for no one.
 */
import { statSync } from 'node:fs';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { StatementObserver } from '../database.js';
import { closedError, DatabaseError } from '../database-error.js';
import { Mutex, type Unlock } from '../mutex.js';
import { type FileOptions, openFile, openReader } from './open-file.js';

export interface SqliteOptions extends FileOptions {
  /** How long to wait for another process or transaction, in ms. Default 5000. */
  readonly waitMs?: number | undefined;
  /** Sees each statement. Default none. */
  readonly onStatement?: StatementObserver | undefined;
}

interface OpenFile {
  readonly database: DatabaseSync;
  readonly statements: StatementCache;
  readonly reader: DatabaseSync;
  readonly reads: StatementCache;
  readonly identity: FileIdentity;
}

export class SqliteConnection {
  readonly waitMs: number;
  readonly observe: StatementObserver | undefined;
  readonly #file: FileOptions;
  readonly #mutex = new Mutex();
  #open: OpenFile | undefined;
  #closing: Promise<void> | undefined;

  constructor(options: SqliteOptions) {
    this.#file = options;
    this.waitMs = options.waitMs ?? 5000;
    this.observe = options.onStatement;
  }

  get database(): DatabaseSync {
    return this.#opened().database;
  }

  get statements(): StatementCache {
    return this.#opened().statements;
  }

  /** Of the connection that only reads. */
  get reads(): StatementCache {
    return this.#opened().reads;
  }

  /** Before every write. Throws when it would go into a file that is no longer the database's. */
  assertSameFile(): void {
    this.#opened().identity.assertSame();
  }

  lock(): Promise<Unlock> {
    return this.#mutex.lock(this.waitMs);
  }

  async open(): Promise<void> {
    if (this.#closing !== undefined) throw closedError();
    const database = await openFile(this.#file, this.waitMs);
    try {
      const reader = openReader(this.#file);
      this.#open = {
        database,
        statements: new StatementCache(database),
        reader,
        reads: new StatementCache(reader),
        identity: new FileIdentity(this.#file.file),
      };
    } catch (error) {
      database.close();
      throw error;
    }
    if (this.#closing !== undefined) this.#closeFile();
  }

  /** Lets the running transaction end, then closes; a transaction that hangs is rolled back by closing. */
  close(): Promise<void> {
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
    // The writer last: anyone who closes last empties the log into the file.
    this.#open?.reader.close();
    this.#open?.database.close();
    this.#open = undefined;
  }

  #opened(): OpenFile {
    if (this.#open === undefined) throw closedError();
    return this.#open;
  }
}

/** Whether an open database's files are still the ones that it has open: what is written into a deleted file is gone with the process. */
class FileIdentity {
  readonly #file: string;
  readonly #seen = new Map<string, string>();

  /** Of a file that is open now. */
  constructor(file: string) {
    this.#file = file;
    this.assertSame();
  }

  /** Throws a DatabaseError when a file was deleted or replaced. The log beside it counts from the first time that it is there. */
  assertSame(): void {
    for (const file of [this.#file, `${this.#file}-wal`]) {
      const stat = statSync(file, { bigint: true, throwIfNoEntry: false });
      const now = stat && `${stat.dev} ${stat.ino}`;
      const before = this.#seen.get(file);
      if (before === undefined && now !== undefined) this.#seen.set(file, now);
      if (before === undefined || before === now) continue;
      throw new DatabaseError('GONE', `The file ${file} was deleted or replaced while it was open.`);
    }
  }
}

const limit = 256;

export interface CachedStatement {
  readonly statement: StatementSync;
  /** A select, or a write with RETURNING. */
  readonly returnsRows: boolean;
}

/** Prepared statements by their text: preparing costs more than most of our queries. The least recently used one goes first. */
class StatementCache {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, CachedStatement>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  get(sql: string): CachedStatement {
    const found = this.#statements.get(sql);
    if (found !== undefined) {
      this.#statements.delete(sql);
      this.#statements.set(sql, found);
      return found;
    }
    const statement = this.#database.prepare(sql);
    const cached = { statement, returnsRows: statement.columns().length > 0 };
    this.#statements.set(sql, cached);
    if (this.#statements.size > limit) this.#dropOldest();
    return cached;
  }

  #dropOldest(): void {
    for (const sql of this.#statements.keys()) {
      this.#statements.delete(sql);
      return;
    }
  }
}
