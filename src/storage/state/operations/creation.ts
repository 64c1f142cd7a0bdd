/** A new operation, at most one a slot and one an idempotency key: unique indexes decide, no matter who comes at the same time. */
import type { Kysely } from 'kysely';
import type { CreateOutcome, NewOperation, OperationStore } from '../../../domain/ports/operation-store.js';
import type { Scope } from '../../database.js';
import { isUniqueViolation } from '../../sqlite/errors.js';
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

async function insertOperation(db: Kysely<StateTables>, operation: NewOperation): Promise<void> {
  await db
    .insertInto('operation')
    .values({
      id: operation.id,
      kind: operation.kind,
      state: operation.state,
      slot: operation.slot ?? null,
      requested_by_id: operation.requestedById,
      requested_by_name: operation.requestedByName,
      approved_by_name: null,
      chosen: null,
      reason: operation.reason ?? null,
      input: JSON.stringify(operation.input),
      plan_fingerprint: operation.planFingerprint ?? null,
      idempotency_key: operation.idempotencyKey ?? null,
      request_fingerprint: operation.requestFingerprint,
      correlation_id: operation.correlationId,
      scheduled_for: operation.scheduledFor ?? null,
      created_at: operation.createdAt,
      started_at: null,
      finished_at: null,
      percent: null,
      estimated_finish_at: null,
      attempt: 0,
      boot_id: operation.bootId,
      cancel_reason: null,
      cancelled_by_name: null,
      failure: null,
      event_count: 0,
    })
    .execute();
}

async function insertSteps(db: Kysely<StateTables>, operation: NewOperation): Promise<void> {
  for (const [index, { name, title }] of operation.steps.entries()) {
    await db
      .insertInto('operation_step')
      .values({
        operation_id: operation.id,
        position: index + 1,
        name,
        title,
        state: 'PENDING',
        started_at: null,
        finished_at: null,
        percent: null,
        detail: null,
        before_state: null,
        result: null,
      })
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
