/**
 * How many wrong PINs one account may try of a clerk, how long its next try waits (a minute at most where the PIN is long, else a quarter of an
 * hour), and how many tries anyone has who is not signed in.
 */
import { createHash } from 'node:crypto';
import type { KeyValueStore } from '../ports/key-value-store.js';
import type { Attempts } from '../ports/sign-in-stores.js';
import type { Peer } from '../types/peer.js';

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

/** Milliseconds until a PIN may be checked; 0: now. By the monotonic clock, which never goes back. */
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

/** No person mistypes as often in a quarter of an hour. */
const REFUSALS = 20;
const USUAL = /^(?:(?:::ffff:)?127\.0\.0\.1|::1)$/;
const KNOWN = 1024;

/**
 * Who has been refused again and again. A browser comes from the usual address, by a connection of its own; anyone who chooses another one of
 * loopback's is one and the same, however many they choose. In memory, as no connection outlives the server.
 */
export class GuessThrottle {
  readonly #refused = new Map<string, { count: number; since: number }>();

  /** Milliseconds for which the peer is one; 0: it is none. */
  waitMs(peer: Peer, now: Date): number {
    const refused = this.#refused.get(keyOf(peer));
    if (!refused || refused.count < REFUSALS) return 0;
    return Math.max(0, refused.since + WINDOW_MS - now.getTime());
  }

  note(peer: Peer, now: Date): void {
    const key = keyOf(peer);
    const known = this.#refused.get(key);
    const isOver = !known || known.since + WINDOW_MS <= now.getTime();
    const refused = isOver ? { count: 1, since: now.getTime() } : { ...known, count: known.count + 1 };
    // Last again: the first of the map is who was refused longest ago.
    this.#refused.delete(key);
    this.#refused.set(key, refused);
    const [oldest] = this.#refused.keys();
    if (oldest !== undefined && this.#refused.size > KNOWN) this.#refused.delete(oldest);
  }
}

function keyOf({ address, port }: Peer): string {
  return USUAL.test(address) ? `${address} ${port}` : 'elsewhere on loopback';
}

const NAME = 'sign-in budget';
const TRIES_A_MINUTE = 30;
const TRY_MS = 60_000 / TRIES_A_MINUTE;
const FULL_MS = TRIES_A_MINUTE * TRY_MS;

/**
 * How many tries of anyone who isn't known are checked: one budget for all of loopback, as a caller there has millions of addresses. A single
 * time is kept, in the state database, so that a restart gives no one a new budget. Milliseconds until there is a try again; 0: there is one.
 */
export async function budgetWaitMs(keyValues: KeyValueStore, now: Date): Promise<number> {
  return Math.max(0, (await spentUntil(keyValues, now)) + TRY_MS - FULL_MS - now.getTime());
}

export async function takeTry(keyValues: KeyValueStore, now: Date): Promise<void> {
  await keyValues.set(NAME, { spentUntil: (await spentUntil(keyValues, now)) + TRY_MS }, now);
}

/** It was a known caller's. */
export async function giveTryBack(keyValues: KeyValueStore, now: Date): Promise<void> {
  await keyValues.set(NAME, { spentUntil: (await spentUntil(keyValues, now)) - TRY_MS }, now);
}

/** When all would be there again, by the monotonic clock; never later than a whole budget from now. */
async function spentUntil(keyValues: KeyValueStore, now: Date): Promise<number> {
  const kept = Number((await keyValues.get(NAME))?.value['spentUntil'] ?? 0);
  return Math.min(Math.max(now.getTime(), kept), now.getTime() + FULL_MS);
}
