/** Failed operations without a later success of their kind: the status shows them for a day. */
import type { Clock } from '../ports/machine.js';
import type { StateDatabase } from '../ports/state-database.js';
import type { Operation, OperationKind } from '../types/operation.js';

const DAY_MS = 86_400_000;
/** A schedule may lie eight days ahead. */
const OLDEST_DAYS = 9;
const MOST = 200;

/** Newest first: the last one of each kind and slot, until a later one has succeeded, and for a day at most. A mistyped code counts as none. */
export async function lastFailures(
  { state, clock }: { readonly state: Pick<StateDatabase, 'operations'>; readonly clock: Pick<Clock, 'now'> },
  kinds?: readonly OperationKind[],
): Promise<readonly Operation[]> {
  const now = clock.now().getTime();
  const query = { first: MOST, since: new Date(now - OLDEST_DAYS * DAY_MS), ...(kinds && { kinds }) };
  const all = await state.operations.list({ ...query, states: ['FAILED'] });
  const failed = all.filter(({ failure }) => !isMistypedCode(failure));
  if (!failed.some((operation) => now - endOf(operation) < DAY_MS)) return [];
  const succeeded = await state.operations.list({ ...query, states: ['SUCCEEDED'] });
  const same = Map.groupBy([...failed, ...succeeded], ({ kind, slot }) => `${kind} ${slot}`).values();
  return [...same]
    .flatMap((each) => each.toSorted(lastEnded)[0] ?? [])
    .filter((operation) => operation.state === 'FAILED' && now - endOf(operation) < DAY_MS)
    .sort(lastEnded);
}

/** The clerk who typed it knows already, and enters another. It must not hide what failed before it. */
function isMistypedCode(failure: Operation['failure']): boolean {
  return failure?.code.startsWith('CODE_') === true && failure.notRestored.length === 0;
}

export interface LastFailure {
  readonly operationId: string;
  readonly kind: OperationKind;
  readonly at: Date;
  readonly code: string;
}

/** Without what it says, which may name a person or a place. */
export function lastFailureOf({ id: operationId, kind, finishedAt: at, failure }: Operation): LastFailure[] {
  return at && failure ? [{ operationId, kind, at, code: failure.code }] : [];
}

function lastEnded(one: Operation, other: Operation): number {
  return endOf(other) - endOf(one);
}

function endOf({ finishedAt }: Operation): number {
  return finishedAt?.getTime() ?? 0;
}
