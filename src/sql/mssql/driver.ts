/** Kysely's driver over mssql's pools: each statement, and each transaction, is a session that borrows a connection of them. */
import type { Driver } from 'kysely';
import type { TransactionGuard } from '../transaction-guard.js';
import type { MssqlConnection } from './connection.js';
import { MssqlSession } from './session.js';

export class MssqlDriver implements Driver {
  readonly #connection: MssqlConnection;
  readonly #guard: TransactionGuard;

  constructor(connection: MssqlConnection, guard: TransactionGuard) {
    this.#connection = connection;
    this.#guard = guard;
  }

  /** Nothing is opened before the first statement, which finds a server that wasn't there a moment ago. */
  async init(): Promise<void> {}

  async acquireConnection(): Promise<MssqlSession> {
    this.#guard.refuseInside();
    return new MssqlSession(this.#connection);
  }

  async releaseConnection(session: MssqlSession): Promise<void> {
    session.end();
  }

  beginTransaction(session: MssqlSession): Promise<void> {
    return session.begin();
  }

  commitTransaction(session: MssqlSession): Promise<void> {
    return session.commit();
  }

  rollbackTransaction(session: MssqlSession): Promise<void> {
    return session.rollback();
  }

  destroy(): Promise<void> {
    return this.#connection.close();
  }
}
