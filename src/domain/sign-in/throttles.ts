/** How many tries a caller has who is not signed in. */
import type { KeyValueStore } from '../ports/key-value-store.js';
import type { Peer } from '../types/peer.js';
import { WINDOW_MS } from './limits.js';

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

/** When all would be there again, in steady time; never later than a whole budget from now. */
async function spentUntil(keyValues: KeyValueStore, now: Date): Promise<number> {
  const kept = Number((await keyValues.get(NAME))?.value['spentUntil'] ?? 0);
  return Math.min(Math.max(now.getTime(), kept), now.getTime() + FULL_MS);
}
