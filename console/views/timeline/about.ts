/** What a period of the timeline is about: which entry, what led to it, and what ended it. */
import { clock, duration, moment } from '../../format/format';
import { dayIn } from '../../format/venue-day';
import { findingsByAlert } from '../../generated/server-words';
import { t } from '../../messages';
import { type Chosen, isGap, rowMark, rowText, sinceOf, type TimelineRow } from './words';

/** So long before it, in milliseconds, an event may have caused it. */
const CAUSE = 60_000;
/** Before or after the end of a fault, in milliseconds. */
const ABOUT_THEN = 60_000;

/** The entry that a period is about: the one that is named, or what an alert was about at a time. */
export function aboutOf(
  rows: readonly TimelineRow[],
  { about, at, code }: Pick<Chosen, 'about' | 'at' | 'code'>,
): TimelineRow | undefined {
  if (about !== '') return rows.find(({ id }) => id === about);
  const time = Date.parse(at);
  const findings = Object.hasOwn(findingsByAlert, code) ? (findingsByAlert[code] ?? []) : [];
  const isIts = (row: TimelineRow) =>
    code === 'ORDERING_DOWN'
      ? row.lane === 'STATUS' && row.state === 'DOWN'
      : row.lane === 'FINDING' && findings.includes(row.code);
  return rows.find(
    (row) =>
      isIts(row) &&
      Date.parse(row.from) <= time &&
      (row.until === null || Date.parse(row.until) >= time) &&
      ['bad', 'warn'].includes(rowMark(row).tone),
  );
}

/** From its begin to its end, over times in which the server was off. */
export function wholeOf(rows: readonly TimelineRow[], row: TimelineRow): TimelineRow {
  const { lane, subject, state, from, until } = row;
  const next = rows
    .slice(0, rows.indexOf(row))
    .findLast((each) => each.lane === lane && each.subject === subject);
  const goesOn = until !== null && next?.state === state && sinceOf(next) !== undefined;
  return { ...row, from: sinceOf(row) ?? from, until: goesOn ? wholeOf(rows, next).until : until };
}

/** The last event of a fault just before it. */
export function causeOf(rows: readonly TimelineRow[], { lane, from }: TimelineRow): TimelineRow | undefined {
  const end = Date.parse(from);
  const events = rows.filter(
    (row) =>
      row.lane === 'EVENT_LOG' &&
      rowMark(row).tone === 'bad' &&
      Date.parse(row.from) <= end &&
      Date.parse(row.from) >= end - CAUSE,
  );
  return lane === 'EVENT_LOG'
    ? undefined
    : events.toSorted((one, other) => Date.parse(other.from) - Date.parse(one.from))[0];
}

/** What was so from its end on, or the time that was not recorded. Undefined: it is still so, or nothing took its place. */
export function endedWith(
  rows: readonly TimelineRow[],
  { id, lane, subject, until }: TimelineRow,
): TimelineRow | undefined {
  const next = rows.filter((row) => row.from === until && row.id !== id);
  return next.find((row) => row.lane === lane && row.subject === subject) ?? next.find(isGap);
}

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

/** `It began at 18:03:12 and ended at 18:20:14, after 17 min.` `next`: see `endedWith`. */
export function lastedWords(
  { from, until }: TimelineRow,
  timeZone: string,
  next?: TimelineRow,
  now: number = Date.now(),
): string {
  const begin = moment(from, timeZone, now, true);
  if (until === null) return t.timeline.beganAt(begin);
  const isOfOneDay = dayIn(Date.parse(from), timeZone) === dayIn(Date.parse(until), timeZone);
  const end = isOfOneDay ? clock(until, timeZone, true) : moment(until, timeZone, now, true);
  if (next && isGap(next)) return t.timeline.lastedUnseen(begin, end);
  return t.timeline.lasted(begin, end, duration(Date.parse(until) - Date.parse(from)));
}
