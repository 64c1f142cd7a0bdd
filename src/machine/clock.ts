import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../operations/ports/machine.js';

/** The machine's clock. Its sleep keeps no process alive. */
export const systemClock: Clock = {
  now: () => new Date(),
  async sleep(ms, signal) {
    if (signal?.aborted) return;
    await wait(ms, undefined, signal ? { signal, ref: false } : { ref: false }).catch(() => undefined);
  },
};
