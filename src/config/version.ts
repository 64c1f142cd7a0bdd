import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config.js';

/** Of this build: `0.1.0+<commit>`; without the commit where it was built without git (bin/setup/bundle-program.mjs writes it). */
export function versionOf({ projectFolder }: Pick<Config, 'projectFolder'>): string {
  const { version } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  const commit = join(projectFolder, 'dist', 'bundle', 'commit');
  return existsSync(commit) ? `${version}+${readFileSync(commit, 'utf8').trim()}` : version;
}

/** Without the commit, in names of folders: `0.1.0`. */
export const releaseOf = (version: string): string => version.replace(/\+.*$/, '');
