/** What a refused caller gets: what happened, and when another try helps. */
import { AppError } from '../../errors/errors.js';

/** `lasts` in milliseconds. */
export function lockedOut(lasts: number): AppError {
  return new AppError('SIGN_IN_LOCKED', {
    remedy: `If the PIN is right, try again in ${inWords(lasts)}, or ask an administrator to run "venue-control clerk unlock" on the server.`,
    details: { retryAfterSeconds: inSeconds(lasts) },
  });
}

export function budgetSpent(lasts: number): AppError {
  return new AppError('TOO_MANY_REQUESTS', {
    remedy: `Try again in ${inWords(lasts)}.`,
    details: { retryAfterSeconds: inSeconds(lasts) },
  });
}

export function guessRefused(lasts: number): AppError {
  return new AppError('TOO_MANY_REQUESTS', {
    message: 'The same program has sent too many wrong PINs.',
    remedy: `Try again in ${inWords(lasts)}, or sign in from another window or program.`,
    details: { retryAfterSeconds: inSeconds(lasts) },
  });
}

function inSeconds(milliseconds: number): number {
  return Math.max(1, Math.ceil(milliseconds / 1000));
}

function inWords(milliseconds: number): string {
  const seconds = inSeconds(milliseconds);
  if (seconds < 60) return seconds === 1 ? 'a second' : `${seconds} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return minutes === 1 ? 'a minute' : `${minutes} minutes`;
}
