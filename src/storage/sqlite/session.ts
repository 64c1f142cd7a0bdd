/** One borrowing of the connection by Kysely: a single statement, or one transaction from begin to end. */
import type { SQLInputValue } from 'node:sqlite';
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import { DatabaseError, DatabaseMisuse } from '../database-error.js';
import type { Unlock } from '../mutex.js';
import type { SqliteConnection } from './connection.js';
import { retryWhileBusy } from './errors.js';

export class SqliteSession implements DatabaseConnection {
  readonly #connection: SqliteConnection;
  #unlock: Unlock | undefined;

  constructor(connection: SqliteConnection) {
    this.#connection = connection;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if (this.#unlock !== undefined) return this.#inTransaction(query);
    if (query.query.kind === 'SelectQueryNode')
      return retryWhileBusy(() => this.#read<Row>(query), this.#connection.waitMs);
    // Unlocked between tries: a writer that waits for another process doesn't keep our readers waiting.
    return retryWhileBusy(async () => {
      const unlock = await this.#connection.lock();
      try {
        return this.#run<Row>(query);
      } finally {
        unlock();
      }
    }, this.#connection.waitMs);
  }

  /** Takes the write lock at once: a transaction that starts by reading could never upgrade while another writes. */
  async begin(): Promise<void> {
    await retryWhileBusy(async () => {
      const unlock = await this.#connection.lock();
      try {
        this.#connection.assertSameFile();
        this.#connection.database.exec('BEGIN IMMEDIATE');
        this.#unlock = unlock;
      } catch (error) {
        unlock();
        throw error;
      }
    }, this.#connection.waitMs);
  }

  async commit(): Promise<void> {
    this.#assertOpen();
    await retryWhileBusy(() => this.#connection.database.exec('COMMIT'), this.#connection.waitMs);
    this.end();
  }

  async rollback(): Promise<void> {
    try {
      // SQLite itself rolls back on a full disk or an I/O error.
      if (this.#unlock !== undefined && this.#connection.database.isTransaction) {
        this.#connection.database.exec('ROLLBACK');
      }
    } finally {
      this.end();
    }
  }

  /** Nothing runs through this session any more. */
  end(): void {
    this.#unlock?.();
    this.#unlock = undefined;
  }

  // biome-ignore lint/correctness/useYield: the interface asks for a generator, and this one only refuses.
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new DatabaseMisuse('Streams would hold the only connection: page by key instead.');
  }

  #inTransaction<Row>(query: CompiledQuery): QueryResult<Row> {
    this.#assertOpen();
    return this.#run<Row>(query);
  }

  /** Without a turn: it sees what was last committed, also while a transaction of ours is open. */
  #read<Row>({ sql, parameters }: CompiledQuery): QueryResult<Row> {
    this.#connection.observe?.(sql, parameters.length);
    return { rows: this.#connection.reads.get(sql).statement.all(...bindings(parameters)) as Row[] };
  }

  /** Without this, statements after SQLite's own rollback would each commit by themselves. */
  #assertOpen(): void {
    if (!this.#connection.database.isTransaction) {
      throw new DatabaseError('OTHER', 'The transaction was rolled back by the database.');
    }
  }

  #run<Row>({ sql, parameters }: CompiledQuery): QueryResult<Row> {
    this.#connection.observe?.(sql, parameters.length);
    const { statement, returnsRows } = this.#connection.statements.get(sql);
    const values = bindings(parameters);
    if (returnsRows) return { rows: statement.all(...values) as Row[] };
    if (this.#unlock === undefined) this.#connection.assertSameFile();
    const { changes } = statement.run(...values);
    return { rows: [], numAffectedRows: BigInt(changes) };
  }
}

/** JavaScript values -> what SQLite stores, without loss or with an error: a number that can't be kept exactly is never rounded in silence. */
function bindings(parameters: readonly unknown[]): SQLInputValue[] {
  return parameters.map(binding);
}

function binding(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'string' || value instanceof Uint8Array) return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'number') return exact(value);
  if (typeof value === 'bigint') return exact(Number(value));
  if (value instanceof Date) return isoText(value);
  throw new TypeError(`A value of type ${typeof value} can't be stored.`);
}

function exact(value: number): number {
  if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) {
    throw new RangeError(
      'A number that is not finite, or an integer past 2^53, would not be stored exactly.',
    );
  }
  return value;
}

/** Always 24 characters, so that text order is time order. */
function isoText(time: Date): string {
  const text = time.toISOString();
  if (text.length !== 24) throw new RangeError('A time outside the years 0 to 9999 would sort wrongly.');
  return text;
}
