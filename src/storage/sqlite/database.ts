/** A SQLite file as a Database: Kysely over our own driver, with transactions that know when they are misused. */
import { Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { Scope, TransactionalDatabase } from '../database.js';
import { TransactionGuard } from '../transaction-guard.js';
import { SqliteConnection, type SqliteOptions } from './connection.js';
import { SqliteDriver } from './driver.js';
import { sqliteEngine } from './engine.js';

/** Opens nothing yet: the file is opened by the first statement. */
export function sqliteDatabase<Tables>(options: SqliteOptions): TransactionalDatabase<Tables> {
  const guard = new TransactionGuard();
  const driver = new SqliteDriver(new SqliteConnection(options), guard);
  const db = new Kysely<Tables>({
    dialect: {
      createDriver: () => driver,
      createQueryCompiler: () => new SqliteQueryCompiler(),
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

/** Our driver queues automatically, in order and with a limit; Kysely's own queue would be in front of it without either. */
class QueueingAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }

  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}
