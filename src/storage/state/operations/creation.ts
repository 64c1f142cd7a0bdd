/** A new operation, at most one a slot and one an idempotency key: unique indexes decide, no matter who comes at the same time. */
import type { Kysely } from 'kysely';
import type { CreateOutcome, NewOperation, OperationStore } from '../../../domain/ports/operation-store.js';
import type { Scope } from '../../database.js';
import { isUniqueViolation } from '../../sqlite/errors.js';
import { columnsOf } from '../rows.js';
import type { StateTables } from '../tables.js';
import { isActive, toOperation } from './rows.js';

export function operationCreation({ atomically }: Scope<StateTables>): Pick<OperationStore, 'create'> {
  return {
    create: (operation) =>
      atomically(async (db) => {
        try {
          await insertOperation(db, operation);
        } catch (error) {
          if (!isUniqueViolation(error)) throw error;
          const earlier = await conflictingOperation(db, operation);
          if (earlier === undefined) throw error;
          return earlier;
        }
        await insertSteps(db, operation);
        const row = await db
          .selectFrom('operation')
          .selectAll()
          .where('id', '=', operation.id)
          .executeTakeFirstOrThrow();
        return { outcome: 'created', operation: toOperation(row) };
      }),
  };
}

async function insertOperation(
  db: Kysely<StateTables>,
  { steps: _, ...operation }: NewOperation,
): Promise<void> {
  const counts = { attempt: 0, event_count: 0 };
  await db
    .insertInto('operation')
    .values({ ...columnsOf(operation), ...counts })
    .execute();
}

async function insertSteps(db: Kysely<StateTables>, operation: NewOperation): Promise<void> {
  for (const [index, { name, title }] of operation.steps.entries()) {
    await db
      .insertInto('operation_step')
      .values({ operation_id: operation.id, position: index + 1, name, title, state: 'PENDING' })
      .execute();
  }
}

/** The key is asked first: anyone who repeats a request means their own operation, which holds the slot by now. */
async function conflictingOperation(
  db: Kysely<StateTables>,
  operation: NewOperation,
): Promise<CreateOutcome | undefined> {
  const { idempotencyKey, requestFingerprint, requestedById, slot } = operation;
  if (idempotencyKey !== undefined) {
    const row = await db
      .selectFrom('operation')
      .selectAll()
      .where('requested_by_id', '=', requestedById)
      .where('idempotency_key', '=', idempotencyKey)
      .executeTakeFirst();
    if (row !== undefined) {
      const sameRequest = row.request_fingerprint === requestFingerprint;
      return { outcome: 'repeated', sameRequest, operation: toOperation(row) };
    }
  }
  if (slot === undefined) return undefined;
  const holder = await db
    .selectFrom('operation')
    .selectAll()
    .where('slot', '=', slot)
    .where(isActive)
    .executeTakeFirst();
  return holder && { outcome: 'taken', operation: toOperation(holder) };
}
