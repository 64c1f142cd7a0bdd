/**
 * Column types that differ in storage. A store hands over a Date or a boolean and the dialect stores it: SQLite as ISO text in UTC with
 * milliseconds and as 0 or 1, SQL Server as datetime2(3) and bit. What comes back goes through the functions below.
 */
import type { ColumnType } from 'kysely';

export type Time = ColumnType<string | Date, Date, Date>;
export type OptionalTime = ColumnType<string | Date | null, Date | null, Date | null>;
export type Flag = ColumnType<number | boolean, boolean, boolean>;

export function timeOf(stored: string | Date): Date {
  const time = new Date(stored);
  if (Number.isNaN(time.getTime())) throw new TypeError('A stored time is not ISO 8601.');
  return time;
}

export function optionalTimeOf(stored: string | Date | null): Date | undefined {
  return stored === null ? undefined : timeOf(stored);
}

export function flagOf(stored: number | boolean): boolean {
  return stored === true || stored === 1;
}
