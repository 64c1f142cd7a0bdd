/** What the running-operation pill says, and where it leads. */
import type { OperationLineFragment } from './generated/graphql';
import { clock } from './ui/format';
import { kinds, stateWord } from './ui/operation-words';

/** Where its own view is. */
export function viewOf({ kind }: OperationLineFragment): string {
  return kinds[kind].view;
}

/** `Resync 42 %` */
export function pillTitle({ kind, state, percent }: OperationLineFragment): string {
  const share = state === 'RUNNING' && percent !== null ? ` ${Math.floor(percent)} %` : '';
  return `${kinds[kind].name}${share}`;
}

/** `ends about 04:10`, or how many more there are. */
export function pillRest(operation: OperationLineFragment, all: number, timeZone: string): string {
  if (all > 1) return `and ${all - 1} more`;
  const { state, estimatedFinishAt } = operation;
  if (state === 'RUNNING' && estimatedFinishAt) return `ends about ${clock(estimatedFinishAt, timeZone)}`;
  return stateWord[state].toLowerCase();
}
