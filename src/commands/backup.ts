/** `venue-control backup` and `restore`: the state of one moment, in a folder of its own, and back. */
import { resolve } from 'node:path';
import { Command } from 'commander';
import { AuditTrail, commandLine } from '../operations/clerks/audit-trail.js';
import { say } from './desk.js';
import type { World } from './world.js';

export function backupCommand(world: World): Command {
  return new Command('backup')
    .description(
      'Copy state, keys, identity, config.json and venue.json into a new folder, and open the copy to see that it is whole. Also while the server runs. Whoever has the folder has the keys: keep it as safe as the data folder.',
    )
    .argument('<folder>', 'not there yet (or, but on Windows, empty and yours)')
    .option('--json', 'print the outcome as JSON', false)
    .action(async (folder: string, { json }: { json: boolean }) => {
      const { id, takenAt, head, files, operations, newestAuditRowAt } = await world.makeBackup(
        resolve(folder),
      );
      const names = Object.keys(files);
      const newest = newestAuditRowAt ? `, the newest of ${newestAuditRowAt.toISOString()}` : '';
      say(
        json
          ? JSON.stringify({
              id,
              takenAt,
              folder: resolve(folder),
              auditSequence: head.sequence,
              operations,
              auditRows: head.sequence,
              newestAuditRowAt: newestAuditRowAt?.toISOString() ?? null,
              files: names,
            })
          : `Backup ${id} of ${takenAt}, verified, in ${resolve(folder)}: ${names.join(', ')}. Saved: ${operations} operations, ${head.sequence} audit rows${newest}.`,
      );
    });
}

export function restoreCommand(world: World): Command {
  return new Command('restore')
    .description(
      'Put a backup in the place of the state, with the server stopped. What was there is kept beside it; the audit says so; what was active in the backup ends at the next start, and nothing of it is carried on.',
    )
    .argument('<folder>', 'that "venue-control backup" has made')
    .option('--json', 'print the outcome as JSON', false)
    .action(async (folder: string, { json }: { json: boolean }) => {
      const lock = world.lockDataFolder();
      try {
        const restored = await world.restoreBackup(resolve(folder), (state, act, change) =>
          new AuditTrail({ state, clock: world.clock, runAs: world.runAs }).auditedChange(
            commandLine(),
            act,
            change,
          ),
        );
        say(json ? JSON.stringify(restored) : inWords(restored));
      } finally {
        lock.release();
      }
    });
}

function inWords({ backup, keptIn, active }: Awaited<ReturnType<World['restoreBackup']>>): string {
  const what = `The state of ${backup.takenAt} is back. Everybody signs in anew.`;
  const before = keptIn === undefined ? '' : ` What was there before is in ${keptIn}.`;
  const ends =
    active === 1
      ? 'One operation was active then: it ends'
      : `${active} operations were active then: they end`;
  return active === 0
    ? `${what}${before}`
    : `${what}${before}\n${ends} at the next start; look at services and the cloud before anything is planned.`;
}
