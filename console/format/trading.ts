/** When the venue trades, as moments. */
import type { Weekday } from '../generated/graphql';
import { dayIn, momentOfDay, startOfDay } from './venue-day';

const DAY = 86_400_000;

interface Span {
  readonly from: number;
  readonly until: number;
}

export interface TradingPeriod {
  readonly weekday: Weekday;
  readonly opensAt: string;
  readonly closesAt: string;
}

/** As much of it as the axis shows. */
export function tradingIn(hours: readonly TradingPeriod[], axis: Span, timeZone: string): readonly Span[] {
  // Trading may have begun on the day before.
  const days = daysIn({ from: axis.from - DAY, until: axis.until }, timeZone);
  return days.flatMap((day) => {
    const weekday = weekdayOf(day);
    return hours
      .filter((period) => period.weekday === weekday)
      .map(({ opensAt, closesAt }) => {
        const [opens, closes] = [minutesOf(opensAt), minutesOf(closesAt)];
        const from = momentOfDay(day, opens, timeZone);
        const until = momentOfDay(day, closes <= opens ? closes + 1_440 : closes, timeZone);
        return { from: Math.max(from, axis.from), until: Math.min(until, axis.until) };
      })
      .filter(({ from, until }) => from < until);
  });
}

/** When it closes next; undefined: not in the coming week, or no one knows. */
export function nextClose(
  hours: readonly TradingPeriod[],
  now: number,
  timeZone: string,
): number | undefined {
  const week = { from: now, until: now + 8 * DAY };
  const spans = tradingIn(hours, week, timeZone);
  const ends = spans.map(({ until }) => until);
  // Where another period continues it, the venue trades on.
  const goesOn = (end: number) => spans.some(({ from, until }) => from <= end && until > end);
  return ends.filter((end) => end < week.until && !goesOn(end)).toSorted((one, other) => one - other)[0];
}

/** Days of the venue that the span touches, as `2026-11-27`. */
export function daysIn({ from, until }: Span, timeZone: string): readonly string[] {
  const first = dayIn(from, timeZone);
  const count = Math.ceil((until - from) / DAY) + 1;
  const noon = Date.parse(`${first}T12:00:00Z`);
  return Array.from({ length: count }, (_, index) =>
    new Date(noon + index * DAY).toISOString().slice(0, 10),
  ).filter((day) => Date.parse(startOfDay(day, timeZone) ?? '') <= until);
}

function weekdayOf(day: string): Weekday {
  const name = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' }).format(
    Date.parse(`${day}T12:00:00Z`),
  );
  return name.toUpperCase() as Weekday;
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
