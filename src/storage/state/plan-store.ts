/** Plans that a person has read. */
import type { PlanStore } from '../../domain/ports/plan-store.js';
import type { Memory } from '../../domain/types/operation.js';
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
  };
}
