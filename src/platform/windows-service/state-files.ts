/** Whether someone has changed the state of a data folder. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BACKED_UP } from '../backup/manifest.js';
import { STATE_FILE } from '../data-folder/identity.js';

/** All that a restore would replace, and what SQLite hasn't put into its file yet. */
const FILES = [...BACKED_UP, `${STATE_FILE}-wal`];

/** Different as soon as a byte of them is. An empty log of SQLite's says as little as none. */
export function fingerprintOf(data: string): string {
  const hash = createHash('sha256');
  for (const name of FILES) {
    const file = join(data, name);
    const bytes = existsSync(file) ? readFileSync(file) : Buffer.of();
    hash.update(`${name} ${bytes.length}\n`).update(bytes);
  }
  return hash.digest('hex');
}
