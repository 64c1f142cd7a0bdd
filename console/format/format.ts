/** Times, durations, numbers and permissions as people say them. Venue time, 24 h. */
import { LOCALE, t } from '../messages';
import { typedDay } from './typed';

/** `14:05`, in the venue's time zone. */
export function clock(at: string | number | Date, timeZone: string, seconds = false): string {
  return new Intl.DateTimeFormat(LOCALE, {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds && { second: '2-digit' }),
  }).format(new Date(at));
}

/** `14:05` today, `Tue 24 Nov 14:05` on another day, `Tue 24 Nov 2026 14:05` of another year. */
export function moment(
  at: string | number | Date,
  timeZone: string,
  now: number = Date.now(),
  seconds = false,
): string {
  const time = clock(at, timeZone, seconds);
  const [day, today] = [dayOf(at, timeZone), dayOf(now, timeZone)];
  if (day === today) return time;
  const isOfThisYear = yearOf(at, timeZone) === yearOf(now, timeZone);
  return `${isOfThisYear ? dayOf(at, timeZone, false) : day} ${time}`;
}

/** `Mon 30 Nov, 02:00`: with its day also today, for what is to be confirmed. Of what may be long ago, with its year. */
export function dayAndTime(at: string | number | Date, timeZone: string, withYear = false): string {
  return `${dayOf(at, timeZone, withYear)}, ${clock(at, timeZone)}`;
}

/** `2026-11-29 14:05:09`, which spreadsheets sort and read. */
export function sortable(at: string | number, timeZone: string): string {
  const clocks = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit' } as const;
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    ...clocks,
    minute: '2-digit',
    second: '2-digit',
  }).format(new Date(at));
}

/** `Wed 30 Jun 2027` of `2027-06-30`: a day without a time says its year. What is no day stays as it is. */
export function date(text: string): string {
  const day = typedDay(text);
  return day === undefined ? text : dayOf(`${day}T00:00:00Z`, 'UTC');
}

type Filters = Readonly<Record<string, string>>;

/** Why a list is not filtered by what was typed as a day; undefined: each is a day, or is empty. */
export function notDayWords({ from = '', to = '' }: Filters): string | undefined {
  const wrong = [from, to].find((text) => text !== '' && typedDay(text) === undefined);
  return wrong && t.lists.noDay(wrong);
}

/** The days that a list is filtered by, for paper; an empty text for what is no day. */
export function printedDays({ from = '', to = '' }: Filters): Filters {
  const day = (text: string) => (typedDay(text) === undefined ? '' : date(text));
  return { [t.lists.from]: day(from), [t.lists.to]: day(to) };
}

/**
 * Writes the ISO 8601 values in a sentence of the server as the console writes them: times in venue time, days by name.
 * The sentence may quote a person: text that only resembles a day, or is part of a longer word, stays as it is.
 */
export function inVenueTime(text: string, timeZone: string, now: number = Date.now()): string {
  return text
    .replace(/(?<![\w-])(\d{4}-\d\d-\d\d)T\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z/g, (at, day) =>
      typedDay(day) && !Number.isNaN(Date.parse(at)) ? moment(at, timeZone, now) : at,
    )
    .replace(/(?<![\w-])\d{4}-\d\d-\d\d(?![\w-]|\.\w)/g, date);
}

function dayOf(at: string | number | Date, timeZone: string, withYear = true): string {
  const parts = { weekday: 'short', day: 'numeric', month: 'short' } as const;
  return new Intl.DateTimeFormat(LOCALE, { timeZone, ...parts, ...(withYear && { year: 'numeric' }) })
    .format(new Date(at))
    .replace(',', '');
}

function yearOf(at: string | number | Date, timeZone: string): string {
  return new Intl.DateTimeFormat(LOCALE, { timeZone, year: 'numeric' }).format(new Date(at));
}

/** `8 s`, `22 min`, `3 h 10 min`, `6 d 4 h`. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const { units } = t;
  if (seconds < 60) return `${seconds} ${units.seconds}`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} ${units.minutes}`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return joined(`${hours} ${units.hours}`, minutes % 60, units.minutes);
  return joined(`${Math.floor(hours / 24)} ${units.days}`, hours % 24, units.hours);
}

/** `340 kB`, `1.2 MB`. */
export function fileSize(bytes: number): string {
  const { units } = t;
  const isLarge = bytes >= 1_000_000;
  const size = isLarge ? bytes / 1_000_000 : Math.ceil(bytes / 1_000);
  const figure = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 }).format(size);
  return `${figure} ${isLarge ? units.megabytes : units.kilobytes}`;
}

function joined(first: string, rest: number, unit: string): string {
  return rest === 0 ? first : `${first} ${rest} ${unit}`;
}

/** Milliseconds of an ISO 8601 duration such as PT4H30M. */
export function milliseconds(iso: string): number {
  const found = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(iso);
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = (found ?? [])
    .slice(1)
    .map((part) => Number(part ?? 0));
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}

/** `TouchMini, OrderAway and Doshii`; with 'or' what is one of them. */
export function list(names: readonly string[], joint: 'and' | 'or' = 'and'): string {
  const type = joint === 'and' ? 'conjunction' : 'disjunction';
  return new Intl.ListFormat(LOCALE, { type }).format(names);
}

/** `12,480`; with at most so many decimals. Default 0. */
export function figure(number: number, decimals = 0): string {
  return new Intl.NumberFormat(LOCALE, { maximumFractionDigits: decimals }).format(number);
}

/** `42 %`, as the server writes it too. */
export function percent(share: number): string {
  return `${figure(Math.floor(share))} %`;
}

/** A word that is alone, within a sentence: `needs attention`. */
export function inSentence(word: string): string {
  return word.slice(0, 1).toLocaleLowerCase(LOCALE) + word.slice(1);
}

/** Where the permission is in swiftpos' tree. */
export function permissionPath(permission: string): string {
  const paths: Readonly<Record<string, string>> = t.permissions;
  return paths[permission] ?? permission;
}
