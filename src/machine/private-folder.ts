/**
 * The data folder is for the control plane's account alone: a reader of `venue.sqlite` could hold a lock on it, and the keys sign everything.
 * What is made later is private too, by the umask that `main.ts` begins with.
 */
import { chmodSync, lstatSync, readdirSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../errors.js';
import { inWritable } from './writable-folder.js';

/** Of group and others. */
const OTHERS = 0o077;

/**
 * Takes group's and others' rights off everything in the folder. Refuses what belongs to another account, which would keep them whatever we
 * do. A folder that isn't there yet is made private by whoever makes it; on Windows the ACL of the installation decides.
 */
export function keepPrivate(dataFolder: string, account = process.geteuid?.()): void {
  if (account === undefined) return;
  inWritable(dataFolder, () => mend(dataFolder, account));
}

function mend(path: string, account: number): void {
  const stats = lookAt(path);
  // The rights of a link say nothing, and what it leads to is somebody else's business.
  if (!stats || stats.isSymbolicLink()) return;
  if (stats.uid !== account) throw foreign(path, stats.uid, account);
  if ((stats.mode & OTHERS) !== 0) unlessGone(() => chmodSync(path, stats.mode & 0o7777 & ~OTHERS));
  if (!stats.isDirectory()) return;
  for (const name of unlessGone(() => readdirSync(path)) ?? []) mend(join(path, name), account);
}

function lookAt(path: string): Stats | undefined {
  return unlessGone(() => lstatSync(path));
}

/** Services and hosts of an earlier life may still be at work in the folder. */
function unlessGone<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function foreign(path: string, owner: number, account: number): AppError {
  return new AppError('FILE_NOT_WRITTEN', {
    message: `${path} belongs to another account (${owner}), who could read it or hold a lock on it.`,
    remedy: `Give the whole data folder to the control plane's account: chown -R ${account} on it, as root. Or set VENUE_CONTROL_DATA to a folder of its own.`,
  });
}
