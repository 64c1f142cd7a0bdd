/** What an error of mssql means to us, by the table in verdicts.ts. */
import type { DatabaseFailure } from '../../operations/ports/database-failure.js';
import { DatabaseError } from '../database-error.js';
import { NoNativeDriver } from './client.js';
import { CODES, LOGIN, NATIVE_DRIVER, NUMBERS, POOL, type Row, type Verdict } from './verdicts.js';

/** mssql's own classes, by name. */
const CLIENTS = /^(MSSQL|Connection|Request|Transaction|PreparedStatement)Error$/;

/** From class 20 on the server has closed the connection. */
const FATAL = 20;

/** Undefined for what isn't a database's error at all. */
export function verdictOf(error: unknown): Verdict | undefined {
  if (error instanceof NoNativeDriver) return { failure: 'GONE', isTransient: false, remedy: NATIVE_DRIVER };
  if (error instanceof DatabaseError)
    return { failure: error.failure, isTransient: false, ...remedyIn(error.cause) };
  for (const each of errorsIn(error)) {
    const row = rowOf(each);
    if (row) return toVerdict(row);
  }
  const [first] = errorsIn(error);
  if (first === undefined) return undefined;
  if (first.number !== undefined) {
    return (first.class ?? 0) >= FATAL
      ? { failure: 'GONE', isTransient: true }
      : { failure: undefined, isTransient: false };
  }
  return { failure: 'OTHER', isTransient: false };
}

export function failureOf(error: unknown): DatabaseFailure | undefined {
  return verdictOf(error)?.failure;
}

export function remedyOf(error: unknown): string | undefined {
  const verdict = verdictOf(error);
  return verdict?.remedy ?? (verdict?.failure && REMEDIES[verdict.failure]);
}

/** What else is said of these is about a file on this machine. */
const REMEDIES: Partial<Record<DatabaseFailure, string>> = {
  GONE: 'SQL Server can\'t be reached: look whether its service runs, and whether this machine reaches its port. It is used again within seconds of its return; "venue-control doctor" says more.',
  READ_ONLY:
    'SQL Server lets nobody write to this database now: ask the DBA whether it, or its replica, is to be read only.',
};

/** A login that was refused must not be asked again and again: that locks the account. */
export function isRefusedLogin(error: unknown): boolean {
  return verdictOf(error)?.remedy === LOGIN;
}

interface Known {
  readonly code: string;
  readonly message: string;
  readonly number?: number;
  readonly class?: number;
}

/** The error, what mssql wrapped in it and what came before it in the same answer; by their shape and not their class, as they may come from another realm. */
function errorsIn(error: unknown): readonly Known[] {
  const { precedingErrors = [], originalError } = (error ?? {}) as {
    precedingErrors?: readonly unknown[];
    originalError?: unknown;
  };
  return [error, originalError, ...precedingErrors].flatMap((each) => knownIn(each) ?? []).toSorted(byNumber);
}

/** What has a number says more than what wraps it. */
function byNumber(one: Known, other: Known): number {
  return Number(one.number === undefined) - Number(other.number === undefined);
}

function knownIn(error: unknown): Known | undefined {
  if (!(error instanceof Error) && !isErrorLike(error)) return undefined;
  const { name, code, message, number, class: level } = error as Error & Record<string, unknown>;
  if (name === 'TimeoutError' && /acquire|pool/i.test(message)) return { code: 'EPOOL', message };
  const isClients = typeof name === 'string' && CLIENTS.test(name);
  if (!isClients && (typeof code !== 'string' || !/^E[A-Z]+$/.test(code))) return undefined;
  return {
    // What the socket says may come as words alone.
    code: typeof code === 'string' ? code : 'EREQUEST',
    message,
    ...(typeof number === 'number' && { number }),
    ...(typeof level === 'number' && { class: level }),
  };
}

function isErrorLike(value: unknown): boolean {
  return typeof (value as { message?: unknown } | undefined)?.message === 'string';
}

function rowOf({ code, message, number }: Known): Row | undefined {
  if (number !== undefined) return NUMBERS[number];
  if (code === 'EPOOL') return ['BUSY', false, POOL];
  return CODES.find((each) => each.code === code && (each.words?.test(message) ?? true))?.row;
}

function toVerdict([failure, isTransient, remedy]: Row): Verdict {
  return { failure, isTransient, ...(remedy !== undefined && { remedy }) };
}

function remedyIn(cause: unknown): { remedy?: string } {
  const remedy = remedyOf(cause);
  return remedy === undefined ? {} : { remedy };
}
