/** How an operation ends: state and audit row in one transaction, then one last event. */
import { AppError, ERRORS } from '../../errors.js';
import type { StateStores } from '../ports/state-database.js';
import type { Operation, OperationFailure, OperationState } from '../words/operation.js';
import { asAppError } from '../world/script-failure.js';
import type { StepRunParts } from './step-run.js';
import { aftermath } from './summary.js';

const ACTIONS: Readonly<Record<Operation['kind'], string>> = {
  ONBOARD: 'onboard',
  RESYNC: 'resync',
  ACTIVATE_LOCATIONS: 'activateLocations',
  SERVICE_CONTROL: 'serviceControl',
};

export async function endAs(
  parts: StepRunParts,
  state: 'SUCCEEDED' | 'FAILED' | 'CANCELLED',
  outcome: { failure?: OperationFailure; summary?: string },
): Promise<void> {
  const { operation, clock } = parts;
  const finishedAt = clock.now();
  const ended = await parts.state.transaction(async (stores) => {
    const patch = {
      finishedAt,
      ...(state === 'SUCCEEDED' ? { percent: 100 } : {}),
      ...(outcome.failure ? { failure: outcome.failure } : {}),
    };
    const held = await stores.operations.transition(
      operation.id,
      ['RUNNING', 'CANCELLING'],
      state,
      patch,
      operation.attempt,
    );
    if (held) await auditEnd(stores, operation, state, finishedAt, outcome.failure);
    return held;
  });
  if (!ended) return;
  await parts.feed.record({
    operationId: operation.id,
    step: undefined,
    level: state === 'SUCCEEDED' ? 'INFORMATION' : 'ERROR',
    percent: state === 'SUCCEEDED' ? 100 : undefined,
    message:
      state === 'SUCCEEDED' ? `Done: ${outcome.summary ?? ''}.` : `Over. ${aftermath(outcome.failure)}`,
  });
}

/** CANCELLED without having begun: nothing was changed, so there is nothing to put back. */
export async function endUnbegun(
  parts: Pick<StepRunParts, 'state' | 'clock' | 'feed'>,
  operation: Operation,
  from: OperationState,
  why: AppError,
): Promise<void> {
  const finishedAt = parts.clock.now();
  const failure = { ...failureOf(why, false), trail: [`correlation ${operation.correlationId}`] };
  const ended = await parts.state.transaction(async (stores) => {
    const patch = { finishedAt, failure };
    const held = await stores.operations.transition(operation.id, [from], 'CANCELLED', patch);
    if (held) await auditEnd(stores, operation, 'CANCELLED', finishedAt, failure);
    return held;
  });
  if (!ended) return;
  const event = { operationId: operation.id, step: undefined, percent: undefined };
  await parts.feed.record({ ...event, level: 'WARNING', message: failure.message });
}

/** The audit row of an intent, in the transaction that creates its operation. */
export async function auditIntent(stores: StateStores, operation: Operation): Promise<void> {
  await auditRow(stores, operation, 'INTENDED', operation.createdAt, undefined);
}

async function auditEnd(
  stores: StateStores,
  operation: Operation,
  state: 'SUCCEEDED' | 'FAILED' | 'CANCELLED',
  at: Date,
  failure: OperationFailure | undefined,
): Promise<void> {
  await auditRow(stores, operation, state === 'SUCCEEDED' ? 'SUCCEEDED' : 'FAILED', at, failure?.code);
}

async function auditRow(
  stores: StateStores,
  operation: Operation,
  outcome: 'INTENDED' | 'SUCCEEDED' | 'FAILED',
  at: Date,
  code: string | undefined,
): Promise<void> {
  await stores.audit.append({
    at,
    clerkId: operation.requestedById,
    clerkName: operation.requestedByName,
    action: ACTIONS[operation.kind],
    target: operation.id,
    outcome,
    reason: operation.reason,
    correlationId: operation.correlationId,
    detail: {
      input: operation.input,
      ...(operation.planFingerprint ? { planFingerprint: operation.planFingerprint } : {}),
      ...(code ? { code } : {}),
    },
  });
}

/** What a person will read of an error; what is not ours is named as such and logged, not shown. */
export function failureOf(error: unknown, cancelled: boolean): OperationFailure {
  const known = cancelled ? new AppError('OPERATION_CANCELLED') : asAppError(error);
  const shown = known instanceof AppError ? known : new AppError('INTERNAL_SERVER_ERROR');
  return {
    code: shown.code,
    message: shown.message,
    cause: shown.message === ERRORS[shown.code].message ? undefined : ERRORS[shown.code].message,
    remedy: shown.remedy,
    restored: [],
    notRestored: [],
    trail: [],
    choices: [],
  };
}
