import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inWritable, requireWritable } from '../../src/machine/writable-folder.js';

test.each(['ENOSPC', 'EROFS', 'EACCES', 'EPERM', 'EIO', 'EDQUOT'])(
  'what %s means for a data folder is said in words, with what to do',
  (code) => {
    const fails = () => inWritable('/data', () => raise(code));
    expect(fails).toThrow(/^The data folder \/data can't be written: /);
    expect(fails).toThrow(
      expect.objectContaining({ code: 'STATE_DATABASE_UNAVAILABLE', remedy: expect.any(String) }),
    );
  },
);

test('what is no matter of the folder stays what it is', () => {
  expect(() => inWritable('/data', () => raise('EBUSY'))).toThrow('EBUSY');
});

test('a folder that can be written is left as it was', () => {
  const folder = mkdtempSync(join(tmpdir(), 'venue-control-writable-'));
  requireWritable(folder);
  expect(readdirSync(folder)).toEqual([]);
  rmSync(folder, { recursive: true });
});

function raise(code: string): never {
  throw Object.assign(new Error(code), { code });
}
