/** The state that a data folder keeps in files: whether it is there to back up, and whether somebody has changed it. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BACKED_UP } from '../backup-manifest.js';
import { STATE_FILE } from '../identity.js';

/** All that a restore would replace, and what SQLite hasn't put into its file yet. */
const FILES = [...BACKED_UP, `${STATE_FILE}-wal`];

/** False where config.json names a database for it (`sql.stateDatabase`), whatever older file lies there, and where there is no file. */
export function isStateInFile(data: string): boolean {
  return existsSync(join(data, STATE_FILE)) && !namesDatabase(join(data, 'config.json'));
}

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

/** One that is no JSON no server starts with: nothing runs then that could have state elsewhere. */
function namesDatabase(file: string): boolean {
  if (!existsSync(file)) return false;
  try {
    const { sql } = JSON.parse(readFileSync(file, 'utf8').replace(/^\ufeff/, '')) as {
      sql?: { stateDatabase?: unknown };
    };
    return sql?.stateDatabase !== undefined;
  } catch {
    return false;
  }
}
