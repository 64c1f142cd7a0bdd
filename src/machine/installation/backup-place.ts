/** Where an upgrade's backup goes, looked at before anything is stopped: the service's account has to make it there, and a restore to take it back. */
import { lstatSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { AppError } from '../../errors.js';
import { whoMayExchange } from '../out-of-reach.js';
import { shellWord } from '../shell-word.js';
import type { HostSystem, RunsAs } from './host-system.js';
import { runProgram } from './run-program.js';

interface Place {
  /** `backups` in the data folder, as it is named there. */
  readonly named: string;
  readonly isLink: boolean;
  /** Where it is; undefined where root can't see that, as of a server that takes root for nobody. */
  readonly real: string | undefined;
  readonly isFolder: boolean;
}

/** Throws BAD_USER_INPUT where no backup could be made there, or `restore` would refuse each. What root can't see and the account may is let be. */
export async function requireBackupPlace(host: Pick<HostSystem, 'runsAs'>, data: string): Promise<void> {
  const account = await host.runsAs();
  const place = account && placeIn(data);
  if (!place) return;
  const found = place.real === undefined ? undefined : findingOf(place.real, data, account);
  if (found !== undefined) throw refused(found, place, account);
  try {
    await requireMakes(place.real ?? place.named, account);
  } catch (cause) {
    const message = `The service's account, ${account.name}, can't make a backup in ${place.real ?? place.named}.`;
    throw refused(message, place, account, cause);
  }
}

/** Undefined where there is none yet: a backup makes it. */
function placeIn(data: string): Place | undefined {
  const named = join(data, 'backups');
  const own = seen(() => lstatSync(named, { throwIfNoEntry: false }));
  if (own === undefined) return undefined;
  const isLink = own !== 'unseen' && own.isSymbolicLink();
  const real = seen(() => realpathOf(named));
  const stats = real === 'unseen' ? real : seen(() => statSync(real));
  return {
    named,
    isLink,
    real: real === 'unseen' || stats === 'unseen' ? undefined : real,
    isFolder: stats === 'unseen' || stats.isDirectory(),
  };
}

function realpathOf(named: string): string {
  try {
    return realpathSync(named);
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException;
    if (!GONE.includes(code)) throw cause;
    const target = resolve(dirname(named), readlinkSync(named));
    throw new AppError('BAD_USER_INPUT', {
      message: `${named} is a link to ${target}, which is not there (${code}): no backup could be made.`,
      remedy: remedyOfLink(named),
      cause,
    });
  }
}

const GONE = ['ENOENT', 'ENOTDIR', 'ELOOP'];

/** Whatever keeps root from looking, the account is asked all the same. */
function seen<T>(look: () => T): T | 'unseen' {
  try {
    return look();
  } catch (error) {
    if (error instanceof AppError) throw error;
    return 'unseen';
  }
}

function findingOf(real: string, data: string, { uid }: RunsAs): string | undefined {
  const [first] = whoMayExchange(real, { dataFolder: data, account: uid });
  return (
    first &&
    `Somebody else could put another backup in the place of the one that an upgrade goes back to: ${first}.`
  );
}

/** Asked as that account: modes alone know no access lists, no disk that can only be read, and no server's own rules. */
async function requireMakes(folder: string, { uid, gid }: RunsAs): Promise<void> {
  const test = '[ -d "$1" ] && [ -w "$1" ] && [ -x "$1" ]';
  await runProgram('/bin/sh', ['-c', test, 'sh', folder], { uid, gid });
}

const ELSE = 'Or back up elsewhere, then upgrade with --no-backup. Nothing was changed.';

function refused(message: string, place: Place, account: RunsAs, cause?: unknown): AppError {
  const remedy = place.isLink ? remedyOfLink(place.named) : remedyOf(place, account);
  return new AppError('BAD_USER_INPUT', { message, remedy, cause });
}

/** No command has root give away what it leads to: the service's account may have chosen that, a system's folder or the one of the data. */
function remedyOfLink(named: string): string {
  return `Where a disk belongs there, mount it. Where none does, take the link away, rm ${shellWord(named)}: a folder is made in its place. What it leads to has to be a folder of that account's alone, in folders that only root may write. ${ELSE}`;
}

function remedyOf({ named, isFolder }: Place, { name }: RunsAs): string {
  const away = `mv ${shellWord(named)} ${shellWord(`${dirname(named)}.backups`)}, or umount ${shellWord(named)} where a disk is mounted there. A folder is made in its place. ${ELSE}`;
  if (!isFolder) return `Have it out of the way: ${away}`;
  // In the data folder it is the account's by now, whose command follows only what that account may.
  const open = `runuser -u ${name} -- chmod 700 ${shellWord(named)}`;
  return `Open it to that account alone: ${open}. Where that can't be done, or is not enough, have it out of the way: ${away}`;
}
