/** A SQLite file as a Database: Kysely over our own driver, transactions that know when they are misused. */
import { Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { Database, Scope } from '../database.js';
import { SqliteDriver, type SqliteOptions } from './driver.js';
import { sqliteEngine } from './sqlite-engine.js';
import { TransactionGuard } from './transaction-guard.js';

/** Opens nothing yet: the file is opened by the first statement. */
export function sqliteDatabase<Tables>(options: SqliteOptions): Database<Tables> {
  const guard = new TransactionGuard();
  const driver = new SqliteDriver(options, guard);
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

/** Our driver queues by itself, in order and with a limit; Kysely's own queue would be in front of it without either. */
class QueueingAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }

  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

function joined<Tables>(db: Kysely<Tables>): Scope<Tables> {
  return { db, engine: sqliteEngine, atomically: (work) => work(db) };
}
