/** The one way to make what a person reads of an operation that did not go well. */
import { AppError, ERRORS } from '../../errors/errors.js';
import type { OperationFailure } from './operation.js';

/** `more`: what was restored, where to read on, what can be decided. An error that isn't ours is named as such; the log has it. */
export function failureOf(error: unknown, more: Partial<OperationFailure> = {}): OperationFailure {
  const shown = error instanceof AppError ? error : new AppError('INTERNAL_SERVER_ERROR');
  const plain = ERRORS[shown.code].message;
  return {
    code: shown.code,
    message: shown.message,
    cause: shown.message === plain ? undefined : plain,
    remedy: shown.remedy,
    restored: [],
    notRestored: [],
    trail: [],
    choices: [],
    ...more,
  };
}
