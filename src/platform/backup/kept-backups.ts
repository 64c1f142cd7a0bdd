/** The backups that a server makes automatically: each in a folder of its own below one that config.json names, the oldest deleted. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Backups, LastBackup } from '../../domain/ports/backups.js';
import { AppError } from '../../errors/errors.js';
import { inWritable } from '../data-folder/access.js';
import { readIdentity } from '../data-folder/identity.js';
import { BACKUP_NOTE, type BackupParts, makeBackup } from './backup.js';
import { MANIFEST } from './manifest.js';

export function backupsOf(parts: BackupParts): Backups {
  const { dataFolder } = parts;
  return {
    make: (folder) => makeBackup(parts, folder),
    last: () => readNote(dataFolder),
    isOnSameDisk: async (folder) => (await diskOf(folder)) === (await diskOf(dataFolder)),
    async makeIn(folder, keep) {
      inWritable(folder, () => mkdirSync(folder, { recursive: true, mode: 0o700 }));
      const own = ownPrefix(dataFolder);
      const isWhole = (name: string) => existsSync(join(folder, name, MANIFEST));
      // What a crash or a full disk left of an earlier attempt.
      for (const name of namesIn(folder, own).filter((each) => !isWhole(each))) drop(join(folder, name));
      const place = join(
        folder,
        `${own}${parts
          .now()
          .toISOString()
          .replaceAll(/[-:]|\.\d+/g, '')}`,
      );
      const { id, hasKeys } = await makeBackup(parts, place);
      const old = keep
        ? madeInTurn(namesIn(folder, own).filter(isWhole), basename(place)).slice(0, -keep)
        : [];
      for (const name of old) drop(join(folder, name));
      return { id, folder: place, hasKeys, deleted: old.length };
    },
  };
}

/** Several venues may share a folder. */
function ownPrefix(dataFolder: string): string {
  return `venue-control-${(readIdentity(dataFolder)?.id ?? 'unknown').slice(0, 8)}-`;
}

/** Oldest first. No link: it may lead elsewhere. */
function namesIn(folder: string, prefix: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name.startsWith(prefix))
    .map(({ name }) => name)
    .filter((name) => /^\d{8}T\d{6}Z$/.test(name.slice(prefix.length)))
    .sort();
}

/** Those dated after the newest were made before it, by a clock that was wrong. */
function madeInTurn(names: readonly string[], newest: string): readonly string[] {
  return [...names.filter((name) => name > newest), ...names.filter((name) => name <= newest)];
}

/** What can't be deleted now is deleted with the next one. */
function drop(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // Another program has it open, such as a scanner.
  }
}

/** Of the nearest folder that exists; undefined: there is none. */
async function diskOf(folder: string): Promise<number | undefined> {
  const stats = await stat(folder).catch(() => undefined);
  if (stats) return stats.dev;
  return dirname(folder) === folder ? undefined : diskOf(dirname(folder));
}

function readNote(dataFolder: string): LastBackup | undefined {
  const file = join(dataFolder, BACKUP_NOTE);
  if (!existsSync(file)) return undefined;
  try {
    const { takenAt, folder, hasKeys } = JSON.parse(readFileSync(file, 'utf8'));
    const at = new Date(takenAt);
    if (!Number.isNaN(at.getTime())) return { takenAt: at, folder, hasKeys };
  } catch {
    // The same as no time in it.
  }
  throw new AppError('STATE_LOST', {
    message: `${file} does not contain the time of the last backup.`,
    remedy: 'Run "venue-control backup FOLDER", with a folder on another disk. It replaces the file.',
  });
}
