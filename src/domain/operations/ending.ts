/**
 * Ends an operation: state, audit row and last event in one transaction. A subscriber stops when it reads an ended operation without new
 * events, so an event that is recorded after the end would be lost to it.
 */
import { AppError, ERRORS } from '../../errors/errors.js';
import type { Act, Actor, AuditTrail } from '../audit/trail.js';
import type { Clock } from '../ports/machine.js';
import type { OperationPatch } from '../ports/operation-store.js';
import type { StateDatabase } from '../ports/state-database.js';
import type { AuditOutcome } from '../types/audit.js';
import type { Operation, OperationEvent, OperationFailure, OperationState } from '../types/operation.js';
import type { EventFeed } from './event-feed.js';
import { type Sagas, sagaOf } from './saga.js';
import { aftermath } from './summary.js';

export interface EndingParts {
  readonly state: StateDatabase;
  readonly clock: Clock;
  readonly feed: EventFeed;
  readonly audit: AuditTrail;
  readonly sagas: Sagas;
}

type Ended = Extract<OperationState, 'SUCCEEDED' | 'FAILED' | 'CANCELLED'>;

export async function endAs(
  parts: EndingParts & { readonly operation: Operation },
  state: Ended,
  failure?: OperationFailure,
): Promise<void> {
  const { operation } = parts;
  const patch = state === 'SUCCEEDED' ? { percent: 100 } : {};
  await end(parts, operation, {
    from: ['RUNNING', 'CANCELLING'],
    state,
    failure,
    patch,
    attempt: operation.attempt,
    lastEvent: {
      level: state === 'SUCCEEDED' ? 'INFORMATION' : 'ERROR',
      percent: patch.percent,
      message:
        state === 'SUCCEEDED'
          ? `Done: ${sagaOf(parts.sagas, operation).done(operation.input)}`
          : `Over. ${aftermath(failure)}`,
    },
  });
}

/** Ends an operation that has not begun as CANCELLED or FAILED: nothing is to restore. False if it has left the states `from`. */
export async function endUnstarted(
  parts: EndingParts,
  operation: Operation,
  from: readonly OperationState[],
  why: AppError,
  how: {
    readonly state?: 'CANCELLED' | 'FAILED';
    readonly cancelReason?: string;
    readonly cancelledByName?: string;
    /** Its last event. Default: the message of the failure. */
    readonly message?: string;
    /** Sentences on what may remain, if it had begun in the state of a backup. */
    readonly notRestored?: readonly string[];
  } = {},
): Promise<boolean> {
  const { message, state = 'CANCELLED', notRestored = [], ...patch } = how;
  const failure = failureOf(why, { trail: [`correlation ${operation.correlationId}`], notRestored });
  const lastEvent = { level: 'WARNING', percent: undefined, message: message ?? failure.message } as const;
  return end(parts, operation, { from, state, failure, patch, lastEvent });
}

async function end(
  parts: EndingParts,
  operation: Operation,
  how: {
    readonly from: readonly OperationState[];
    readonly state: Ended;
    readonly failure: OperationFailure | undefined;
    readonly patch: OperationPatch;
    readonly attempt?: number;
    readonly lastEvent: Pick<OperationEvent, 'level' | 'percent' | 'message'>;
  },
): Promise<boolean> {
  const { state, failure } = how;
  const { id } = operation;
  const held = await parts.state.transaction(async (stores) => {
    const at = parts.clock.now();
    const patch = { ...how.patch, finishedAt: at, ...(failure ? { failure } : {}) };
    if (!(await stores.operations.transition(id, how.from, state, patch, how.attempt))) return false;
    const act = auditedActionOf(parts.sagas, operation, failure);
    await parts.audit.note(requesterOf(operation), act, OUTCOME[state], stores);
    await stores.operations.appendEvent({ ...how.lastEvent, operationId: id, step: undefined, at });
    return true;
  });
  if (held) parts.feed.ended(id);
  return held;
}

const OUTCOME: Readonly<Record<Ended, AuditOutcome>> = {
  SUCCEEDED: 'SUCCEEDED',
  FAILED: 'FAILED',
  CANCELLED: 'CANCELLED',
};

/** The requester, in whose name it runs. */
export function requesterOf({ requestedById, requestedByName, correlationId }: Operation): Actor {
  return { clerkId: requestedById, clerkName: requestedByName, correlationId };
}

/** The audit rows of its intent and its outcome. */
export function auditedActionOf(sagas: Sagas, operation: Operation, failure?: OperationFailure): Act {
  const { input, planFingerprint } = operation;
  return {
    action: sagaOf(sagas, operation).action,
    target: operation.id,
    reason: operation.reason,
    planFingerprint,
    detail: { input, ...(failure ? { code: failure.code } : {}) },
  };
}

/** The failure of an operation, as the API shows it. `more`: what was restored, the trail, the choices. An unexpected error is INTERNAL_SERVER_ERROR; the log has it. */
export function failureOf(error: unknown, more: Partial<OperationFailure> = {}): OperationFailure {
  const shown = error instanceof AppError ? error : new AppError('INTERNAL_SERVER_ERROR');
  const plain = ERRORS[shown.code].message;
  return {
    code: shown.code,
    message: shown.message,
    cause: shown.message.startsWith(plain.slice(0, -1)) ? undefined : plain,
    remedy: shown.remedy,
    restored: [],
    notRestored: [],
    trail: [],
    choices: [],
    ...more,
  };
}
