/** What operations leave behind, dropped a little at a time, so that no one waits for it. */
import { sql } from 'kysely';
import type { OperationStore } from '../../../domain/ports/operation-store.js';
import type { Scope } from '../../database.js';
import { keyIn } from '../../sqlite/statements.js';
import type { StateTables } from '../tables.js';
import { isActive } from './rows.js';

type Retention = Pick<OperationStore, 'dropEvents' | 'dropOperations'>;

export function operationRetention({ db, atomically }: Scope<StateTables>): Retention {
  const endedBefore = (moment: Date) =>
    db
      .selectFrom('operation')
      .select('operation.id')
      // Says again what the end implies, in the form that an index can seek by.
      .where('operation.created_at', '<', moment)
      .where('operation.finished_at', '<', moment)
      .where(sql<boolean>`not (${isActive})`)
      .orderBy('operation.created_at')
      .orderBy('operation.id');

  return {
    async dropEvents(moment, most) {
      const talkative = endedBefore(moment).where((where) =>
        where.exists(
          where
            .selectFrom('operation_event')
            .select('operation_event.sequence')
            .whereRef('operation_event.operation_id', '=', 'operation.id'),
        ),
      );
      const [operation] = await talkative.limit(1).execute();
      if (operation === undefined) return 0;
      const { first } = await db
        .selectFrom('operation_event')
        .select((select) => select.fn.min('sequence').as('first'))
        .where('operation_id', '=', operation.id)
        .executeTakeFirstOrThrow();
      const { numDeletedRows } = await db
        .deleteFrom('operation_event')
        .where('operation_id', '=', operation.id)
        .where('sequence', '<', Number(first) + most)
        .executeTakeFirst();
      return Number(numDeletedRows);
    },

    async dropOperations(moment, most, kept) {
      const others = endedBefore(moment)
        .where('operation.kind', '<>', 'ONBOARD')
        .where(sql<boolean>`not (${keyIn('operation.id', kept)})`);
      const ids = (await others.limit(most).execute()).map(({ id }) => id);
      if (ids.length === 0) return 0;
      // What is over never changes again, so that they are still the ones that were found.
      await atomically(async (trx) => {
        await trx.deleteFrom('operation_event').where(keyIn('operation_id', ids)).execute();
        await trx.deleteFrom('operation_step').where(keyIn('operation_id', ids)).execute();
        await trx.deleteFrom('operation').where(keyIn('id', ids)).execute();
      });
      return ids.length;
    },
  };
}
