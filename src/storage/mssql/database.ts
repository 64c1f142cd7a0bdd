/** The venue's database on SQL Server: Kysely over our own driver. Anyone who imports this loads mssql, which takes a fifth of a second. */
import { Kysely, MssqlAdapter, MssqlIntrospector } from 'kysely';
import type { Database } from '../database.js';
import type { VenueTables } from '../venue-schema/tables.js';
import { MssqlConnection, type MssqlOptions } from './connection.js';
import { mssqlEngineOf } from './engine.js';
import { TwoPartQueryCompiler } from './query-compiler.js';
import { mssqlDriver } from './session.js';
import { VENUE_SCHEMA } from './venue-views.js';

/** Opens nothing yet: the server is asked by the first statement. */
export function mssqlDatabase(options: MssqlOptions): Database<VenueTables> {
  const driver = mssqlDriver(new MssqlConnection(options));
  const db = new Kysely<VenueTables>({
    dialect: {
      createDriver: () => driver,
      createQueryCompiler: () => new TwoPartQueryCompiler(),
      createAdapter: () => new MssqlAdapter(),
      createIntrospector: (kysely) => new MssqlIntrospector(kysely),
    },
  }).withSchema(VENUE_SCHEMA);
  return { db, engine: mssqlEngineOf(options.settings), close: () => driver.destroy() };
}
