/**
 * Time for sessions, step-ups and locks. It never goes back and never stops, whatever becomes of the machine's clock: a clock that
 * is moved forward ends them sooner, one that is moved back, a machine that sleeps and a restart prolong nothing.
 */

import type { KeyValueStore } from '../ports/key-value-store.js';
import type { Clock, Log } from '../ports/machine.js';

/** In state databases that exist: never renamed. */
const NAME = 'steady time';
/** How far a restart beside a moved clock may fall behind. */
const KEPT_EVERY_MS = 15_000;

export interface MonotonicClockParts {
  readonly clock: Clock;
  readonly keyValues: KeyValueStore;
  readonly log: Log;
}

export class MonotonicClock {
  readonly #parts: MonotonicClockParts;
  #last: number;
  #upMs: number;
  #keptAt = Number.NEGATIVE_INFINITY;

  constructor(parts: MonotonicClockParts) {
    this.#parts = parts;
    this.#last = parts.clock.now().getTime();
    this.#upMs = parts.clock.upMs();
  }

  /** Continues from the time that the last server run had reached. */
  async start(): Promise<void> {
    const kept = await this.#parts.keyValues.get(NAME);
    this.#last = Math.max(this.#last, Number(kept?.value['ms'] ?? 0));
    this.now();
  }

  now(): Date {
    const { clock } = this.#parts;
    const upMs = clock.upMs();
    this.#last = Math.max(clock.now().getTime(), this.#last + (upMs - this.#upMs));
    this.#upMs = upMs;
    if (this.#last - this.#keptAt >= KEPT_EVERY_MS) void this.#keep();
    return new Date(this.#last);
  }

  /** What the machine's clock will say when this time has come, as far as is known now: for people. */
  toWallClock(at: Date): Date {
    return new Date(at.getTime() - this.now().getTime() + this.#parts.clock.now().getTime());
  }

  async #keep(): Promise<void> {
    this.#keptAt = this.#last;
    const { keyValues, clock, log } = this.#parts;
    await keyValues.set(NAME, { ms: this.#last }, clock.now()).catch((error: unknown) => {
      log.debug({ err: error }, 'The monotonic clock could not be stored');
    });
  }
}
