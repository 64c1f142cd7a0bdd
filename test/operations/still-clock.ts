/** A clock that stands still until a test lets time pass. */
import { setImmediate as breath } from 'node:timers/promises';
import type { Clock } from '../../src/operations/ports/machine.js';

const LIVED_MS = 4000;

export class StillClock implements Clock {
  #now: number;
  #pausedMs = 0;
  readonly #sleepers = new Set<{ at: number; readonly wake: () => void }>();

  constructor(start: Date) {
    this.#now = start.getTime();
  }

  /** The process is at work whenever time passes; `pause` is when it isn't. */
  workMs(): number {
    return this.#now - this.#pausedMs;
  }

  /** The machine sleeps, or its clock is moved (also back): nobody works meanwhile. */
  pause(ms: number): void {
    this.#pausedMs += ms;
    this.#now += ms;
    for (const sleeper of this.#sleepers) sleeper.at += ms;
  }

  now(): Date {
    return new Date(this.#now);
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted || ms <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      const sleeper = { at: this.#now + ms, wake: resolve };
      this.#sleepers.add(sleeper);
      signal?.addEventListener('abort', () => {
        this.#sleepers.delete(sleeper);
        resolve();
      });
    });
  }

  /** Time passes, in order, with a breath for whoever wakes; of a long time only the last seconds are lived through one by one. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    if (ms > LIVED_MS) this.#now = end - LIVED_MS;
    for (;;) {
      const due = [...this.#sleepers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.#sleepers.delete(due);
      this.#now = Math.max(this.#now, due.at);
      due.wake();
      for (let turn = 0; turn < 25; turn += 1) await breath();
    }
    this.#now = end;
  }
}
