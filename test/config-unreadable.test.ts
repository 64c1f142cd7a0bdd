/** A file of a site that is there and can't be read: its server doesn't start either way, and is started again only where that may pass. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from '../src/config/config-error.js';
import { readPlacedJson } from '../src/config/placed-json.js';

let file: string;
beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), 'venue-control-unreadable-')), 'config.json');
});
afterEach(() => rmSync(join(file, '..'), { recursive: true }));

const refused = (): unknown => {
  try {
    return readPlacedJson(file);
  } catch (error) {
    return error;
  }
};

test("a folder in its place is somebody's mistake", () => {
  mkdirSync(file);
  expect(refused()).toBeInstanceOf(ConfigError);
});

test('what the file system says otherwise is none, and is told with the same words', () => {
  symlinkSync(file, file);
  expect(refused()).not.toBeInstanceOf(ConfigError);
  expect(String(refused())).toContain("config.json is there and can't be read (ELOOP)");
});
