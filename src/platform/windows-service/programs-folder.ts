/** The folder of programs, and the folder of data: what in them is ours. Both may hold what is someone's. */
import { existsSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../errors/errors.js';
import { IDENTITY_FILE, STATE_FILE } from '../data-folder/identity.js';
import type { Tell } from './plan.js';
import { isPackaged, PACKAGED_SUMS, programNameOf, SUMS } from './program-files.js';

/** Of each folder that we have used, one at least. */
const DATA_OF_OURS = ['venue.json', IDENTITY_FILE, STATE_FILE];
/** What a site may have put there before the first install: its decisions, SQL Server's password, and what access lists are set of (FolderProtection.ps1). */
const PUT_BEFORE = [
  'config.json',
  'keys',
  'programs',
  'packages',
  'package-signing.json',
  'service-rights.json',
];
/** What a server or a command leaves that came to nothing, before there was any of the above: access lists say whose it is. */
const LEFT = /^(?:logs|hosts|server\.lock.*|(?:venue|config)\.json\.\d+\.new)$/;
/** A volume of its own brings them. */
const OF_A_VOLUME = ['system volume information', '$recycle.bin'];
/** How Windows shows a folder. */
const OF_A_WINDOW = 'desktop.ini';

/** Names of the programs in it: `<version>-<8 hex>`, the digits those of its own SHA256SUMS, now or before it was signed. */
export function programsIn(folder: string): readonly string[] {
  return entriesOf(folder).filter((name) => {
    const [, version] = /^(\d.*)-[0-9a-f]{8}$/.exec(name) ?? [];
    const place = join(folder, name);
    if (version === undefined || !isPackaged(place)) return false;
    return [SUMS, PACKAGED_SUMS].some(
      (list) => existsSync(join(place, list)) && programNameOf(place, version, list) === name,
    );
  });
}

/** Throws BAD_USER_INPUT for a folder that has something else in it: its owner and its rights would become ours. */
export function requireProgramsFolder(folder: string): void {
  const ours = programsIn(folder);
  // What ends with .new is a copy that was not finished, which the next one takes away; FolderMaker.ps1 takes the same.
  const other = entriesOf(folder).find(
    (name) =>
      !ours.includes(name) &&
      !/^\d.*-[0-9a-f]{8}\.new$/.test(name) &&
      ![...OF_A_VOLUME, OF_A_WINDOW].includes(name.toLowerCase()),
  );
  if (other === undefined) return;
  throw new AppError('BAD_USER_INPUT', {
    message: `The folder for programs, ${folder}, contains other files: ${other}.`,
    remedy: 'Name a new or empty folder with --to. Nothing was changed.',
  });
}

/** Throws BAD_USER_INPUT for one that has something in it and was never ours. */
export function requireDataFolder(folder: string): void {
  const names = dataIn(folder);
  const other = names.find((name) => !PUT_BEFORE.includes(name) && !LEFT.test(name));
  if (other === undefined || DATA_OF_OURS.some((name) => names.includes(name))) return;
  throw new AppError('BAD_USER_INPUT', {
    message: `The data folder, ${folder}, contains other files: it has ${other}, and none of ${DATA_OF_OURS.join(', ')}.`,
    remedy: 'Name a new or empty folder with --data or in VENUE_CONTROL_DATA. Nothing was changed.',
  });
}

/** Shows what couldn't be removed, and continues; answers how many that were. */
export function removePrograms(folder: string, keep: readonly string[], tell: Tell): number {
  const wrong = programsIn(folder)
    .filter((name) => !keep.includes(name))
    .filter((name) => !isRemoved(join(folder, name), tell));
  if (existsSync(folder) && readdirSync(folder).length === 0) rmSync(folder, { recursive: true });
  return wrong.length;
}

/** What is in it, and then itself: a disk of its own stays where it is mounted. */
export function emptyFolder(folder: string): void {
  if (!existsSync(folder)) return;
  for (const name of dataIn(folder)) rmSync(join(folder, name), { recursive: true, force: true });
  try {
    rmdirSync(folder);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (!['EBUSY', 'ENOTEMPTY'].includes(code) || dataIn(folder).length > 0) throw error;
  }
}

function isRemoved(place: string, tell: Tell): boolean {
  try {
    rmSync(place, { recursive: true, force: true });
    return true;
  } catch (error) {
    tell(`Not removed: ${place} (${(error as Error).message}). Delete it manually.`);
    return false;
  }
}

function dataIn(folder: string): readonly string[] {
  return entriesOf(folder).filter((name) => !OF_A_VOLUME.includes(name.toLowerCase()));
}

function entriesOf(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}
