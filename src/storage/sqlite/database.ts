/** A SQLite file as a Database: Kysely over our own driver, with transactions that know when they are misused. */
import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type Driver,
  Kysely,
  type LimitNode,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  ValueNode,
} from 'kysely';
import type { Scope, TransactionalDatabase } from '../database.js';
import { DatabaseMisuse } from '../database-error.js';
import { SqliteConnection, type SqliteOptions } from './connection.js';
import { sqliteEngine } from './engine.js';
import { SqliteSession } from './session.js';

/** Opens nothing yet: the file is opened by the first statement. */
export function sqliteDatabase<Tables>(options: SqliteOptions): TransactionalDatabase<Tables> {
  const guard = new TransactionGuard();
  const driver = new SqliteDriver(new SqliteConnection(options), guard);
  const db = new Kysely<Tables>({
    dialect: {
      createDriver: () => driver,
      createQueryCompiler: () => new LiteralLimits(),
      createAdapter: () => new QueueingAdapter(),
      createIntrospector: (kysely) => new SqliteIntrospector(kysely),
    },
  });
  const transaction = <T>(work: (scope: Scope<Tables>) => Promise<T>): Promise<T> =>
    db.transaction().execute((trx) => guard.run(() => work(joined(trx))));
  return {
    db,
    engine: sqliteEngine,
    transaction,
    atomically: (work) => transaction((scope) => work(scope.db)),
    close: () => driver.destroy(),
  };
}

function joined<Tables>(db: Kysely<Tables>): Scope<Tables> {
  return { db, atomically: (work) => work(db) };
}

/**
 * SQLite plans a statement by the value of `limit ?`, so it would compile it again with each run, at ten
 * times the cost.
 */
class LiteralLimits extends SqliteQueryCompiler {
  protected override visitLimit({ limit }: LimitNode): void {
    this.append('limit ');
    this.visitNode(ValueNode.is(limit) ? ValueNode.createImmediate(limit.value) : limit);
  }
}

/** Our driver queues automatically, in order and with a limit; Kysely's own queue would be in front of it without either. */
class QueueingAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }

  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** Knows whether the code that runs now is inside a transaction, across every await. */
class TransactionGuard {
  readonly #inside = new AsyncLocalStorage<{ open: boolean }>();

  run<T>(work: () => Promise<T>): Promise<T> {
    const token = { open: true };
    return this.#inside.run(token, async () => {
      try {
        return await work();
      } finally {
        // Work that was left running behind the transaction's back is outside of it from now on.
        token.open = false;
      }
    });
  }

  /** Throws where waiting for the connection would be waiting for oneself. */
  refuseInside(): void {
    if (this.#inside.getStore()?.open) {
      throw new DatabaseMisuse(
        'The database was used inside its own transaction, which would wait for ever. Use the stores that transaction() hands to its work.',
      );
    }
  }
}

/** Kysely's driver over the one connection: each statement, and each transaction, is a session that borrows it. */
class SqliteDriver implements Driver {
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
