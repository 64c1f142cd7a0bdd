/** A program of an archive has no data folder of its own: an upgrade would leave it behind. */
import { AppError } from '../../errors/errors.js';
import type { Registration } from './host-system.js';
import { isPackaged } from './program-files.js';

/** Commands that open no data folder, or are given one. */
const WITHOUT = ['install', 'upgrade', 'uninstall', 'module', 'schema', 'help'];
const WORDS = ['--help', '-h', '--version', '-V'];

export interface InstalledParts {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  registered(): Promise<Registration | undefined>;
}

/**
 * The environment, with the data folder of the registered service where no one has said one. Throws BAD_USER_INPUT with what to set where there is
 * no service.
 */
export async function withInstalledData(parts: InstalledParts): Promise<NodeJS.ProcessEnv> {
  const { program, args, env } = parts;
  if (env['VENUE_CONTROL_DATA'] || !isPackaged(program) || WITHOUT.includes(args[0] ?? '')) return env;
  if (args.some((word) => WORDS.includes(word))) return env;
  const data = (await parts.registered())?.data;
  if (data !== undefined) return { ...env, VENUE_CONTROL_DATA: data };
  throw new AppError('BAD_USER_INPUT', {
    message:
      'VENUE_CONTROL_DATA is not set. No service of the control plane is registered here that would name the data folder.',
    remedy: 'Set VENUE_CONTROL_DATA to the folder for state, keys and settings, then run the command again.',
  });
}

/** Of this machine; `program` is the folder of the program that runs. */
export function environmentHere(program: string, args: readonly string[]): Promise<NodeJS.ProcessEnv> {
  const registered = async () => (await import('./plan-installation.js')).registeredHere(program);
  return withInstalledData({ program, args, env: process.env, registered });
}
