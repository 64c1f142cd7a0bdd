/** mssql over the driver that a login needs. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import sql from 'mssql';
import { DatabaseError } from '../database-error.js';
import type { MssqlLogin } from './settings.js';
import { NATIVE_DRIVER } from './verdicts.js';

export type Client = Pick<typeof sql, 'ConnectionPool' | 'Request'>;

/** tedious, which comes with mssql and speaks SQL logins and NTLM; only an account of Windows itself needs the native driver. */
export async function clientFor(login: MssqlLogin): Promise<Client> {
  if (login.kind !== 'windows') return sql;
  try {
    requireDriverOfOurs(login.packages);
    return ((await import('mssql/msnodesqlv8.js')) as { default: Client }).default;
  } catch (cause) {
    throw cause instanceof NoNativeDriver ? cause : new NoNativeDriver('It fails to load.', cause);
  }
}

/**
 * Node would look in each folder above as well, and of Windows any user may make a C:\node_modules: also for a package that is there and whose main
 * file isn't.
 */
function requireDriverOfOurs(packages: string): void {
  const driver = join(packages, 'msnodesqlv8');
  if (!existsSync(driver)) throw new NoNativeDriver(`The folder ${driver} does not exist.`);
  if (!mainFilesOf(driver).some((file) => statSync(file, { throwIfNoEntry: false })?.isFile()))
    throw new NoNativeDriver(`${driver} is incomplete: its main file is missing.`);
}

/** Where Node searches for it, in part: one that is in none of these is refused, rather than searched for elsewhere. */
function mainFilesOf(driver: string): readonly string[] {
  const manifest = join(driver, 'package.json');
  const { main = 'index.js' } = existsSync(manifest)
    ? (JSON.parse(readFileSync(manifest, 'utf8')) as { main?: string })
    : {};
  return ['', '.js', '/index.js'].map((end) => join(driver, `${main}${end}`));
}

export class NoNativeDriver extends DatabaseError {
  constructor(reason: string, cause?: unknown) {
    super('GONE', `${NATIVE_DRIVER.message} ${reason}`, { cause });
  }
}
