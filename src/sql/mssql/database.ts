/** A database on SQL Server as a Database: Kysely over our own driver. */
import { Kysely, MssqlAdapter, MssqlIntrospector } from 'kysely';
import type { Database } from '../database.js';
import { kyselyDatabase } from '../kysely-database.js';
import { TransactionGuard } from '../transaction-guard.js';
import { MssqlConnection, type MssqlOptions } from './connection.js';
import { MssqlDriver } from './driver.js';
import { mssqlEngineOf } from './engine.js';
import { TwoPartQueryCompiler } from './query-compiler.js';
import { again, whenNotApplied } from './retries.js';

/** Opens nothing yet: the server is asked by the first statement. */
export function mssqlDatabase<Tables>(options: MssqlOptions): Database<Tables> {
  const guard = new TransactionGuard();
  const driver = new MssqlDriver(new MssqlConnection(options), guard);
  const db = new Kysely<Tables>({
    dialect: {
      createDriver: () => driver,
      createQueryCompiler: () => new TwoPartQueryCompiler(),
      createAdapter: () => new MssqlAdapter(),
      createIntrospector: (kysely) => new MssqlIntrospector(kysely),
    },
  }).withSchema(options.schema);
  return kyselyDatabase({
    db,
    engine: mssqlEngineOf(options.settings),
    guard,
    again: (work) => again(work, whenNotApplied),
    close: () => driver.destroy(),
  });
}
