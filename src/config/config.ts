/** Environment and config.json -> one frozen Config; a bad value refuses to start and says what is expected. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import type { SiteOptions } from '../domain/types/settings.js';
import { ConfigError } from './config-error.js';
import { readEnvironment } from './environment.js';
import { readPlacedJson } from './placed-json.js';
import { type Environment, recordedEnvironment } from './recorded-environment.js';
import { readSiteOptions } from './site-options.js';
import { readSqlConnection, type SqlConnection } from './sql-connection.js';
import { readVenueFile, type VenueFileRead } from './venue-file.js';

/** The variables of the environment and their defaults are in config/environment.ts. */
export interface Config {
  readonly venue: 'rehearsal' | 'windows';
  /** What VENUE_CONTROL_VENUE says; undefined: no one says it. */
  readonly venueSaid?: 'rehearsal' | 'windows' | undefined;
  /** Of the data folder; undefined before its first start. */
  readonly recorded?: Environment | undefined;
  /** Absolute. */
  readonly dataFolder: string;
  /** On 127.0.0.1 and ::1; 0 takes a free one. */
  readonly port: number;
  /** Without a slash at its end; empty at a real venue for which no one has said it yet. */
  readonly cloudUrl: string;
  readonly cloudPort: number;
  /** 1 is about a minute a sync, 0 as fast as it goes. */
  readonly rehearsalPace: number;
  readonly pwsh: string | undefined;
  readonly logLevel: string;
  /** A file outside the data folder, absolute; undefined: none. */
  readonly auditAnchor: string | undefined;
  /** What this site has decided; for the rest the domain's defaults hold. */
  readonly site: SiteOptions;
  /** Of a real venue; undefined in a rehearsal. */
  readonly venueFile: VenueFileRead | undefined;
  /** Undefined: no one names a SQL Server. */
  readonly sql: SqlConnection | undefined;
  /** The project's own folder, where scripts/ is. */
  readonly projectFolder: string;
}

const projectFolder = projectFolderOf(import.meta.dirname);

/** Throws ConfigError for the first value that isn't as it should be. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const said = readEnvironment(env);
  const dataFolder = resolve(said.VENUE_CONTROL_DATA ?? resolve(projectFolder, '.venue-control'));
  if (statSync(dataFolder, { throwIfNoEntry: false })?.isDirectory() === false)
    throw new ConfigError(`VENUE_CONTROL_DATA is a file, ${dataFolder}. Set it to a folder.`);
  const venueFile = readVenueFile(dataFolder);
  const recorded = recordedEnvironment(dataFolder);
  const isProduction = venueFile.isThere || recorded === 'production';
  const venue = said.VENUE_CONTROL_VENUE ?? (isProduction ? 'windows' : 'rehearsal');
  if (venue === 'rehearsal' && isProduction)
    throw new ConfigError(
      `VENUE_CONTROL_VENUE is "rehearsal", but ${venueFile.isThere ? venueFile.path : join(dataFolder, 'identity.json')} says that this is a real venue's data folder. Leave the variable unset, or set VENUE_CONTROL_DATA to another folder for the rehearsal.`,
    );
  const cloudPort = said.VENUE_CONTROL_CLOUD_PORT;
  const cloudUrl = said.VENUE_CONTROL_CLOUD_URL ?? otherCloud(venue, venueFile, cloudPort);
  // A venue.json that can't be read, or is wrong, is refused for that first.
  const isKnown = venueFile.mistakes.length === 0;
  if (venue === 'windows' && isKnown && cloudUrl !== '' && !cloudUrl.startsWith('https:')) {
    throw new ConfigError(
      'VENUE_CONTROL_CLOUD_URL must be an https address for a real venue. Leave it unset to use the one in venue.json.',
    );
  }
  const json = readPlacedJson(join(dataFolder, 'config.json'));
  return Object.freeze({
    venue,
    venueSaid: said.VENUE_CONTROL_VENUE,
    recorded,
    dataFolder,
    site: readSiteOptions(json),
    sql: readSqlConnection({ url: said.VENUE_CONTROL_SQL, json, dataFolder, venue }),
    port: said.VENUE_CONTROL_PORT,
    cloudUrl,
    venueFile: venue === 'windows' ? venueFile : undefined,
    cloudPort,
    rehearsalPace: said.VENUE_CONTROL_REHEARSAL_PACE,
    pwsh: said.VENUE_CONTROL_PWSH,
    logLevel: said.VENUE_CONTROL_LOG,
    auditAnchor: outside(dataFolder, said.VENUE_CONTROL_AUDIT_ANCHOR),
    projectFolder,
  });
}

function otherCloud(venue: Config['venue'], { said }: VenueFileRead, port: number): string {
  return venue === 'windows' ? (said?.cloud.url ?? '') : `http://127.0.0.1:${port}`;
}

/** Beside the database it would be lost, or rolled back, together with it. */
function outside(dataFolder: string, said: string | undefined): string | undefined {
  if (said === undefined) return undefined;
  const file = resolve(said);
  if (!relative(dataFolder, file).startsWith('..') && !isAbsolute(relative(dataFolder, file)))
    throw new ConfigError(
      `VENUE_CONTROL_AUDIT_ANCHOR is "${said}". Expected a file outside the data folder ${dataFolder}, best on another disk.`,
    );
  return file;
}

/** The nearest folder at or above `folder` that has a package.json: a compiled file and a bundled one lie at different depths. */
export function projectFolderOf(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const above = dirname(folder);
  if (above === folder) throw new Error('The program is not in its project: no package.json above it.');
  return projectFolderOf(above);
}

/** Where a site's databases are, and where the packages lie that it may add to reach them. */
export function siteOf({ sql, venue, dataFolder, projectFolder }: Config) {
  return {
    server: sql,
    rehearsalFile: venue === 'rehearsal' ? join(dataFolder, 'venue.sqlite') : undefined,
    packages: join(projectFolder, 'node_modules'),
  };
}

/** Of this build: `0.1.0+<commit>`; without the commit where it was built without git (bin/setup/bundle-program.mjs writes it). */
export function versionOf({ projectFolder }: Pick<Config, 'projectFolder'>): string {
  const { version } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  const commit = join(projectFolder, 'dist', 'bundle', 'commit');
  return existsSync(commit) ? `${version}+${readFileSync(commit, 'utf8').trim()}` : version;
}

/** Without the commit, in names of folders: `0.1.0`. */
export const releaseOf = (version: string): string => version.replace(/\+.*$/, '');
