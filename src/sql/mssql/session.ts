/** One borrowing by Kysely: a single statement, or one transaction from begin to end. */
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import type sql from 'mssql';
import { DatabaseError, DatabaseMisuse } from '../database-error.js';
import { bind } from './bindings.js';
import type { MssqlConnection } from './connection.js';
import { again, always, whenNotApplied } from './retries.js';
import { rowsOf } from './rows.js';
import { beforeCommit, MssqlTransaction } from './transaction.js';

export class MssqlSession implements DatabaseConnection {
  readonly #connection: MssqlConnection;
  #transaction: MssqlTransaction | undefined;
  /** The statement before: mssql takes one at a time of a transaction. */
  #before: Promise<unknown> = Promise.resolve();
  #over = false;

  constructor(connection: MssqlConnection) {
    this.#connection = connection;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if (this.#over) throw new DatabaseMisuse('A transaction was used after its end.');
    const transaction = this.#transaction;
    if (transaction !== undefined) return this.#inTurn(() => this.#runIn<Row>(transaction, query));
    if (isRead(query)) return again(() => this.#runOn<Row>('reads', query), always);
    if (!this.#connection.marks) return again(() => this.#runOn<Row>('writes', query), always);
    // A transaction of its own, so that its COMMIT can be looked up as well.
    return again(() => this.#alone<Row>(query), whenNotApplied);
  }

  async begin(): Promise<void> {
    this.#transaction = await again(() => MssqlTransaction.begin(this.#connection), whenNotApplied);
  }

  async commit(): Promise<void> {
    await this.#before;
    const transaction = this.#transaction;
    await transaction?.commit();
    this.end();
  }

  async rollback(): Promise<void> {
    const transaction = this.#transaction;
    this.end();
    await transaction?.rollback();
  }

  /** Nothing runs through this session any more. */
  end(): void {
    this.#over = true;
    this.#transaction = undefined;
  }

  // biome-ignore lint/correctness/useYield: the interface asks for a generator, and this one only refuses.
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new DatabaseMisuse('Streams would hold a connection of few: page by key instead.');
  }

  #inTurn<T>(run: () => Promise<T>): Promise<T> {
    const result = this.#before.then(run);
    this.#before = result.catch(() => undefined);
    return result;
  }

  async #alone<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const transaction = await MssqlTransaction.begin(this.#connection);
    let result: QueryResult<Row>;
    try {
      result = await this.#runIn<Row>(transaction, query);
    } catch (error) {
      await transaction.rollback();
      throw error;
    }
    await transaction.commit();
    return result;
  }

  async #runIn<Row>(transaction: MssqlTransaction, query: CompiledQuery): Promise<QueryResult<Row>> {
    if (!isRead(query)) transaction.wrote();
    try {
      return await this.#run<Row>(transaction.request(), query);
    } catch (error) {
      throw beforeCommit(error);
    }
  }

  async #runOn<Row>(purpose: 'reads' | 'writes', query: CompiledQuery): Promise<QueryResult<Row>> {
    const pool = await this.#connection.pool(purpose);
    return this.#run<Row>(pool.request(), query);
  }

  async #run<Row>(
    request: sql.Request,
    { sql: text, parameters, query }: CompiledQuery,
  ): Promise<QueryResult<Row>> {
    this.#connection.observe?.(text, parameters.length);
    bind(request, parameters);
    const { recordset, rowsAffected } = await request.query<Row>(text);
    const changed = rowsAffected.at(-1);
    // Whether a condition held is read from this count: without it a claim would look lost to everybody.
    if (changed === undefined && COUNTED.has(query.kind)) {
      throw new DatabaseError(
        'OTHER',
        'The server does not say how many rows a statement changed: NOCOUNT is among its "user options". Have the DBA take it out.',
      );
    }
    return { rows: rowsOf<Row>(recordset), numAffectedRows: BigInt(changed ?? 0) };
  }
}

const COUNTED: ReadonlySet<string> = new Set(['InsertQueryNode', 'UpdateQueryNode', 'DeleteQueryNode']);

function isRead({ query, sql: text }: CompiledQuery): boolean {
  return query.kind === 'SelectQueryNode' || (query.kind === 'RawNode' && /^\s*select\b/i.test(text));
}
