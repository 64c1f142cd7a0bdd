/** The background loops of the server, and the pause between their turns. */
import type { Clock, Log } from './machine.js';

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

export interface Loop {
  readonly clock: Pick<Clock, 'sleep'>;
  readonly log: Pick<Log, 'warn'> | undefined;
  /** What the log says of a turn that failed. */
  readonly failed: string;
  /** Before the first turn, in ms. Undefined: that comes at once. */
  readonly afterMs?: number;
  /** Between two turns, in ms, where the turn returns no time of its own. */
  readonly everyMs: number;
  /** What wakes the loop, and how long a pause lasts then, in ms. Default: nothing. */
  readonly pause?: Pause;
  readonly leastMs?: number;
}

/**
 * Turns until `signal` aborts, one after the other; each returns the ms to the next one, or nothing. Never
 * rejects: a turn that fails is logged, and the next one comes after `everyMs`.
 */
export async function every(
  { clock, log, failed, afterMs, everyMs, leastMs = 0, pause }: Loop,
  signal: AbortSignal,
  turn: () => Promise<number> | Promise<void>,
): Promise<void> {
  const wait = (ms: number) =>
    pause ? pause.take(leastMs, ms, signal) : clock.sleep(Math.max(0, ms), signal);
  if (afterMs !== undefined) await wait(afterMs);
  while (!signal.aborted) {
    let ms = everyMs;
    try {
      ms = (await turn()) ?? everyMs;
    } catch (err) {
      if (!signal.aborted) log?.warn({ err }, failed);
    }
    await wait(ms);
  }
}
