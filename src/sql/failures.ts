/** At the edge of this room a failed database becomes an AppError that says which one; a mistake in a statement stays what it is. */
import { AppError, type ErrorCode } from '../errors.js';
import type { Engine } from './engine.js';

/** Makes an AppError of what the engine calls a failure; hands back everything else as it came. */
export function failureTranslator(engine: Engine, code: ErrorCode): (error: unknown) => unknown {
  return (error) => {
    if (error instanceof AppError || !engine.isFailure(error)) return error;
    return new AppError(code, { cause: error });
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
