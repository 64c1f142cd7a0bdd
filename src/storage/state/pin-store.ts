/** Hashes of PINs and the counters of failed sign-ins, which survive a restart. */
import { type Selectable, sql } from 'kysely';
import type { Attempts, Counter, PinRecord, PinStore } from '../../domain/ports/sign-in-stores.js';
import { jsonOf, optionalTimeOf, timeOf } from '../columns.js';
import type { Scope } from '../database.js';
import { keyIn } from '../sqlite/statements.js';
import { reader } from './rows.js';
import { type AttemptsTable, compiled, type PinTable, type StateTables } from './tables.js';

export function pinStore({ db }: Scope<StateTables>): PinStore {
  return {
    async find(clerkId) {
      const row = await db.selectFrom('pin').selectAll().where('clerk_id', '=', clerkId).executeTakeFirst();
      return row && recordFrom(row);
    },

    async set({ clerkId, hash, changedAt, digits, owner, isTemporary }) {
      const columns = {
        hash,
        changed_at: changedAt,
        digits: digits ?? null,
        owner: owner ?? null,
        temporary: isTemporary ? 1 : 0,
      };
      await db
        .insertInto('pin')
        .values({ clerk_id: clerkId, ...columns })
        .onConflict((on) => on.column('clerk_id').doUpdateSet(columns))
        .execute();
    },

    async count() {
      const { pins } = await db
        .selectFrom('pin')
        .select((select) => select.fn.countAll<number>().as('pins'))
        .executeTakeFirstOrThrow();
      return pins;
    },

    async list() {
      return (await all(db)).map(recordFrom);
    },

    async end({ clerkId, hash }) {
      await db.deleteFrom('pin').where('clerk_id', '=', clerkId).where('hash', '=', hash).execute();
    },

    async short(digits) {
      const rows = await db
        .selectFrom('pin')
        .select('clerk_id')
        .where((where) => where.or([where('digits', '<', digits), where('digits', 'is', null)]))
        .orderBy('clerk_id')
        .execute();
      return rows.map((row) => row.clerk_id);
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
        .innerJoin('pin', (join) => join.on('pin.clerk_id', '=', OWNER))
        .selectAll('sign_in_attempts')
        .select(['pin.clerk_id as of', 'pin.digits'])
        .where(keyIn('pin.clerk_id', clerkIds))
        .execute();
      return rows.map((row) => ({
        clerkId: row.of,
        digits: row.digits ?? undefined,
        attempts: attemptsFrom(row),
      }));
    },

    async forgive(counter, id, unlockedAt) {
      const columns = {
        recent: 0,
        window_started_at: null,
        total: 0,
        failed_at: '[]',
        unlocked_at: unlockedAt,
      };
      await db
        .updateTable('sign_in_attempts')
        .set(columns)
        .where(OWNER, '=', NAMES[counter] + id)
        .execute();
    },

    async setAttempts(counter, id, { failedAt, total, unlockedAt }) {
      const columns = {
        recent: failedAt.length,
        window_started_at: failedAt[0] ?? null,
        total,
        failed_at: JSON.stringify(failedAt),
        unlocked_at: unlockedAt ?? null,
      };
      await db
        .insertInto('sign_in_attempts')
        .values({ clerk_id: NAMES[counter] + id, ...columns })
        .onConflict((on) => on.column('clerk_id').doUpdateSet(columns))
        .execute();
    },
  };
}

const NAMES: Readonly<Record<Counter, string>> = {
  SIGN_IN: '',
  STEP_UP: 'step-up ',
  UNKNOWN_ID: 'stranger ',
};
/** Without the account. */
const OWNER = sql<string>`substr(sign_in_attempts.clerk_id, 1, instr(sign_in_attempts.clerk_id || ' @', ' @') - 1)`;
const NEVER_FAILED: Attempts = { failedAt: [], total: 0, unlockedAt: undefined };

const all = compiled((db) => db.selectFrom('pin').selectAll().orderBy('clerk_id'));

const recordOf = reader<Omit<PinRecord, 'isTemporary'>>({ changedAt: 'time' });

function recordFrom({ temporary, ...row }: Selectable<PinTable>): PinRecord {
  return { ...recordOf(row), isTemporary: temporary === 1 };
}

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
