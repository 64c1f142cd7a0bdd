/**
 * The data folder is for the control plane's account alone: a reader of `venue.sqlite` could hold a lock on it, and the keys sign everything.
 * What is made later is private too, by the umask that `main.ts` begins with.
 */
import { chmodSync, lstatSync, readdirSync, type Stats } from 'node:fs';
import { basename, join } from 'node:path';
import { AppError } from '../errors.js';
import { isHeldInPlace } from './out-of-reach.js';
import { shellWord } from './shell-word.js';
import { inWritable } from './writable-folder.js';

/** Of group and others. */
const OTHERS = 0o077;

/** Of the control plane: its number, and its name where that is known. */
export interface OwnAccount {
  readonly uid: number;
  readonly name: string;
}

/**
 * Takes group's and others' rights off everything in the folder. Refuses what belongs to another account, which would keep them whatever we
 * do. A folder that isn't there yet is made private by whoever makes it; on Windows the ACL of the installation decides.
 */
export function keepPrivate(dataFolder: string, account = process.geteuid?.()): void {
  if (account === undefined) return;
  const how = { dataFolder, account: { uid: account, name: `${account}` } };
  inWritable(dataFolder, () =>
    walk(dataFolder, GONE, (path, stats) => {
      requireOwner(path, stats, how);
      if ((stats.mode & OTHERS) !== 0) unless(GONE, () => chmodSync(path, stats.mode & 0o7777 & ~OTHERS));
    }),
  );
}

/** Refuses what `keepPrivate` does for that account, and changes nothing: for whoever is about to stop what runs there. */
export function requireOwn(dataFolder: string, account: OwnAccount): void {
  inWritable(dataFolder, () =>
    walk(dataFolder, UNSEEN, (path, stats) => requireOwner(path, stats, { dataFolder, account })),
  );
}

type Codes = readonly string[];
/** Services and hosts of an earlier life may still be at work in the folder. */
const GONE: Codes = ['ENOENT'];
/** A server that takes root for nobody shows its account more than us. */
const UNSEEN: Codes = [...GONE, 'EACCES', 'EPERM'];

/** Everything in it, across mounts, a folder before what it holds. The rights of a link say nothing, and what it leads to is somebody else's business. */
function walk(path: string, passed: Codes, visit: (path: string, stats: Stats) => void): void {
  const stats = unless(passed, () => lstatSync(path));
  if (!stats || stats.isSymbolicLink()) return;
  if (isOfDisk(path, stats)) return;
  visit(path, stats);
  if (!stats.isDirectory()) return;
  for (const name of unless(passed, () => readdirSync(path)) ?? []) walk(join(path, name), passed, visit);
}

/** What a disk of its own keeps in its root, for root alone, which may read everything anyway: e2fsck makes it again. */
function isOfDisk(path: string, stats: Stats): boolean {
  const isClosed = stats.uid === 0 && (stats.mode & OTHERS) === 0;
  return basename(path) === 'lost+found' && stats.isDirectory() && isClosed;
}

function unless<T>(passed: Codes, work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (passed.includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

interface Whose {
  readonly dataFolder: string;
  readonly account: OwnAccount;
}

function requireOwner(path: string, { uid }: Stats, whose: Whose): void {
  if (uid === whose.account.uid) return;
  throw new AppError('FILE_NOT_WRITTEN', {
    message: `${path} belongs to another account (${uid}), who could read it or hold a lock on it: no server starts with it.`,
    remedy: remedyFor(path, whose),
  });
}

function remedyFor(path: string, { dataFolder, account }: Whose): string {
  const away =
    path === dataFolder
      ? 'set VENUE_CONTROL_DATA to a folder of its own'
      : 'have it out of the data folder, by mv, or by umount where a disk is mounted there';
  // By the data folder: what is in it the account itself could exchange for a link to something of root's.
  if (!isHeldInPlace(dataFolder))
    return `Others than root may change a folder above it, and lead a command of root's elsewhere, so ${away}.`;
  return `Give what is there to the control plane's account, as root: chown -R -h ${account.name} ${shellWord(dataFolder)}. Or ${away}.`;
}
