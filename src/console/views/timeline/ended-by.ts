/** What ended a fault, as far as the timeline knows. */
import { t } from '../../messages';
import { rowText, type TimelineRow } from './words';

/** Before or after the end of a fault, in milliseconds. */
const ABOUT_THEN = 60_000;

/** `At its end: Start Gateway Client, requested by Morgan Reyes: succeeded.` Undefined: no operation ended about then. */
export function endedByWords(
  rows: readonly TimelineRow[],
  { lane, until }: TimelineRow,
  timeZone: string,
): string | undefined {
  if (until === null || lane === 'OPERATION') return undefined;
  const operation = endedAbout(rows, Date.parse(until));
  return operation && t.timeline.atItsEnd(rowText(operation, timeZone));
}

/** The newest operation that ended about then, and was requested before. */
function endedAbout(rows: readonly TimelineRow[], time: number): TimelineRow | undefined {
  return rows.find(
    ({ lane, from, until }) =>
      lane === 'OPERATION' &&
      until !== null &&
      Date.parse(from) <= time &&
      Math.abs(Date.parse(until) - time) <= ABOUT_THEN,
  );
}
