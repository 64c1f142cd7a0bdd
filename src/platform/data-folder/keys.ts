/** HMAC keys in files beside the databases, never in them: one 0600 file a purpose, in a 0700 folder. */
import { createHmac, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Keys } from '../../domain/ports/machine.js';
import { isThere } from './access.js';
import { isFirstStart, stateLost } from './identity.js';

/** In the folder `keys`. */
const FILES = { code: 'code.key', pin: 'pin-pepper.key', audit: 'audit.key' } as const;
export const KEY_FILES = Object.values(FILES);
const KEY_BYTES = 32;

/**
 * Makes the keys at a first start; later one that isn't there, or isn't whole, is refused by name, as a new one would void what it signed:
 * everyone's PIN, and every row of the audit.
 */
export function openKeys(dataFolder: string): Keys {
  const folder = join(dataFolder, 'keys');
  const readOrMake = isFirstStart(dataFolder) ? makeOnce : readKey;
  if (isFirstStart(dataFolder)) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const keys = {
    code: readOrMake(join(folder, FILES.code)),
    pin: readOrMake(join(folder, FILES.pin)),
    audit: readOrMake(join(folder, FILES.audit)),
  };
  return { hmac: (purpose, value) => createHmac('sha256', keys[purpose]).update(value).digest('hex') };
}

/** Written beside and linked to its name: of two processes one wins, and no one reads half a key. */
function makeOnce(file: string): Buffer {
  const beside = `${file}.${process.pid}.new`;
  try {
    writeFileSync(beside, randomBytes(KEY_BYTES), { mode: 0o600, flush: true });
    linkSync(beside, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(beside, { force: true });
  }
  return readKey(file);
}

function readKey(file: string): Buffer {
  if (!isThere(file)) throw stateLost(`The key file ${file} is missing.`);
  const key = readFileSync(file);
  if (key.length !== KEY_BYTES) {
    throw stateLost(
      `The key file ${file} is damaged: expected ${KEY_BYTES} bytes, found ${key.length}. Restore it from a backup.`,
    );
  }
  return key;
}
