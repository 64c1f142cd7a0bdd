/** A folder that no one but us and administrators reads, from before its first file. By modes; on Windows by an access list, which Windows' own icacls sets. */
import { chmodSync, lstatSync, mkdirSync, realpathSync, rmdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../../errors/errors.js';
import { inWritable, isThere } from './access.js';

export interface Closing {
  /** The account that we run as; undefined on Windows, where modes say nothing. */
  readonly account: number | undefined;
  /** Answers what icacls said, where it failed. */
  readonly icacls: (words: readonly string[]) => Promise<string | undefined>;
}

/**
 * SYSTEM, Administrators and the owner of what is made, by their numbers: names are in the machine's language. All rights, inherited by all
 * that is made below.
 */
const KEEPERS = ['S-1-5-18', 'S-1-5-32-544', 'S-1-3-4'].map((sid) => `*${sid}:(OI)(CI)F`);

/** Makes it, and what is missing above. Throws BAD_USER_INPUT where someone else may have it open, FILE_NOT_WRITTEN where its disk can't close it, what `inWritable` does. On Windows `keys` is in it then, also in what someone made a link of meanwhile. */
export async function makeClosedFolder(folder: string, { account, icacls }: Closing): Promise<void> {
  const wasThere = isThere(folder);
  // Its maker owns it, and may open it again at any time. Windows does not give the owner's SID here, so there it is refused in any case.
  if (wasThere && (account === undefined || isSomeoneElses(folder, account))) throw takenBySomeone(folder);
  inWritable(folder, () => {
    mkdirSync(dirname(folder), { recursive: true, mode: 0o700 });
    if (!wasThere) makeNew(folder);
    if (account !== undefined) chmodSync(folder, 0o700);
  });
  if (account === undefined) await closeByList(folder, icacls);
}

function isSomeoneElses(folder: string, account: number): boolean {
  const stats = lstatSync(folder);
  return stats.isSymbolicLink() || stats.uid !== account;
}

function makeNew(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw takenBySomeone(folder);
    throw error;
  }
}

async function closeByList(folder: string, icacls: Closing['icacls']): Promise<void> {
  const wrong = await icacls([folder, '/inheritance:r', '/grant:r', ...KEEPERS]);
  if (wrong === undefined) return requireNoLink(folder);
  rmdirSync(folder);
  throw new AppError('FILE_NOT_WRITTEN', {
    message: `The folder ${folder} can't be protected from other users of this machine: ${wrong}.`,
    remedy: 'Name a folder on a disk with access lists (NTFS). You can copy it from there.',
  });
}

/**
 * Anyone who opened the folder before its list was set may have made it a link since; one that has something in it no longer can be. What is put into it
 * says where that is: a link that comes and goes would be missed by asking what the folder is.
 */
function requireNoLink(folder: string): void {
  const first = join(folder, 'keys');
  mkdirSync(first, { recursive: true, mode: 0o700 });
  // Windows drops what a name ends with.
  const own = join(realpathSync.native(dirname(folder)), basename(folder).replace(/[. ]+$/, ''), 'keys');
  if (realpathSync.native(first).toLowerCase() === own.toLowerCase()) return;
  throw new AppError('BAD_USER_INPUT', {
    message: `${folder} was replaced by a link while its access was restricted. Only an empty folder, keys, was created at its target.`,
    remedy: 'Name a new folder, in a folder that only you can change.',
  });
}

function takenBySomeone(folder: string): AppError {
  return new AppError('BAD_USER_INPUT', {
    message: `The folder ${folder} already exists, and its creator could read its content.`,
    remedy: 'Name a new folder: it is created for your account only.',
  });
}
