/** Steps of an installation that copy the program and start its service. */
import { existsSync, lstatSync, mkdirSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '../../errors/errors.js';
import type { HostSystem, Registration } from './host-system.js';
import type { Step, Tell } from './plan.js';
import { copyProgram, readProgram } from './program-files.js';
import { removePrograms } from './programs-folder.js';
import { isWellNow, untilReady } from './until-ready.js';

/**
 * Copying the program to its place; the rollback leaves nothing that wasn't there. `source` is the unpacked program, `place` its own folder
 * below that of all programs.
 */
export function copyStep(source: string, place: string): Step {
  const wasThere = existsSync(place);
  const wereFolders = existsSync(dirname(place));
  return {
    title: `Copy the program to ${place}`,
    work() {
      mkdirSync(dirname(place), { recursive: true });
      if (isOneFolder(place, source)) readProgram(place);
      else {
        takeAway(place);
        copyProgram(source, place);
      }
    },
    undo() {
      if (wasThere) return;
      rmSync(place, { recursive: true, force: true });
      if (!wereFolders) removePrograms(dirname(place), [], () => undefined);
    },
  };
}

/** As the system spells both: Windows takes any case and its short names. A link that leads there is another's, who may lead it elsewhere. */
function isOneFolder(place: string, source: string): boolean {
  const there = lstatSync(place, { throwIfNoEntry: false });
  return there?.isDirectory() === true && realpathSync.native(place) === realpathSync.native(source);
}

/** Anyone who laid it there may have laid more beside what its list names, and may have it open: none of it is believed. What is left of it ends with .new, which the next try takes away. */
function takeAway(place: string): void {
  if (!lstatSync(place, { throwIfNoEntry: false })) return;
  const beside = `${place}.new`;
  rmSync(beside, { recursive: true, force: true });
  try {
    renameSync(place, beside);
  } catch (cause) {
    throw new AppError('FILE_NOT_WRITTEN', {
      message: `${place}, an earlier copy of this program, can't be moved away to be replaced.`,
      remedy: 'Close programs and prompts that use it, then run this again.',
      cause,
    });
  }
  rmSync(beside, { recursive: true });
}

const DATABASE_AWAY =
  "The server runs, but the venue's database can't be reached: clerks can't sign in until it responds. If it is running, run \"venue-control doctor\".";

export interface StartParts {
  readonly host: HostSystem;
  now(): Date;
  /** How long a server may take to answer. */
  readonly readyMs: number;
}

/** Starting the service is waiting until its server answers, and stopping it is seeing how it was: the rollback of each is the other. */
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
