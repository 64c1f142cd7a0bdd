/** The redemption id of an operation, stored before anything is sent. One an operation, by a unique column: a code is never sent duplicate. */
import type { OperationStore } from '../../../domain/ports/operation-store.js';
import type { Scope } from '../../database.js';
import { keyIn } from '../../sqlite/statements.js';
import type { StateTables } from '../tables.js';

type Redemptions = Pick<
  OperationStore,
  'storeRedemption' | 'setRedemptionState' | 'redemptionOf' | 'wasRedeemed'
>;

export function redemptions({ db }: Scope<StateTables>): Redemptions {
  return {
    async storeRedemption({ id, operationId, codeHmac, at }) {
      await db
        .insertInto('redemption')
        .values({
          id,
          operation_id: operationId,
          state: 'STORED',
          code_hmac: codeHmac,
          created_at: at,
          changed_at: at,
        })
        .execute();
    },

    async setRedemptionState(id, from, to, at) {
      const { numUpdatedRows } = await db
        .updateTable('redemption')
        .set({ state: to, changed_at: at })
        .where('id', '=', id)
        .where(keyIn('state', from))
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    async redemptionOf(operationId) {
      const row = await db
        .selectFrom('redemption')
        .select(['id', 'operation_id', 'state'])
        .where('operation_id', '=', operationId)
        .executeTakeFirst();
      return row && { id: row.id, operationId: row.operation_id, state: row.state };
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
