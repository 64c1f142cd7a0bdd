/** Starting the service is waiting until its server answers; the way back is to end it, and to put back what it changed. */
import type { HostSystem, Registration } from './host-system.js';
import type { Step, Tell } from './plan.js';
import { untilReady } from './until-ready.js';

const DATABASE_AWAY =
  'The server runs, but the venue\'s database can\'t be reached: nobody can sign in before it is back. If it is there, run "venue-control doctor".';

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
    async work(tell) {
      const since = now();
      await host.start();
      const { isDatabaseAway } = await untilReady(data, { since, limitMs: readyMs, host });
      if (isDatabaseAway) tell(DATABASE_AWAY);
    },
    async undo(note) {
      await host.stop();
      await putBack?.(note);
    },
  };
}
