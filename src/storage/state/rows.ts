/** Rows and what the domain has in their place: the same by name, in snake case; null for undefined, a time for a Date, JSON for what has parts. */

import type { Insertable, Selectable } from 'kysely';
import { jsonOf, type OptionalTime, type Time, timeOf } from '../columns.js';

type Snake<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `_${Lowercase<First>}`}${Snake<Rest>}`
  : Name;

type Plain<Value> = Value extends object ? string : Value;

type Stored<Value> = [Value] extends [Date]
  ? Time
  : [Value] extends [Date | undefined]
    ? OptionalTime
    : undefined extends Value
      ? Plain<Exclude<Value, undefined>> | null
      : Plain<Value>;

/** The table of what the domain keeps. */
export type Columns<Row> = {
  [Name in keyof Row & string as Snake<Name>]-?: Stored<Row[Name]>;
};

/** Every name whose value is neither text nor number. */
type Kinds<Row> = {
  readonly [Name in keyof Row as NonNullable<Row[Name]> extends object ? Name : never]-?: NonNullable<
    Row[Name]
  > extends Date
    ? 'time'
    : 'json';
};

const NAMES_BY_COLUMN = new Map<string, string>();

function nameOf(column: string): string {
  const name = column.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
  NAMES_BY_COLUMN.set(column, name);
  return name;
}

/** Reads a row that has these columns and no others. What no store of ours can have written is a damaged database. */
export function reader<Row>(kinds: Kinds<Row>): (row: Selectable<Columns<Row>>) => Row {
  const known = kinds as Readonly<Record<string, 'time' | 'json' | undefined>>;
  const read = (name: string, stored: unknown) => {
    if (stored === null) return undefined;
    if (known[name] === 'time') return timeOf(stored as string);
    return known[name] === 'json' ? jsonOf(stored as string) : stored;
  };
  return (row) => {
    const values: Record<string, unknown> = {};
    for (const [column, stored] of Object.entries(row)) {
      const name = NAMES_BY_COLUMN.get(column) ?? nameOf(column);
      values[name] = read(name, stored);
    }
    return values as Row;
  };
}

/** The reverse. What is absent from `row` is no column. */
export function columnsOf<Row extends object>(row: Row): Insertable<Columns<Row>> {
  const columns = Object.entries(row).map(([name, value]) => [
    name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    typeof value === 'object' && value !== null && !(value instanceof Date)
      ? JSON.stringify(value)
      : (value ?? null),
  ]);
  return Object.fromEntries(columns) as Insertable<Columns<Row>>;
}
