/**
 * A backup is a data folder of its own: state, keys, identity, config.json and venue.json of one moment, which was opened as a server would open it
 * before anybody is told that it is there. Whoever has it has the keys.
 */
import { createHash, randomUUID } from 'node:crypto';
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError } from '../errors.js';
import type { AuditHead } from '../operations/ports/audit-log.js';
import type { KeptState } from '../operations/ports/kept-state.js';
import { ANCHOR_FILE, IDENTITY_FILE, STATE_FILE, stateLost } from './identity.js';
import { isThere } from './is-there.js';
import { KEY_FILES } from './keys.js';
import { inWritable } from './writable-folder.js';

export interface Backup {
  readonly id: string;
  readonly takenAt: string;
  /** Of the program that took it. */
  readonly version: string;
  readonly head: AuditHead;
  /** SHA-256 by file, with forward slashes. */
  readonly files: Readonly<Record<string, string>>;
}

const MANIFEST = 'backup.json';
/** What a server can do without stands in the second list. */
const NEEDED = [STATE_FILE, IDENTITY_FILE, ...KEY_FILES.map((name) => `keys/${name}`)];
export const BACKED_UP = [...NEEDED, ANCHOR_FILE, 'config.json', 'venue.json'];

export type OpenState = (dataFolder: string) => Promise<KeptState>;

export interface BackupParts {
  readonly dataFolder: string;
  /** False: the state is in a server's database, and neither copied nor put back here. */
  readonly isInFile: boolean;
  readonly openState: OpenState;
  readonly version: string;
  now(): Date;
}

/** Also while the server runs. Throws where the folder holds something already, and where what was written can't be opened. */
export async function makeBackup(parts: BackupParts, folder: string): Promise<Backup> {
  const { dataFolder, openState } = parts;
  requireFile(parts);
  if (isThere(folder) && readdirSync(folder).length > 0)
    throw new AppError('BAD_USER_INPUT', {
      message: `The folder ${folder} is not empty.`,
      remedy: 'Name a folder that is not there yet; each backup has its own.',
    });
  const state = await openState(dataFolder);
  try {
    inWritable(folder, () => mkdirSync(join(folder, 'keys'), { recursive: true, mode: 0o700 }));
    await state.copyTo(join(folder, STATE_FILE));
  } finally {
    await state.close();
  }
  // An empty folder that was there may be open to others.
  chmodSync(folder, 0o700);
  chmodSync(join(folder, STATE_FILE), 0o600);
  inWritable(folder, () =>
    copyFiles(
      dataFolder,
      folder,
      BACKED_UP.slice(1).filter((name) => name !== ANCHOR_FILE),
    ),
  );
  const copy = await openState(folder);
  const head = await copy.audit.head().finally(() => copy.close());
  const files = Object.fromEntries(
    BACKED_UP.filter((name) => isThere(join(folder, name))).map((name) => [name, sha256(join(folder, name))]),
  );
  const backup = {
    id: randomUUID(),
    takenAt: parts.now().toISOString(),
    version: parts.version,
    head,
    files,
  };
  writeFileSync(join(folder, MANIFEST), `${JSON.stringify(backup, null, 2)}\n`, { mode: 0o600, flush: true });
  return backup;
}

/** Before anything is copied or put in place. */
export function requireFile({ isInFile }: BackupParts): void {
  if (isInFile) return;
  throw new AppError('BAD_USER_INPUT', {
    message:
      'The state is kept in SQL Server (stateDatabase), where this program makes no copy and puts none back.',
    remedy:
      "Have the DBA back up and restore that database. To each backup belong the data folder's keys folder, identity.json and config.json of the same moment.",
  });
}

/** Whole, file by file, or STATE_LOST with the file's name. */
export function readBackup(folder: string): Backup {
  let backup: Backup;
  try {
    backup = JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8')) as Backup;
  } catch {
    throw new AppError('BAD_USER_INPUT', {
      message: `There is no backup in ${folder}: its ${MANIFEST} can't be read.`,
      remedy: 'Name a folder that "venue-control backup" has made.',
    });
  }
  for (const name of NEEDED) if (!(name in backup.files)) throw stateLost(`The backup has no ${name}.`);
  for (const [name, expected] of Object.entries(backup.files)) {
    const file = join(folder, name);
    if (!isThere(file)) throw stateLost(`The backup's ${name} is missing.`);
    if (sha256(file) !== expected)
      throw stateLost(`The backup's ${name} is not what it was when it was taken.`);
  }
  return backup;
}

export function copyFiles(from: string, to: string, names: readonly string[]): void {
  for (const name of names) {
    if (!isThere(join(from, name))) continue;
    mkdirSync(dirname(join(to, name)), { recursive: true, mode: 0o700 });
    copyFileSync(join(from, name), join(to, name));
    chmodSync(join(to, name), 0o600);
  }
}

function sha256(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
