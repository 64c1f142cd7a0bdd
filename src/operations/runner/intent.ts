/** From a request to a stored operation: intent and audit row in one transaction, one active operation a slot, one operation a key. */
import { randomUUID } from 'node:crypto';
import { AppError } from '../../errors.js';
import type { Caller } from '../clerks/viewer.js';
import type { Clock } from '../ports/machine.js';
import type { StateDatabase } from '../ports/state-database.js';
import { fingerprintOf } from '../words/fingerprint.js';
import { isTerminal, type Memory, type Operation, type OperationKind } from '../words/operation.js';
import { LINK_SERVICES } from '../world/venue-host.js';
import { auditIntent } from './ending.js';
import type { Step } from './saga.js';

export const VENUE_SLOT = 'venue';

export interface Intent {
  readonly kind: OperationKind;
  readonly slot: string | undefined;
  readonly reason: string | undefined;
  readonly input: Memory;
  /** What makes two requests the same; secrets as their HMAC. */
  readonly request: Memory;
  readonly planFingerprint?: string;
  readonly idempotencyKey?: string;
  readonly steps: readonly Step[];
  /** Default: PENDING, which the runner begins at once. */
  readonly state?: 'PENDING' | 'SCHEDULED' | 'AWAITING_APPROVAL';
  readonly scheduledFor?: Date | undefined;
}

/** The operation that this key made before, or undefined; another payload is a conflict. */
export async function repeated(
  state: StateDatabase,
  caller: Caller,
  idempotencyKey: string | undefined,
  request: Memory,
): Promise<Operation | undefined> {
  if (idempotencyKey === undefined) return undefined;
  const found = await state.operations.findByIdempotencyKey(caller.viewer.clerk.id, idempotencyKey);
  if (!found) return undefined;
  if (found.requestFingerprint !== fingerprintOf(request)) throw new AppError('IDEMPOTENCY_CONFLICT');
  return found.operation;
}

/** Throws OPERATION_IN_PROGRESS, naming the operation, when the slot is held. */
export async function createOperation(
  parts: { state: StateDatabase; clock: Clock },
  caller: Caller,
  intent: Intent,
): Promise<Operation> {
  const { clerk } = caller.viewer;
  const draft = draftOf(parts.clock.now(), caller, intent);
  return parts.state.transaction(async (stores) => {
    const created = await stores.operations.create({
      ...draft,
      state: intent.state ?? 'PENDING',
      requestedById: clerk.id,
      requestedByName: clerk.name,
      requestFingerprint: fingerprintOf(intent.request),
      idempotencyKey: intent.idempotencyKey,
      steps: intent.steps.map(({ name, title }) => ({ name, title })),
    });
    if (created.outcome === 'taken') throw inProgress(created.operation);
    if (created.outcome === 'repeated') {
      if (!created.sameRequest) throw new AppError('IDEMPOTENCY_CONFLICT');
      return created.operation;
    }
    await auditIntent(stores, created.operation);
    return created.operation;
  });
}

/** Services that an active operation holds may not be started, stopped or re-moded beside it. */
export async function requireServicesFree(state: StateDatabase, keys: readonly string[]): Promise<void> {
  for (const operation of await state.operations.active()) {
    if (isTerminal(operation.state)) continue;
    if (servicesHeldBy(operation).some((key) => keys.includes(key))) throw inProgress(operation);
  }
}

function servicesHeldBy(operation: Operation): readonly string[] {
  if (operation.slot === VENUE_SLOT) return LINK_SERVICES;
  return operation.kind === 'SERVICE_CONTROL' ? [String(operation.input['key'])] : [];
}

function inProgress(operation: Operation): AppError {
  return new AppError('OPERATION_IN_PROGRESS', {
    message: `${operation.requestedByName}'s ${operation.kind} operation, ${operation.state}, holds this.`,
    details: { operationId: operation.id },
  });
}

function draftOf(createdAt: Date, caller: Caller, intent: Intent) {
  return {
    id: randomUUID(),
    kind: intent.kind,
    slot: intent.slot,
    reason: intent.reason,
    input: intent.input,
    planFingerprint: intent.planFingerprint,
    correlationId: caller.correlationId,
    scheduledFor: intent.scheduledFor,
    createdAt,
  };
}
