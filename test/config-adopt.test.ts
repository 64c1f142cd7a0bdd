/** What a passport's setting does to config.json: added where nobody has decided, beside all that is decided. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { adoptSetting } from '../src/config/adopt-setting.js';
import { readPlacedJson } from '../src/config/placed-json.js';
import { readSiteOptions } from '../src/config/site-options.js';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'venue-control-adopt-'));
  file = join(folder, 'config.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a site that has decided nothing gets a file of its own, for its account alone', () => {
  expect(adoptSetting(folder, 'secondPerson', true)).toBe(true);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ secondPerson: true });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['config.json']);
});

test('what stands there stays, and what is decided stays decided', () => {
  const text = '{\n    "pollMs": 200,\n    "sql": { "server": "till01" }\n}\n';
  writeFileSync(file, text);
  expect(adoptSetting(folder, 'pollMs', 300)).toBe(false);
  expect(readFileSync(file, 'utf8')).toBe(text);
  expect(adoptSetting(folder, 'onboardHolders', 7)).toBe(true);
  const after = { pollMs: 200, sql: { server: 'till01' }, onboardHolders: 7 };
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(after);
});

test('freezes come back as a site reads them', () => {
  const freezes = [
    { from: '2026-12-23T00:00:00.000Z', until: '2026-12-27T00:00:00.000Z', reason: 'Christmas' },
  ];
  expect(adoptSetting(folder, 'freezes', freezes)).toBe(true);
  expect(readSiteOptions(readPlacedJson(file)).freezes?.[0]?.until).toEqual(
    new Date('2026-12-27T00:00:00.000Z'),
  );
});

test.each([
  ['secondPerson', 'maybe'],
  ['pollMs', -1],
  ['unheardOf', 1],
])('a value that the option does not take changes nothing: %s', (name, value) => {
  expect(() => adoptSetting(folder, name, value)).toThrow('The passport');
  expect(existsSync(file)).toBe(false);
});
