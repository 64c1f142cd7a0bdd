/** How many wrong PINs one account may try of a clerk, and how long its next try waits: a minute at most where the PIN is long, else a quarter of an hour. */
import { createHash } from 'node:crypto';
import type { Attempts } from '../ports/sign-in-stores.js';

export const WINDOW_MS = 15 * 60_000;
const MINUTE_MS = 60_000;
const FAILURES_IN_WINDOW = 5;
/** From here on each failure doubles the wait, from one minute. */
const FAILURES_UNTIL_WAITS_GROW = 20;
const FORGOTTEN_AFTER_MS = 24 * 60 * MINUTE_MS;
const UNKNOWN_PEERS = 256;
export const LONG_PIN = 6;

export const NO_ATTEMPTS: Attempts = { failedAt: [], total: 0, unlockedAt: undefined };

/** The longest wait for a PIN with this many digits. Undefined: the number of digits is unknown. */
export function longestWaitMs(digits: number | undefined): number {
  return digits !== undefined && digits >= LONG_PIN ? MINUTE_MS : WINDOW_MS;
}

/** Milliseconds until a PIN may be checked; 0: now. In steady time, which never goes back. */
export function waitMs({ failedAt, total }: Attempts, now: Date, longestMs: number): number {
  const last = failedAt.at(-1);
  const fifth = failedAt.at(-FAILURES_IN_WINDOW);
  if (!last) return 0;
  const grown = total < FAILURES_UNTIL_WAITS_GROW ? 0 : MINUTE_MS * 2 ** (total - FAILURES_UNTIL_WAITS_GROW);
  const ends = Math.max(last.getTime() + grown, fifth ? fifth.getTime() + WINDOW_MS : 0);
  return Math.max(0, Math.min(ends, last.getTime() + longestMs) - now.getTime());
}

/** The counters after one more try; taken before the PIN is checked, so that simultaneous guesses all count. */
export function withOneMore({ failedAt, total, unlockedAt }: Attempts, now: Date): Attempts {
  const last = failedAt.at(-1);
  const isForgotten = last !== undefined && now.getTime() - last.getTime() >= FORGOTTEN_AFTER_MS;
  return {
    failedAt: [...failedAt, now].slice(-FAILURES_IN_WINDOW),
    total: (isForgotten ? 0 : total) + 1,
    unlockedAt,
  };
}

/** For so long after an unlock, anyone who is known to guess is kept from using up what it gave. */
export function wasJustUnlocked({ unlockedAt }: Attempts, now: Date): boolean {
  return unlockedAt !== undefined && now.getTime() - unlockedAt.getTime() < WINDOW_MS;
}

/** Whether the clerk's last quarter of an hour is without a wrong PIN. */
export function isCalm({ failedAt }: Attempts, now: Date): boolean {
  const last = failedAt.at(-1);
  return last === undefined || now.getTime() - last.getTime() >= WINDOW_MS;
}

/** Key of a counter: failures are counted by account. Unknown accounts share one counter. */
export function triedBy(account: string | undefined, id: string): string {
  return account === undefined ? id : `${id} @${account}`;
}

/** Counter for any ID, known or not: bounds the rows of one account, however many IDs are tried. */
export function sharedIdOf(clerkId: string): string {
  return String(createHash('sha256').update(clerkId).digest().readUInt32BE() % UNKNOWN_PEERS);
}
