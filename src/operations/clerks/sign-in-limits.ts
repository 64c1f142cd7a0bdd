/** How many wrong PINs a clerk, and how many tries a source, may have. */
import { createHash } from 'node:crypto';
import type { Attempts } from '../ports/sign-in-stores.js';

const WINDOW_MS = 15 * 60_000;
const FAILURES_IN_WINDOW = 5;
const FAILURES_UNTIL_UNLOCK = 20;
export const TRIES_PER_SOURCE_AND_MINUTE = 30;

export function isLockedOut(attempts: Attempts, now: Date): boolean {
  if (attempts.total >= FAILURES_UNTIL_UNLOCK) return true;
  return attempts.recent >= FAILURES_IN_WINDOW && windowIsOpen(attempts, now);
}

const STRANGERS = 256;

/** What the tries of an ID that nobody has are counted under: as much work as for a clerk, and never more rows than these, whatever is tried. */
export function strangerOf(clerkId: string): string {
  const number = createHash('sha256').update(clerkId).digest().readUInt32BE();
  return `stranger ${number % STRANGERS}`;
}

/** Milliseconds until a locked clerk may try again; undefined when only an unlock helps. */
export function lockEndsAfter(attempts: Attempts, now: Date): number | undefined {
  if (attempts.total >= FAILURES_UNTIL_UNLOCK || !attempts.windowStartedAt) return undefined;
  return attempts.windowStartedAt.getTime() + WINDOW_MS - now.getTime();
}

/** The counters after one more try; taken before the PIN is looked at, so that simultaneous guesses all count. */
export function withOneMore(attempts: Attempts, now: Date): Attempts {
  const open = windowIsOpen(attempts, now);
  return {
    recent: (open ? attempts.recent : 0) + 1,
    windowStartedAt: open ? attempts.windowStartedAt : now,
    total: attempts.total + 1,
  };
}

/** In steady time, which never goes back. */
function windowIsOpen(attempts: Attempts, now: Date): boolean {
  if (!attempts.windowStartedAt) return false;
  return now.getTime() - attempts.windowStartedAt.getTime() < WINDOW_MS;
}

/** Tries of the last minute by source, in memory: a source is this machine, or nobody. */
export class SourceLimit {
  readonly #tries = new Map<string, number[]>();

  /** Counts a try and answers 0, or answers how many milliseconds to wait for the next. */
  take(source: string, now: Date): number {
    const since = now.getTime() - 60_000;
    const tries = (this.#tries.get(source) ?? []).filter((at) => at > since);
    const [oldest] = tries;
    if (oldest !== undefined && tries.length >= TRIES_PER_SOURCE_AND_MINUTE) return oldest - since;
    tries.push(now.getTime());
    if (this.#tries.size > 1000) this.#tries.clear();
    this.#tries.set(source, tries);
    return 0;
  }
}
