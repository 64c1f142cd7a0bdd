/** What the running-operation pill says, and where it leads. */

import { clock, percent as inPercent, inSentence, moment } from './format/format';
import type { OperationLineFragment } from './generated/graphql';
import { t } from './messages';
import { viewOfKind } from './ui/operation-marks';

/** Where its own view is. */
export function viewOf({ kind }: OperationLineFragment): string {
  return viewOfKind[kind];
}

/** `Resync 42 %`, `Restart NetPOS 42 %` */
export function pillTitle({ kind, title, state, percent }: OperationLineFragment): string {
  const share = state === 'RUNNING' && percent !== null ? ` ${inPercent(percent)}` : '';
  return `${kind === 'SERVICE_CONTROL' ? title : t.operation.kinds[kind]}${share}`;
}

/** `ends about 04:10`, `starts 02:00`; where there are more, how many. */
export function pillRest(
  operation: OperationLineFragment,
  all: number,
  timeZone: string,
  now: number = Date.now(),
): string {
  const when = whenOf(operation, timeZone, now);
  if (all === 1) return when ?? inSentence(t.operation.states[operation.state]);
  return [when, t.strip.andMore(all - 1)].filter(Boolean).join(', ');
}

/** Undefined: no one knows. */
function whenOf(
  { state, estimatedFinishAt, scheduledFor }: OperationLineFragment,
  timeZone: string,
  now: number,
): string | undefined {
  if (state === 'RUNNING' && estimatedFinishAt) return t.strip.endsAbout(clock(estimatedFinishAt, timeZone));
  if (!scheduledFor) return undefined;
  const start = moment(scheduledFor, timeZone, now);
  if (state === 'SCHEDULED') return t.strip.starts(start);
  return state === 'AWAITING_APPROVAL' ? t.strip.awaitsApproval(start) : undefined;
}
