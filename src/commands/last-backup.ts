/** The note that "venue-control backup" leaves in the data folder. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Undefined: none was taken yet, or nobody can read when. */
export function lastBackupAt(dataFolder: string): Date | undefined {
  try {
    const at = new Date(JSON.parse(readFileSync(join(dataFolder, 'last-backup.json'), 'utf8')).takenAt);
    return Number.isNaN(at.getTime()) ? undefined : at;
  } catch {
    return undefined;
  }
}
