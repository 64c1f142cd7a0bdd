import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.js';

/** Of the program, from its package.json. */
export function versionOf({ projectFolder }: Pick<Config, 'projectFolder'>): string {
  const { version } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}
