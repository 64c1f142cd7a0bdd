/** What SQLite's result codes mean to us. The low byte is the primary code: https://sqlite.org/rescode.html */
import { DatabaseError } from '../database-error.js';

const primary = {
  error: 1,
  busy: 5,
  locked: 6,
  constraint: 19,
  mismatch: 20,
  misuse: 21,
  range: 25,
} as const;
const uniqueKey = 2067;
const primaryKey = 1555;

/** Codes that speak of the statement, not of the database. */
const wrongStatement: readonly number[] = [
  primary.error,
  primary.constraint,
  primary.mismatch,
  primary.misuse,
  primary.range,
];

/** Another connection writes; the same statement may work a moment later. */
export function isBusy(error: unknown): boolean {
  const code = resultCode(error);
  return code !== undefined && [primary.busy, primary.locked].includes((code & 0xff) as 5 | 6);
}

export function isUniqueViolation(error: unknown): boolean {
  const code = resultCode(error);
  return code === uniqueKey || code === primaryKey;
}

export function isFailure(error: unknown): boolean {
  if (error instanceof DatabaseError) return true;
  const code = resultCode(error);
  if (code === undefined) return false;
  return !wrongStatement.includes(code & 0xff) || speaksOfDatabase(error);
}

/**
 * Two failures come under a code for wrong statements: a table that isn't there means that the database is not the one we know, and a
 * trigger can refuse with the text of a full disk.
 */
function speaksOfDatabase(error: unknown): boolean {
  return /^no such (table|view|column)\b|^database or disk is full$/.test((error as Error).message);
}

/** By its shape, not its class: the driver's errors may come from another realm. */
function resultCode(error: unknown): number | undefined {
  const { code, errcode } = (error ?? {}) as { code?: unknown; errcode?: unknown };
  return code === 'ERR_SQLITE_ERROR' && typeof errcode === 'number' ? errcode : undefined;
}
