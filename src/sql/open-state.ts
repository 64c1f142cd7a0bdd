/** Opens the state database: the control plane's own rows, in one file. */
import type { Keys, Log } from '../operations/ports/machine.js';
import type { StateDatabase, StateStores } from '../operations/ports/state-database.js';
import type { Scope, StatementObserver } from './database.js';
import { failureTranslator, translated } from './failures.js';
import { sqliteDatabase } from './sqlite/sqlite-database.js';
import { auditLog } from './state/audit-log.js';
import { migrate } from './state/migrate.js';
import { operationStore } from './state/operation-store.js';
import { pinStore } from './state/pin-store.js';
import { planStore } from './state/plan-store.js';
import { sessionStore } from './state/session-store.js';
import type { StateTables } from './state/tables.js';

export interface StateOptions {
  /** Absolute path; made when it isn't there. */
  readonly file: string;
  readonly keys: Keys;
  readonly log: Log;
  /** Sees each statement. Default none. */
  readonly onStatement?: StatementObserver;
  /** How long to wait for another process or transaction, in ms. Default 5000. */
  readonly waitMs?: number;
}

export type OpenStateDatabase = StateDatabase & { close(): Promise<void> };

/** Opened and migrated, or AppError STATE_DATABASE_UNAVAILABLE, also for a file that a newer version wrote. */
export async function openStateDatabase(options: StateOptions): Promise<OpenStateDatabase> {
  const { file, keys, log, onStatement, waitMs = 5000 } = options;
  const database = sqliteDatabase<StateTables>({ file, create: true, onStatement, waitMs });
  const translate = failureTranslator(database.engine, 'STATE_DATABASE_UNAVAILABLE');
  const storesOf = (scope: Scope<StateTables>): StateStores => ({
    operations: translated(operationStore(scope), translate),
    audit: auditLog(scope, keys),
    plans: translated(planStore(scope), translate),
    sessions: translated(sessionStore(scope), translate),
    pins: translated(pinStore(scope), translate),
  });
  try {
    const applied = await migrate(database, new Date());
    if (applied.length > 0) log.info({ applied }, 'state database migrated');
  } catch (error) {
    await database.close();
    throw translate(error);
  }
  return {
    ...storesOf(database),
    async transaction(work) {
      try {
        return await database.transaction((scope) => work(storesOf(scope)));
      } catch (error) {
        throw translate(error);
      }
    },
    close: () => database.close(),
  };
}
