/** What lies in a closed folder may itself be open: nobody else gets to it. As far as modes say; who has it open already no mode tells. */
import { lstatSync, realpathSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';
import { isPrivateGroup } from './private-group.js';
import { whoMayChange } from './trusted-program.js';

/** Of group and others. Also of a private group: with an access list these are the most that anybody on it has. */
const OTHERS_PASS = 0o011;

export interface Reach {
  readonly dataFolder: string;
  /** Whose it is, beside root. */
  readonly account: number;
}

/** A sentence for each who may put another folder in the place of one in `folder`, which is a real path; none where the data folder lets nobody else get there. */
export function whoMayExchange(folder: string, { dataFolder, account }: Reach): readonly string[] {
  if (isOutOfReach(folder, { dataFolder, account })) return [];
  return whoMayChange(folder, { account, isPrivate: isPrivateGroup, isAbove: true });
}

/** Whether the data folder, or a folder between, lets nobody else through. `look` is for tests: no disk is mounted there. */
export function isOutOfReach(
  folder: string,
  { dataFolder, account }: Reach,
  look: (path: string) => Pick<Stats, 'uid' | 'mode' | 'dev'> = lstatSync,
): boolean {
  try {
    const real = realpathSync(dataFolder);
    if (!isBelow(folder, real)) return false;
    const { dev } = look(folder);
    for (const path of pathsBetween(real, folder)) {
      const stats = look(path);
      // Another disk, such as a share, is reached from elsewhere too.
      if (stats.dev !== dev) return false;
      if ([0, account].includes(stats.uid) && (stats.mode & OTHERS_PASS) === 0) return true;
      if (whoMayChange(path, { account, isPrivate: isPrivateGroup, isAbove: true }).length > 0) return false;
    }
  } catch {
    // What can't be looked at counts as reached.
  }
  return false;
}

/** Both as the system spells them: real paths. */
export function isBelow(path: string, folder: string): boolean {
  return path !== folder && path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** From the data folder down to the one that the folder is in. */
function pathsBetween(top: string, folder: string): readonly string[] {
  const above = dirname(folder);
  return above === top ? [top] : [...pathsBetween(top, above), above];
}
