/** A restore that is torn between taking away and putting in place: at no moment would a server begin again there, and a failure changes nothing. */
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { isFirstStart } from '../../src/platform/data-folder/identity.js';
import { auditRecord } from '../storage/samples.js';
import { backupParts, openKept } from './kept-state.js';

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
const { makeBackup } = await import('../../src/platform/backup/backup.js');
const { restoreBackup } = await import('../../src/platform/backup/restore.js');

let home: string;
let data: string;
beforeEach(async () => {
  home = fs.mkdtempSync(join(tmpdir(), 'venue-control-restore-'));
  data = join(home, 'data');
  const state = await openKept(data);
  await state.audit.append(auditRecord());
  await makeBackup(backupParts(data), join(home, 'backup'));
  await state.audit.append(auditRecord());
  await state.close();
});
afterEach(() => {
  renaming = () => {};
  copying = () => {};
  fs.rmSync(home, { recursive: true });
});

test('a server that starts in the middle of it never takes the folder for a new one', async () => {
  const asNew: string[] = [];
  renaming = (to) => {
    if (isFirstStart(data)) asNew.push(to);
  };
  await restoreBackup(backupParts(data), join(home, 'backup'));
  expect(asNew).toEqual([]);
  await (await openKept(data)).close();
});

test.each(['keys/audit.key', 'state.sqlite'])(
  'all is as before when %s cannot be put in place',
  async (name) => {
    let isTaken = false;
    renaming = (to) => {
      // Taken away first, and then someone's virus scanner holds the new one.
      if (to.includes('replaced-')) isTaken = true;
      else if (isTaken && to === join(data, name)) {
        isTaken = false;
        throw Object.assign(new Error('EPERM'), { code: 'EPERM' });
      }
    };
    await expect(restoreBackup(backupParts(data), join(home, 'backup'))).rejects.toMatchObject({
      code: 'STATE_DATABASE_UNAVAILABLE',
    });
    const state = await openKept(data);
    expect((await state.audit.head()).sequence).toBe(2);
    await state.close();
    expect(fs.readdirSync(data).filter((file) => /^(restore|replaced)-/.test(file))).toEqual([]);
  },
);

test('a file of the backup that is exchanged while it is read is not restored', async () => {
  fs.writeFileSync(join(data, 'config.json'), '{ "pollMs": 100 }');
  const backup = join(home, 'with-config');
  await makeBackup(backupParts(data), backup);
  const file = join(backup, 'config.json');
  copying = (from) => {
    if (from === file) fs.writeFileSync(file, '{ "pollMs": 1 }');
  };
  await expect(restoreBackup(backupParts(data), backup)).rejects.toMatchObject({
    code: 'STATE_LOST',
    message: expect.stringContaining('config.json'),
  });
  expect(fs.readFileSync(join(data, 'config.json'), 'utf8')).toBe('{ "pollMs": 100 }');
});

test('a backup that is not whole is named, and its remedy is another backup', async () => {
  fs.appendFileSync(join(home, 'backup', 'state.sqlite'), 'torn');
  await expect(restoreBackup(backupParts(data), join(home, 'backup'))).rejects.toMatchObject({
    code: 'STATE_LOST',
    message: "The backup's state.sqlite was changed after the backup was taken.",
    remedy: expect.stringMatching(/^Copy the backup again .*, or restore another one\./),
  });
});
