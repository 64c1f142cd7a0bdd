/** Whether a data folder is a rehearsal's or a real venue's: identity.json says so from its first start on. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Environment = 'rehearsal' | 'production';

/** What only a rehearsal leaves in a data folder. */
const REHEARSAL_FILES = ['rehearsal', 'venue.sqlite'];

/**
 * Undefined where no identity can be read: the folder is new, or opening its state says what is wrong. A folder of an older version is decided
 * by a rehearsal's files in it.
 */
export function recordedEnvironment(dataFolder: string): Environment | undefined {
  try {
    const { environment } = JSON.parse(readFileSync(join(dataFolder, 'identity.json'), 'utf8'));
    return environment ?? (hasRehearsal(dataFolder) ? 'rehearsal' : 'production');
  } catch {
    return undefined;
  }
}

export function hasRehearsal(dataFolder: string): boolean {
  return REHEARSAL_FILES.some((name) => existsSync(join(dataFolder, name)));
}
