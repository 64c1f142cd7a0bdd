/**
 * A program that others may change is theirs to run as us. Of one that came as an archive each file that its list names is looked at, the folders
 * that hold them, and those above, in which it could be exchanged; a developer's checkout is the developer's business. On Windows the access lists
 * say it: scripts/services/FolderAccess.ps1.
 */
import { lstatSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isPackaged, SUMS } from './installation/program-files.js';
import { isPrivateGroup } from './private-group.js';

const GROUP_WRITES = 0o020;
const EVERYBODY_WRITES = 0o002;
/** In such a folder nobody may move what is another's. */
const STICKY = 0o1000;

export interface ProgramTrust {
  /** False for a checkout: then nothing was looked at. */
  readonly isPackaged: boolean;
  /** What others may change, each with who: `/opt/x/main.js may be written by everybody`; and what can't be looked at, with why. */
  readonly touchable: readonly string[];
}

/** `account`: the one we run as; undefined on Windows, where modes say nothing. `isPrivate`: whether nobody but the owner is of that group. */
export function trustOfProgram(
  folder: string,
  account = process.geteuid?.(),
  isPrivate: (group: number, owner: number) => boolean = isPrivateGroup,
): ProgramTrust {
  if (!isPackaged(folder)) return { isPackaged: false, touchable: [] };
  if (account === undefined) return { isPackaged: true, touchable: [] };
  const look = (path: string, isAbove: boolean) => whoMayChange(path, { account, isAbove, isPrivate });
  return {
    isPackaged: true,
    touchable: [
      ...foldersAbove(folder).flatMap((path) => look(path, true)),
      ...pathsIn(folder).flatMap((path) => look(path, false)),
    ],
  };
}

/** The nearest first. */
export function foldersAbove(folder: string): readonly string[] {
  const parent = dirname(folder);
  return parent === folder ? [] : [parent, ...foldersAbove(parent)];
}

/** What else lies there was put by somebody who may, and is none of the program's. */
function pathsIn(folder: string): readonly string[] {
  const paths = new Set([folder, join(folder, SUMS)]);
  for (const name of namesIn(join(folder, SUMS)))
    for (let path = name; path !== '.' && path !== '/'; path = dirname(path)) paths.add(join(folder, path));
  return [...paths];
}

/** None of a list that can't be read, which is said of the list itself. */
function namesIn(sums: string): readonly string[] {
  try {
    return readFileSync(sums, 'utf8')
      .split('\n')
      .map((line) => line.slice(line.indexOf('  ') + 2))
      .filter((name) => name !== '' && !name.startsWith('/') && !name.split('/').includes('..'));
  } catch {
    return [];
  }
}

/** A sentence for each who is neither root, `account`, nor alone in that account's group; of a folder above what is looked at a sticky one counts as closed. */
export function whoMayChange(
  path: string,
  how: { account: number; isAbove: boolean; isPrivate: (group: number, owner: number) => boolean },
): readonly string[] {
  try {
    const stats = lstatSync(path);
    // A link is taken for what it is: an archive has none.
    const mode = stats.isSymbolicLink() ? 0o777 : stats.mode;
    const isSafe = how.isAbove && (mode & STICKY) !== 0;
    return [
      ...(stats.uid === 0 || stats.uid === how.account ? [] : [`${path} belongs to account ${stats.uid}`]),
      ...(isSafe
        ? []
        : writersOf(mode, () => how.isPrivate(stats.gid, stats.uid)).map(
            (who) => `${path} may be written by ${who}`,
          )),
    ];
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return [code === 'ENOENT' ? `${path} is missing` : `${path} can't be looked at (${code})`];
  }
}

function writersOf(mode: number, isOwnersAlone: () => boolean): readonly string[] {
  if ((mode & EVERYBODY_WRITES) !== 0) return ['everybody'];
  return (mode & GROUP_WRITES) !== 0 && !isOwnersAlone() ? ['its group'] : [];
}
