/** The redemption id of an operation, stored before anything is sent. One an operation, by a unique column: a code is never sent duplicate. */
import type { OperationStore } from '../../../domain/ports/operation-store.js';
import { timeOf } from '../../columns.js';
import type { Scope } from '../../database.js';
import { keyIn } from '../../sqlite/statements.js';
import type { StateTables } from '../tables.js';

type Redemptions = Pick<
  OperationStore,
  'storeRedemption' | 'setRedemptionState' | 'redemptionOf' | 'wasRedeemed'
>;

export function redemptions({ db }: Scope<StateTables>): Redemptions {
  return {
    async storeRedemption({ id, operationId, attempt, codeHmac, at }) {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('redemption')
        .columns(['id', 'operation_id', 'state', 'code_hmac', 'created_at', 'changed_at'])
        .expression((from) =>
          from
            .selectFrom('operation')
            .select((row) => [
              row.val(id).as('id'),
              'operation.id as operation_id',
              row.val('STORED' as const).as('state'),
              row.val(codeHmac).as('code_hmac'),
              row.val(at).as('created_at'),
              row.val(at).as('changed_at'),
            ])
            .where('operation.id', '=', operationId)
            .where('operation.attempt', '=', attempt),
        )
        .executeTakeFirst();
      return (numInsertedOrUpdatedRows ?? 0n) > 0n;
    },

    async setRedemptionState(id, from, to, at, attempt) {
      let update = db
        .updateTable('redemption')
        .set({ state: to, changed_at: at })
        .where('id', '=', id)
        .where(keyIn('state', from));
      if (attempt !== undefined)
        update = update.where((where) =>
          where.exists(
            where
              .selectFrom('operation')
              .select('operation.id')
              .whereRef('operation.id', '=', 'redemption.operation_id')
              .where('operation.attempt', '=', attempt),
          ),
        );
      return (await update.executeTakeFirst()).numUpdatedRows > 0n;
    },

    async redemptionOf(operationId) {
      const row = await db
        .selectFrom('redemption')
        .select(['id', 'operation_id', 'state', 'changed_at'])
        .where('operation_id', '=', operationId)
        .executeTakeFirst();
      return (
        row && {
          id: row.id,
          operationId: row.operation_id,
          state: row.state,
          changedAt: timeOf(row.changed_at),
        }
      );
    },

    async wasRedeemed(codeHmac) {
      const redeemed = await db
        .selectFrom('redemption')
        .select('id')
        .where('code_hmac', '=', codeHmac)
        .where('state', '=', 'REDEEMED')
        .limit(1)
        .execute();
      return redeemed.length > 0;
    },
  };
}
