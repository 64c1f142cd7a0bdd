/** Finding operations and their steps. */
import { type ExpressionBuilder, sql } from 'kysely';
import type { OperationQuery, OperationStore } from '../../../domain/ports/operation-store.js';
import type { Scope } from '../../database.js';
import { containsWord, keyIn, keyInJson, wordsOf } from '../../sqlite/statements.js';
import { compiled, type StateTables } from '../tables.js';
import { isActive, toOperation, toStep } from './rows.js';

type Reads = Pick<
  OperationStore,
  'find' | 'findByIdempotencyKey' | 'list' | 'listAsStored' | 'count' | 'active' | 'steps'
>;

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

    async list({ first, after, ...asked }) {
      let query = operations().where(matching(asked));
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

    async listAsStored({ first, after, ...asked }) {
      let query = operations().where(matching(asked));
      if (after !== undefined)
        query = query.where(sql<boolean>`rowid < (SELECT rowid FROM operation WHERE id = ${after})`);
      const rows = await query
        .orderBy(sql`rowid`, 'desc')
        .limit(first + 1)
        .execute();
      return rows.map(toOperation);
    },

    async count(asked) {
      const counted = db.selectFrom('operation').where(matching(asked));
      const { number } = await counted
        .select((of) => of.fn.countAll<number>().as('number'))
        .executeTakeFirstOrThrow();
      return number;
    },

    async active() {
      return (await active(db)).map(toOperation);
    },

    async steps(operationIds) {
      return (await stepsOf(db, JSON.stringify(operationIds))).map(toStep);
    },
  };
}

const active = compiled((db) =>
  db.selectFrom('operation').selectAll().where(isActive).orderBy('created_at').orderBy('id'),
);

const stepsOf = compiled((db, operationIds: string) =>
  db
    .selectFrom('operation_step')
    .selectAll()
    .where(keyInJson('operation_id', operationIds))
    .orderBy('operation_id')
    .orderBy('position'),
);

/** What was left out asks nothing. */
function matching({ ids, kinds, states, requestedById, since, until, notOverBefore, text }: OperationQuery) {
  return (row: ExpressionBuilder<StateTables, 'operation'>) =>
    row.and([
      ...(ids === undefined ? [] : [keyIn('id', ids)]),
      ...(kinds === undefined ? [] : [keyIn('kind', kinds)]),
      ...(states === undefined ? [] : [keyIn('state', states)]),
      ...(requestedById === undefined ? [] : [row('requested_by_id', '=', requestedById)]),
      ...(since === undefined ? [] : [row('created_at', '>=', since)]),
      ...(until === undefined ? [] : [row('created_at', '<', until)]),
      ...(notOverBefore === undefined
        ? []
        : [row.or([row('finished_at', '>', notOverBefore), row('finished_at', 'is', null)])]),
      ...wordsOf(text).map((word) => containsWord(word, ['reason', 'requested_by_name', 'slot'])),
    ]);
}
