/** Clocks: true time, the machine's clock, and the venue's wall clock. */
import type { TradingPeriod } from './records.js';
import type { VenueModel } from './state.js';

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;

/** What the machine's clock says now. */
export function machineNow({
  at,
  machine,
}: {
  readonly at: number;
  readonly machine: Pick<VenueModel['machine'], 'clockOffsetMs'>;
}): number {
  return at + machine.clockOffsetMs;
}

export function iso(ms: number): string {
  return new Date(ms).toISOString();
}

export function isoOrNull(ms: number | null): string | null {
  return ms === null ? null : iso(ms);
}

/** YYYY-MM-DD in UTC. */
export function dateOf(ms: number): string {
  return iso(ms).slice(0, 10);
}

/** Offsets of time zones change at quarter hours at most. */
const QUARTER_MS = 900_000;
const MOST_KEPT = 5000;
const formats = new Map<string, Intl.DateTimeFormat>();
/** What was computed once is kept, by zone and moment. */
const offsets = new Map<string, Map<number, number>>();

/** Wall clock minus UTC in that zone at that moment. */
export function offsetOf(timeZone: string, at: number): number {
  const midnight = Math.floor(at / DAY_MS) * DAY_MS;
  const first = offsetAt(timeZone, midnight);
  // On most days it is the same all day.
  if (first === offsetAt(timeZone, midnight + DAY_MS)) return first;
  return offsetAt(timeZone, Math.floor(at / QUARTER_MS) * QUARTER_MS);
}

function offsetAt(timeZone: string, moment: number): number {
  let known = offsets.get(timeZone);
  if (!known || known.size >= MOST_KEPT) {
    known = new Map();
    offsets.set(timeZone, known);
  }
  const found = known.get(moment) ?? compute(timeZone, moment);
  known.set(moment, found);
  return found;
}

function compute(timeZone: string, moment: number): number {
  let format = formats.get(timeZone);
  if (!format) {
    const numeric = 'numeric';
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: numeric,
      month: numeric,
      day: numeric,
      hour: numeric,
      minute: numeric,
    });
    formats.set(timeZone, format);
  }
  const parts: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(moment)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute) - moment;
}

/** HH:mm, as minutes after midnight; 24:00 is the end of the day. */
export function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

/** First moment from the minute of `at` on at which the wall clock shows this HH:mm; `skip`: days to leave out. */
export function nextWallTime(timeZone: string, at: number, time: string, skip = 0): number {
  const from = Math.floor(at / MINUTE_MS) * MINUTE_MS;
  const midnight = Math.floor((from + offsetOf(timeZone, from)) / DAY_MS) * DAY_MS;
  for (let day = skip; day < skip + 4; day += 1) {
    const wall = midnight + day * DAY_MS + minutesOf(time) * MINUTE_MS;
    const near = wall - offsetOf(timeZone, from);
    const found = wall - offsetOf(timeZone, near);
    // A time that the wall clock leaves out in spring does not come that day.
    if (found >= from && found + offsetOf(timeZone, found) === wall) return found;
  }
  return Number.POSITIVE_INFINITY;
}

export function wallTime(timeZone: string, at: number): string {
  return iso(at + offsetOf(timeZone, at)).slice(11, 16);
}

const WEEKDAYS: readonly TradingPeriod['weekday'][] = [
  'SUNDAY',
  'MONDAY',
  'TUESDAY',
  'WEDNESDAY',
  'THURSDAY',
  'FRIDAY',
  'SATURDAY',
];

/** Whether the venue trades now, by its hours and true time. */
export function isTrading(model: VenueModel, at = model.at): boolean {
  const { timeZone, tradingPeriods } = model.database;
  const wall = at + offsetOf(timeZone, at);
  const days = Math.floor(wall / DAY_MS);
  const minute = Math.floor((wall - days * DAY_MS) / MINUTE_MS);
  // 1970 began on a Thursday.
  const today = WEEKDAYS[(((days + 4) % 7) + 7) % 7];
  const yesterday = WEEKDAYS[(((days + 3) % 7) + 7) % 7];
  return tradingPeriods.some(({ weekday, opensAt, closesAt }) => {
    const [opens, closes] = [minutesOf(opensAt), minutesOf(closesAt)];
    const isOvernight = closes <= opens;
    if (weekday === today && minute >= opens && (isOvernight || minute < closes)) return true;
    return weekday === yesterday && isOvernight && minute < closes;
  });
}
