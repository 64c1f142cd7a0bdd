/** Kysely's driver over the one connection: each statement, and each transaction, is a session that borrows it. */
import type { Driver } from 'kysely';
import type { TransactionGuard } from '../transaction-guard.js';
import type { SqliteConnection } from './connection.js';
import { SqliteSession } from './session.js';

export class SqliteDriver implements Driver {
  readonly #connection: SqliteConnection;
  readonly #guard: TransactionGuard;

  constructor(connection: SqliteConnection, guard: TransactionGuard) {
    this.#connection = connection;
    this.#guard = guard;
  }

  init(): Promise<void> {
    return this.#connection.open();
  }

  async acquireConnection(): Promise<SqliteSession> {
    this.#guard.refuseInside();
    return new SqliteSession(this.#connection);
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

  destroy(): Promise<void> {
    return this.#connection.close();
  }
}
