/** What was said of SQL Server, from the environment or config.json, as the one connection that the rest of the program is handed. */
import { isAbsolute, join, resolve } from 'node:path';
import { ConfigError } from './config-error.js';
import type { PlacedJson } from './placed-json.js';
import { checkSql, PASSWORD_REMEDY, SQL_OPTIONS, type SqlOption, type SqlSaid } from './sql-options.js';

/** The defaults are filled in; files are absolute. */
export type SqlConnection = Readonly<ReturnType<typeof connectionOf>>;

export interface SqlSources {
  /** VENUE_CONTROL_SQL; it counts before the file. */
  readonly url: string | undefined;
  /** config.json, where there is one. */
  readonly json: PlacedJson | undefined;
  readonly dataFolder: string;
  readonly venue: 'rehearsal' | 'windows';
}

/** Undefined where no one names a server. Throws ConfigError; what is wrong is said without the value, which may be a secret. */
export function readSqlConnection({ url, json, dataFolder, venue }: SqlSources): SqlConnection | undefined {
  const found = url === undefined ? fromFile(json) : fromUrl(url);
  if (!found) return undefined;
  const { said, place } = found;
  const checked = checkSql(said);
  if ('why' in checked) {
    const { option, why } = checked;
    throw new ConfigError(`${place(option)}: ${option === undefined ? '' : `${option} `}${why}`);
  }
  if (venue === 'rehearsal' && !LOOPBACK.test(checked.server)) {
    throw new ConfigError(
      `${place('server')}: in a rehearsal, only a server on this machine is allowed (127.0.0.1, ::1, localhost), because a rehearsal changes data. For a production venue set VENUE_CONTROL_VENUE=windows.`,
    );
  }
  return connectionOf(checked, dataFolder);
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/i;

interface Found {
  readonly said: Readonly<Record<string, unknown>>;
  readonly place: (option: string | undefined) => string;
}

function fromFile(json: PlacedJson | undefined): Found | undefined {
  const said = (json?.value as { sql?: unknown } | undefined)?.sql;
  if (!json || said === undefined) return undefined;
  const place: Found['place'] = (option) => json.placeOf(option === undefined ? ['sql'] : ['sql', option]);
  if (typeof said !== 'object' || said === null || Array.isArray(said))
    throw new ConfigError(
      `${place(undefined)}: sql must be an object with at least a server and a database.`,
    );
  return { said: said as Record<string, unknown>, place: (option) => `${place(option)}: sql` };
}

const URL_FORM = 'mssql://user@host:port/database?option=value';

/** `mssql://user@host:port/database?encrypt=true`: whatever else is an option of the file's by its name. */
function fromUrl(text: string): Found {
  const place = () => 'VENUE_CONTROL_SQL';
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'mssql:')
    throw new ConfigError(`${place()} is not a connection URL. Expected ${URL_FORM}.`);
  if (url.password) throw new ConfigError(`${place()} contains a password. ${PASSWORD_REMEDY}`);
  const parts = {
    server: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port,
    user: decoded(url.username),
    database: decoded(url.pathname.slice(1)),
  };
  const named = [...url.searchParams];
  const twice = named.find(
    ([name], index) => name in parts || named.findIndex(([each]) => each === name) < index,
  );
  if (twice) throw new ConfigError(`${place()}: ${twice[0]} is set twice.`);
  const said = [...Object.entries(parts).filter(([, value]) => value !== ''), ...named];
  return { said: Object.fromEntries(said.map(([name, value]) => [name, typed(name, value)])), place };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new ConfigError('VENUE_CONTROL_SQL has a % that is not an escape: write it as %25.');
  }
}

function typed(name: string, value: string): unknown {
  const { is } = (SQL_OPTIONS as Readonly<Record<string, SqlOption | undefined>>)[name] ?? {};
  if (is === 'number' && /^\d+$/.test(value)) return Number(value);
  if (is === 'flag' && (value === 'true' || value === 'false')) return value === 'true';
  return value;
}

function connectionOf(said: SqlSaid, dataFolder: string) {
  const inFolder = (file: string): string => (isAbsolute(file) ? file : resolve(dataFolder, file));
  return {
    server: said.server,
    port: said.port,
    instance: said.instance,
    database: said.database,
    authentication: said.authentication ?? ('sql' as const),
    user: said.user,
    domain: said.domain,
    secretFile: inFolder(said.secretFile ?? join('keys', 'sql-password')),
    encrypt: said.encrypt ?? true,
    trustServerCertificate: said.trustServerCertificate ?? false,
    certificateFile: said.certificateFile === undefined ? undefined : inFolder(said.certificateFile),
    odbcDriver: said.odbcDriver ?? SQL_OPTIONS.odbcDriver.otherwise,
    reads: said.reads,
    writes: said.writes,
  };
}
