/** The backups that the server makes automatically, as they are in their folder. */
import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { backupsOf } from '../../src/platform/backup/kept-backups.js';
import { readManifest, requireWhole } from '../../src/platform/backup/manifest.js';
import { folderOfTest } from '../fixtures/folder-of-test.js';
import { auditRecord } from '../storage/samples.js';
import { backupParts, liveIn } from './kept-state.js';

const folders = folderOfTest();
let day: number;
const open = () =>
  backupsOf({ ...backupParts(folders('data')), now: () => new Date(Date.UTC(2031, 4, day, 4)) });
const there = () => readdirSync(folders('kept')).sort();

beforeEach(async () => {
  day = 1;
  await liveIn(folders('data'), (state) => state.audit.append(auditRecord()));
});

test('each is whole, in a folder of its own, and said to contain the keys', async () => {
  expect(open().last()).toBeUndefined();
  const made = await open().makeIn(folders('kept'), 2);
  expect(made).toMatchObject({ hasKeys: true, deleted: 0 });
  requireWhole(made.folder, readManifest(made.folder));
  const takenAt = new Date('2031-05-01T04:00:00.000Z');
  expect(open().last()).toEqual({ takenAt, folder: made.folder, hasKeys: true });
});

test('only the newest are kept; what is no backup of this venue, or a link, stays', async () => {
  const { folder } = await open().makeIn(folders('kept'), 2);
  const prefix = folder.slice(0, -'20310501T040000Z'.length);
  const others = ['notes', 'venue-control-ffffffff-20000101T040000Z', '20000101T040000Z'];
  for (const name of others) mkdirSync(folders(`kept/${name}`));
  mkdirSync(folders('elsewhere'));
  writeFileSync(folders('elsewhere/backup.json'), '{}');
  symlinkSync(folders('elsewhere'), `${prefix}20000101T040000Z`);
  // What an attempt left that was killed.
  mkdirSync(`${prefix}20310430T040000Z`);
  let deleted = 0;
  for (day = 2; day <= 4; day += 1) deleted += (await open().makeIn(folders('kept'), 2)).deleted;
  const own = [3, 4].map((kept) => `${prefix}2031050${kept}T040000Z`);
  const link = `${prefix}20000101T040000Z`;
  const expected = [...own, link, ...others.map((name) => folders(`kept/${name}`))];
  expect(there()).toEqual(expected.map((path) => path.slice(dirname(folder).length + 1)).sort());
  expect([deleted, existsSync(folders('elsewhere/backup.json'))]).toEqual([2, true]);
});

test('those of a time to come go first: they were made before the clock was set right', async () => {
  for (const made of [9, 8]) {
    day = made;
    await open().makeIn(folders('kept'), 2);
  }
  for (day = 2; day <= 3; day += 1) await open().makeIn(folders('kept'), 2);
  expect(there().map((name) => name.slice(-16))).toEqual(['20310502T040000Z', '20310503T040000Z']);
});

test('none is deleted while the time is not sure', async () => {
  for (day = 1; day <= 3; day += 1) await open().makeIn(folders('kept'), undefined);
  expect(there()).toHaveLength(3);
});

test('a folder on the disk of the data folder is known, also before it exists', async () => {
  expect(await open().isOnSameDisk(folders('kept/not/yet'))).toBe(true);
  expect(await open().isOnSameDisk('/proc/not/yet')).toBe(process.platform === 'win32');
});

test("a folder that can't be made fails with what to do", async () => {
  writeFileSync(folders('kept'), 'a file');
  await expect(open().makeIn(folders('kept'), 2)).rejects.toThrow();
  expect(open().last()).toBeUndefined();
});
