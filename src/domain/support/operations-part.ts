/** Operations of a support bundle, with steps and events: those of the time asked for, and the one that was named. */
import { AppError } from '../../errors/errors.js';
import type { AuditLog } from '../ports/audit-log.js';
import type { OperationStore } from '../ports/operation-store.js';
import type { Operation, OperationFailure, OperationStep } from '../types/operation.js';
import type { BundlePart, BundleQuery, PartContent } from './collect.js';
import type { People } from './people.js';

const OPERATIONS = 200;
/** Of each operation. */
const EVENTS = 2000;
const ACTS = 200;

interface Stores {
  readonly operations: OperationStore;
  readonly audit: Pick<AuditLog, 'list'>;
}

export function operationsPart(from: { state(): Promise<Stores> }): BundlePart {
  return {
    file: 'operations.json',
    async read(query, people) {
      return content(await from.state(), query, people);
    },
  };
}

async function content(
  { operations: store, audit }: Stores,
  query: BundleQuery,
  people: People,
): Promise<PartContent> {
  const { since, until, operationId } = query;
  const found = await store.list({ first: OPERATIONS, notOverBefore: since, until });
  const listed = found.slice(0, OPERATIONS);
  const named = operationId === undefined ? undefined : await getOperation(store, operationId);
  const all = named && !listed.some(({ id }) => id === named.id) ? [named, ...listed] : listed;
  const steps = Map.groupBy(await store.steps(all.map(({ id }) => id)), (step) => step.operationId);
  const value: object[] = [];
  for (const operation of all) {
    noteNames(operation, people);
    // The audit of the bundle begins later, and events repeat what approvers and deciders typed.
    if (operation.createdAt < since)
      for (const act of await audit.list({ target: operation.id }, ACTS, 'newest')) people.act(act);
    const events = (await store.events(operation.id, 0, EVENTS)).map(
      ({ sequence, at, step, level, percent, message }) => ({ sequence, at, step, level, percent, message }),
    );
    value.push({ ...seen(operation, query), steps: (steps.get(operation.id) ?? []).map(stepOf), events });
  }
  return {
    value,
    ...(found.length > OPERATIONS && { left: `It has only the newest ${OPERATIONS} operations.` }),
  };
}

async function getOperation(store: OperationStore, id: string): Promise<Operation> {
  const operation = await store.find(id);
  if (operation) return operation;
  throw new AppError('NOT_FOUND', { message: `The operation ${id} does not exist.` });
}

function noteNames(operation: Operation, people: People): void {
  people.clerk(operation.requestedById, operation.requestedByName);
  people.someone(operation.approvedByName);
  people.someone(operation.cancelledByName);
  people.hide(operation.reason, '(reason)');
  people.hide(operation.cancelReason, '(reason)');
}

function seen(operation: Operation, { withNames }: BundleQuery): object {
  const { id, kind, state, slot, requestedById, correlationId, planFingerprint, percent, attempt, chosen } =
    operation;
  const { createdAt, scheduledFor, startedAt, finishedAt, estimatedFinishAt, failure } = operation;
  const { requestedByName, approvedByName, cancelledByName, reason, cancelReason } = operation;
  return {
    ...{ id, kind, state, slot, requestedById, correlationId, planFingerprint, percent, attempt, chosen },
    ...{ createdAt, scheduledFor, startedAt, finishedAt, estimatedFinishAt },
    failure: failure && failureOf(failure),
    ...(withNames && { requestedByName, approvedByName, cancelledByName, reason, cancelReason }),
  };
}

function failureOf(failure: OperationFailure): object {
  const { code, message, cause, remedy, restored, notRestored, trail, choices } = failure;
  return {
    code,
    message,
    cause,
    remedy,
    restored,
    notRestored,
    trail,
    choices: choices.map(({ name }) => name),
  };
}

function stepOf({ name, title, state, startedAt, finishedAt, percent, detail }: OperationStep): object {
  return { name, title, state, startedAt, finishedAt, percent, detail };
}
