/** `venue-control backup` and `restore`: the state of one moment, in a folder of its own, and back. */
import { resolve } from 'node:path';
import { Command } from 'commander';
import { AuditTrail, commandLine } from '../../domain/audit/trail.js';
import type { CommandContext } from '../command-context.js';
import { localTime } from '../doctor-rows.js';
import { say } from '../elevated-session.js';

const KEYS_INSIDE = ' It contains the keys: protect it like the data folder.';

export function backupCommand(context: CommandContext): Command {
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
      const { id, takenAt, head, files, hasKeys, operations, newestAuditRowAt } = await context.backups.make(
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
              hasKeys,
              files: names,
            })
          : `Backup ${id} of ${takenAt}, verified, in ${resolve(folder)}: ${names.join(', ')}. Saved: ${operations} operations, ${head.sequence} audit rows${newest}.${hasKeys ? KEYS_INSIDE : ''}`,
      );
    });
}

export function restoreCommand(context: CommandContext): Command {
  return new Command('restore')
    .description(
      'Restore the state from a backup. Stop the server first. The replaced state is kept beside it, and the restore is recorded in the audit log. Operations that were active in the backup end at the next start and are not resumed.',
    )
    .argument('<folder>', 'folder that "venue-control backup" created')
    .option('--json', 'print the outcome as JSON', false)
    .action(async (folder: string, { json }: { json: boolean }) => {
      const lock = context.lockDataFolder();
      try {
        const restored = await context.restoreBackup(resolve(folder), (state, act, change) =>
          new AuditTrail({ state, clock: context.clock, runAs: context.runAs }).auditedChange(
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

function inWords({ backup, keptIn, active }: Awaited<ReturnType<CommandContext['restoreBackup']>>): string {
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
