/** Days and times of the day, as people type them: year first or as in Australia, and 24 h, whatever the browser's language is. */

const YEAR_FIRST = /^(?<year>\d{4})(?<mark>[-/.]?)(?<month>\d\d)\k<mark>(?<date>\d\d)$/;
const DAY_FIRST = /^(?<date>\d\d?)(?<mark>[-/.])(?<month>\d\d?)\k<mark>(?<year>\d{4})$/;

/** `2026-11-29` of `2026-11-29`, `2026/11/29`, `20261129` and `29/11/2026`; undefined: it is no day, or not all of one. */
export function typedDay(text: string): string | undefined {
  const match = YEAR_FIRST.exec(text.trim()) ?? DAY_FIRST.exec(text.trim());
  const { year, month = '', date = '' }: Readonly<Record<string, string | undefined>> = match?.groups ?? {};
  const day = [year, month.padStart(2, '0'), date.padStart(2, '0')].join('-');
  // The thirtieth of February is none.
  return dayAfter(day, 0) === day ? day : undefined;
}

/** `2026-12-01` is a day after `2026-11-30`; undefined for what is no day. */
export function dayAfter(day: string, days: number): string | undefined {
  const at = Date.parse(`${day}T00:00:00Z`) + days * 86_400_000;
  return Number.isNaN(at) ? undefined : new Date(at).toISOString().slice(0, 10);
}

/** `09:05` of `9:05`, `09:05` and `0905`; undefined: it is no time of the day. */
export function typedClock(text: string): string | undefined {
  const [, hours, minutes] = /^([01]?\d|2[0-3]):?([0-5]\d)$/.exec(text.trim()) ?? [];
  return hours && minutes && clockOf(Number(hours) * 60 + Number(minutes));
}

/** `2026-11-29 18:03` of that, of `20261129 1803`, `202611291803` and `29/11/2026 18:03`; a day alone is its begin. */
export function typedMoment(text: string): string | undefined {
  const [, dayTyped = '', clockTyped = ''] =
    /^(\d{1,4}[-/.]\d\d?[-/.]\d{2,4}|\d{8})[ ,T]*(.*)$/.exec(text.trim()) ?? [];
  const [day, clock] = [typedDay(dayTyped), clockTyped === '' ? '00:00' : typedClock(clockTyped)];
  return day && clock && `${day} ${clock}`;
}

/** `00:05` is 15 minutes after `23:50`. */
export function clockAfter(clock: string, minutes: number): string {
  return clockOf((minutesOf(clock) + minutes + 1440) % 1440);
}

/** Since midnight, of `23:30`. */
export function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
}

function clockOf(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
}
