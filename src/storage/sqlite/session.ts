/** One borrowing of the connection by Kysely: a single statement, or one transaction from begin to end. */
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import { DatabaseError, DatabaseMisuse } from '../database-error.js';
import type { Unlock } from '../mutex.js';
import { bindings } from './bindings.js';
import { patiently } from './busy-retry.js';
import type { SqliteConnection } from './connection.js';

export class SqliteSession implements DatabaseConnection {
  readonly #connection: SqliteConnection;
  #unlock: Unlock | undefined;

  constructor(connection: SqliteConnection) {
    this.#connection = connection;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if (this.#unlock !== undefined) return this.#inTransaction(query);
    if (query.query.kind === 'SelectQueryNode')
      return patiently(() => this.#read<Row>(query), this.#connection.waitMs);
    // Unlocked between tries: a writer that waits for another process doesn't keep our readers waiting.
    return patiently(async () => {
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
    await patiently(async () => {
      const unlock = await this.#connection.lock();
      try {
        this.#connection.assertInPlace();
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
    await patiently(() => this.#connection.database.exec('COMMIT'), this.#connection.waitMs);
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
    if (this.#unlock === undefined) this.#connection.assertInPlace();
    const { changes } = statement.run(...values);
    return { rows: [], numAffectedRows: BigInt(changes) };
  }
}
