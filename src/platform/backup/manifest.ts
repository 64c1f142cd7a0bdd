/** What a backup says of itself: `backup.json`, a list of its files with a SHA-256 each. Nothing is believed of the folder that isn't in the list. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditHead } from '../../domain/ports/audit-log.js';
import { AppError } from '../../errors/errors.js';
import { isThere } from '../data-folder/access.js';
import { ANCHOR_FILE, IDENTITY_FILE, STATE_FILE } from '../data-folder/identity.js';
import { KEY_FILES } from '../data-folder/keys.js';

export interface Backup {
  readonly id: string;
  readonly takenAt: string;
  /** Of the program that took it. */
  readonly version: string;
  readonly head: AuditHead;
  /** SHA-256 by file, with forward slashes. */
  readonly files: Readonly<Record<string, string>>;
}

export const MANIFEST = 'backup.json';
/** What a server can do without is in the second list. */
const NEEDED = [STATE_FILE, IDENTITY_FILE, ...KEY_FILES.map((name) => `keys/${name}`)];
export const BACKED_UP = [...NEEDED, ANCHOR_FILE, 'config.json', 'venue.json'];

/** Of those that may be in a backup and are in this folder. */
export function hashesIn(folder: string): Backup['files'] {
  const names = BACKED_UP.filter((name) => isThere(join(folder, name)));
  return Object.fromEntries(names.map((name) => [name, sha256(join(folder, name))]));
}

export function writeManifest(folder: string, backup: Backup): void {
  writeFileSync(join(folder, MANIFEST), `${JSON.stringify(backup, null, 2)}\n`, { mode: 0o600, flush: true });
}

/** BAD_USER_INPUT where there is none, or one that names what isn't a backup's; STATE_LOST where it lacks what a server needs. */
export function readManifest(folder: string): Backup {
  const backup = parsed(folder);
  const foreign = Object.keys(backup.files).find((name) => !BACKED_UP.includes(name));
  if (foreign !== undefined)
    throw new AppError('BAD_USER_INPUT', {
      message: `The backup in ${folder} lists ${foreign}, which this version can't restore.`,
      remedy: `Restore it with the version that took it (${backup.version}). Nothing was changed.`,
    });
  for (const name of NEEDED) if (!Object.hasOwn(backup.files, name)) throw torn(`The backup has no ${name}.`);
  return backup;
}

/** Whole, file by file, or STATE_LOST with the file's name. `folder` is where its files were copied to: what is used is what was checked. */
export function requireWhole(folder: string, backup: Backup): void {
  for (const [name, expected] of Object.entries(backup.files)) {
    const file = join(folder, name);
    if (!isThere(file)) throw torn(`The backup's ${name} is missing.`);
    if (sha256(file) !== expected) throw torn(`The backup's ${name} was changed after the backup was taken.`);
  }
}

function torn(message: string): AppError {
  return new AppError('STATE_LOST', {
    message,
    remedy: 'Copy the backup again from its origin, or restore another one. Nothing was changed.',
  });
}

function parsed(folder: string): Backup {
  try {
    const backup = JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8')) as Partial<Backup> | null;
    if (isBackup(backup)) return backup;
  } catch {
    // Said below: the folder is no backup, whatever is wrong with the file.
  }
  throw new AppError('BAD_USER_INPUT', {
    message: `There is no backup in ${folder}: its ${MANIFEST} can't be read.`,
    remedy: 'Name a folder that "venue-control backup" created.',
  });
}

/** Its words are said, and go into the audit: nothing else than what a backup writes there. */
function isBackup(backup: Partial<Backup> | null): backup is Backup {
  const { files, id, takenAt, version, head } = backup ?? {};
  return (
    typeof files === 'object' &&
    files !== null &&
    /^[\w-]{1,64}$/.test(String(id)) &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(String(takenAt)) &&
    /^[\w.+-]{1,64}$/.test(String(version)) &&
    Number.isSafeInteger(head?.sequence) &&
    /^[0-9a-f]{64}$/.test(String(head?.hash))
  );
}

function sha256(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

/** All that a restore would replace, and what SQLite hasn't put into its file yet. */
const FILES = [...BACKED_UP, `${STATE_FILE}-wal`];

/**
 * Whether someone has changed the state of a data folder. Different as soon as a byte of them is. An empty log of SQLite's says as little as
 * none.
 */
export function fingerprintOf(data: string): string {
  const hash = createHash('sha256');
  for (const name of FILES) {
    const file = join(data, name);
    const bytes = existsSync(file) ? readFileSync(file) : Buffer.of();
    hash.update(`${name} ${bytes.length}\n`).update(bytes);
  }
  return hash.digest('hex');
}
