/** Changes to an operation that exists: each is one conditional update, and its count of rows says whether the condition held. */
import { sql } from 'kysely';
import type { OperationStore } from '../../../domain/ports/operation-store.js';
import type { OperationState } from '../../../domain/types/operation.js';
import type { Scope } from '../../database.js';
import { keyIn } from '../../sqlite/statements.js';
import type { StateTables } from '../tables.js';
import { isActive, operationColumns, stepColumns, toOperation } from './rows.js';

type Changes = Pick<OperationStore, 'claim' | 'transition' | 'progress' | 'updateStep'>;

export function operationChanges({ db, atomically }: Scope<StateTables>): Changes {
  return {
    claim: (id, bootId, from, at) =>
      atomically(async (trx) => {
        const { numUpdatedRows } = await trx
          .updateTable('operation')
          .set((set) => ({
            // The next server run continues cancelling a cancelled one: no one reads RUNNING in between.
            state: sql<OperationState>`case when state = 'CANCELLING' then state else 'RUNNING' end`,
            attempt: set('attempt', '+', 1),
            boot_id: bootId,
            started_at: sql<Date>`coalesce(${set.ref('started_at')}, ${at})`,
          }))
          .where('id', '=', id)
          .where(keyIn('state', from))
          .where(isActive)
          .executeTakeFirst();
        if (numUpdatedRows === 0n) return undefined;
        const row = await trx
          .selectFrom('operation')
          .selectAll()
          .where('id', '=', id)
          .executeTakeFirstOrThrow();
        return toOperation(row);
      }),

    async transition(id, from, to, patch = {}, attempt) {
      let update = db
        .updateTable('operation')
        .set({ ...operationColumns(patch), state: to })
        .where('id', '=', id)
        .where(keyIn('state', from))
        .where(isActive);
      if (attempt !== undefined) update = update.where('attempt', '=', attempt);
      return (await update.executeTakeFirst()).numUpdatedRows > 0n;
    },

    async progress(id, attempt, patch) {
      const { numUpdatedRows } = await db
        .updateTable('operation')
        // Sets the token to itself, so that an empty patch asks the same question.
        .set({ ...operationColumns(patch), attempt })
        .where('id', '=', id)
        .where('attempt', '=', attempt)
        .where(isActive)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    async updateStep(operationId, attempt, name, patch) {
      const { numUpdatedRows } = await db
        .updateTable('operation_step')
        .set({ ...stepColumns(patch), name })
        .where('operation_id', '=', operationId)
        .where('name', '=', name)
        .where((where) =>
          where.exists(
            where
              .selectFrom('operation')
              .select('operation.id')
              .where('operation.id', '=', operationId)
              .where('operation.attempt', '=', attempt),
          ),
        )
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
  };
}
