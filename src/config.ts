/** Environment -> one frozen Config. Every option ends with its default; a bad value refuses to start and says what is expected. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Config {
  /** Which world: the practice venue or a real one. VENUE_CONTROL_VENUE, default rehearsal. */
  readonly venue: 'rehearsal' | 'windows';
  /** Absolute folder of both databases, keys and the rehearsal. VENUE_CONTROL_DATA, default .venue-control in the project. */
  readonly dataFolder: string;
  /** Port on 127.0.0.1; 0 takes a free one. VENUE_CONTROL_PORT, default 4280. */
  readonly port: number;
  /** Where swiftpos Cloud answers. VENUE_CONTROL_CLOUD_URL, default the rehearsal's http://127.0.0.1:<cloudPort>. */
  readonly cloudUrl: string;
  /** Where the rehearsal cloud listens. VENUE_CONTROL_CLOUD_PORT, default 4281. */
  readonly cloudPort: number;
  /** Length of a rehearsed sync: 1 is about a minute, 0 as fast as it goes. VENUE_CONTROL_REHEARSAL_PACE, default 1. */
  readonly rehearsalPace: number;
  /** A pwsh to use before any other. VENUE_CONTROL_PWSH, default none. */
  readonly pwsh: string | undefined;
  /** trace, debug, info, warn, error or silent. VENUE_CONTROL_LOG, default warn. */
  readonly logLevel: string;
  /** What this site decides for itself, from config.json in the data folder. Default: nothing, the domain's defaults hold. */
  readonly site: SiteOptions;
  /** The project's own folder, where scripts/ is. */
  readonly projectFolder: string;
}

/** Each one is optional; the meaning and default of each stand in src/operations/words/settings.ts. */
export interface SiteOptions {
  readonly stableSeconds?: number;
  readonly startTimeoutSeconds?: number;
  readonly stopGraceSeconds?: number;
  readonly heartbeatMs?: number;
  readonly stallMs?: number;
  readonly fullSendMs?: number;
  readonly pollMs?: number;
  readonly attentionMs?: number;
  readonly assumedRowsPerSecond?: number;
  readonly secondPerson?: boolean;
  readonly dataDogQuery?: string;
  readonly freezes?: readonly { readonly from: Date; readonly until: Date; readonly reason: string }[];
}

/** Smallest and largest value of each number. */
const NUMBERS: Readonly<Record<string, readonly [number, number]>> = {
  stableSeconds: [0, 120],
  startTimeoutSeconds: [1, 600],
  stopGraceSeconds: [1, 600],
  heartbeatMs: [1000, 3_600_000],
  stallMs: [1000, 86_400_000],
  fullSendMs: [60_000, 604_800_000],
  pollMs: [50, 60_000],
  attentionMs: [1000, 3_600_000],
  assumedRowsPerSecond: [1, 1_000_000],
};

/** What is wrong with the configuration, with the remedy, for a person at a console. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const projectFolder = resolve(fileURLToPath(new URL('..', import.meta.url)));

export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const dataFolder = resolve(env['VENUE_CONTROL_DATA'] || resolve(projectFolder, '.venue-control'));
  const cloudPort = port(env, 'VENUE_CONTROL_CLOUD_PORT', 4281);
  const venue = oneOf(env, 'VENUE_CONTROL_VENUE', ['rehearsal', 'windows'] as const, 'rehearsal');
  const cloudUrl = url(env, 'VENUE_CONTROL_CLOUD_URL', `http://127.0.0.1:${cloudPort}`);
  if (venue === 'windows' && !cloudUrl.startsWith('https:')) {
    throw new ConfigError(
      'VENUE_CONTROL_CLOUD_URL must be an https address for a real venue. Set it to the API host of your region.',
    );
  }
  return Object.freeze({
    venue,
    dataFolder,
    site: siteOptions(join(dataFolder, 'config.json')),
    port: port(env, 'VENUE_CONTROL_PORT', 4280),
    cloudUrl,
    cloudPort,
    rehearsalPace: pace(env),
    pwsh: env['VENUE_CONTROL_PWSH'] || undefined,
    logLevel: oneOf(
      env,
      'VENUE_CONTROL_LOG',
      ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const,
      'warn',
    ),
    projectFolder,
  });
}

function port(env: NodeJS.ProcessEnv, name: string, otherwise: number): number {
  const text = env[name];
  if (!text) return otherwise;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65535) {
    throw new ConfigError(`${name} is "${text}". Expected a port number from 0 to 65535.`);
  }
  return value;
}

function oneOf<const T extends string>(
  env: NodeJS.ProcessEnv,
  name: string,
  known: readonly T[],
  otherwise: T,
): T {
  const text = env[name];
  if (!text) return otherwise;
  const found = known.find((value) => value === text);
  if (found === undefined)
    throw new ConfigError(`${name} is "${text}". Expected one of: ${known.join(', ')}.`);
  return found;
}

function url(env: NodeJS.ProcessEnv, name: string, otherwise: string): string {
  const text = env[name] || otherwise;
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new ConfigError(`${name} is "${text}". Expected an http or https address.`);
  }
  return text.replace(/\/+$/, '');
}

function pace(env: NodeJS.ProcessEnv): number {
  const text = env['VENUE_CONTROL_REHEARSAL_PACE'];
  if (!text) return 1;
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0 || value > 1000) {
    throw new ConfigError(`VENUE_CONTROL_REHEARSAL_PACE is "${text}". Expected a number from 0 to 1000.`);
  }
  return value;
}

/** A file that isn't there is no decision; one that can't be read, or says something unknown, refuses to start. */
function siteOptions(file: string): SiteOptions {
  const found = readJson(file);
  if (found === undefined) return {};
  const options: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(found)) {
    if (name === 'freezes') options[name] = freezes(file, value);
    else if (name === 'secondPerson' && typeof value === 'boolean') options[name] = value;
    else if (name === 'dataDogQuery' && isQuery(value)) options[name] = value;
    else options[name] = siteNumber(file, name, value);
  }
  return Object.freeze(options);
}

function readJson(file: string): object | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new ConfigError(`${file} can't be read. Mend it, or delete it to run with the defaults.`);
  }
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Said below, with what is expected.
  }
  throw new ConfigError(`${file} is not a JSON object. Mend it, or delete it to run with the defaults.`);
}

function siteNumber(file: string, name: string, value: unknown): number {
  const range = NUMBERS[name];
  if (!range) {
    const known = [...Object.keys(NUMBERS), 'secondPerson', 'dataDogQuery', 'freezes'].join(', ');
    throw new ConfigError(
      `${file} has an option "${name}" of the wrong kind, or that nobody knows. Known: ${known}.`,
    );
  }
  if (typeof value === 'number' && value >= range[0] && value <= range[1]) return value;
  throw new ConfigError(`${file}: ${name} must be a number from ${range[0]} to ${range[1]}.`);
}

/** One line, of a length that still is a query. */
function isQuery(value: unknown): value is string {
  return typeof value === 'string' && /^[^\r\n]{1,500}$/.test(value);
}

function freezes(file: string, value: unknown): SiteOptions['freezes'] {
  type Row = { from?: string; until?: string; reason?: string } | null;
  const rows = Array.isArray(value) ? (value as Row[]) : [null];
  return rows.map((row) => {
    const { from = '', until = '', reason = '' } = row ?? {};
    const period = { from: new Date(from), until: new Date(until), reason: String(reason) };
    if (period.from < period.until && period.reason !== '') return period;
    throw new ConfigError(
      `${file}: each of freezes needs from and until, as ISO 8601 times with until later, and a reason.`,
    );
  });
}
