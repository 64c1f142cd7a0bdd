import { readdirSync } from 'node:fs';
import { inWritable, requireWritable } from '../../src/platform/data-folder/access.js';
import { folderOfTest } from '../fixtures/folder-of-test.js';

const folder = folderOfTest();

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
  requireWritable(folder());
  expect(readdirSync(folder())).toEqual([]);
});

function raise(code: string): never {
  throw Object.assign(new Error(code), { code });
}
