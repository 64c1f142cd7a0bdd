import type { Weekday } from '../../generated/graphql';

export interface Trading {
  readonly weekday: Weekday;
  readonly opensAt: string;
  readonly closesAt: string;
}

export interface Span {
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly until: number;
}

const HOUR = 3_600_000;
const weekdays: readonly Weekday[] = [
  'SUNDAY',
  'MONDAY',
  'TUESDAY',
  'WEDNESDAY',
  'THURSDAY',
  'FRIDAY',
  'SATURDAY',
];

/** 16 hours around a run, on whole hours: the night that it falls into, with some trading at both ends. */
export function nightAround(run: Span): Span {
  const length = Math.max(16 * HOUR, run.until - run.from + 8 * HOUR);
  const from = Math.floor((run.from - 4 * HOUR) / HOUR) * HOUR;
  return { from, until: from + Math.ceil(length / HOUR) * HOUR };
}

/** When the venue trades within that span. Wall-clock times become moments by the venue's offset at that day's noon. */
export function tradingWithin(span: Span, hours: readonly Trading[], timeZone: string): readonly Span[] {
  const found: Span[] = [];
  for (let day = span.from - 24 * HOUR; day < span.until + 24 * HOUR; day += 24 * HOUR) {
    const { date, weekday } = dayOf(day, timeZone);
    for (const period of hours.filter((candidate) => candidate.weekday === weekday)) {
      const from = momentOf(date, period.opensAt, timeZone);
      const closes = momentOf(date, period.closesAt, timeZone);
      const until = closes > from ? closes : closes + 24 * HOUR;
      if (until > span.from && from < span.until)
        found.push({ from: Math.max(from, span.from), until: Math.min(until, span.until) });
    }
  }
  return found.sort((a, b) => a.from - b.from);
}

function dayOf(
  at: number,
  timeZone: string,
): { readonly date: string; readonly weekday: Weekday | undefined } {
  const date = new Intl.DateTimeFormat('en-CA', { timeZone }).format(at);
  return { date, weekday: weekdays[new Date(`${date}T12:00:00Z`).getUTCDay()] };
}

/** The moment of a wall clock; corrected once by the zone's offset then. */
function momentOf(date: string, wall: string, timeZone: string): number {
  const guess = Date.parse(`${date}T${wall}:00Z`);
  return guess - offsetAt(guess - offsetAt(guess, timeZone), timeZone);
}

function offsetAt(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const part = (type: string) => parts.find((candidate) => candidate.type === type)?.value ?? '00';
  const wall = `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:00Z`;
  return Date.parse(wall) - Math.floor(at / 60_000) * 60_000;
}
