/** Whether an operation may begin now. Runs in the transaction that begins it, so that of two requests at once only one passes. */
import { AppError } from '../../errors/errors.js';
import type { Clock } from '../ports/machine.js';
import type { StateStores } from '../ports/state-database.js';
import type { Caller } from '../request/viewer.js';
import type { Operation, OperationState } from '../types/operation.js';
import { serviceName } from '../types/services.js';
import { requireOff } from './maintenance.js';
import { type Sagas, sagaOf } from './saga.js';

/** States in which an operation holds its services. One that waits for its start or for approval holds none. */
export const HOLDING: readonly OperationState[] = ['PENDING', 'RUNNING', 'CANCELLING', 'NEEDS_ATTENTION'];

/** Throws MAINTENANCE, or OPERATION_IN_PROGRESS that names the operation that holds a service it needs. `caller`: of the request. */
export async function admit(
  { operations, keyValues }: Pick<StateStores, 'operations' | 'keyValues'>,
  { sagas, clock }: { readonly sagas: Sagas; readonly clock: Clock },
  beginning: Operation,
  caller?: Caller,
): Promise<void> {
  const saga = sagaOf(sagas, beginning);
  await requireOff(keyValues, clock, saga.mayDrain && caller);
  const needed = saga.holds(beginning.input);
  const onlyStarted = saga.startsOnly?.(beginning.input) ?? [];
  for (const operation of await operations.active()) {
    if (operation.id === beginning.id || !HOLDING.includes(operation.state)) continue;
    const holder = sagaOf(sagas, operation);
    const keptUp = keptUpBy(sagas, operation);
    const isStartOnly = (key: string) => keptUp.includes(key) && onlyStarted.includes(key);
    const held = holder.holds(operation.input).filter((key) => needed.includes(key) && !isStartOnly(key));
    if (held.length > 0) throw inProgress(sagas, operation, held);
  }
}

/** The others that need a service to run now, by its key. */
export async function neededByOthers(
  { operations }: Pick<StateStores, 'operations'>,
  sagas: Sagas,
  id: string,
): Promise<ReadonlyMap<string, Operation>> {
  const others = (await operations.active()).filter((each) => each.id !== id && HOLDING.includes(each.state));
  return new Map(others.flatMap((each) => keptUpBy(sagas, each).map((key) => [key, each] as const)));
}

function keptUpBy(sagas: Sagas, operation: Operation): readonly string[] {
  return sagaOf(sagas, operation).keepsUp?.(operation.input) ?? [];
}

/** `keys`: of the services that are held; none where the whole slot is. */
export function inProgress(sagas: Sagas, operation: Operation, keys: readonly string[] = []): AppError {
  const { doing } = sagaOf(sagas, operation);
  const names = keys.map(serviceName);
  const what = names.length > 0 ? names.join(' and ') : 'this';
  return new AppError('OPERATION_IN_PROGRESS', {
    message: `${doing}, requested by ${operation.requestedByName}, uses ${what}${untilWhen(operation)}.`,
    details: { operationId: operation.id },
  });
}

function untilWhen({ state, estimatedFinishAt, scheduledFor }: Operation): string {
  if (state === 'NEEDS_ATTENTION') return ' until a clerk decides';
  if (state === 'AWAITING_APPROVAL') return ' until a second person has decided';
  if (state === 'SCHEDULED') return ` for ${scheduledFor?.toISOString() ?? 'later'}`;
  return estimatedFinishAt ? ` until about ${estimatedFinishAt.toISOString()}` : '';
}
