/** A backup is believed: its keys sign, its venue.json says what runs. So it comes from where nobody but us could have changed it, as far as modes say. */
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError } from '../errors.js';
import type { Backup } from './backup-manifest.js';
import { isThere } from './is-there.js';
import { whoMayExchange } from './out-of-reach.js';
import { isPrivateGroup } from './private-group.js';
import { shellWord } from './shell-word.js';
import { whoMayChange } from './trusted-program.js';

/** Throws BAD_USER_INPUT with the first of what others may change. On Windows modes say nothing: there `backup` closes the folder that it makes. */
export function requireTrustedBackup(
  folder: string,
  { files }: Pick<Backup, 'files'>,
  dataFolder: string,
): void {
  const account = process.geteuid?.();
  if (account === undefined) return;
  const names = [...Object.keys(files), 'backup.json'];
  const paths = new Set([
    folder,
    ...names.flatMap((name) => [dirname(join(folder, name)), join(folder, name)]),
  ]);
  const how = { account: ownerOf(dataFolder, account), isPrivate: isPrivateGroup };
  const [first] = [
    ...whoMayExchange(dirname(folder), { dataFolder, account: how.account }),
    ...[...paths].filter(isThere).flatMap((path) => whoMayChange(path, { ...how, isAbove: false })),
  ];
  if (first === undefined) return;
  throw new AppError('BAD_USER_INPUT', {
    message: `Somebody else could have changed this backup: ${first}.`,
    remedy: `Where you are sure that it is the one you took, copy it into a folder of your own, where nobody else may change the folder that COPY is in, or one above, either (cp -rL ${shellWord(folder)} COPY, then chmod -R go-w COPY), and restore that. Nothing was changed.`,
  });
}

/** Root may put back what the data folder's own account took. */
function ownerOf(dataFolder: string, account: number): number {
  return account === 0 && isThere(dataFolder) ? statSync(dataFolder).uid : account;
}
