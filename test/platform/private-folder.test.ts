/** What lies in the data folder is for one account: others lose their rights at the start, and what isn't ours is refused. */
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepPrivate } from '../../src/platform/data-folder/private-folder.js';
import { folderOfTest } from '../fixtures/folder-of-test.js';

let folder: string;
const home = folderOfTest();
beforeEach(() => {
  folder = home('data');
  mkdirSync(folder);
});

const modeOf = (...name: string[]) => (statSync(join(folder, ...name)).mode & 0o777).toString(8);

function open(name: string, mode: number): void {
  writeFileSync(join(folder, name), 'x');
  chmodSync(join(folder, name), mode);
}

test('folders become 0700 and files 0600, the databases and their -wal and -shm too', () => {
  mkdirSync(join(folder, 'logs'));
  for (const name of ['venue.sqlite', 'venue.sqlite-wal', 'venue.sqlite-shm', 'logs/server.jsonl'])
    open(name, 0o644);
  open('config.json', 0o666);
  chmodSync(join(folder, 'logs'), 0o755);
  chmodSync(folder, 0o755);
  keepPrivate(folder);
  expect([modeOf(), modeOf('logs')]).toEqual(['700', '700']);
  const files = ['venue.sqlite', 'venue.sqlite-wal', 'venue.sqlite-shm', 'logs/server.jsonl', 'config.json'];
  expect(files.map((name) => modeOf(name))).toEqual(files.map(() => '600'));
});

test('what a link leads to is left alone', () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'venue-control-elsewhere-'));
  const file = join(elsewhere, 'theirs');
  writeFileSync(file, 'x');
  chmodSync(file, 0o644);
  symlinkSync(file, join(folder, 'link'));
  keepPrivate(folder);
  expect((statSync(file).mode & 0o777).toString(8)).toBe('644');
  rmSync(elsewhere, { recursive: true });
});

const another = () => statSync(folder).uid + 1;

test('what belongs to another account is refused, with what to do', () => {
  expect(() => keepPrivate(folder, another())).toThrow(
    expect.objectContaining({
      code: 'FILE_NOT_WRITTEN',
      message: expect.stringContaining(folder),
      remedy: expect.stringContaining('set VENUE_CONTROL_DATA'),
    }),
  );
});

test('what a disk keeps in its root for root alone is passed over', () => {
  const uid = process.geteuid?.() ?? 0;
  // Only root can give a folder away, and make what is root's own in it.
  const account = uid === 0 ? 4343 : uid;
  mkdirSync(join(folder, 'lost+found'), { mode: 0o700 });
  chownSync(folder, account, process.getegid?.() ?? 0);
  keepPrivate(folder, account);
  expect(modeOf('lost+found')).toBe('700');
  if (account === uid) return;
  chmodSync(join(folder, 'lost+found'), 0o755);
  expect(() => keepPrivate(folder, account)).toThrow('lost+found belongs to another account (0)');
});

test('a folder that is not there yet is no matter', () => {
  keepPrivate(join(folder, 'not there'));
});
