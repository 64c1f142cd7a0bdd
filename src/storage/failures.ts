/** At the edge of storage a failed database becomes an AppError that says which one failed and why; a mistake in a statement stays what it is. */

import type { DatabaseFailure } from '../domain/ports/database-failure.js';
import { AppError, type ErrorCode } from '../errors/errors.js';
import type { Engine } from './database.js';

interface Advice {
  /** Where the catalogue's remedy would send someone the wrong way. */
  readonly remedy: string;
  /** Where waiting may help. */
  readonly retryAfterSeconds?: number;
}

const ADVICE: Partial<Record<DatabaseFailure, Advice>> = {
  BUSY: {
    remedy: 'Wait a few seconds, then try again: another program has locked the database.',
    retryAfterSeconds: 5,
  },
  FULL: { remedy: "Free space on the database's disk, then try again.", retryAfterSeconds: 60 },
  READ_ONLY: {
    remedy: "Give the control plane's account write permission on the database's folder, then try again.",
    retryAfterSeconds: 60,
  },
  GONE: {
    remedy:
      'Restore its file or disk, which is missing, was replaced or failed. Then restart the server. "venue-control doctor" has details.',
    retryAfterSeconds: 60,
  },
};

/** A damaged state database has a code of its own, as waiting fixes nothing. */
const DAMAGED: Partial<Record<ErrorCode, ErrorCode>> = {
  STATE_DATABASE_UNAVAILABLE: 'STATE_DATABASE_DAMAGED',
  AUDIT_UNAVAILABLE: 'STATE_DATABASE_DAMAGED',
};
const DAMAGED_REMEDY =
  'Keep its files unchanged and contact support: the database is damaged, or is not the expected one.';

/** An AppError with the kind of failure in its details, and when to ask again, where the engine knows them. */
export function unavailable(engine: Engine, code: ErrorCode, cause: unknown): AppError {
  const failure = engine.failureOf(cause);
  if (failure === undefined) return new AppError(code, { cause });
  if (failure === 'DAMAGED') {
    const known = DAMAGED[code];
    return new AppError(known ?? code, {
      cause,
      details: { failure },
      ...(known ? {} : { remedy: DAMAGED_REMEDY }),
    });
  }
  const { remedy: usual, ...when } = ADVICE[failure] ?? {};
  return new AppError(code, {
    cause,
    details: { failure, ...when },
    ...(usual !== undefined && { remedy: usual }),
    ...engine.adviceOf(cause),
  });
}

/** Makes an AppError of what the engine calls a failure; hands back everything else as it came. */
export function failureTranslator(engine: Engine, code: ErrorCode): (error: unknown) => unknown {
  return (error) => {
    if (error instanceof AppError || engine.failureOf(error) === undefined) return error;
    return unavailable(engine, code, error);
  };
}

/** The same store, where each method first awaits `ready` and then has its failures translated. */
export function translated<Store extends object>(
  store: Store,
  translate: (error: unknown) => unknown,
  ready?: () => Promise<void>,
): Store {
  return eachMethod(store, (method) => async (...args) => {
    try {
      await ready?.();
      return await method(...args);
    } catch (error) {
      throw translate(error);
    }
  });
}

type Method = (...args: unknown[]) => Promise<unknown>;

/** The same store, with what `around` makes of each method. */
export function eachMethod<Store extends object>(
  store: Store,
  around: (method: Method, name: string) => Method,
): Store {
  const methods = Object.entries(store).map(([name, method]) => [name, around(method, name)]);
  return Object.fromEntries(methods) as Store;
}
