/** The program in its place is what was unpacked and nothing else; of an install that is restored the folder for programs stays as it was: not there, or someone's own. */
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { copyStep } from '../../src/platform/windows-service/install-steps.js';
import { folderOfTest } from '../fixtures/folder-of-test.js';

let source: string;
let programs: string;
const folder = folderOfTest();
beforeEach(() => {
  [source, programs] = [folder('unpacked'), folder('programs')];
  lay(source);
});

function lay(place: string): void {
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, 'main.js'), 'runs');
  const sum = createHash('sha256').update('runs').digest('hex');
  writeFileSync(join(place, 'SHA256SUMS'), `${sum}  main.js\n`);
}

test('what lies in its place already is copied again, though its list says that it is the same: more may lie beside, or be open', async () => {
  const to = join(programs, '1.0.0-01234567');
  lay(to);
  writeFileSync(join(to, 'version.dll'), 'not ours');
  const open = openSync(join(to, 'main.js'), 'r+');
  mkdirSync(join(`${to}.new`, 'half'), { recursive: true });
  const step = copyStep(source, to);
  await step.work(() => undefined);
  expect(readdirSync(to).sort()).toEqual(['SHA256SUMS', 'main.js']);
  writeSync(open, 'does more');
  closeSync(open);
  expect(readFileSync(join(to, 'main.js'), 'utf8')).toBe('runs');
  expect(readdirSync(programs)).toEqual(['1.0.0-01234567']);
  await step.undo?.(() => undefined);
  expect(readdirSync(to)).toHaveLength(2);
});

test.each(['unpacked', 'nowhere'])('a link in its place gives way to a copy: %s', async (leadsTo) => {
  const to = join(programs, '1.0.0-01234567');
  mkdirSync(programs);
  symlinkSync(folder(leadsTo), to);
  await copyStep(source, to).work(() => undefined);
  expect(lstatSync(to).isDirectory()).toBe(true);
  expect(readdirSync(source)).toHaveLength(2);
});

test('the program that runs is left where it is, and checked', async () => {
  await copyStep(source, source).work(() => undefined);
  writeFileSync(join(source, 'main.js'), 'changed');
  const step = copyStep(source, source);
  expect(() => step.work(() => undefined)).toThrow('main.js differs from the packaged file');
  expect(readdirSync(source).sort()).toEqual(['SHA256SUMS', 'main.js']);
});

test.each([
  ['one that was made for it goes', false],
  ['one that was there stays', true],
])('of the folder for programs, restored, %s', async (_, wasThere) => {
  if (wasThere) mkdirSync(programs);
  const step = copyStep(source, join(programs, '1.0.0-01234567'));
  await step.work(() => undefined);
  expect(readdirSync(programs)).toEqual(['1.0.0-01234567']);
  await step.undo?.(() => undefined);
  expect(existsSync(programs)).toBe(wasThere);
});
