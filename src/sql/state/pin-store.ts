/** Hashes of PINs and the counters of failed sign-ins, which survive a restart. */
import type { Selectable } from 'kysely';
import type { Attempts, PinStore } from '../../operations/ports/sign-in-stores.js';
import { optionalTimeOf, timeOf } from '../columns.js';
import type { Scope } from '../database.js';
import { replace } from './replace.js';
import type { StateTables } from './tables.js';

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

    async attempts(clerkId) {
      const row = await db
        .selectFrom('sign_in_attempts')
        .selectAll()
        .where('clerk_id', '=', clerkId)
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

    setAttempts: (clerkId, { recent, windowStartedAt, total }) =>
      atomically((trx) => {
        const columns = { recent, window_started_at: windowStartedAt ?? null, total };
        return replace(
          engine,
          async () => {
            const { numUpdatedRows } = await trx
              .updateTable('sign_in_attempts')
              .set(columns)
              .where('clerk_id', '=', clerkId)
              .executeTakeFirst();
            return numUpdatedRows > 0n;
          },
          () =>
            trx
              .insertInto('sign_in_attempts')
              .values({ clerk_id: clerkId, ...columns })
              .execute(),
        );
      }),
  };
}

const NEVER_FAILED: Attempts = { recent: 0, windowStartedAt: undefined, total: 0 };

function attemptsFrom(row: Selectable<StateTables['sign_in_attempts']>): Attempts {
  return { recent: row.recent, windowStartedAt: optionalTimeOf(row.window_started_at), total: row.total };
}
