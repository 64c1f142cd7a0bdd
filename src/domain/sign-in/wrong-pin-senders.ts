/**
 * Who has been refused again and again. A browser comes from the usual address, by a connection of its own; anyone who chooses another one of
 * loopback's is one and the same, however many they choose. In memory, as no connection outlives the server.
 */
import type { Peer } from '../types/peer.js';
import { WINDOW_MS } from './limits.js';

/** No person mistypes as often in a quarter of an hour. */
const REFUSALS = 20;
const USUAL = /^(?:(?:::ffff:)?127\.0\.0\.1|::1)$/;
const KNOWN = 1024;

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
