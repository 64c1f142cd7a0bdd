/** What a lock file means that is found; that two processes never both have it is in processes/. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataFolderTaken, lockDataFolder } from '../../src/platform/data-folder/lock.js';
import { folderOfTest } from '../fixtures/folder-of-test.js';

/** Past the largest process id that Linux gives. */
const UNUSED_PID = 2 ** 22 + 1;
const begun = Math.round(performance.timeOrigin);
const folder = folderOfTest();
let data: string;
let file: string;

beforeEach(() => {
  data = folder('data');
  file = join(data, 'server.lock');
});

const holder = () => JSON.parse(readFileSync(file, 'utf8'));

/** Makes the folder and leaves this as its lock. */
function leave(text: string): void {
  lockDataFolder(data).release();
  writeFileSync(file, text);
}

test('a lock names the process and when it began, makes the folder, and leaves nothing else in it', () => {
  lockDataFolder(data);
  expect(holder()).toEqual({ pid: process.pid, startTime: expect.stringMatching(/^\d+$/), begunAt: begun });
  expect(readdirSync(data)).toEqual(['server.lock']);
});

test('a folder whose holder lives is refused with the holder and both remedies', () => {
  lockDataFolder(data);
  const again = () => lockDataFolder(data);
  expect(again).toThrow(DataFolderTaken);
  expect(again).toThrow(`Another server (process ${process.pid}) uses the data folder ${data}.`);
  expect(again).toThrow('Stop it first, or set VENUE_CONTROL_DATA to another folder.');
  expect(readdirSync(data)).toEqual(['server.lock']);
});

test('a release, also a second one, lets the next one in', () => {
  const lock = lockDataFolder(data);
  lock.release();
  lock.release();
  expect(existsSync(file)).toBe(false);
  lockDataFolder(data);
  expect(holder().pid).toBe(process.pid);
});

test('a lock that is there and cannot be read is not taken for a dead one', () => {
  leave('');
  rmSync(file);
  mkdirSync(file);
  const again = () => lockDataFolder(data);
  expect(again).toThrow(DataFolderTaken);
  expect(again).toThrow(`${file} can't be read (EISDIR)`);
  expect(readdirSync(data)).toEqual(['server.lock']);
});

test.each<[string, () => string]>([
  ['of a process that is gone', () => JSON.stringify({ pid: UNUSED_PID, startTime: '1' })],
  [
    'of a process whose number another one has by now',
    () => JSON.stringify({ pid: process.pid, startTime: '1' }),
  ],
  ['that is empty', () => ''],
  ['that was cut', () => '{"pid":'],
])('a lock %s holds no one up', (_, text) => {
  leave(text());
  lockDataFolder(data);
  expect(holder()).toEqual({
    pid: process.pid,
    startTime: expect.stringMatching(/^\d{2,}$/),
    begunAt: begun,
  });
  expect(readdirSync(data)).toEqual(['server.lock']);
});

test('a process that did not say when it began holds the folder while its number lives', () => {
  leave(JSON.stringify({ pid: process.pid, startTime: '' }));
  expect(() => lockDataFolder(data)).toThrow(DataFolderTaken);
});

describe('where there is no /proc, as on Windows', () => {
  const none = () => undefined;
  const lock = (born: number | undefined) => lockDataFolder(data, () => born, none);
  const left = (begunAt?: number) => leave(JSON.stringify({ pid: process.pid, startTime: '', begunAt }));

  test('a number that after a power cut belongs to another program, created later, holds no one up', () => {
    left(begun - 3_600_000);
    lock(begun);
    expect(holder()).toEqual({ pid: process.pid, startTime: '', begunAt: begun });
  });

  test.each<[string, number | undefined, number | undefined]>([
    ['was created when its lock says, as near as a busy machine gets', begun, begun - 4_000],
    ['is of a system that does not say when', begun - 3_600_000, undefined],
    ['is named by a lock of before this was written down', undefined, begun],
  ])('a process that %s keeps the folder', (_, begunAt, born) => {
    left(begunAt);
    expect(() => lock(born)).toThrow(DataFolderTaken);
  });

  test('the system is asked about a process that lives only', () => {
    leave(JSON.stringify({ pid: UNUSED_PID, startTime: '', begunAt: begun }));
    const asked: number[] = [];
    lockDataFolder(data, (pid) => void asked.push(pid), none);
    expect(asked).toEqual([]);
  });
});

test('who removed a dead lock and died over it keeps no one from removing it', () => {
  leave(JSON.stringify({ pid: UNUSED_PID, startTime: '1' }));
  writeFileSync(`${file}.dead-${UNUSED_PID}-1`, JSON.stringify({ pid: UNUSED_PID + 1, startTime: '1' }));
  lockDataFolder(data);
  expect(holder().pid).toBe(process.pid);
  expect(readdirSync(data)).toEqual(['server.lock']);
});

test('a release never removes the lock of another one', () => {
  const lock = lockDataFolder(data);
  const other = JSON.stringify({ pid: UNUSED_PID, startTime: '1' });
  writeFileSync(file, other);
  lock.release();
  expect(readFileSync(file, 'utf8')).toBe(other);
});
