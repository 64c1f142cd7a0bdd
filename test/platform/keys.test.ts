import { createHmac } from 'node:crypto';
import {
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { openKeys } from '../../src/platform/data-folder/keys.js';
import { folderOfTest } from '../fixtures/folder-of-test.js';

const PURPOSES = ['code', 'pin', 'audit'] as const;
const FILES = ['audit.key', 'code.key', 'pin-pepper.key'];
let keys: string;
const data = folderOfTest();
beforeEach(() => {
  keys = data('keys');
});

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);
const bytes = () => FILES.map((name) => readFileSync(join(keys, name)).toString('hex'));
const signed = (value = 'a value') => {
  const opened = openKeys(data());
  return PURPOSES.map((purpose) => opened.hmac(purpose, value));
};

test('a state that cannot be seen is no first start: no key is made beside it', () => {
  const state = data('state.sqlite');
  symlinkSync(state, state);
  expect(() => openKeys(data())).toThrow(`Whether ${state} exists can't be read (ELOOP)`);
  expect(readdirSync(data())).toEqual(['state.sqlite']);
});

test('there is one key a purpose, each of its own, that only the owner may read, in a folder only for the owner', () => {
  openKeys(data());
  expect(readdirSync(keys).sort()).toEqual(FILES);
  expect(FILES.map((name) => modeOf(join(keys, name)))).toEqual(['600', '600', '600']);
  expect(modeOf(keys)).toBe('700');
  expect(bytes().map((hex) => hex.length)).toEqual([64, 64, 64]);
  expect(new Set(bytes()).size).toBe(3);
});

test('what was signed is signed the same in the next life, and otherwise for another purpose, value or venue', () => {
  const first = signed();
  expect(signed()).toEqual(first);
  expect(new Set([...first, ...signed('another value')]).size).toBe(6);
  rmSync(keys, { recursive: true });
  expect(signed().filter((hmac) => first.includes(hmac))).toEqual([]);
});

test('a signature is HMAC-SHA-256 under the key of its file, so that it can be checked without this program', () => {
  const [, pin] = signed('4711');
  const key = readFileSync(join(keys, 'pin-pepper.key'));
  expect(pin).toBe(createHmac('sha256', key).update('4711').digest('hex'));
});

test.each(FILES)(
  '%s that is not whole is refused by name and left as it is: a new one would void what it signed',
  (name) => {
    openKeys(data());
    for (const length of [31, 0]) {
      truncateSync(join(keys, name), length);
      const before = bytes();
      expect(() => openKeys(data())).toThrow(join(keys, name));
      expect(() => openKeys(data())).toThrow(/damaged.*32.*Restore it from a backup/);
      expect(bytes()).toEqual(before);
    }
    writeFileSync(join(keys, name), Buffer.alloc(33));
    expect(() => openKeys(data())).toThrow(join(keys, name));
  },
);

test.each(FILES)('%s that a first start had not made yet is made, and the others stay', (name) => {
  openKeys(data());
  const before = bytes();
  rmSync(join(keys, name));
  openKeys(data());
  const changed = FILES.filter((_, index) => bytes()[index] !== before[index]);
  expect(changed).toEqual([name]);
  expect(modeOf(join(keys, name))).toBe('600');
});

test("what a kill left beside a key is in no one's way", () => {
  openKeys(data());
  const before = bytes();
  writeFileSync(join(keys, `code.key.${process.pid}.new`), 'half');
  openKeys(data());
  expect(bytes()).toEqual(before);
  expect(readdirSync(keys).sort()).toEqual(FILES);
});
