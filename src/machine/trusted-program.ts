/**
 * A program that others may change is theirs to run as us. Of one that came as an archive each file is looked at, and the folders above it, in
 * which it could be exchanged; a developer's checkout is the developer's business. On Windows the access lists say it: scripts/services/FolderAccess.ps1.
 */
import { lstatSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isPackaged } from './installation/program-files.js';

/** By group and by everybody. */
const OTHERS_WRITE = 0o022;
/** In such a folder nobody may move what is another's. */
const STICKY = 0o1000;

export interface ProgramTrust {
  /** False for a checkout: then nothing was looked at. */
  readonly isPackaged: boolean;
  /** What others may change, each with who: `/opt/x/main.js may be written by everybody`. */
  readonly touchable: readonly string[];
}

/** `account`: the one we run as; undefined on Windows, where modes say nothing. */
export function trustOfProgram(folder: string, account = process.geteuid?.()): ProgramTrust {
  if (!isPackaged(folder)) return { isPackaged: false, touchable: [] };
  if (account === undefined) return { isPackaged: true, touchable: [] };
  return { isPackaged: true, touchable: [...above(folder, account), ...within(folder, account)] };
}

function* within(path: string, account: number): Generator<string> {
  const { mode, uid, isDirectory } = lookAt(path);
  yield* wrongWith(path, mode, uid, account);
  if (isDirectory) for (const name of readdirSync(path)) yield* within(join(path, name), account);
}

function* above(folder: string, account: number): Generator<string> {
  const parent = dirname(folder);
  if (parent === folder) return;
  const { mode, uid } = lookAt(parent);
  yield* wrongWith(parent, (mode & STICKY) === 0 ? mode : 0, uid, account);
  yield* above(parent, account);
}

function* wrongWith(path: string, mode: number, uid: number, account: number): Generator<string> {
  if (uid !== 0 && uid !== account) yield `${path} belongs to account ${uid}`;
  if ((mode & OTHERS_WRITE) !== 0)
    yield `${path} may be written by ${(mode & 0o002) === 0 ? 'its group' : 'everybody'}`;
}

/** A link is taken for what it is: an archive has none. */
function lookAt(path: string) {
  const stats = lstatSync(path);
  return {
    mode: stats.isSymbolicLink() ? 0o777 : stats.mode,
    uid: stats.uid,
    isDirectory: stats.isDirectory(),
  };
}
