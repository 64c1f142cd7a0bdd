/** What an operation says while it runs, numbered without gaps. */
import type { OperationStore } from '../../../domain/ports/operation-store.js';
import type { Scope } from '../../database.js';
import { columnsOf } from '../rows.js';
import type { StateTables } from '../tables.js';
import { toEvent } from './rows.js';

export function operationEvents({
  db,
  atomically,
}: Scope<StateTables>): Pick<OperationStore, 'appendEvent' | 'events'> {
  return {
    appendEvent: (event) =>
      atomically(async (trx) => {
        // The update comes first: it locks the operation's row, so that the number read below is no one else's.
        const { numUpdatedRows } = await trx
          .updateTable('operation')
          .set((set) => ({ event_count: set('event_count', '+', 1) }))
          .where('id', '=', event.operationId)
          .executeTakeFirst();
        if (numUpdatedRows === 0n)
          throw new Error(`There is no operation ${event.operationId} to say something.`);
        const { event_count: sequence } = await trx
          .selectFrom('operation')
          .select('event_count')
          .where('id', '=', event.operationId)
          .executeTakeFirstOrThrow();
        await trx
          .insertInto('operation_event')
          .values(columnsOf({ ...event, sequence }))
          .execute();
        return { ...event, sequence };
      }),

    async events(operationId, after, first) {
      const rows = await db
        .selectFrom('operation_event')
        .selectAll()
        .where('operation_id', '=', operationId)
        .where('sequence', '>', after)
        .orderBy('sequence')
        .limit(first)
        .execute();
      return rows.map(toEvent);
    },
  };
}
