/** Hashes of PINs and the counters of failed sign-ins, which survive a restart. */
import type { Selectable } from 'kysely';
import type { Attempts, Counter, PinStore } from '../../operations/ports/sign-in-stores.js';
import { jsonOf, optionalTimeOf, timeOf } from '../columns.js';
import type { Scope } from '../database.js';
import { replace } from './replace.js';
import type { AttemptsTable, StateTables } from './tables.js';

export function pinStore({ db, engine, atomically }: Scope<StateTables>): PinStore {
  return {
    async find(clerkId) {
      const row = await db
        .selectFrom('pin')
        .select(['hash', 'changed_at'])
        .where('clerk_id', '=', clerkId)
        .executeTakeFirst();
      return row && { clerkId, hash: row.hash, changedAt: timeOf(row.changed_at) };
    },

    set: ({ clerkId, hash, changedAt }) =>
      atomically((trx) => {
        const columns = { hash, changed_at: changedAt };
        return replace(
          engine,
          async () => {
            const { numUpdatedRows } = await trx
              .updateTable('pin')
              .set(columns)
              .where('clerk_id', '=', clerkId)
              .executeTakeFirst();
            return numUpdatedRows > 0n;
          },
          () =>
            trx
              .insertInto('pin')
              .values({ clerk_id: clerkId, ...columns })
              .execute(),
        );
      }),

    async count() {
      const { pins } = await db
        .selectFrom('pin')
        .select((select) => select.fn.countAll<number>().as('pins'))
        .executeTakeFirstOrThrow();
      return pins;
    },

    async attempts(counter, id) {
      const row = await db
        .selectFrom('sign_in_attempts')
        .selectAll()
        .where('clerk_id', '=', NAMES[counter] + id)
        .executeTakeFirst();
      return row === undefined ? NEVER_FAILED : attemptsFrom(row);
    },

    async attemptsOf(clerkIds) {
      const rows = await db
        .selectFrom('sign_in_attempts')
        .selectAll()
        .where(engine.keyIn('clerk_id', clerkIds))
        .execute();
      return new Map(rows.map((row) => [row.clerk_id, attemptsFrom(row)]));
    },

    setAttempts: (counter, id, { failedAt, total, unlockedAt }) =>
      atomically((trx) => {
        const columns = {
          recent: failedAt.length,
          window_started_at: failedAt[0] ?? null,
          total,
          failed_at: JSON.stringify(failedAt),
          unlocked_at: unlockedAt ?? null,
        };
        const name = NAMES[counter] + id;
        return replace(
          engine,
          async () => {
            const { numUpdatedRows } = await trx
              .updateTable('sign_in_attempts')
              .set(columns)
              .where('clerk_id', '=', name)
              .executeTakeFirst();
            return numUpdatedRows > 0n;
          },
          () =>
            trx
              .insertInto('sign_in_attempts')
              .values({ clerk_id: name, ...columns })
              .execute(),
        );
      }),
  };
}

const NAMES: Readonly<Record<Counter, string>> = { SIGN_IN: '', STEP_UP: 'step-up ', STRANGER: 'stranger ' };
const NEVER_FAILED: Attempts = { failedAt: [], total: 0, unlockedAt: undefined };

function attemptsFrom(row: Selectable<AttemptsTable>): Attempts {
  return {
    failedAt: row.failed_at === null ? firstFailures(row) : jsonOf<string[]>(row.failed_at).map(timeOf),
    total: row.total,
    unlockedAt: optionalTimeOf(row.unlocked_at),
  };
}

/** As an earlier version counted them: how many, since when. */
function firstFailures(row: Selectable<AttemptsTable>): Date[] {
  const since = optionalTimeOf(row.window_started_at);
  return since === undefined ? [] : Array.from({ length: Math.min(row.recent, 5) }, () => since);
}
