/** Runs each statement of Kysely's automatically, on a connection of mssql's pools. */
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely';
import { DatabaseMisuse } from '../database-error.js';
import { bind } from './bindings.js';
import type { MssqlConnection } from './connection.js';
import { whileTransient } from './retries.js';
import { rowsOf } from './rows.js';

export class MssqlSession implements DatabaseConnection {
  readonly #connection: MssqlConnection;

  constructor(connection: MssqlConnection) {
    this.#connection = connection;
  }

  executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    return whileTransient.execute(() => this.#run<Row>(query));
  }

  // biome-ignore lint/correctness/useYield: the interface asks for a generator, and this one only refuses.
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new DatabaseMisuse('Streams would hold a connection of few: page by key instead.');
  }

  async #run<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const { sql: text, parameters } = query;
    const request = (await this.#connection.pool(isRead(query) ? 'reads' : 'writes')).request();
    this.#connection.observe?.(text, parameters.length);
    bind(request, parameters);
    const { recordset } = await request.query<Row>(text);
    return { rows: rowsOf<Row>(recordset) };
  }
}

/** Nothing is opened before the first statement, which finds a server that wasn't there a moment ago. */
export function mssqlDriver(connection: MssqlConnection): Driver {
  const session = new MssqlSession(connection);
  const refuse = async (): Promise<never> => {
    throw new DatabaseMisuse("Multi-statement transactions are not allowed in the venue's database.");
  };
  return {
    init: async () => undefined,
    acquireConnection: async () => session,
    releaseConnection: async () => undefined,
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    destroy: () => connection.close(),
  };
}

function isRead({ query, sql: text }: CompiledQuery): boolean {
  return query.kind === 'SelectQueryNode' || (query.kind === 'RawNode' && /^\s*select\b/i.test(text));
}
