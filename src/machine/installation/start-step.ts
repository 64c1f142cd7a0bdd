/** Starting the service is waiting until its server answers; the way back is to end it, and to put back what it changed. */
import type { HostSystem, Registration } from './host-system.js';
import type { Step, Tell } from './plan.js';
import { untilReady } from './until-ready.js';

export interface StartParts {
  readonly host: HostSystem;
  now(): Date;
  /** How long a server may take to answer. */
  readonly readyMs: number;
}

export function startStep(
  { host, now, readyMs }: StartParts,
  { data }: Registration,
  putBack?: (note: Tell) => Promise<void>,
): Step {
  return {
    title: `Start ${host.service} and wait until it answers`,
    async work() {
      const since = now();
      await host.start();
      await untilReady(data, { since, limitMs: readyMs, host });
    },
    async undo(note) {
      await host.stop();
      await putBack?.(note);
    },
  };
}
