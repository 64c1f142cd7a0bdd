/** Waiting for another process without blocking the event loop. */
import { setTimeout as sleep } from 'node:timers/promises';
import { isBusy } from './errors.js';

const firstPauseMs = 4;
const longestPauseMs = 50;

/** Tries again while the database is busy, for at most `waitMs` in all; then the last error stands. Pauses grow and differ, so that two don't meet for ever. */
export async function patiently<T>(attempt: () => T | Promise<T>, waitMs: number): Promise<T> {
  const deadline = performance.now() + waitMs;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      return await attempt();
    } catch (error) {
      if (!isBusy(error) || performance.now() >= deadline) throw error;
    }
    await sleep(pauseMs * (0.5 + Math.random() / 2));
  }
}
