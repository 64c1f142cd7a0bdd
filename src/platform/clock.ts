import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../domain/ports/machine.js';

/** How often it is checked whether this process was at work. */
const TICK_MS = 250;
/** No one heard from for so long, this process was stopped or the machine slept: that time is left out. */
const PAUSE_MS = 2000;

/** The machine's clock. Nothing of it keeps a process alive. */
export function createClock(): Clock {
  let worked = 0;
  let seenAt = performance.now();
  const workMs = (): number => {
    const now = performance.now();
    const gap = now - seenAt;
    seenAt = now;
    worked += gap > PAUSE_MS ? TICK_MS : gap;
    return worked;
  };
  setInterval(workMs, TICK_MS).unref();
  return {
    now: () => new Date(),
    workMs,
    upMs: () => performance.now(),
    async sleep(ms, signal) {
      if (signal?.aborted) return;
      await wait(ms, undefined, signal ? { signal, ref: false } : { ref: false }).catch(() => undefined);
    },
  };
}

export const systemClock: Clock = createClock();
