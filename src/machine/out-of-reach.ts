/** What lies in a closed folder may itself be open: nobody else gets to it. As far as modes say; who has it open already no mode tells. */
import { lstatSync, realpathSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';
import { mountPoints } from './mount-points.js';
import { isPrivateGroup } from './private-group.js';
import { foldersAbove, whoMayChange } from './trusted-program.js';

/** Of group and others. Also of a private group: with an access list these are the most that anybody on it has. */
const OTHERS_PASS = 0o011;

export interface Reach {
  readonly dataFolder: string;
  /** Whose it is, beside root. */
  readonly account: number;
}

/** For tests: no disk is mounted there, and nothing is another account's. */
export interface Looks {
  readonly look?: (path: string) => Pick<Stats, 'uid' | 'mode'>;
  readonly mounts?: () => readonly string[];
}

/** A sentence for each who may put another folder in the place of one in `folder`, which is a real path, or exchange one above; none where the data folder lets nobody else get there. */
export function whoMayExchange(folder: string, { dataFolder, account }: Reach): readonly string[] {
  if (isOutOfReach(folder, { dataFolder, account })) return [];
  return [folder, ...foldersAbove(folder)].flatMap((path) => changersOf(path, account));
}

/** Whether the data folder, or a folder between, lets nobody else through. */
export function isOutOfReach(
  folder: string,
  { dataFolder, account }: Reach,
  { look = lstatSync, mounts = mountPoints }: Looks = {},
): boolean {
  try {
    const real = realpathSync(dataFolder);
    if (!isBelow(folder, real)) return false;
    const between = pathsBetween(real, folder);
    // What is mounted may be reached from elsewhere too. No device number tells: a folder that is bound there has its own disk's.
    const mounted = mounts();
    if ([...between, folder].some((path) => mounted.includes(path))) return false;
    look(folder);
    for (const path of between) {
      const stats = look(path);
      if ([0, account].includes(stats.uid) && (stats.mode & OTHERS_PASS) === 0) return true;
      if (changersOf(path, account).length > 0) return false;
    }
  } catch {
    // What can't be looked at counts as reached.
  }
  return false;
}

function changersOf(path: string, account: number): readonly string[] {
  return whoMayChange(path, { account, isPrivate: isPrivateGroup, isAbove: true });
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
