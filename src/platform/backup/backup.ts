/**
 * A backup is a data folder of its own: state, keys, identity, config.json and venue.json of one moment, which was opened as a server would open it
 * before anyone is informed that it is there. Anyone who has it has the keys.
 */
import { randomUUID } from 'node:crypto';
import { chmodSync, copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { KeptState } from '../../domain/ports/kept-state.js';
import { AppError } from '../../errors/errors.js';
import { inWritable, isThere, replaceFile } from '../data-folder/access.js';
import { type Closing, makeClosedFolder } from '../data-folder/closed-folder.js';
import { ANCHOR_FILE, STATE_FILE } from '../data-folder/identity.js';
import { BACKED_UP, type Backup, hashesIn, writeManifest } from './manifest.js';

/** In the data folder: when and where the newest one was made. */
export const BACKUP_NOTE = 'last-backup.json';

export type OpenState = (dataFolder: string) => Promise<KeptState>;

export interface BackupParts {
  readonly dataFolder: string;
  readonly openState: OpenState;
  /** Only to be read; throws where there is none. */
  readonly inspectState: OpenState;
  readonly version: string;
  /** How the folder of a new backup is closed. */
  readonly closing: Closing;
  now(): Date;
}

/** What the copy holds, counted in the copy. */
export interface Saved {
  readonly hasKeys: boolean;
  readonly operations: number;
  /** Undefined where no row is there. */
  readonly newestAuditRowAt: Date | undefined;
}

/** Also while the server runs. Throws where the folder holds something already, and where what was written can't be opened. */
export async function makeBackup(parts: BackupParts, folder: string): Promise<Backup & Saved> {
  const { dataFolder, openState, inspectState } = parts;
  if (isThere(folder) && readdirSync(folder).length > 0)
    throw new AppError('BAD_USER_INPUT', {
      message: `The folder ${folder} is not empty.`,
      remedy: 'Name a new folder. Each backup needs its own.',
    });
  const state = await inspectState(dataFolder);
  try {
    await makeClosedFolder(folder, parts.closing);
    await state.copyTo(join(folder, STATE_FILE));
  } finally {
    await state.close();
  }
  chmodSync(join(folder, STATE_FILE), 0o600);
  inWritable(folder, () =>
    copyFiles(
      dataFolder,
      folder,
      BACKED_UP.slice(1).filter((name) => name !== ANCHOR_FILE),
    ),
  );
  const copy = await openState(folder);
  const { head, ...counted } = await savedIn(copy).finally(() => copy.close());
  const files = hashesIn(folder);
  const saved = { ...counted, hasKeys: Object.keys(files).some((name) => name.startsWith('keys/')) };
  const backup = {
    id: randomUUID(),
    takenAt: parts.now().toISOString(),
    version: parts.version,
    head,
    files,
  };
  writeManifest(folder, backup);
  noteBackup(dataFolder, { id: backup.id, takenAt: backup.takenAt, folder, hasKeys: saved.hasKeys });
  return { ...backup, ...saved };
}

/** For doctor, which says how old the last one is. A disk that can't be written keeps no backup from being one. */
function noteBackup(dataFolder: string, note: object): void {
  try {
    replaceFile(join(dataFolder, BACKUP_NOTE), JSON.stringify(note));
  } catch {
    // Then doctor says that none was taken.
  }
}

async function savedIn({
  audit,
  operationCount,
}: KeptState): Promise<Omit<Saved, 'hasKeys'> & Pick<Backup, 'head'>> {
  const [newest] = await audit.list({}, 1, 'newest');
  return { head: await audit.head(), operations: await operationCount(), newestAuditRowAt: newest?.at };
}

export function copyFiles(from: string, to: string, names: readonly string[]): void {
  for (const name of names) {
    if (!isThere(join(from, name))) continue;
    mkdirSync(dirname(join(to, name)), { recursive: true, mode: 0o700 });
    copyFileSync(join(from, name), join(to, name));
    chmodSync(join(to, name), 0o600);
  }
}
