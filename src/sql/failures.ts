/** At the edge of this room a failed database becomes an AppError that says which one and why; a mistake in a statement stays what it is. */
import { AppError, type ErrorCode } from '../errors.js';
import type { DatabaseFailure } from '../operations/ports/database-failure.js';
import type { Engine } from './engine.js';

/** Where the catalogue's remedy would send somebody the wrong way. */
const REMEDIES: Partial<Record<DatabaseFailure, string>> = {
  BUSY: 'Another program holds the database: wait a few seconds, then try again.',
  FULL: "Make room on the database's disk, then try again.",
  READ_ONLY: "Let the control plane's account write to the database's folder, then try again.",
  DAMAGED:
    'The database is damaged, or another one than it should be: keep its files as they are, and ask support.',
};

/** An AppError with the kind of failure in its details, where the engine knows one. */
export function unavailable(engine: Engine, code: ErrorCode, cause: unknown): AppError {
  const failure = engine.failureOf(cause);
  if (failure === undefined) return new AppError(code, { cause });
  const remedy = REMEDIES[failure];
  return new AppError(code, { cause, details: { failure }, ...(remedy !== undefined && { remedy }) });
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
  const methods = Object.entries(store).map(([name, method]) => [
    name,
    async (...args: unknown[]) => {
      try {
        await ready?.();
        return await method(...args);
      } catch (error) {
        throw translate(error);
      }
    },
  ]);
  return Object.fromEntries(methods) as Store;
}
