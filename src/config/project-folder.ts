import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The nearest folder at or above `folder` that has a package.json: a compiled file and a bundled one lie at different depths. */
export function projectFolderOf(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const above = dirname(folder);
  if (above === folder) throw new Error('The program is not in its project: no package.json above it.');
  return projectFolderOf(above);
}
