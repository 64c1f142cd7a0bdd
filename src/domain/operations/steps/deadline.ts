/** Deadlines by the working time of this process, so that a machine that slept ends no healthy work. */
import { AppError } from '../../../errors/errors.js';
import type { Clock } from '../../ports/machine.js';
import { HOST_START_MS } from '../../ports/script-runner.js';

/** How long a step that has passed its deadline may take to end. */
const UNRESPONSIVE_STEP_MS = 3000;

/** For the end of a call that hung, the pause before the next one, and what a step does besides. */
const BETWEEN_MS = 10_000;

/** The deadline of a step whose calls may take `callsMs`: time to make them twice, and to wait for a host each time. */
export function deadlineForTwo(callsMs: number): number {
  return 2 * (HOST_START_MS + callsMs) + BETWEEN_MS;
}

export interface Deadline {
  /** Aborts when the time is up. */
  readonly signal: AbortSignal;
  leftMs(): number;
  /** Releases it: its signal no longer aborts. */
  [Symbol.dispose](): void;
}

export function deadlineAfter(clock: Clock, ms: number): Deadline {
  const upAt = clock.workMs() + ms;
  const [expired, released] = [new AbortController(), new AbortController()];
  const leftMs = () => Math.max(0, upAt - clock.workMs());
  const watch = async (): Promise<void> => {
    while (!released.signal.aborted) {
      const left = leftMs();
      if (left === 0) return expired.abort();
      // Again where the process was paused meanwhile: less of its working time has passed.
      await clock.sleep(left, released.signal);
    }
  };
  void watch();
  return { signal: expired.signal, leftMs, [Symbol.dispose]: () => released.abort() };
}

/** Rejects when the deadline has passed, but gives a step that does not react to its signal a moment, so that it does not run beside its rollback. */
export async function withDeadline<T>(clock: Clock, work: Promise<T>, deadline: AbortSignal): Promise<T> {
  const done = new AbortController();
  const timeOut = async (): Promise<never> => {
    if (!deadline.aborted)
      await new Promise<void>((resolve) => {
        deadline.addEventListener('abort', () => resolve(), { once: true, signal: done.signal });
      });
    await clock.sleep(UNRESPONSIVE_STEP_MS, done.signal);
    throw new AppError('STEP_TIMED_OUT');
  };
  const timedOut = timeOut();
  timedOut.catch(() => undefined);
  try {
    return await Promise.race([work, timedOut]);
  } catch (error) {
    throw deadline.aborted ? new AppError('STEP_TIMED_OUT', { cause: error }) : error;
  } finally {
    done.abort();
  }
}
