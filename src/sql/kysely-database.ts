/** A Kysely and its engine as a Database: transactions that know when they are misused. */
import type { Kysely } from 'kysely';
import type { Database, Scope } from './database.js';
import type { Engine } from './engine.js';
import type { TransactionGuard } from './transaction-guard.js';

export interface KyselyParts<Tables> {
  readonly db: Kysely<Tables>;
  readonly engine: Engine;
  /** The one that the driver of `db` asks for each connection. */
  readonly guard: TransactionGuard;
  /** Does a whole transaction once more where that helps and does no harm. Default: never. */
  again?<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export function kyselyDatabase<Tables>(parts: KyselyParts<Tables>): Database<Tables> {
  const { db, engine, guard, again = (work) => work(), close } = parts;
  const transaction = <T>(work: (scope: Scope<Tables>) => Promise<T>): Promise<T> =>
    again(() => db.transaction().execute((trx) => guard.run(() => work(joined(trx, engine)))));
  return {
    db,
    engine,
    transaction,
    atomically: (work) => transaction((scope) => work(scope.db)),
    close,
  };
}

function joined<Tables>(db: Kysely<Tables>, engine: Engine): Scope<Tables> {
  return { db, engine, atomically: (work) => work(db) };
}
