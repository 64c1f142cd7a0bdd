/** One borrowing of the connection by Kysely: a single statement, or one transaction from begin to end. */
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import { DatabaseError, DatabaseMisuse } from '../database-error.js';
import { bindings } from './bindings.js';
import type { SqliteDriver } from './driver.js';
import type { Unlock } from './mutex.js';
import { patiently } from './patience.js';

export class SqliteSession implements DatabaseConnection {
  readonly #driver: SqliteDriver;
  #unlock: Unlock | undefined;
  #over = false;

  constructor(driver: SqliteDriver) {
    this.#driver = driver;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if (this.#over) throw new DatabaseMisuse('A transaction was used after its end.');
    if (this.#unlock !== undefined) return this.#inTransaction(query);
    // Unlocked between tries: a writer that waits for another process doesn't keep our readers waiting.
    return patiently(async () => {
      const unlock = await this.#driver.lock();
      try {
        return this.#run<Row>(query);
      } finally {
        unlock();
      }
    }, this.#driver.waitMs);
  }

  /** Takes the write lock at once: a transaction that starts by reading could never upgrade while another writes. */
  async begin(): Promise<void> {
    await patiently(async () => {
      const unlock = await this.#driver.lock();
      try {
        this.#driver.database.exec('BEGIN IMMEDIATE');
        this.#unlock = unlock;
      } catch (error) {
        unlock();
        throw error;
      }
    }, this.#driver.waitMs);
  }

  async commit(): Promise<void> {
    this.#assertOpen();
    await patiently(() => this.#driver.database.exec('COMMIT'), this.#driver.waitMs);
    this.end();
  }

  async rollback(): Promise<void> {
    try {
      // SQLite itself rolls back on a full disk or an I/O error.
      if (this.#unlock !== undefined && this.#driver.database.isTransaction) {
        this.#driver.database.exec('ROLLBACK');
      }
    } finally {
      this.end();
    }
  }

  /** Nothing runs through this session any more. */
  end(): void {
    this.#over = true;
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

  /** Without this, statements after SQLite's own rollback would each commit by themselves. */
  #assertOpen(): void {
    if (!this.#driver.database.isTransaction) {
      throw new DatabaseError('The transaction was rolled back by the database.');
    }
  }

  #run<Row>({ sql, parameters }: CompiledQuery): QueryResult<Row> {
    this.#driver.observe?.(sql, parameters.length);
    const { statement, returnsRows } = this.#driver.statements.get(sql);
    const values = bindings(parameters);
    if (returnsRows) return { rows: statement.all(...values) as Row[] };
    const { changes } = statement.run(...values);
    return { rows: [], numAffectedRows: BigInt(changes) };
  }
}
