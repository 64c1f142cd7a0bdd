/** The timeline, in words. */
import { clock, date, dayAndTime, duration, inVenueTime, moment, permissionPath } from '../../format/format';
import { typedDay } from '../../format/typed';
import { dayIn, startOfDay } from '../../format/venue-day';
import type { TimelineLane, VenueTimelineQuery } from '../../generated/graphql';
import { t } from '../../messages';
import { withFilters } from '../../navigation/route';
import { entryTone } from '../../ui/entry-tone';
import type { Mark } from '../../ui/state-mark';
import { SIGN_INS } from '../audit/words';

type Timeline = NonNullable<VenueTimelineQuery['venueTimeline']>;
export type TimelineRow = Timeline['edges'][number]['node'];

export interface Chosen {
  readonly day: string;
  readonly lane: string;
  readonly text: string;
  /** Part of a day, or of several: it is instead of the day. */
  readonly from: string;
  readonly to: string;
  /** Empty: as is usual for the span. */
  readonly order: string;
  /** The entry that the period is about, or a time at which it was so. */
  readonly about: string;
  readonly at: string;
  /** Of the alert that was so at that time. */
  readonly code: string;
}

export type Order = 'oldest' | 'newest';

export interface Span {
  readonly from: string;
  readonly to: string;
  /** Undefined: a part of a day. */
  readonly day: string | undefined;
  /** New entries can still come. */
  readonly isOpen: boolean;
}

/** A part where the address has one, else the day that is chosen, else today. */
export function spanOf({ from, to, day }: Chosen, now: number, timeZone: string): Span {
  const today = dayIn(now, timeZone);
  const [start, end] = [Date.parse(from), Date.parse(to)];
  const until = Number.isNaN(end) ? Date.parse(startOfDay(today, timeZone, 1) ?? '') : end;
  if (start < until)
    return {
      from: new Date(start).toISOString(),
      to: new Date(until).toISOString(),
      day: undefined,
      isOpen: until > now,
    };
  const typed = typedDay(day);
  const chosen = typed === undefined || typed > today ? today : typed;
  return {
    from: startOfDay(chosen, timeZone) ?? '',
    to: startOfDay(chosen, timeZone, 1) ?? '',
    day: chosen,
    isOpen: chosen === today,
  };
}

/** Why today is shown although the address names another time; undefined: what it names is shown. */
export function notShownWords(
  { from, day }: Pick<Chosen, 'from' | 'day'>,
  span: Pick<Span, 'day'>,
): string | undefined {
  const typed = typedDay(day);
  // A part of a day, or the day itself.
  if (span.day === undefined || (day !== '' && typed === span.day)) return undefined;
  const { noDay, noPeriod, notYet, todayShown } = t.timeline;
  if (day !== '') return todayShown(typed === undefined ? noDay(day) : notYet(date(typed)));
  return from === '' ? undefined : todayShown(noPeriod);
}

/** Where the list goes back to a time before the record; undefined: it does not, or that is not known. */
export function recordWords(
  since: string | null | undefined,
  { from }: Pick<Span, 'from'>,
  timeZone: string,
): string | undefined {
  if (!since || Date.parse(from) >= Date.parse(since)) return undefined;
  return t.timeline.recordBegins(dayAndTime(since, timeZone, true));
}

/** A day is read from now back; a period from its cause to its end. */
export function orderOf({ order }: Pick<Chosen, 'order'>, { day }: Pick<Span, 'day'>): Order {
  if (order === 'oldest' || order === 'newest') return order;
  return day === undefined ? 'oldest' : 'newest';
}

/** `Sun 29 Nov 2026, newest first.`, `18:01 to 18:20, oldest first.` */
export function timelineSentence(
  { day, from, to, isOpen }: Span,
  timeZone: string,
  order: Order = orderOf({ order: '' }, { day }),
): string {
  if (day !== undefined) return t.timeline.ofDay(date(day), order);
  const start = moment(from, timeZone);
  if (isOpen) return t.timeline.sinceThen(start, order);
  const isOfOneDay = dayIn(Date.parse(from), timeZone) === dayIn(Date.parse(to), timeZone);
  return t.timeline.ofPart(start, isOfOneDay ? clock(to, timeZone) : moment(to, timeZone), order);
}

/** What people and programs changed, beside how the venue was. */
const CHANGES: readonly TimelineLane[] = ['OPERATION', 'AUDIT', 'SETTING', 'VERSION', 'SERVER'];

/** Null: all. */
export function lanesOf(kind: string): TimelineLane[] | null {
  if (kind === 'CHANGES') return [...CHANGES];
  return Object.hasOwn(t.timeline.lanes, kind) ? [kind as TimelineLane] : null;
}

/** The beginning of what "since yesterday" means, to the minute. */
export function aDayBefore(now: number): string {
  return new Date(Math.floor(now / 60_000) * 60_000 - 86_400_000).toISOString();
}

/** Nothing is known of this time. */
export function isGap({ lane, state }: Pick<TimelineRow, 'lane' | 'state'>): boolean {
  return lane === 'SERVER' && state === 'OFF';
}

export function rowMark(row: TimelineRow): Mark {
  if (isGap(row)) {
    const isOff = row.code === 'SERVER_STOPPED' || row.code === 'SERVER_KILLED';
    return { tone: entryTone(row), word: isOff ? t.timeline.serverOff : t.timeline.notRecorded };
  }
  const isPlanned = row.code === 'VENUE_DOWN_PLANNED';
  return { tone: isPlanned ? 'busy' : entryTone(row), word: t.timeline.lanes[row.lane] };
}

/** The server's sentence, with its times in venue time. */
export function rowText({ text }: Pick<TimelineRow, 'text'>, timeZone: string): string {
  return inVenueTime(text, timeZone);
}

/** `18:03:12`; with its day where that is another one than the day that is shown. */
export function beginOf({ from }: Pick<TimelineRow, 'from'>, { day }: Span, timeZone: string): string {
  if (day !== undefined && dayIn(Date.parse(from), timeZone) === day) return clock(from, timeZone, true);
  return moment(from, timeZone, Date.now(), true);
}

/** `until 18:20, 17 min`; undefined: it happened in a moment. */
export function endOf(
  { from, until }: Pick<TimelineRow, 'from' | 'until'>,
  timeZone: string,
): string | undefined {
  if (until === null) return t.timeline.stillSo;
  if (until === from) return undefined;
  const isSameDay = dayIn(Date.parse(from), timeZone) === dayIn(Date.parse(until), timeZone);
  const end = isSameDay ? clock(until, timeZone) : moment(until, timeZone);
  return t.timeline.until(end, duration(Date.parse(until) - Date.parse(from)));
}

/** Shorter than this, in milliseconds, nothing happens meanwhile that is not beside it. */
const LONG = 10_000;
/** What led to an entry began a while before it, and what ended it is just after. */
const AROUND = 2 * 60_000;

/** The timeline of the time that an entry lasted, with a little around it. Undefined: it is over in a moment, or nothing was wrong. */
export function meanwhileOf(row: TimelineRow): string | undefined {
  const { id, from, until } = row;
  if (until !== null && Date.parse(until) - Date.parse(from) < LONG) return undefined;
  if (!['bad', 'warn'].includes(rowMark(row).tone)) return undefined;
  const start = new Date(Date.parse(from) - AROUND).toISOString();
  const end = until === null ? undefined : new Date(Date.parse(until) + AROUND).toISOString();
  return withFilters('#/timeline', { from: start, to: end, about: id });
}

/**
 * Newest first in, in order out. Without a kind, no sign-ins, and nothing well that only continues what was so before the server was off:
 * the entry of before lasts as long. Around what the page is about, nothing well that began long before it.
 */
export function shownRows(
  rows: readonly TimelineRow[],
  { lane }: Pick<Chosen, 'lane'>,
  order: Order,
  { from }: Pick<Span, 'from'> = { from: '' },
  about?: TimelineRow,
): readonly TimelineRow[] {
  const since = about && Date.parse(about.from) - AROUND;
  const shown = (lane === '' ? withContinued(rows) : rows).filter((row) => {
    const isFaulty = ['bad', 'warn'].includes(rowMark(row).tone);
    if (since !== undefined && !isFaulty && Date.parse(row.from) < since) return false;
    if (since !== undefined && row.until !== null && Date.parse(row.until) < since) return false;
    if (lane !== 'AUDIT' && row.lane === 'AUDIT' && SIGN_INS.includes(row.subject ?? '')) return false;
    // What was so before is no change; an operation may have ended since.
    const isOld = row.lane !== 'OPERATION' && Date.parse(row.from) < Date.parse(from);
    // What was read for the first time has not changed.
    const isFirst = row.lane === 'VERSION' && row.previousState === null;
    return lane !== 'CHANGES' || !(isOld || isFirst);
  });
  return order === 'oldest' ? shown.toReversed() : shown;
}

/** When it began, of what continues after the server was off. */
export function sinceOf({ params }: TimelineRow): string | undefined {
  return params.find(({ name }) => name === 'since')?.value;
}

/** Newest first. What is well and continues is left out, and the entry that it continues has its end. */
function withContinued(rows: readonly TimelineRow[]): readonly TimelineRow[] {
  const ends = new Map<string, TimelineRow>();
  return rows.flatMap((row) => {
    const key = `${row.lane} ${row.subject} ${row.state}`;
    const end = ends.get(key) ?? row;
    ends.delete(key);
    if (sinceOf(row) === undefined || ['bad', 'warn'].includes(rowMark(row).tone))
      return end === row ? [row] : [{ ...row, until: end.until }];
    ends.set(key, end);
    return [];
  });
}

/** `Audit: It needs the permission Audit > View.` */
export function missingWords({ lane, reason }: Timeline['missing'][number]): string {
  const said = reason.replace(/\b[A-Z]+(?:_[A-Z]+)+\b/g, permissionPath);
  return t.timeline.missing(t.timeline.lanes[lane], said);
}
