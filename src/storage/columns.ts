/**
 * Column types that differ in storage. A store hands over a Date or a boolean and the dialect stores it: SQLite as ISO text in UTC with
 * milliseconds and as 0 or 1, SQL Server as datetime2(3) and bit. What comes back goes through
 * the functions below: what no store of ours can have written is a damaged database, not a mistake of the code.
 */
import type { ColumnType } from 'kysely';
import { DatabaseError } from './database-error.js';

export type Time = ColumnType<string | Date, Date, Date>;
export type OptionalTime = ColumnType<string | Date | null, Date | null, Date | null>;
export type Flag = ColumnType<number | boolean, boolean, boolean>;

export function timeOf(stored: string | Date): Date {
  const time = new Date(stored);
  if (Number.isNaN(time.getTime())) throw new DatabaseError('DAMAGED', 'A stored time is not ISO 8601.');
  return time;
}

export function optionalTimeOf(stored: string | Date | null): Date | undefined {
  return stored === null ? undefined : timeOf(stored);
}

/** Plain JSON, as a store of ours wrote it. */
export function jsonOf<Shape>(stored: string): Shape {
  try {
    return JSON.parse(stored) as Shape;
  } catch (cause) {
    throw new DatabaseError('DAMAGED', 'A stored value is not JSON.', { cause });
  }
}

export function optionalJsonOf<Shape>(stored: string | null): Shape | undefined {
  return stored === null ? undefined : jsonOf(stored);
}
