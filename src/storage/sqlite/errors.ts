/** What SQLite's result codes mean to us. The low byte is the primary code: https://sqlite.org/rescode.html */
import { ExponentialBackoff, halfJitterGenerator, handleWhen, retry } from 'cockatiel';
import type { DatabaseFailure } from '../../domain/ports/database-failure.js';
import { DatabaseError } from '../database-error.js';

/** By extended code where that says more, else by primary code; what is in neither list is OTHER. */
const failures: Readonly<Record<number, DatabaseFailure>> = {
  5: 'BUSY',
  6: 'BUSY',
  8: 'READ_ONLY',
  10: 'GONE',
  11: 'DAMAGED',
  13: 'FULL',
  14: 'GONE',
  24: 'DAMAGED',
  26: 'DAMAGED',
  // The file was moved or deleted while it was open.
  1032: 'GONE',
  // The file system says that it is itself damaged.
  8458: 'DAMAGED',
};

/** ERROR, CONSTRAINT, MISMATCH, MISUSE and RANGE speak of the statement, not of the database. */
const wrongStatement: readonly number[] = [1, 19, 20, 21, 25];

/** Two failures come under a code for wrong statements: the database is not the one we know, and a trigger that refuses with these words. */
const byMessage: readonly (readonly [RegExp, DatabaseFailure])[] = [
  [/^no such (table|view|column)\b/, 'DAMAGED'],
  [/^database or disk is full$/, 'FULL'],
];

const [uniqueKey, primaryKey] = [2067, 1555];

export function failureOf(error: unknown): DatabaseFailure | undefined {
  if (error instanceof DatabaseError) return error.failure;
  const code = resultCode(error);
  if (code === undefined) return undefined;
  if (!wrongStatement.includes(code & 0xff)) return failures[code] ?? failures[code & 0xff] ?? 'OTHER';
  return byMessage.find(([pattern]) => pattern.test((error as Error).message))?.[1];
}

/** Another connection writes; the same statement may work a moment later. */
function isBusy(error: unknown): boolean {
  return resultCode(error) !== undefined && failureOf(error) === 'BUSY';
}

export function isUniqueViolation(error: unknown): boolean {
  const code = resultCode(error);
  return code === uniqueKey || code === primaryKey;
}

/** By its shape, not its class: the driver's errors may come from another realm. */
function resultCode(error: unknown): number | undefined {
  const { code, errcode } = (error ?? {}) as { code?: unknown; errcode?: unknown };
  return code === 'ERR_SQLITE_ERROR' && typeof errcode === 'number' ? errcode : undefined;
}

const backoff = new ExponentialBackoff({ generator: halfJitterGenerator, initialDelay: 4, maxDelay: 50 });

/**
 * Waiting for another process without blocking the event loop. Tries again while the database is busy, for at most `waitMs` in all; then the
 * last error is thrown.
 */
export async function retryWhileBusy<T>(attempt: () => T | Promise<T>, waitMs: number): Promise<T> {
  const deadline = performance.now() + waitMs;
  try {
    return await attempt();
  } catch (error) {
    if (!isBusy(error)) throw error;
  }
  const whileBusy = handleWhen((error) => isBusy(error) && performance.now() < deadline);
  return retry(whileBusy, { backoff }).execute(attempt);
}
