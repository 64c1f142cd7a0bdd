/** Deadlines by the working time of this process, so that a machine that slept ends no healthy work. */
import { AppError } from '../../../errors/errors.js';
import type { Clock } from '../../ports/machine.js';

/** How often a deadline is checked. */
const POLL_MS = 1000;
/** How long a step that has passed its deadline may take to end. */
const UNRESPONSIVE_STEP_MS = 3000;

export interface Deadline {
  /** Aborts when the time is up. */
  readonly signal: AbortSignal;
  leftMs(): number;
  /** Releases it: it will not ring. */
  [Symbol.dispose](): void;
}

export function deadlineAfter(clock: Clock, ms: number): Deadline {
  const upAt = clock.workMs() + ms;
  const [bell, letGo] = [new AbortController(), new AbortController()];
  const leftMs = () => Math.max(0, upAt - clock.workMs());
  const watch = async (): Promise<void> => {
    while (!letGo.signal.aborted) {
      const left = leftMs();
      if (left === 0) return bell.abort();
      await clock.sleep(Math.min(left, POLL_MS), letGo.signal);
    }
  };
  void watch();
  return { signal: bell.signal, leftMs, [Symbol.dispose]: () => letGo.abort() };
}

/** The step's signal has asked it to end; one that doesn't listen is waited for a little, so that the rollback doesn't meet it. */
export async function withDeadline<T>(clock: Clock, work: Promise<T>, deadline: AbortSignal): Promise<T> {
  const done = new AbortController();
  const bell = async (): Promise<never> => {
    if (!deadline.aborted)
      await new Promise<void>((resolve) => {
        deadline.addEventListener('abort', () => resolve(), { once: true, signal: done.signal });
      });
    await clock.sleep(UNRESPONSIVE_STEP_MS, done.signal);
    throw new AppError('STEP_TIMED_OUT');
  };
  const ringing = bell();
  ringing.catch(() => undefined);
  try {
    return await Promise.race([work, ringing]);
  } catch (error) {
    throw deadline.aborted ? new AppError('STEP_TIMED_OUT', { cause: error }) : error;
  } finally {
    done.abort();
  }
}
