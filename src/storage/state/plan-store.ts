/** Plans that a person has read. */
import type { PlanStore, StoredPlan } from '../../domain/ports/plan-store.js';
import type { Scope } from '../database.js';
import { columnsOf, reader } from './rows.js';
import type { StateTables } from './tables.js';

const dayMs = 86_400_000;

export function planStore({ db, atomically }: Scope<StateTables>): PlanStore {
  return {
    /** Old plans are dropped by the time of the plan that is saved: this store has no clock. */
    save: (plan) =>
      atomically(async (trx) => {
        await trx
          .insertInto('plan_record')
          .values(columnsOf(plan))
          .onConflict((on) => on.columns(['fingerprint', 'kind']).doUpdateSet({ expires_at: plan.expiresAt }))
          .execute();
        const longAgo = new Date(plan.createdAt.getTime() - dayMs);
        await trx.deleteFrom('plan_record').where('expires_at', '<', longAgo).execute();
      }),

    async find(fingerprint, kind) {
      const row = await db
        .selectFrom('plan_record')
        .selectAll()
        .where('fingerprint', '=', fingerprint)
        .where('kind', '=', kind)
        .executeTakeFirst();
      return row && toPlan(row);
    },
  };
}

const toPlan = reader<StoredPlan>({ facts: 'json', createdAt: 'time', expiresAt: 'time' });
