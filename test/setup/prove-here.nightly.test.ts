/** `npm run prove -- windows --here`: what it needs, said before anything is done, and what its table makes of what the suites say. That they run: `prove -- windows`. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { confirmHere } from '../../bin/setup/prove-here.mjs';
import { type HereTold, rowsOf } from '../prove/windows/here.js';
import { suites } from '../prove/windows/suites.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'venue-control-here-'));
  const programs = join(folder, 'test', 'fixtures', 'windows');
  mkdirSync(programs, { recursive: true });
  for (const name of ['service.exe', 'package.msi']) writeFileSync(join(programs, name), '');
});
afterAll(() => rmSync(folder, { recursive: true }));

const complete = () => ({ here: true, proof: folder, 'trust-certificate': true });

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
  const { status, stdout, stderr } = run('windows', '--here', '--proof', folder);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr.trim()).toMatch(
    new RegExp(`^--here is for the Windows machine itself, and this is ${process.platform}\\.`),
  );
  const help = run('--help').stdout;
  for (const option of ['--here', '--proof', '--trust-certificate'])
    expect(help).toMatch(new RegExp(`^${option} +\\w`, 'm'));
});

/** Every suite with just its cases. */
const told = (change: Partial<HereTold> = {}): HereTold => ({
  machine: 'Microsoft Windows NT 10.0.20348.0',
  powershell: '7.6.9',
  left: [],
  suites: suites.map(([file, , atLeast]) => ({
    Suite: /([^\\]+)\.Tests\.ps1$/.exec(file)?.[1] ?? '',
    Passed: atLeast,
    Failed: 0,
    Seconds: 2,
    Ok: true,
    Wrong: [],
  })),
  ...change,
});
const untrueOf = (what: HereTold) => rowsOf(what).flatMap(({ untrue }) => untrue);

test('a row a suite, and one for what is left', () => {
  expect(rowsOf(told())).toHaveLength(suites.length + 1);
  expect(untrueOf(told())).toEqual([]);
  expect(untrueOf(told({ left: ['service ProofX'] }))).toEqual(['left: service ProofX']);
});

test('a suite that failed, lost a case, did not come to its end, or was never run is untrue', () => {
  const [first, ...others] = told().suites;
  if (!first) throw new Error('There is no suite.');
  const of = (change: Partial<typeof first>) =>
    untrueOf(told({ suites: [{ ...first, ...change }, ...others] }));
  expect(of({ Failed: 1, Ok: false, Wrong: ['starts it'] })).toEqual(['starts it']);
  expect(of({ Passed: first.Passed - 1 })).toEqual([expect.stringMatching(/31 of at least 32 cases passed/)]);
  expect(of({ Ok: false })).toEqual([expect.stringMatching(/did not come to its end/)]);
  expect(untrueOf(told({ suites: others }))).toEqual([expect.stringMatching(/0 of at least 32/)]);
});
