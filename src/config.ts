/** Environment -> one frozen Config. Every option ends with its default; a bad value refuses to start and says what is expected. */
import { resolve } from 'node:path';
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
  /** The project's own folder, where scripts/ is. */
  readonly projectFolder: string;
}

/** What is wrong with the configuration, with the remedy, for a person at a console. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const projectFolder = resolve(fileURLToPath(new URL('..', import.meta.url)));

export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
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
    dataFolder: resolve(env['VENUE_CONTROL_DATA'] || resolve(projectFolder, '.venue-control')),
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
