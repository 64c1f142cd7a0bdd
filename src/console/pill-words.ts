/** What the running-operation pill says, and where it leads. */
import type { OperationLineFragment } from './generated/graphql';
import { clock, moment } from './ui/format';
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

/** `ends about 04:10`, `starts 02:00`; where there are more, how many. */
export function pillRest(
  operation: OperationLineFragment,
  all: number,
  timeZone: string,
  now: number = Date.now(),
): string {
  const when = whenOf(operation, timeZone, now);
  if (all === 1) return when ?? stateWord[operation.state].toLowerCase();
  return [when, `and ${all - 1} more`].filter(Boolean).join(', ');
}

/** Undefined: nobody knows. */
function whenOf(
  { state, estimatedFinishAt, scheduledFor }: OperationLineFragment,
  timeZone: string,
  now: number,
): string | undefined {
  if (state === 'RUNNING' && estimatedFinishAt) return `ends about ${clock(estimatedFinishAt, timeZone)}`;
  if (!scheduledFor) return undefined;
  const start = moment(scheduledFor, timeZone, now);
  if (state === 'SCHEDULED') return `starts ${start}`;
  return state === 'AWAITING_APPROVAL' ? `awaiting approval, for ${start}` : undefined;
}
