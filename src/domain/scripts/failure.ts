/** Maps a failed script call to an error of the catalogue, so that every caller reports the same fault in the same words. */
import { AppError, type ErrorCode, isErrorCode } from '../../errors/errors.js';
import { ScriptError } from '../ports/script-runner.js';

const BY_FAILURE: Readonly<Record<Exclude<ScriptError['failure'], 'FAILED' | 'BUSY'>, ErrorCode>> = {
  CANCELLED: 'OPERATION_CANCELLED',
  // Of a query: a step says so automatically.
  TIMED_OUT: 'POWERSHELL_UNAVAILABLE',
  HOST_DIED: 'POWERSHELL_UNAVAILABLE',
  NOT_CATALOGUED: 'SCRIPT_FAILED',
  BAD_PARAMETER: 'SCRIPT_FAILED',
  OUTPUT_TOO_LARGE: 'SCRIPT_FAILED',
  UNAVAILABLE: 'POWERSHELL_UNAVAILABLE',
};

/** What .NET and PowerShell call it when a disk is full or takes nothing, as in `IOException` and `SetContentIOError`. */
const FILE_TROUBLE = /IO(Exception|Error)$/;

/** A ScriptError as the AppError that its error id or its kind of failure names; anything else as it is. */
export function asAppError(error: unknown): unknown {
  if (!(error instanceof ScriptError)) return error;
  if (error.failure === 'BUSY') {
    const retryAfterSeconds = Number(error.detail['retryAfterSeconds'] ?? 5);
    return new AppError('BUSY', { details: { retryAfterSeconds }, cause: error });
  }
  if (error.failure !== 'FAILED') return new AppError(BY_FAILURE[error.failure], { cause: error });
  if (error.errorId === 'TOO_MANY_REQUESTS') {
    // The cloud's own, not that of our sign-in.
    const message = 'swiftpos Cloud is busy.';
    return new AppError('BUSY', { message, remedy: 'Wait a minute, then try again.', cause: error });
  }
  if (FILE_TROUBLE.test(error.errorId ?? '')) return new AppError('FILE_NOT_WRITTEN', { cause: error });
  const code = isErrorCode(error.errorId) ? error.errorId : 'SCRIPT_FAILED';
  return new AppError(code, { cause: error });
}

/** What passes: the outside was away for a moment, and the same may be asked again. */
const PASSING: readonly ErrorCode[] = [
  'CLOUD_UNREACHABLE',
  'CLOUD_NO_ANSWER',
  'TIME_NOT_CONFIRMED',
  'PACKAGE_TRUNCATED',
  'DISK_TOO_FULL',
  'POWERSHELL_UNAVAILABLE',
  'VENUE_DATABASE_UNAVAILABLE',
  'VENUE_ROW_MALFORMED',
  'STATE_DATABASE_UNAVAILABLE',
  'BUSY',
  'FILE_NOT_WRITTEN',
  'STEP_TIMED_OUT',
];

/** The same of a script that a step ran. What never began took no time: PowerShell was away. */
export function asStepError(error: unknown): unknown {
  return error instanceof ScriptError && error.failure === 'TIMED_OUT' && error.mayHaveRun
    ? new AppError('STEP_TIMED_OUT', { cause: error })
    : asAppError(error);
}

export function isPassing(error: unknown): boolean {
  const known = asAppError(error);
  return known instanceof AppError && PASSING.includes(known.code);
}
