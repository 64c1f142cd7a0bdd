/** `npm run prove -- windows --here`: what it needs, said before anything is done. That the suites run: `prove -- windows`. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { confirmHere } from '../../bin/setup/prove-here.mjs';
import { folderOfFile } from '../fixtures/folder-of-test.js';

const folder = folderOfFile();
beforeAll(() => {
  const programs = folder('test', 'fixtures', 'windows');
  mkdirSync(programs, { recursive: true });
  for (const name of ['service.exe', 'package.msi']) writeFileSync(join(programs, name), '');
});

const complete = () => ({ here: true, proof: folder(), 'trust-certificate': true });

test('on Windows, with an unpacked archive of the proof, packages are all that is set up', () => {
  expect(confirmHere('windows', complete(), 'win32')).toEqual({ bare: true });
  expect(confirmHere('windows', { count: '3' }, 'linux')).toEqual({ bare: false });
});

test.each([
  ['another machine', 'windows', {}, 'linux', /this is linux.+runs the same suites under Wine.+first-run/],
  ['another campaign', 'crash', {}, 'win32', /windows --here, not crash/],
  [
    'no archive',
    'windows',
    { proof: undefined },
    'win32',
    /npm run package -- FOLDER --proof.+--proof FOLDER/,
  ],
  [
    'a folder of something else',
    'windows',
    { proof: '/nowhere' },
    'win32',
    /no test.fixtures.windows.service\.exe/,
  ],
  ['a seed', 'windows', { seed: '3' }, 'win32', /not --seed/],
  ['an archive without --here', 'windows', { here: undefined }, 'win32', /--proof goes with --here/],
])('%s is refused with what to do', (_, name, change, platform, words) => {
  expect(() => confirmHere(name, { ...complete(), ...change }, platform as NodeJS.Platform)).toThrow(words);
});

test('the program itself refuses it here, in words and before any set-up; its help says what it needs', () => {
  const run = (...words: string[]) =>
    spawnSync(process.execPath, ['bin/prove.mjs', ...words], { encoding: 'utf8', timeout: 30_000 });
  const { status, stdout, stderr } = run('windows', '--here', '--proof', folder());
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr.trim()).toMatch(
    new RegExp(`^--here is for the Windows machine itself, and this is ${process.platform}\\.`),
  );
  const help = run('--help').stdout;
  for (const option of ['--here', '--proof', '--trust-certificate'])
    expect(help).toMatch(new RegExp(`^${option} +\\w`, 'm'));
});
