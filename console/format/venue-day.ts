/** A day of the venue as moments: filters are days, the server takes moments. */
import { minutesOf, typedDay, typedMoment } from './typed';

const DAY = 86_400_000;

/** When this day begins in the venue's zone, as ISO 8601; null for what is no day. `after`: days later. Default 0. */
export function startOfDay(text: string, timeZone: string, after = 0): string | null {
  const day = typedDay(text);
  if (day === undefined) return null;
  return new Date(byItsClocks(Date.parse(`${day}T00:00:00Z`) + after * DAY, timeZone)).toISOString();
}

/** What is typed as `2026-11-29 18:03`, as ISO 8601; null for what is no moment. */
export function momentTyped(text: string, timeZone: string): string | null {
  const [day, clock] = typedMoment(text)?.split(' ') ?? [];
  return day && clock ? new Date(momentOfDay(day, minutesOf(clock), timeZone)).toISOString() : null;
}

/** When the venue's clocks show so many minutes after midnight of this day, in milliseconds. */
export function momentOfDay(day: string, minutes: number, timeZone: string): number {
  return byItsClocks(Date.parse(`${day}T00:00:00Z`) + minutes * 60_000, timeZone);
}

/** The day of the venue at that moment, as `2026-11-27`. */
export function dayIn(at: number, timeZone: string): string {
  return new Date(at + offsetAt(at, timeZone)).toISOString().slice(0, 10);
}

/** The moment at which the zone's clocks show what UTC's show at `utc`. */
function byItsClocks(utc: number, timeZone: string): number {
  // Twice, as the clock may change between the first guess and the moment.
  const guess = utc - offsetAt(utc, timeZone);
  return utc - offsetAt(guess, timeZone);
}

/** By how many milliseconds the zone's clocks are ahead of UTC at that moment. */
function offsetAt(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(at));
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0);
  const shown = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return shown - Math.floor(at / 1_000) * 1_000;
}
