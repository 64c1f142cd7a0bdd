/** Finding operations and their steps. */
import { type SqlBool, sql } from 'kysely';
import type { OperationStore } from '../../../domain/ports/operation-store.js';
import type { Scope } from '../../database.js';
import { keyIn } from '../../sqlite/statements.js';
import type { StateTables } from '../tables.js';
import { isActive, toOperation, toStep } from './rows.js';

type Reads = Pick<OperationStore, 'find' | 'findByIdempotencyKey' | 'list' | 'active' | 'steps'>;

export function operationReads({ db }: Scope<StateTables>): Reads {
  const operations = () => db.selectFrom('operation').selectAll();
  return {
    async find(id) {
      const row = await operations().where('id', '=', id).executeTakeFirst();
      return row && toOperation(row);
    },

    async findByIdempotencyKey(requestedById, key) {
      const row = await operations()
        .where('requested_by_id', '=', requestedById)
        .where('idempotency_key', '=', key)
        .executeTakeFirst();
      return row && { operation: toOperation(row), requestFingerprint: row.request_fingerprint };
    },

    async list({ first, after, kinds, states, requestedById, since, until, notOverBefore, text }) {
      let query = operations();
      if (kinds !== undefined) query = query.where(keyIn('kind', kinds));
      if (states !== undefined) query = query.where(keyIn('state', states));
      if (requestedById !== undefined) query = query.where('requested_by_id', '=', requestedById);
      if (since !== undefined) query = query.where('created_at', '>=', since);
      if (until !== undefined) query = query.where('created_at', '<', until);
      if (notOverBefore !== undefined) {
        query = query.where((where) =>
          where.or([where('finished_at', '>', notOverBefore), where('finished_at', 'is', null)]),
        );
      }
      for (const word of text?.split(/\s+/).filter(Boolean) ?? []) query = query.where(says(word));
      if (after !== undefined) {
        query = query
          // Says again what the next condition says, in the form that an index can seek by.
          .where('created_at', '<=', after.createdAt)
          .where((where) =>
            where.or([where('created_at', '<', after.createdAt), where('id', '<', after.id)]),
          );
      }
      const newestFirst = query.orderBy('created_at', 'desc').orderBy('id', 'desc');
      const rows = await newestFirst.limit(first + 1).execute();
      return rows.map(toOperation);
    },

    async active() {
      const rows = await operations().where(isActive).orderBy('created_at').orderBy('id').execute();
      return rows.map(toOperation);
    },

    async steps(operationIds) {
      const rows = await db
        .selectFrom('operation_step')
        .selectAll()
        .where(keyIn('operation_id', operationIds))
        .orderBy('operation_id')
        .orderBy('position')
        .execute();
      return rows.map(toStep);
    },
  };
}

/** What is typed is searched for as it is: no character of it is a wildcard. */
function says(word: string) {
  const pattern = `%${word.toLowerCase().replaceAll(/[\\%_]/g, (each) => `\\${each}`)}%`;
  const isIn = (column: string) => sql<SqlBool>`lower(${sql.ref(column)}) like ${pattern} escape '\\'`;
  return sql<SqlBool>`(${isIn('reason')} or ${isIn('requested_by_name')} or ${isIn('slot')})`;
}
