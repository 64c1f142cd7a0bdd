import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What the files say now, by names, sizes and times only: a few milliseconds. A file that isn't there counts as that. */
export function digestOf(project, files) {
  const hash = createHash('sha256');
  for (const file of files) {
    const found = statSync(join(project, file), { throwIfNoEntry: false });
    hash.update(`${file} ${found?.size} ${found?.mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/** What the last build was made from; undefined: there was none. */
export function readStamp(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

export function writeStamp(path, digest) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, digest);
}

/** Every file below, with its path from the folder, in order; none for a folder that isn't there. */
export function filesBelow(folder, prefix = '') {
  if (!existsSync(folder)) return [];
  const found = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const name = join(prefix, entry.name);
    if (entry.isDirectory()) found.push(...filesBelow(join(folder, entry.name), name));
    else found.push(name);
  }
  return found.sort();
}
