/** The one time axis of all charts: what is past, and a little of what is to come. */
import { clock, moment } from '../../../format/format';
import { daysIn } from '../../../format/trading';
import { momentOfDay } from '../../../format/venue-day';
import { LOCALE, t } from '../../../messages';
import type { Span } from '../../plan/time-line';

export type Range = 'day' | 'week';

export interface Axis extends Span {
  /** Milliseconds since 1970; to its right is what is planned. */
  readonly now: number;
  /** Of a bucket, in milliseconds. */
  readonly step: number;
  readonly ticks: readonly Tick[];
}

export interface Tick {
  readonly at: number;
  readonly word: string;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const RANGES = {
  day: { past: DAY, future: 8 * HOUR, step: 5 * MINUTE, tickHours: 4 },
  week: { past: 7 * DAY, future: DAY, step: 30 * MINUTE, tickHours: 24 },
} as const satisfies Record<Range, object>;

/** Moves by whole buckets, so that a minute later nothing is asked again. */
export function axisOf(range: Range, at: number, timeZone: string): Axis {
  const { past, future, step, tickHours } = RANGES[range];
  const now = Math.ceil(at / step) * step;
  const span = { from: now - past, until: now + future };
  const ticks = daysIn(span, timeZone)
    .flatMap((day) =>
      Array.from({ length: 24 / tickHours }, (_, index) =>
        momentOfDay(day, index * tickHours * 60, timeZone),
      ),
    )
    .filter((tick) => tick >= span.from && tick <= span.until)
    .map((tick) => ({ at: tick, word: tickWord(tick, timeZone) }));
  return { ...span, now, step, ticks };
}

/** As many buckets as the past has. */
export function pointsOf({ from, now, step }: Pick<Axis, 'from' | 'now' | 'step'>): number {
  return Math.round((now - from) / step);
}

/** From the left end, in percent. */
export function percentAt({ from, until }: Span, at: number): number {
  return (100 * (Math.min(Math.max(at, from), until) - from)) / (until - from);
}

/** Steps between figures of seconds that people count in. */
export const TIMES = [
  1, 5, 10, 20, 60, 300, 600, 1_200, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400, 604_800,
];

/** `20 s`, `10 min`, `2 h`: short enough for the margin of a phone. */
export function timeTick(seconds: number): string {
  const { units } = t;
  if (seconds === 0) return '0';
  if (seconds % 3_600 === 0) return `${figureTick(seconds / 3_600)} ${units.hours}`;
  return seconds % 60 === 0 ? `${seconds / 60} ${units.minutes}` : `${seconds} ${units.seconds}`;
}

/** `0.5`, `200`, `10k`, `1.3m` */
export function figureTick(value: number): string {
  return new Intl.NumberFormat(LOCALE, { notation: 'compact', maximumFractionDigits: 1 }).format(value);
}

function tickWord(at: number, timeZone: string): string {
  const time = clock(at, timeZone);
  // `Fri 27 Nov 00:00` without its time.
  return time === '00:00' ? moment(at, timeZone, at + 3 * DAY).replace(/ \d\d:\d\d$/, '') : time;
}
