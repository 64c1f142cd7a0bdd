/** What two servers do to each other between two steps, played by a file system that changes in between. */
import { basename } from 'node:path';
import { jest } from '@jest/globals';
import { folderOfTest } from '../fixtures/folder-of-test.js';

const fs = await import('node:fs');
/** Runs before and after each read of a lock, which it names. */
let between: (when: string) => void = () => undefined;
let reads = 0;

jest.unstable_mockModule('node:fs', () => ({
  ...fs,
  readFileSync(...args: Parameters<typeof fs.readFileSync>) {
    const name = basename(String(args[0]));
    if (!name.startsWith('server.lock')) return fs.readFileSync(...args);
    if (name === 'server.lock') reads += 1;
    const read = name === 'server.lock' ? `read ${reads}` : 'read of the right';
    between(`before ${read}`);
    try {
      return fs.readFileSync(...args);
    } finally {
      between(`after ${read}`);
    }
  },
}));
const { DataFolderTaken, lockDataFolder } = await import('../../src/platform/data-folder/lock.js');

const folder = folderOfTest();
const startTimeOf = (pid: number) => (pid === process.ppid ? 'its own' : 'ours');
const other = JSON.stringify({ pid: process.ppid, startTime: 'its own' });
const dead = JSON.stringify({ pid: process.ppid, startTime: 'long dead' });
beforeEach(() => {
  reads = 0;
});

test('a lock that another server takes while a dead one is removed stays', () => {
  const file = folder('server.lock');
  fs.writeFileSync(file, dead);
  between = (when) => {
    // The other has removed the dead one's before we read it again, and takes the folder before we would remove it.
    if (when === 'before read 2') fs.rmSync(file);
    if (when === 'after read 2') fs.writeFileSync(file, other);
  };
  expect(() => lockDataFolder(folder(), undefined, startTimeOf)).toThrow(DataFolderTaken);
  expect(fs.readFileSync(file, 'utf8')).toBe(other);
});

test('a lock that another server takes stays, also where a third one had it and let it go meanwhile', () => {
  const file = folder('server.lock');
  fs.writeFileSync(file, other);
  between = (when) => {
    if (when === 'before read 1') fs.rmSync(file);
    if (when === 'after read 1') fs.writeFileSync(file, other);
    if (when === 'before read 2') fs.rmSync(file);
    if (when === 'after read 2') fs.writeFileSync(file, other);
  };
  expect(() => lockDataFolder(folder(), undefined, startTimeOf)).toThrow(DataFolderTaken);
  expect(fs.readFileSync(file, 'utf8')).toBe(other);
});

test('the right to remove a dead lock stays with the server that took it meanwhile', () => {
  const file = folder('server.lock');
  const right = `${file}.dead-${process.ppid}-long dead`;
  fs.writeFileSync(file, dead);
  fs.writeFileSync(right, other);
  between = (when) => {
    if (when === 'before read of the right') fs.rmSync(right, { force: true });
    if (when === 'after read of the right') fs.writeFileSync(right, other);
  };
  expect(() => lockDataFolder(folder(), undefined, startTimeOf)).toThrow(DataFolderTaken);
  expect(fs.readFileSync(right, 'utf8')).toBe(other);
});
