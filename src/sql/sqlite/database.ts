/** A SQLite file as a Database: Kysely over our own driver. */
import { Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { Database } from '../database.js';
import { kyselyDatabase } from '../kysely-database.js';
import { TransactionGuard } from '../transaction-guard.js';
import { SqliteConnection, type SqliteOptions } from './connection.js';
import { SqliteDriver } from './driver.js';
import { sqliteEngine } from './engine.js';

/** Opens nothing yet: the file is opened by the first statement. */
export function sqliteDatabase<Tables>(options: SqliteOptions): Database<Tables> {
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
  return kyselyDatabase({ db, engine: sqliteEngine, guard, close: () => driver.destroy() });
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
