/** Pauses between attempts, longer after each failure in a row. */
import { limits } from '../wire/protocol.js';

export class Backoff {
  #failures = 0;
  #until = 0;
  #timer: NodeJS.Timeout | undefined;

  /** While a pause lasts. */
  get isPausing(): boolean {
    return this.#timer !== undefined;
  }

  /** So many failures in a row that the caller should hear it at once. */
  get isHopeless(): boolean {
    return this.isPausing && this.#failures >= limits.hopelessAfter;
  }

  /** Whole seconds until the next attempt. */
  get secondsLeft(): number {
    return Math.max(1, Math.ceil((this.#until - performance.now()) / 1000));
  }

  succeed(): void {
    this.#failures = 0;
  }

  /** Calls `again` after the pause that this failure earns. */
  fail(again: () => void): void {
    const pause = limits.pausesMs[Math.min(this.#failures, limits.pausesMs.length - 1)] ?? 0;
    this.#failures += 1;
    this.#until = performance.now() + pause;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      again();
    }, pause);
  }

  /** Forgets the pause; nothing is called any more. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
