/** `venue-control backup` and `restore`: the state of one moment, in a folder of its own, and back. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { AuditTrail, commandLine } from '../../domain/audit/trail.js';
import { AppError } from '../../errors/errors.js';
import type { World } from '../command-context.js';
import { say } from '../elevated-session.js';
import { localTime } from '../finding.js';

export function backupCommand(world: World): Command {
  return new Command('backup')
    .description(
      'Copy state, keys, identity, config.json and venue.json into a new folder, and verify the copy. Safe while the server runs. The folder contains the keys: protect it like the data folder.',
    )
    .argument(
      '<folder>',
      'destination folder; must not exist (on Linux, an empty folder that you own is allowed)',
    )
    .option('--json', 'print the outcome as JSON', false)
    .action(async (folder: string, { json }: { json: boolean }) => {
      const { id, takenAt, head, files, operations, newestAuditRowAt } = await world.makeBackup(
        resolve(folder),
      );
      const names = Object.keys(files);
      const newest = newestAuditRowAt ? `, the newest of ${localTime(newestAuditRowAt)}` : '';
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
      'Restore the state from a backup. Stop the server first. The replaced state is kept beside it, and the restore is recorded in the audit log. Operations that were active in the backup end at the next start and are not resumed.',
    )
    .argument('<folder>', 'folder that "venue-control backup" created')
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
  const what = `Restored the state of ${backup.takenAt}. All clerks must sign in again.`;
  const before = keptIn === undefined ? '' : ` The replaced state is in ${keptIn}.`;
  const ends =
    active === 1
      ? 'One operation was active then. It ends'
      : `${active} operations were active then. They end`;
  return active === 0
    ? `${what}${before}`
    : `${what}${before}\n${ends} at the next start. Check the services and the cloud before you plan anything.`;
}

/** Undefined: none was taken yet. Throws STATE_LOST where the note can't be read. */
export function lastBackupAt(dataFolder: string): Date | undefined {
  const file = join(dataFolder, 'last-backup.json');
  if (!existsSync(file)) return undefined;
  try {
    const at = new Date(JSON.parse(readFileSync(file, 'utf8')).takenAt);
    if (!Number.isNaN(at.getTime())) return at;
  } catch {
    // The same as no time in it.
  }
  throw new AppError('STATE_LOST', {
    message: `${file} does not contain the time of the last backup.`,
    remedy: 'Run "venue-control backup FOLDER", with a folder on another disk. It replaces the file.',
  });
}
