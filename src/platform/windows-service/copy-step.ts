/** Copying the program to its place; the rollback leaves nothing that wasn't there. */
import { existsSync, lstatSync, mkdirSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '../../errors/errors.js';
import type { Step } from './plan.js';
import { copyProgram, readProgram } from './program-files.js';
import { removePrograms } from './programs-folder.js';

/** `source` is the unpacked program, `place` its own folder below that of all programs. */
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
