/** Copying the program to its place; the way back leaves nothing that wasn't there. */
import { existsSync, rmSync } from 'node:fs';
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
      // What an older try left is looked at as what was just unpacked is.
      if (wasThere) readProgram(place);
      else copyProgram(source, place);
    },
    undo() {
      if (wasThere) return;
      rmSync(place, { recursive: true, force: true });
      if (!wereFolders) removePrograms(dirname(place), [], () => undefined);
    },
  };
}
