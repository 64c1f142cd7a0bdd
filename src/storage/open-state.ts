/** The state database: the control plane's own rows, in a SQLite file. */
import { sql } from 'kysely';
import type { KeptState } from '../domain/ports/kept-state.js';
import type { Keys, Log } from '../domain/ports/machine.js';
import type { StateStores } from '../domain/ports/state-database.js';
import { AppError } from '../errors/errors.js';
import type { Scope, TransactionalDatabase } from './database.js';
import { failureTranslator, translated } from './failures.js';
import { sqliteEngine } from './sqlite/engine.js';
import { findDamage } from './sqlite/examination.js';
import { hasTable } from './sqlite/statements.js';
import { alertStore, outbox } from './state/alert-stores.js';
import { apiTokenStore } from './state/api-token-store.js';
import { auditLog } from './state/audit/log.js';
import { historyStore } from './state/history-store.js';
import { keyValueStore } from './state/key-value-store.js';
import { migrate, requireMigrated } from './state/migrate.js';
import { operationStore } from './state/operations/store.js';
import { pinStore } from './state/pin-store.js';
import { planStore } from './state/plan-store.js';
import { sessionStore } from './state/session-store.js';
import type { StateTables } from './state/tables.js';

export interface StateParts {
  readonly database: TransactionalDatabase<StateTables>;
  readonly keys: Keys;
  readonly log: Log;
  /** Of this program: an earlier version that opens this one's state reports which version to install. */
  readonly version: string;
  /** Of the state that it has to be; asked before anything is changed in it. Default: any. */
  readonly id?: string | undefined;
  /** Nothing is migrated: a state of another version is refused. Default false. */
  readonly readOnly?: boolean | undefined;
  /** Asked before a migration: beside another living server, a state of an older version is refused. Default: there is none. */
  readonly isServed?: () => boolean;
}

/** Opened and migrated, or AppError STATE_DATABASE_UNAVAILABLE, also for a database that a newer version wrote. */
export async function openStateDatabase(parts: StateParts): Promise<KeptState> {
  const { database, keys, log, version, id, readOnly, isServed } = parts;
  const translate = failureTranslator(sqliteEngine, 'STATE_DATABASE_UNAVAILABLE');
  const storesOf = (scope: Scope<StateTables>): StateStores => ({
    operations: translated(operationStore(scope), translate),
    audit: auditLog(scope, keys),
    plans: translated(planStore(scope), translate),
    keyValues: translated(keyValueStore(scope), translate),
    sessions: translated(sessionStore(scope), translate),
    pins: translated(pinStore(scope), translate),
    apiTokens: translated(apiTokenStore(scope), translate),
    history: translated(historyStore(scope), translate),
    alerts: translated(alertStore(scope), translate),
    outbox: translated(outbox(scope), translate),
  });
  try {
    if (id !== undefined) await requireId(database, id);
    if (readOnly) await requireMigrated(database, version);
    const applied = readOnly ? [] : await migrate(database, { now: new Date(), version, isServed });
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
    ...translated(
      {
        pulse: (now: Date) => keyValueStore(database).set('pulse', {}, now),
        copyTo: async (file: string) => void (await sql`vacuum into ${file}`.execute(database.db)),
        operationCount: async () => {
          const count = database.db.fn.countAll<number>().as('count');
          return (await database.db.selectFrom('operation').select(count).executeTakeFirstOrThrow()).count;
        },
        damage: () => findDamage(database.db),
      },
      translate,
    ),
    close: () => database.close(),
  };
}

/**
 * Whether a state database is the one that someone means, before anything is changed in it. Throws STATE_LOST for another one, and for one that
 * knows of nothing.
 */
async function requireId({ db }: Scope<StateTables>, id: string): Promise<void> {
  const row = (await hasTable(db, 'memory'))
    ? await db.selectFrom('memory').select('value').where('name', '=', 'identity').executeTakeFirst()
    : undefined;
  const found = row && (JSON.parse(row.value) as { id?: unknown }).id;
  if (found === id) return;
  throw new AppError('STATE_LOST', {
    message:
      found === undefined
        ? 'The state database has lost what it knew: its file, or the -wal file beside it, was emptied, deleted or replaced.'
        : 'The state database does not belong to this data folder.',
  });
}
