/**
 * Puts a backup in the place of a data folder's state. It is made ready beside it and put in place at the end, file by file; what was there
 * is kept. The audit says so in a row of its own, and the next start ends what was active in the backup.
 */
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { AuditedChange } from '../../domain/audit/trail.js';
import type { BesideAnchor } from '../../domain/ports/audit-anchors.js';
import type { RestoredBackup } from '../../domain/ports/backups.js';
import { inWritable, isThere } from '../data-folder/access.js';
import {
  IDENTITY_FILE,
  isFirstStart,
  readAnchor,
  readAnchorAsItIs,
  STATE_FILE,
} from '../data-folder/identity.js';
import { openKeys } from '../data-folder/keys.js';
import { type BackupParts, copyFiles } from './backup.js';
import { BACKED_UP, type Backup, readManifest, requireWhole } from './manifest.js';

/** The same name in operations/restored.ts, which ends what was active. */
const RESTORED = 'restored';

export interface RestoreParts extends BackupParts {
  readonly audited: AuditedChange;
}

/** The data folder must be locked by the caller. Nothing is changed when it throws. */
export async function restoreBackup(parts: RestoreParts, folder: string): Promise<RestoredBackup> {
  const { dataFolder } = parts;
  const backup = readManifest(folder);
  const now = parts.now();
  const name = now.toISOString().replaceAll(/[:.]/g, '-');
  const ready = join(dataFolder, `restore-${name}`);
  try {
    inWritable(dataFolder, () => copyFiles(folder, ready, Object.keys(backup.files)));
    requireWhole(ready, backup);
    const active = await markRestored(parts, ready, { backup, now, replaced: headOf(dataFolder) });
    const keptIn = join(dataFolder, `replaced-${name}`);
    const isKept = inWritable(dataFolder, () => putInPlace(ready, dataFolder, keptIn));
    return {
      backup: { id: backup.id, takenAt: backup.takenAt },
      keptIn: isKept ? keptIn : undefined,
      active,
    };
  } finally {
    rmSync(ready, { recursive: true, force: true });
  }
}

async function markRestored(
  { openState, audited }: RestoreParts,
  ready: string,
  how: { readonly backup: Backup; readonly now: Date; readonly replaced: BesideAnchor | undefined },
): Promise<number> {
  const { backup, now, replaced } = how;
  const state = await openState(ready);
  try {
    const { id, takenAt, head } = backup;
    const act = {
      action: 'state.restore',
      target: id,
      reason: `The state of ${takenAt} was restored.`,
      detail: { backup: id, takenAt, head, replaced: replaced ?? null },
    };
    return await audited(state, act, async ({ operations, keyValues, sessions, apiTokens }) => {
      await keyValues.set(RESTORED, { takenAt, isSettled: false }, now);
      const ever = new Date('9999-01-01T00:00:00.000Z');
      await sessions.deleteExpired(ever, ever);
      // One that was revoked since the backup must not come back, and it is unknown which.
      await apiTokens.dropExpired(ever);
      return (await operations.active()).length;
    });
  } finally {
    await state.close();
  }
}

/** Unproven where the keys are lost or the anchor was edited: reasons to restore. */
function headOf(dataFolder: string): BesideAnchor | undefined {
  try {
    // Of a folder without a state, openKeys would make keys.
    if (!isFirstStart(dataFolder)) return readAnchor(dataFolder, openKeys(dataFolder));
  } catch {}
  return readAnchorAsItIs(dataFolder);
}

/** The database itself goes last: until then it is missing, and no server starts on half of it. */
const STATE = [
  ...BACKED_UP.filter((name) => name !== STATE_FILE && name !== IDENTITY_FILE),
  `${STATE_FILE}-wal`,
  `${STATE_FILE}-shm`,
  STATE_FILE,
];

/** Answers whether there was anything before. Word of a state is there all the while, so that no server takes the folder for a new one. */
function putInPlace(ready: string, dataFolder: string, keptIn: string): boolean {
  const kept = [IDENTITY_FILE, ...STATE].filter((name) => isThere(join(dataFolder, name)));
  let isBegun = false;
  try {
    copyFiles(dataFolder, keptIn, [IDENTITY_FILE]);
    move(ready, dataFolder, [IDENTITY_FILE]);
    isBegun = true;
    move(dataFolder, keptIn, STATE);
    move(ready, dataFolder, STATE);
    return kept.length > 0;
  } catch (error) {
    if (isBegun) takeBack(dataFolder, keptIn, kept);
    rmSync(keptIn, { recursive: true, force: true });
    throw error;
  }
}

function takeBack(dataFolder: string, keptIn: string, kept: readonly string[]): void {
  for (const name of [IDENTITY_FILE, ...STATE])
    if (!kept.includes(name)) rmSync(join(dataFolder, name), { force: true });
  move(keptIn, dataFolder, STATE);
  move(keptIn, dataFolder, [IDENTITY_FILE]);
}

function move(from: string, to: string, names: readonly string[]): void {
  for (const name of names.filter((name) => isThere(join(from, name)))) {
    mkdirSync(dirname(join(to, name)), { recursive: true, mode: 0o700 });
    renameSync(join(from, name), join(to, name));
  }
}
