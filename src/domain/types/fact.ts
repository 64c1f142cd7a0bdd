/** A fact is known, absent, or unknown with the reason: what could not be read never counts as well. */
import { AppError, type ErrorCode } from '../../errors/errors.js';
import type { FindingCode } from './findings.js';

export interface Known<T> {
  readonly is: 'known';
  readonly value: T;
  /** The last reading failed, so the value is the last known one. */
  readonly failure?: Unknown;
}

export interface Absent {
  readonly is: 'absent';
}

export interface Unknown {
  readonly is: 'unknown';
  /** The finding that reports it. */
  readonly by: FindingCode;
  readonly reason: string;
  /** Of the error that `reason` words; undefined: none was met. */
  readonly causeCode?: ErrorCode;
  readonly remedy: string;
}

export type Fact<T> = Known<T> | Absent | Unknown;

export const ABSENT: Absent = { is: 'absent' };

export function known<T>(value: T): Known<T> {
  return { is: 'known', value };
}

export function knownOf<T>(fact: Fact<T>): T | undefined {
  return fact.is === 'known' ? fact.value : undefined;
}

/** What is away reports itself, whichever fact was read. */
const AWAY: readonly FindingCode[] = [
  'POWERSHELL_UNAVAILABLE',
  'VENUE_DATABASE_UNAVAILABLE',
  'VENUE_ROW_MALFORMED',
  'STATE_DATABASE_UNAVAILABLE',
];

export function unknown(error: unknown, by: FindingCode): Unknown {
  const found = error instanceof AppError ? error : new AppError('INTERNAL_SERVER_ERROR');
  // The database responds: it only does not allow this one query.
  const isHere = found.details['failure'] === 'NOT_ALLOWED';
  const away = isHere ? undefined : AWAY.find((code) => code === found.code);
  const { code: causeCode, message: reason, remedy } = found;
  return { is: 'unknown', by: away ?? by, reason, causeCode, remedy };
}
