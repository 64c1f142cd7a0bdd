/** mssql over the driver that a login needs. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import sql from 'mssql';
import { DatabaseError } from '../database-error.js';
import type { MssqlLogin } from './settings.js';

export type Client = Pick<typeof sql, 'ConnectionPool' | 'Request' | 'Transaction'>;

/** tedious, which comes with mssql and speaks SQL logins and NTLM; only an account of Windows itself needs the native driver. */
export async function clientFor(login: MssqlLogin): Promise<Client> {
  if (login.kind !== 'windows') return sql;
  // Node would look in each folder above as well, and of Windows any user may make a C:\node_modules.
  const driver = join(login.packages, 'msnodesqlv8');
  if (!existsSync(driver)) throw new NoNativeDriver(new Error(`There is no folder ${driver}.`));
  try {
    return ((await import('mssql/msnodesqlv8.js')) as { default: Client }).default;
  } catch (cause) {
    throw new NoNativeDriver(cause);
  }
}

export class NoNativeDriver extends DatabaseError {
  constructor(cause: unknown) {
    super('GONE', 'Authentication "windows" needs the package msnodesqlv8, which is not installed here.', {
      cause,
    });
  }
}
