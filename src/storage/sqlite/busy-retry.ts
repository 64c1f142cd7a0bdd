/** Waiting for another process without blocking the event loop. */
import { ExponentialBackoff, halfJitterGenerator, handleWhen, retry } from 'cockatiel';
import { isBusy } from './errors.js';

const backoff = new ExponentialBackoff({ generator: halfJitterGenerator, initialDelay: 4, maxDelay: 50 });

/** Tries again while the database is busy, for at most `waitMs` in all; then the last error is thrown. */
export function patiently<T>(attempt: () => T | Promise<T>, waitMs: number): Promise<T> {
  const deadline = performance.now() + waitMs;
  const whileBusy = handleWhen((error) => isBusy(error) && performance.now() < deadline);
  return retry(whileBusy, { backoff }).execute(attempt);
}
