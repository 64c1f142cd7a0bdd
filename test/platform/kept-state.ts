/** A data folder and its state as main opens them, and a backup's parts. Anyone who mocks what those are made of may do so before bringing them in. */

import { AuditTrail, commandLine } from '../../src/domain/audit/trail.js';
import type { KeptState } from '../../src/domain/ports/kept-state.js';
import type { RestoreParts } from '../../src/platform/backup/restore.js';
import { systemClock } from '../../src/platform/clock.js';
import { openKeys } from '../../src/platform/data-folder/keys.js';
import {
  inspectKnownState,
  type KnownStateParts,
  openKnownState,
} from '../../src/platform/data-folder/known-state.js';
import { openStateDatabase } from '../../src/storage/open-state.js';
import { sqliteDatabase } from '../../src/storage/sqlite/database.js';
import { quietLog } from '../storage/engines.js';

export const openKept = (dataFolder: string): Promise<KeptState> => openKnownState(partsOf(dataFolder));
export const inspectKept = (dataFolder: string): Promise<KeptState> => inspectKnownState(partsOf(dataFolder));

export function partsOf(dataFolder: string): KnownStateParts {
  const keys = () => openKeys(dataFolder);
  return {
    anchorFile: undefined,
    environment: 'rehearsal',
    dataFolder,
    keys,
    log: quietLog,
    open: (file, { create, id, readOnly }) =>
      openStateDatabase({
        database: sqliteDatabase({ file, create, readOnly }),
        keys: keys(),
        log: quietLog,
        version: '1.0.0',
        id,
        readOnly,
      }),
  };
}

/** Does it in a life of its own. */
export async function liveIn<T>(dataFolder: string, work: (state: KeptState) => Promise<T>): Promise<T> {
  const state = await openKept(dataFolder);
  try {
    return await work(state);
  } finally {
    await state.close();
  }
}

export function backupParts(dataFolder: string): RestoreParts {
  return {
    dataFolder,
    openState: openKept,
    inspectState: inspectKept,
    version: '1.2.3',
    closing: { account: process.geteuid?.(), icacls: async () => undefined },
    now: () => new Date(),
    audited: (state, act, change) =>
      new AuditTrail({ state, clock: systemClock }).auditedChange(commandLine(), act, change),
  };
}
