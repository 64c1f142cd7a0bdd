/** Which engine holds the venue's database. SQL Server's client is loaded when there is a server to ask, never before. */
import { readFileSync } from 'node:fs';
import { AppError } from '../errors/errors.js';
import type { Database } from './database.js';
import type { MssqlLogin, MssqlSettings } from './mssql/settings.js';
import { sqliteDatabase } from './sqlite/database.js';
import type { VenueTables } from './venue-schema/tables.js';

/** As config.json or VENUE_CONTROL_SQL names it. */
export interface SiteServer {
  readonly server: string;
  readonly port: number | undefined;
  readonly instance: string | undefined;
  readonly database: string;
  readonly authentication: MssqlLogin['kind'];
  readonly user: string | undefined;
  readonly domain: string | undefined;
  readonly secretFile: string;
  readonly encrypt: boolean;
  readonly trustServerCertificate: boolean;
  readonly certificateFile: string | undefined;
  readonly odbcDriver: string;
  readonly reads: number | undefined;
  readonly writes: number | undefined;
}

export interface SiteParts {
  /** Undefined: it is the rehearsal's, in SQLite. */
  readonly server: SiteServer | undefined;
  /** The rehearsal's; undefined at a real one. */
  readonly rehearsalFile: string | undefined;
  /** The program's own, where a site adds the driver of a login of Windows. */
  readonly packages: string;
  /** The password in a file; asked at each connection. */
  readSecret(file: string): string;
}

/** Throws VENUE_DATABASE_UNAVAILABLE at a real venue for which no server is named. */
export async function venueDatabase({
  server,
  rehearsalFile,
  ...own
}: SiteParts): Promise<Database<VenueTables>> {
  if (server)
    return (await import('./mssql/database.js')).mssqlDatabase({ settings: settingsOf(server, own) });
  if (rehearsalFile !== undefined) return sqliteDatabase({ file: rehearsalFile, create: false });
  throw new AppError('VENUE_DATABASE_UNAVAILABLE', {
    message: 'No SQL Server is configured.',
    remedy: 'Set VENUE_CONTROL_SQL, or "sql" in config.json (see docs/reference/configuration.md).',
  });
}

type Own = Pick<SiteParts, 'packages' | 'readSecret'>;

function settingsOf(server: SiteServer, own: Own): MssqlSettings {
  const { certificateFile, reads, writes, odbcDriver: _, ...same } = server;
  return {
    ...same,
    login: loginOf(server, own),
    certificate: certificateFile === undefined ? undefined : certificateIn(certificateFile),
    connections: { ...(reads !== undefined && { reads }), ...(writes !== undefined && { writes }) },
  };
}

function loginOf(server: SiteServer, { packages, readSecret }: Own): MssqlLogin {
  const { authentication: kind, user = '', domain = '', secretFile, odbcDriver: driver } = server;
  if (kind === 'windows') return { kind, packages, driver };
  const password = () => readSecret(secretFile);
  return kind === 'ntlm' ? { kind, domain, user, password } : { kind, user, password };
}

function certificateIn(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new AppError('FILE_NOT_WRITTEN', {
      message: `The certificate file ${file} can't be read.`,
      remedy: 'Set certificateFile to a PEM file, or omit it.',
      cause,
    });
  }
}
