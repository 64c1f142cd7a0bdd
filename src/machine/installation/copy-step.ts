/** Copying the program to its place; the way back leaves nothing that wasn't there. */
import { existsSync, lstatSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { HostSystem } from './host-system.js';
import type { Step } from './plan.js';
import { copyProgram, openFolder, readProgram } from './program-files.js';
import { removePrograms } from './programs-folder.js';

export interface CopyParts {
  readonly host: Pick<HostSystem, 'pathOf'>;
  /** The unpacked program. */
  readonly source: string;
}

/** `to` is its own folder below that of all programs. */
export function copyStep({ host, source }: CopyParts, to: string): Step {
  const place = host.pathOf(to);
  const wasThere = existsSync(place);
  const wereFolders = existsSync(dirname(place));
  return {
    title: `Copy the program to ${to}`,
    work() {
      openFolder(dirname(place));
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

/** A link that leads there is another's, who may lead it elsewhere. */
function isOneFolder(place: string, source: string): boolean {
  const there = lstatSync(place, { throwIfNoEntry: false });
  return there?.isDirectory() === true && realpathSync(place) === realpathSync(source);
}

/** Whoever laid it there may have laid more beside what its list names, and may have it open: none of it is believed. What is left of it ends with .new, which the next try takes away. */
function takeAway(place: string): void {
  if (!lstatSync(place, { throwIfNoEntry: false })) return;
  const beside = `${place}.new`;
  rmSync(beside, { recursive: true, force: true });
  renameSync(place, beside);
  rmSync(beside, { recursive: true });
}
