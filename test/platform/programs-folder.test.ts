/** Which folders an install takes for its own, and which programs an uninstall does. */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import {
  emptyFolder,
  removePrograms,
  requireDataFolder,
  requireProgramsFolder,
} from '../../src/platform/windows-service/programs-folder.js';
import { folderOfTest } from '../fixtures/folder-of-test.js';

const folder = folderOfTest();

const put = (name: string, text = '') => {
  mkdirSync(folder(name, '..'), { recursive: true });
  writeFileSync(folder(name), text);
};

test('a copy that was not finished is ours, and other unfinished things are not', () => {
  mkdirSync(folder('2.0.0-0123abcd.new'));
  expect(() => requireProgramsFolder(folder())).not.toThrow();
  mkdirSync(folder('thesis.new'));
  expect(() => requireProgramsFolder(folder())).toThrow('contains other files: thesis.new');
});

test('what Windows itself keeps in a volume or a folder keeps no program from it', () => {
  put('System Volume Information/tracking.log');
  put('Desktop.ini');
  expect(() => requireProgramsFolder(folder())).not.toThrow();
  put('desktop.txt');
  expect(() => requireProgramsFolder(folder())).toThrow('contains other files: desktop.txt');
});

test('what a site decided before the first install is no reason to refuse its data folder; another user beside it is', () => {
  put('config.json', '{}');
  put('keys/sql-password', 'x');
  expect(() => requireDataFolder(folder())).not.toThrow();
  put('thesis.txt');
  expect(() => requireDataFolder(folder())).toThrow('contains other files: it has');
});

test('what came to nothing may be tried again, also on a disk of its own; what is deleted there is ours alone', () => {
  put('logs/server.jsonl', '{}');
  mkdirSync(folder('hosts'));
  for (const left of ['server.lock', 'server.lock.4242', 'venue.json.4242.new']) put(left, '{}');
  put('System Volume Information/tracking.log');
  put('$Recycle.Bin/desktop.ini');
  expect(() => requireDataFolder(folder())).not.toThrow();
  put('venue.json.old');
  expect(() => requireDataFolder(folder())).toThrow('contains other files: it has venue.json.old');
  emptyFolder(folder());
  expect(readdirSync(folder()).sort()).toEqual(['$Recycle.Bin', 'System Volume Information']);
});

test('a program that was signed where it lies, whose list is another one since, is still ours', () => {
  const packaged = 'as packaged\n';
  const name = `1.0.0-${createHash('sha256').update(packaged).digest('hex').slice(0, 8)}`;
  put(`${name}/SHA256SUMS`, 'as signed\n');
  expect(removePrograms(folder(), [], () => undefined)).toBe(0);
  expect(readdirSync(folder())).toEqual([name]);
  put(`${name}/SHA256SUMS.packaged`, packaged);
  removePrograms(folder(), [], () => undefined);
  expect(() => readdirSync(folder())).toThrow('ENOENT');
  mkdirSync(folder());
});
