import type { Clock } from './machine.js';

/** Without a reason of its own, each abort makes an error with its stack. */
const WOKEN = 'woken';

/** What one background loop waits with between two turns: until its next due time, or until something wakes it. */
export class Pause {
  readonly #clock: Pick<Clock, 'sleep' | 'upMs'>;
  #woken = new AbortController();

  constructor(clock: Pick<Clock, 'sleep' | 'upMs'>) {
    this.#clock = clock;
  }

  /** Ends the pause that the loop takes, or the next one if the loop is at work. */
  end(): void {
    this.#woken.abort(WOKEN);
  }

  /** Lasts `mostMs` unless it is ended, but at least `leastMs`. Resolves at once when `signal` aborts. */
  async take(leastMs: number, mostMs: number, signal: AbortSignal): Promise<void> {
    const since = this.#clock.upMs();
    const woken = this.#woken.signal;
    await this.#clock.sleep(Math.max(leastMs, mostMs), AbortSignal.any([woken, signal]));
    const early = woken.aborted ? leastMs - (this.#clock.upMs() - since) : 0;
    if (early > 0) await this.#clock.sleep(early, signal);
    this.#woken = new AbortController();
  }
}
