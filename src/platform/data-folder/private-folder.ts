/**
 * The data folder is for the control plane's account alone: a reader of `venue.sqlite` could hold a lock on it, and the keys sign everything.
 * What is made later is private too, by the umask that `main.ts` begins with.
 */
import { chmodSync, lstatSync, readdirSync, type Stats } from 'node:fs';
import { basename, join } from 'node:path';
import { AppError } from '../../errors/errors.js';
import { inWritable } from './access.js';

/** Of group and others. */
const OTHERS = 0o077;

/**
 * Takes group's and others' rights off everything in the folder. Refuses what belongs to another account, which would keep them whatever we
 * do. A folder that isn't there yet is made private by anyone who makes it; on Windows the ACL of the installation decides.
 */
export function keepPrivate(dataFolder: string, account = process.geteuid?.()): void {
  if (account === undefined) return;
  inWritable(dataFolder, () =>
    walk(dataFolder, (path, stats) => {
      requireOwner(path, stats, account);
      if ((stats.mode & OTHERS) !== 0) unlessGone(() => chmodSync(path, stats.mode & 0o7777 & ~OTHERS));
    }),
  );
}

/** Everything in it, across mounts, a folder before what it holds. The rights of a link say nothing, and what it leads to is someone else's business. */
function walk(path: string, visit: (path: string, stats: Stats) => void): void {
  const stats = unlessGone(() => lstatSync(path));
  if (!stats || stats.isSymbolicLink()) return;
  if (isOfDisk(path, stats)) return;
  visit(path, stats);
  if (!stats.isDirectory()) return;
  for (const name of unlessGone(() => readdirSync(path)) ?? []) walk(join(path, name), visit);
}

/** What a disk of its own keeps in its root, for root alone, which may read everything anyway: e2fsck makes it again. */
function isOfDisk(path: string, stats: Stats): boolean {
  const isClosed = stats.uid === 0 && (stats.mode & OTHERS) === 0;
  return basename(path) === 'lost+found' && stats.isDirectory() && isClosed;
}

/** Services and hosts of an earlier server run may still be at work in the folder. */
function unlessGone<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function requireOwner(path: string, { uid }: Stats, account: number): void {
  if (uid === account) return;
  throw new AppError('FILE_NOT_WRITTEN', {
    message: `${path} belongs to another account (${uid}), which could read or lock it. The server does not start.`,
    remedy:
      'Move it out of the data folder, or set VENUE_CONTROL_DATA to a folder of the account that runs this.',
  });
}
