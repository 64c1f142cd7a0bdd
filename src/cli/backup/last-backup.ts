/** The note that "venue-control backup" leaves in the data folder. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../errors/errors.js';

/** Undefined: none was taken yet. Throws STATE_LOST where the note can't be read. */
export function lastBackupAt(dataFolder: string): Date | undefined {
  const file = join(dataFolder, 'last-backup.json');
  if (!existsSync(file)) return undefined;
  try {
    const at = new Date(JSON.parse(readFileSync(file, 'utf8')).takenAt);
    if (!Number.isNaN(at.getTime())) return at;
  } catch {
    // The same as no time in it.
  }
  throw new AppError('STATE_LOST', {
    message: `${file} does not contain the time of the last backup.`,
    remedy: 'Run "venue-control backup FOLDER", with a folder on another disk. It replaces the file.',
  });
}
