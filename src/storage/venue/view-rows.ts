/**
 * The one place that validates the rows of the venue's views. A row comes out as its columns are declared; a
 * malformed one is reported by view, column and value, and is never passed on.
 */
import { WEEKDAYS, type Weekday } from '../../domain/ports/venue-store.js';
import { AppError } from '../../errors/errors.js';
import { VENUE_VIEWS, type VenueViewName, type ViewColumn } from '../venue-schema/views.js';
import { ianaZone } from './time-zones.js';

const REGIONS = ['AU', 'UK', 'EU'] as const;

interface ByType {
  id: string;
  text: string;
  time: Date;
  date: string;
  flag: boolean;
  integer: number;
}

interface ByForm {
  region: (typeof REGIONS)[number];
  weekday: Weekday;
}

type ColumnOf<View extends VenueViewName> = Extract<
  (typeof VENUE_VIEWS)[number],
  { readonly name: View }
>['columns'][number];

type ValueOf<Column> = Column extends { readonly form: infer Form extends keyof ByForm }
  ? ByForm[Form]
  : Column extends { readonly type: infer Type extends keyof ByType }
    ? ByType[Type] | (Column extends { readonly nullable: true } ? undefined : never)
    : never;

/** A row of a view after validation; NULL is undefined. */
export type ViewRow<View extends VenueViewName, Names extends string = ColumnOf<View>['name']> = {
  readonly [Column in ColumnOf<View> as Column['name'] & Names]: ValueOf<Column>;
};

interface Reading {
  readonly expected: string;
  /** Undefined: malformed. */
  read(value: unknown): unknown;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const matching = (pattern: RegExp, expected: string): Reading => ({
  expected,
  read: (value) => (pattern.test(text(value) ?? '') ? value : undefined),
});
const oneOf = (values: readonly string[], expected: string): Reading => ({
  expected,
  read: (value) => values.find((known) => known === value),
});

const TYPES: Readonly<Record<ViewColumn['type'], Reading>> = {
  id: { expected: 'an ID without blanks around it', read: idOf },
  text: { expected: 'text', read: text },
  time: { expected: 'a time in UTC', read: timeOf },
  date: { expected: 'YYYY-MM-DD', read: dayOf },
  flag: { expected: 'yes or no', read: (value) => FLAGS.get(value) },
  integer: { expected: 'a whole number', read: countOf },
};

const FORMS: Readonly<Record<NonNullable<ViewColumn['form']>, Reading>> = {
  'customer-number': matching(/^\d{8}$/, 'eight digits'),
  version: matching(/^\d+(\.\d+)+$/, 'numbers with dots'),
  region: oneOf(REGIONS, 'AU, UK or EU'),
  'time-zone': {
    expected: 'an IANA or Windows name, e.g. Australia/Sydney',
    read: (value) => ianaZone(text(value) ?? ''),
  },
  weekday: oneOf(WEEKDAYS, 'MONDAY to SUNDAY'),
  // 24:00 ends a day. A view may add seconds.
  'time-of-day': matching(/^(?:(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?|24:00)$/, 'HH:MM'),
};

const FLAGS: ReadonlyMap<unknown, boolean> = new Map<unknown, boolean>([
  [true, true],
  [1, true],
  [false, false],
  [0, false],
]);

function idOf(value: unknown): string | undefined {
  const id = text(value);
  return id !== '' && id?.trim() === id ? id : undefined;
}

const TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;

function timeOf(value: unknown): Date | undefined {
  const time = value instanceof Date ? value : TIME.test(text(value) ?? '') && new Date(value as string);
  return time && !Number.isNaN(time.getTime()) ? time : undefined;
}

/** A day of the calendar: not February 31. */
function dayOf(value: unknown): string | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text(value) ?? '')) return undefined;
  const day = new Date(value as string);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value as string)
    ? (value as string)
    : undefined;
}

function countOf(value: unknown): number | undefined {
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : undefined;
}

/** What is wrong with a value, e.g. `is "9:00"; expected HH:MM`. Undefined: nothing. */
export function faultOf(column: ViewColumn, value: unknown): string | undefined {
  const { nullable } = column;
  if (value === null || value === undefined) return nullable ? undefined : 'is null';
  const { expected, read } = readingOf(column);
  return read(value) === undefined ? `is "${shown(value)}"; expected ${expected}` : undefined;
}

function readingOf({ type, form }: ViewColumn): Reading {
  return form === undefined ? TYPES[type] : FORMS[form];
}

const SHOWN = 40;

/** In one line: it comes from outside. */
function shown(value: unknown): string {
  const line = String(value).replaceAll(/[^\P{C} ]/gu, '?');
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line;
}

const COLUMNS = new Map<string, readonly ViewColumn[]>(
  VENUE_VIEWS.map(({ name, columns }): [string, readonly ViewColumn[]] => [name, columns]),
);

/** Throws VENUE_ROW_MALFORMED for the first malformed value. `row` may have only some of the view's columns. */
export function readRow<View extends VenueViewName, Row extends object>(
  view: View,
  row: Row,
): ViewRow<View, keyof Row & string> {
  const read: Record<string, unknown> = {};
  for (const column of COLUMNS.get(view) ?? []) {
    if (!Object.hasOwn(row, column.name)) continue;
    const value = (row as Record<string, unknown>)[column.name];
    const fault = faultOf(column, value);
    if (fault !== undefined) throw malformed(view, column.name, fault);
    read[column.name] = value === null || value === undefined ? undefined : readingOf(column).read(value);
  }
  return read as ViewRow<View, keyof Row & string>;
}

/** The rows of a clerk are read only while someone works. */
const LATELY_MS = 600_000;

/** What was left out because it is malformed, for as long as it was seen lately. */
export class LeftOutRows {
  readonly #now: () => Date;
  #last: { readonly error: AppError; readonly at: Date } | undefined;

  constructor(now: () => Date) {
    this.#now = now;
  }

  add(error: AppError): void {
    this.#last = { error, at: this.#now() };
  }

  /** Throws the last one. */
  requireNone(): void {
    const last = this.#last;
    if (last && Math.abs(this.#now().getTime() - last.at.getTime()) < LATELY_MS) throw last.error;
  }
}

/** The row, or nothing if it is malformed: for permissions, where a row that can't be read grants nothing. */
export function rowUnlessMalformed<View extends VenueViewName, Row extends object>(
  view: View,
  row: Row,
  leftOut: LeftOutRows,
): readonly ViewRow<View, keyof Row & string>[] {
  try {
    return [readRow(view, row)];
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'VENUE_ROW_MALFORMED') throw error;
    leftOut.add(error);
    return [];
  }
}

function malformed(view: VenueViewName, column: string, fault: string): AppError {
  return new AppError('VENUE_ROW_MALFORMED', {
    message: `The view "${view}" has a malformed row: ${column} ${fault}.`,
    details: { view, column },
  });
}

/**
 * Made once: with localeCompare a list of 10,000 takes a second to sort, and not 20 ms. By the first who
 * compares: a process' first takes 7 ms of its start.
 */
let numeric: Intl.Collator | undefined;

/** IDs are text that mostly holds a number: 2 comes before 10, and text after both. */
export function byId(one: { readonly id: string }, other: { readonly id: string }): number {
  numeric ??= new Intl.Collator('en', { numeric: true });
  return numeric.compare(one.id, other.id);
}
