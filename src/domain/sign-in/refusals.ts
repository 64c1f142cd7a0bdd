/** What a refused caller gets: what happened, and when another try helps. */
import { AppError } from '../../errors/errors.js';

/** `lasts` in milliseconds. */
export function lockedOut(lasts: number): AppError {
  return new AppError('SIGN_IN_LOCKED', {
    remedy: `Try again in ${inWords(lasts)} with the right PIN, or ask an administrator to run "venue-control clerk unlock" on the server.`,
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

/** Longer than what a clerk's PIN needs, with the hashings before it. */
const EVERY_MS = 300;
/** How many may wait; anyone who comes then is answered at once, no matter who they ask for. */
const WAITING = 512;

/** Refusals leave at the same moments after their arrival, whatever was checked meanwhile: how long one takes reveals nothing. */
export class ConstantTimeResponses {
  readonly #everyMs: number;
  #waiting = 0;

  /** Default: 300 ms. */
  constructor(everyMs = EVERY_MS) {
    this.#everyMs = everyMs;
  }

  /** Rejects as the work does, at the next whole multiple since it began; resolves at once. */
  async refuseSteadily<T>(work: () => Promise<T>): Promise<T> {
    const began = performance.now();
    try {
      return await work();
    } catch (refusal) {
      await this.#untilNext(began);
      throw refusal;
    }
  }

  async #untilNext(began: number): Promise<void> {
    if (this.#everyMs === 0 || this.#waiting >= WAITING) return;
    this.#waiting += 1;
    const taken = performance.now() - began;
    await new Promise((resolve) => setTimeout(resolve, this.#everyMs - (taken % this.#everyMs)));
    this.#waiting -= 1;
  }
}
