/** Which failed script of a step is run again. */
import { AppError } from '../../errors/errors.js';
import { ScriptError, type ScriptFailure } from '../ports/script-runner.js';
import { isPassing } from '../scripts/failure.js';

/** The script stored part of its download: the next attempt continues from there. */
export function hasKept(error: unknown): boolean {
  return error instanceof ScriptError && Number(error.detail['bytesKept'] ?? 0) > 0;
}

/** Why a call never began that may begin later. */
const HOST_AWAY: readonly ScriptFailure[] = ['UNAVAILABLE', 'BUSY', 'TIMED_OUT'];

/** `wasPaused`: this process was paused, so that its call timed out although the host had responded. */
export function mayRunAgain(
  error: unknown,
  how: { once: boolean; wasPaused: boolean; isRollback: boolean },
): boolean {
  // Its permit could not be judged: it never began.
  if (error instanceof AppError) return isPassing(error);
  if (!(error instanceof ScriptError)) return false;
  if (!error.mayHaveRun) return HOST_AWAY.includes(error.failure);
  if (how.once) return false;
  // The calls of a rollback share its time: one that hangs must not take that of the others.
  if (error.failure === 'TIMED_OUT') return !how.isRollback || how.wasPaused;
  // No one cancels a rollback: the hosts end with the server, and its next life continues.
  if (error.failure === 'CANCELLED') return how.isRollback;
  return error.failure === 'HOST_DIED' || (error.failure === 'FAILED' && isPassing(error));
}
