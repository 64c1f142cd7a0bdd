/** A restore that is torn between taking away and putting in place: at no moment would a server begin anew there, and a failure changes nothing. */
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { systemClock } from '../../src/machine/clock.js';
import { isFirstStart } from '../../src/machine/identity.js';
import { openKeys } from '../../src/machine/keys.js';
import { openKnownState } from '../../src/machine/known-state.js';
import { AuditTrail, commandLine } from '../../src/operations/clerks/audit-trail.js';
import type { KeptState } from '../../src/operations/ports/kept-state.js';
import { openStateDatabase } from '../../src/sql/open-state.js';
import { sqliteDatabase } from '../../src/sql/sqlite/database.js';
import { quietLog } from '../sql/engines.js';
import { auditRecord } from '../sql/samples.js';

/** Of each file that changes its place. */
let renaming: (to: string) => void = () => {};
/** Of each file that is copied, before it is. */
let copying: (from: string) => void = () => {};
jest.unstable_mockModule('node:fs', () => ({
  ...fs,
  copyFileSync: (from: string, to: string) => {
    copying(from);
    fs.copyFileSync(from, to);
  },
  renameSync: (from: string, to: string) => {
    renaming(to);
    fs.renameSync(from, to);
  },
}));
const { makeBackup } = await import('../../src/machine/backup.js');
const { restoreBackup } = await import('../../src/machine/restore.js');

let home: string;
let data: string;
beforeEach(async () => {
  home = fs.mkdtempSync(join(tmpdir(), 'venue-control-restore-'));
  data = join(home, 'data');
  const state = await open();
  await state.audit.append(auditRecord());
  await makeBackup(parts(), join(home, 'backup'));
  await state.audit.append(auditRecord());
  await state.close();
});
afterEach(() => {
  renaming = () => {};
  copying = () => {};
  fs.rmSync(home, { recursive: true });
});

function open(dataFolder = data): Promise<KeptState> {
  const keys = () => openKeys(dataFolder);
  return openKnownState({
    anchorFile: undefined,
    dataFolder,
    isInFile: true,
    keys,
    log: quietLog,
    open: (file, { create, id }) =>
      openStateDatabase({
        database: sqliteDatabase({ file, create }),
        keys: keys(),
        log: quietLog,
        version: '1.0.0',
        id,
      }),
  });
}

function parts() {
  return {
    dataFolder: data,
    isInFile: true,
    openState: open,
    version: '1.2.3',
    closing: { account: process.geteuid?.(), icacls: async () => undefined },
    now: () => new Date(),
    audited: ((state, act, change) =>
      new AuditTrail({ state, clock: systemClock }).auditedChange(commandLine(), act, change)) as Parameters<
      typeof restoreBackup
    >[0]['audited'],
  };
}

test('a server that starts in the middle of it never takes the folder for a new one', async () => {
  const asNew: string[] = [];
  renaming = (to) => {
    if (isFirstStart(data)) asNew.push(to);
  };
  await restoreBackup(parts(), join(home, 'backup'));
  expect(asNew).toEqual([]);
  await (await open()).close();
});

test.each(['keys/audit.key', 'state.sqlite'])(
  'all is as before when %s can not be put in place',
  async (name) => {
    let isTaken = false;
    renaming = (to) => {
      // Taken away first, and then somebody's virus scanner holds the new one.
      if (to.includes('replaced-')) isTaken = true;
      else if (isTaken && to === join(data, name)) {
        isTaken = false;
        throw Object.assign(new Error('EPERM'), { code: 'EPERM' });
      }
    };
    await expect(restoreBackup(parts(), join(home, 'backup'))).rejects.toMatchObject({
      code: 'STATE_DATABASE_UNAVAILABLE',
    });
    const state = await open();
    expect((await state.audit.head()).sequence).toBe(2);
    await state.close();
    expect(fs.readdirSync(data).filter((file) => /^(restore|replaced)-/.test(file))).toEqual([]);
  },
);

test('a file of the backup that is exchanged while it is read is not put back', async () => {
  fs.writeFileSync(join(data, 'config.json'), '{ "pollMs": 100 }');
  const backup = join(home, 'with-config');
  await makeBackup(parts(), backup);
  const file = join(backup, 'config.json');
  copying = (from) => {
    if (from === file) fs.writeFileSync(file, '{ "pollMs": 1 }');
  };
  await expect(restoreBackup(parts(), backup)).rejects.toMatchObject({
    code: 'STATE_LOST',
    message: expect.stringContaining('config.json'),
  });
  expect(fs.readFileSync(join(data, 'config.json'), 'utf8')).toBe('{ "pollMs": 100 }');
});
