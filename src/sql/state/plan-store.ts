/** Plans that a person has read, and small things worth knowing while the cloud is away. */

import type { PlanStore } from '../../operations/ports/plan-store.js';
import type { Memory } from '../../operations/words/operation.js';
import { jsonOf, timeOf } from '../columns.js';
import type { Scope } from '../database.js';
import type { StateTables } from './tables.js';

const dayMs = 86_400_000;

export function planStore({ db, atomically }: Scope<StateTables>): PlanStore {
  return {
    /** Old plans are dropped by the time of the plan that is saved: this store has no clock. */
    save: ({ fingerprint, kind, facts, createdAt, expiresAt }) =>
      atomically(async (trx) => {
        await trx
          .insertInto('plan_record')
          .values({
            fingerprint,
            kind,
            facts: JSON.stringify(facts),
            created_at: createdAt,
            expires_at: expiresAt,
          })
          .onConflict((on) => on.columns(['fingerprint', 'kind']).doUpdateSet({ expires_at: expiresAt }))
          .execute();
        const longAgo = new Date(createdAt.getTime() - dayMs);
        await trx.deleteFrom('plan_record').where('expires_at', '<', longAgo).execute();
      }),

    async find(fingerprint, kind) {
      const row = await db
        .selectFrom('plan_record')
        .selectAll()
        .where('fingerprint', '=', fingerprint)
        .where('kind', '=', kind)
        .executeTakeFirst();
      if (row === undefined) return undefined;
      return {
        fingerprint,
        kind,
        facts: jsonOf<Memory>(row.facts),
        createdAt: timeOf(row.created_at),
        expiresAt: timeOf(row.expires_at),
      };
    },

    async remember(name, value, at) {
      const columns = { value: JSON.stringify(value), at };
      await db
        .insertInto('memory')
        .values({ name, ...columns })
        .onConflict((on) => on.column('name').doUpdateSet(columns))
        .execute();
    },

    async recall(name) {
      const row = await db
        .selectFrom('memory')
        .select(['value', 'at'])
        .where('name', '=', name)
        .executeTakeFirst();
      return row && { value: jsonOf<Memory>(row.value), at: timeOf(row.at) };
    },
  };
}
