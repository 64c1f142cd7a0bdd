/** What is worth telling of operations, whatever page is open: that one has ended, went wrong, or waits for a decision. */
import type { OperationLineFragment, OperationState } from '../generated/graphql';
import { t } from '../messages';
import { stateTone, viewOfKind } from '../ui/operation-marks';
import type { Tone } from '../ui/state-mark';

export interface News {
  readonly id: string;
  readonly state: OperationState;
  readonly tone: Tone;
  /** `Resync of the venue: done` */
  readonly headline: string;
  /** What became of it, in a sentence. */
  readonly sentence: string;
  readonly view: string;
}

/** Undefined: nothing to report. */
export function newsOf(operation: OperationLineFragment): News | undefined {
  const { id, kind, state, title, summary } = operation;
  const endings: Partial<Readonly<Record<OperationState, string>>> = t.notifications.endings;
  const ending = endings[state];
  if (ending === undefined) return undefined;
  const headline = `${title} ${ending}`;
  return { id, state, tone: stateTone[state], headline, sentence: summary, view: viewOfKind[kind] };
}

/** IDs of what was there the last time and is no more: they have ended since. */
export function goneSince(
  before: ReadonlyMap<string, OperationState>,
  now: readonly OperationLineFragment[],
): readonly string[] {
  const running = new Set(now.map(({ id }) => id));
  return [...before.keys()].filter((id) => !running.has(id));
}

/** Those that have come to wait for a person since, or for another thing than before. The clerk who asked knows that it awaits approval. */
export function askingSince(
  before: ReadonlyMap<string, OperationState>,
  now: readonly OperationLineFragment[],
  viewerName?: string,
): readonly OperationLineFragment[] {
  const asks = ({ state, requestedByName }: OperationLineFragment) =>
    state === 'NEEDS_ATTENTION' || (state === 'AWAITING_APPROVAL' && requestedByName !== viewerName);
  return now.filter((operation) => asks(operation) && before.get(operation.id) !== operation.state);
}
