/** Starting the service is waiting until its server answers, and stopping it is seeing how it was: the rollback of each is the other. */
import type { HostSystem, Registration } from './host-system.js';
import type { Step, Tell } from './plan.js';
import { isWellNow, untilReady } from './until-ready.js';

const DATABASE_AWAY =
  "The server runs, but the venue's database can't be reached: clerks can't sign in until it responds. If it is running, run \"venue-control doctor\".";

export interface StartParts {
  readonly host: HostSystem;
  now(): Date;
  /** How long a server may take to answer. */
  readonly readyMs: number;
}

export function startStep(
  { host, now, readyMs }: StartParts,
  { data }: Registration,
  { putBack, needsDatabase }: { putBack?: (note: Tell) => Promise<void>; needsDatabase?: () => boolean } = {},
): Step {
  return {
    title: `Start ${host.service} and wait until it answers`,
    async work(tell) {
      const since = now();
      await host.start();
      const { isDatabaseAway } = await untilReady(data, {
        since,
        limitMs: readyMs,
        host,
        needsDatabase: needsDatabase?.() ?? false,
      });
      if (isDatabaseAway) tell(DATABASE_AWAY);
    },
    async undo(note) {
      await host.stop();
      await putBack?.(note);
    },
  };
}

/** Writes down how it was, for what the next one is held to. */
export function stopStep(parts: StartParts, old: Registration, before: { isWell: boolean }): Step {
  const { host } = parts;
  return {
    title: `Stop ${host.service}; what runs is carried on after the next start`,
    async work() {
      before.isWell = await isWellNow(old.data);
      await host.stop();
    },
    undo: () => startStep(parts, old).work(() => undefined),
  };
}
