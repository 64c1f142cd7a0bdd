/** A data folder and its state as main opens them, and a backup's parts. Whoever mocks what those are made of may do so before bringing them in. */
import { systemClock } from '../../src/machine/clock.js';
import { openKeys } from '../../src/machine/keys.js';
import { inspectKnownState, type KnownStateParts, openKnownState } from '../../src/machine/known-state.js';
import type { RestoreParts } from '../../src/machine/restore.js';
import { AuditTrail, commandLine } from '../../src/operations/clerks/audit-trail.js';
import type { KeptState } from '../../src/operations/ports/kept-state.js';
import { openStateDatabase } from '../../src/sql/open-state.js';
import { sqliteDatabase } from '../../src/sql/sqlite/database.js';
import { quietLog } from '../sql/engines.js';

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
