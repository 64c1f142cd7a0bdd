/**
 * Time for sessions, step-ups, tokens and locks: the trusted clock's, but it never goes back, also not where
 * that clock is confirmed at an earlier time. It keeps what both have reached, for the next server run.
 */

import type { KeyValueStore } from '../ports/key-value-store.js';
import type { Log } from '../ports/machine.js';
import { every } from '../ports/pause.js';
import type { TrustedClock } from './trusted-clock.js';

/** In state databases that exist: never renamed. */
const NAME = 'steady time';
/** How far a restart beside a moved clock may fall behind. */
const KEPT_EVERY_MS = 15_000;
/**
 * A clock that is sure needs no witness: how soon it is found to be moved, where nothing else asks for the
 * time.
 */
const SURE_MS = 60_000;

export interface MonotonicClockParts {
  readonly clock: TrustedClock;
  readonly keyValues: KeyValueStore;
  readonly log: Log;
}

export class MonotonicClock {
  readonly #parts: MonotonicClockParts;
  #last: number;
  #upMs: number;
  #keptAt = Number.NEGATIVE_INFINITY;
  #keptAhead = false;
  /** After a restart the machine's clock ends nothing before it is confirmed. */
  #isResumed = false;

  constructor(parts: MonotonicClockParts) {
    this.#parts = parts;
    this.#last = parts.clock.now().getTime();
    this.#upMs = parts.clock.upMs();
  }

  /** Continues from the time that the last server run had reached. */
  async start(): Promise<void> {
    const { clock, keyValues } = this.#parts;
    const { ms = 0, reachedMs = 0, aheadMs = 0 } = (await keyValues.get(NAME))?.value ?? {};
    clock.resume({ reachedMs: Number(reachedMs), aheadMs: Number(aheadMs) });
    this.#isResumed = ms !== 0;
    this.#last = this.#isResumed ? Number(ms) : clock.now().getTime();
    this.#upMs = clock.upMs();
    this.now();
  }

  /**
   * Until `signal` aborts: hears the clock's witnesses while it is not sure, and keeps what was reached.
   * Never rejects.
   */
  async keep(signal: AbortSignal): Promise<void> {
    const { clock, log } = this.#parts;
    const failed = 'The clock could not be verified; the server retries';
    await every({ clock, log, failed, everyMs: KEPT_EVERY_MS }, signal, async () => {
      await clock.verify();
      this.now();
      return clock.isSure() ? SURE_MS : KEPT_EVERY_MS;
    });
  }

  now(): Date {
    const { clock } = this.#parts;
    const upMs = clock.upMs();
    const counted = this.#last + (upMs - this.#upMs);
    const follows = clock.isConfirmed() || !this.#isResumed;
    this.#last = follows ? Math.max(clock.now().getTime(), counted) : counted;
    this.#upMs = upMs;
    const isAhead = clock.aheadMs() !== 0;
    if (this.#last - this.#keptAt >= KEPT_EVERY_MS || isAhead !== this.#keptAhead) void this.#keep(isAhead);
    return new Date(this.#last);
  }

  /** What the trusted clock will say when this time has come, as far as is known now: for people. */
  toTrustedTime(at: Date): Date {
    return new Date(at.getTime() - this.now().getTime() + this.#parts.clock.now().getTime());
  }

  async #keep(isAhead: boolean): Promise<void> {
    this.#keptAt = this.#last;
    this.#keptAhead = isAhead;
    const { keyValues, clock, log } = this.#parts;
    const reached = { ms: this.#last, ...clock.reached() };
    await keyValues.set(NAME, reached, clock.now()).catch((error: unknown) => {
      log.debug({ err: error }, 'The monotonic clock could not be stored');
    });
  }
}
