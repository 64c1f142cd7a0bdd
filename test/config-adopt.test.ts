/** A setting of a migration file is added to config.json unless config.json has it; the rest of the file is unchanged. */
import {
  chmodSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { readPlacedJson } from '../src/config/placed-json.js';
import { adoptSetting, readSiteOptions, requireAdoptable } from '../src/config/site-options.js';
import { folderOfTest } from './fixtures/folder-of-test.js';

let file: string;
const folder = folderOfTest();
beforeEach(() => {
  file = folder('config.json');
});

test('a site that has decided nothing gets a file of its own, for its account alone', () => {
  expect(adoptSetting(folder(), 'secondPerson', true)).toBe(true);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ secondPerson: true });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder())).toEqual(['config.json']);
});

test('what is there stays, and what is decided stays decided', () => {
  const text = '{\n    "pollMs": 200,\n    "sql": { "server": "till01" }\n}\n';
  writeFileSync(file, text);
  expect(adoptSetting(folder(), 'pollMs', 300)).toBe(false);
  expect(readFileSync(file, 'utf8')).toBe(text);
  expect(adoptSetting(folder(), 'onboardHolders', 7)).toBe(true);
  const after = { pollMs: 200, sql: { server: 'till01' }, onboardHolders: 7 };
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(after);
});

test('freezes come back as a site reads them', () => {
  const freezes = [
    { from: '2026-12-23T00:00:00.000Z', until: '2026-12-27T00:00:00.000Z', reason: 'Christmas' },
  ];
  expect(adoptSetting(folder(), 'freezes', freezes)).toBe(true);
  expect(readSiteOptions(readPlacedJson(file)).freezes?.[0]?.until).toEqual(
    new Date('2026-12-27T00:00:00.000Z'),
  );
});

test.each([
  ['secondPerson', 'maybe'],
  ['pollMs', -1],
  ['unheardOf', 1],
])('a value that the option does not take changes nothing: %s', (name, value) => {
  expect(() => adoptSetting(folder(), name, value)).toThrow('The migration file');
  expect(existsSync(file)).toBe(false);
});

test('what could not be adopted is said before anything is', () => {
  expect(() => requireAdoptable(folder(), { onboardHolders: 8, latestStartMs: -1 })).toThrow('latestStartMs');
  expect(() => requireAdoptable(folder(), { onboardHolders: 8 })).not.toThrow();
  writeFileSync(file, '{ broken');
  expect(() => requireAdoptable(folder(), { onboardHolders: 8 })).toThrow();
});

test('a file that a link leads to is changed where it lies, and stays readable to whom it was', () => {
  const real = folder('real.json');
  writeFileSync(real, '{}', { mode: 0o644 });
  chmodSync(real, 0o644);
  symlinkSync(real, file);
  expect(adoptSetting(folder(), 'onboardHolders', 7)).toBe(true);
  expect(lstatSync(file).isSymbolicLink()).toBe(true);
  expect(JSON.parse(readFileSync(real, 'utf8'))).toEqual({ onboardHolders: 7 });
  expect(statSync(real).mode & 0o777).toBe(0o644);
});
