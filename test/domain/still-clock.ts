/** A clock that makes no progress until a test lets time pass. */
import { setImmediate as breath } from 'node:timers/promises';
import { TrustedClock } from '../../src/domain/clock/trusted-clock.js';
import type { Clock } from '../../src/domain/ports/machine.js';

const LIVED_MS = 4000;
/** The longest step of time. */
const STEP_MS = 1000;

export class StillClock implements Clock {
  readonly #start: number;
  #upMs = 0;
  #pausedMs = 0;
  #movedMs = 0;
  readonly #sleepers = new Set<{ at: number; readonly wake: () => void }>();

  constructor(start: Date) {
    this.#start = start.getTime();
  }

  now(): Date {
    return new Date(this.#start + this.#upMs + this.#movedMs);
  }

  workMs(): number {
    return this.#upMs - this.#pausedMs;
  }

  upMs(): number {
    return this.#upMs;
  }

  /** The machine sleeps, or the process is stopped: no one works meanwhile. */
  pause(ms: number): void {
    this.#upMs += ms;
    this.#pausedMs += ms;
    for (const sleeper of this.#sleepers) sleeper.at += ms;
  }

  /** Someone moves the machine's clock, also back. */
  move(ms: number): void {
    this.#movedMs += ms;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted || ms <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        this.#sleepers.delete(sleeper);
        // A loop would leave one behind with each turn, and each is checked before one more is added.
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      const sleeper = { at: this.#upMs + ms, wake };
      this.#sleepers.add(sleeper);
      signal?.addEventListener('abort', wake);
    });
  }

  /** Time passes, in order, with a breath before each step for anyone who is awake; of a long time only the last seconds are lived through one by one. */
  async pass(ms: number): Promise<void> {
    const end = this.#upMs + ms;
    if (ms > LIVED_MS) this.#upMs = end - LIVED_MS;
    for (;;) {
      for (let turn = 0; turn < 25; turn += 1) await breath();
      const step = Math.min(end, this.#upMs + STEP_MS);
      const due = [...this.#sleepers].filter(({ at }) => at <= step).sort((a, b) => a.at - b.at)[0];
      if (!due && this.#upMs >= end) return;
      this.#upMs = Math.max(this.#upMs, due?.at ?? step);
      due?.wake();
    }
  }

  /** Half a minute at a time, of which a caller who waits for seconds lives the last four. */
  async minutes(count: number): Promise<void> {
    for (let half = 0; half < 2 * count; half += 1) await this.pass(30_000);
  }
}

/** The domain's clock over this one, which a witness has confirmed. */
export function trusted(machine: Clock): TrustedClock {
  const clock = new TrustedClock(machine);
  clock.confirm();
  return clock;
}
