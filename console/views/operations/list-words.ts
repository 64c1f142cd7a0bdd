/** The history, in words. */

import { duration } from '../../format/format';
import type {
  OperationLineFragment,
  OperationState,
  StatusFindingLineFragment,
} from '../../generated/graphql';
import type { Messages } from '../../messages';
import { t } from '../../messages';
import { sendIn } from '../../venue-state/by-code';

export type StateGroup = keyof Messages['operations']['stateGroups'];

/** States as a person searches for them; their names are in the address of a list. */
export const stateGroups: Readonly<Record<StateGroup, readonly OperationState[]>> = {
  open: ['AWAITING_APPROVAL', 'SCHEDULED', 'PENDING', 'RUNNING', 'CANCELLING', 'NEEDS_ATTENTION'],
  done: ['SUCCEEDED'],
  failed: ['FAILED'],
  cancelled: ['CANCELLED'],
};

/** What matters of those that are not over, newest first: what waits for a person, what runs, then a send of the cloud's own. */
export function operationsSentence(
  active: readonly OperationLineFragment[],
  findings: readonly StatusFindingLineFragment[],
): string {
  const first = active.find(({ state }) => state === 'NEEDS_ATTENTION') ?? active[0];
  return first?.summary ?? sendIn(findings)?.message ?? t.operations.nothingRuns;
}

/** From its begin to its end. */
export function took({ startedAt, finishedAt }: OperationLineFragment): string {
  return startedAt && finishedAt ? duration(Date.parse(finishedAt) - Date.parse(startedAt)) : '–';
}

/** Why it was asked for; of a cancel, by whom and why; of a failure, what became of it. */
export function beneath(operation: OperationLineFragment): string {
  const { reason, state, summary } = operation;
  const asked = reason ? t.operation.quoted(reason) : '';
  if (state === 'CANCELLED') return [asked, cancelWords(operation)].filter(Boolean).join(' · ');
  return state === 'SUCCEEDED' ? asked : [asked, summary].filter(Boolean).join(' · ');
}

/** `Cancelled by Morgan Reyes: “Wrong service”`; no one is named when no one agreed in time. */
export function cancelWords({
  cancelledByName,
  cancelReason,
}: Pick<OperationLineFragment, 'cancelledByName' | 'cancelReason'>): string {
  const by = cancelledByName ? t.operation.cancelledBy(cancelledByName) : t.operation.states.CANCELLED;
  return cancelReason ? t.operation.because(by, cancelReason) : by;
}

/** What a list is sorted by; empty: the newest first. */
export type Sort = 'what' | 'state' | 'took' | 'by' | '';

/** Of what is shown: the longest first, else by name. An address may name a sort that there is not. */
export function sorted(
  operations: readonly OperationLineFragment[],
  sort: string,
): readonly OperationLineFragment[] {
  const lasted = ({ startedAt, finishedAt }: OperationLineFragment) =>
    startedAt && finishedAt ? Date.parse(finishedAt) - Date.parse(startedAt) : -1;
  const compare: Readonly<Record<string, (a: OperationLineFragment, b: OperationLineFragment) => number>> = {
    what: (a, b) => a.title.localeCompare(b.title),
    state: (a, b) => t.operation.states[a.state].localeCompare(t.operation.states[b.state]),
    took: (a, b) => lasted(b) - lasted(a),
    by: (a, b) => a.requestedByName.localeCompare(b.requestedByName),
  };
  const order = Object.hasOwn(compare, sort) ? compare[sort] : undefined;
  return order ? operations.toSorted(order) : operations;
}

/** `40 of 512 operations, sorted among those shown.` */
export function totalWords(shown: number, total: number | null | undefined, isSorted: boolean): string {
  if (total == null || shown >= total) return t.operations.total(shown);
  return isSorted ? t.operations.sortedPart(shown, total) : t.operations.part(shown, total);
}
