/** Whether the data folder can be read and written; failures name a remedy. */
import { accessSync, constants, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { AppError } from '../../errors/errors.js';

const REMEDIES: Readonly<Record<string, readonly [what: string, remedy: string]>> = {
  ENOSPC: ['its disk is full', 'Free space on that disk, then try again.'],
  EDQUOT: [
    'its quota is used up',
    "Free space within the quota of the control plane's account, then try again.",
  ],
  ENOENT: ['it does not exist', 'Check VENUE_CONTROL_DATA, and that the disk of that folder is mounted.'],
  EROFS: [
    'its disk is read-only',
    'Make that disk writable, or set VENUE_CONTROL_DATA to a folder elsewhere.',
  ],
  EACCES: [
    "the control plane's account has no write permission",
    "Give the control plane's account write permission.",
  ],
  EPERM: [
    "the control plane's account has no write permission",
    "Give the control plane's account write permission.",
  ],
  EIO: [
    'its disk does not work',
    "Check the disk's health. If necessary, restore the newest backup on another disk.",
  ],
};

/**
 * What a folder can't take, in words with a remedy: for anyone who starts the server at a full or read-only disk. Does the work; what the disk
 * says no to is STATE_DATABASE_UNAVAILABLE with what and why.
 */
export function inWritable<T>(folder: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const known = REMEDIES[(error as NodeJS.ErrnoException).code ?? ''];
    if (!known) throw error;
    const [what, remedy] = known;
    const message = `The data folder ${folder} can't be written: ${what}.`;
    throw new AppError('STATE_DATABASE_UNAVAILABLE', { message, remedy, cause: error });
  }
}

/** Throws as `inWritable` does, by what the system says of the folder: nothing is written to find out. */
export function requireWritable(folder: string): void {
  inWritable(folder, () => accessSync(folder, constants.W_OK));
}

/** False only for what isn't there. Throws, with what to do, where that can't be known: what can't be seen must not count as missing. */
export function isThere(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new Error(
      `Whether ${path} exists can't be read (${code}). Give the server's account read permission on its folder.`,
      { cause },
    );
  }
}

/** What an account may still write to the disk of this folder. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** Whole or not at all. */
export function replaceFile(file: string, text: string): void {
  const beside = `${file}.${process.pid}.new`;
  try {
    writeFileSync(beside, text, { mode: 0o600, flush: true });
    renameSync(beside, file);
  } finally {
    rmSync(beside, { force: true });
  }
}
