import { chmodSync, writeFileSync } from 'node:fs';
import { readSecretFile } from '../../src/platform/data-folder/secret-file.js';
import { folderOfTest } from '../fixtures/folder-of-test.js';

describe('a password in a file', () => {
  const folder = folderOfTest();
  let file: string;
  beforeEach(() => {
    file = folder('sql-password');
  });

  it.each([
    ['pass word', 'pass word'],
    ['pass word\n', 'pass word'],
    ['pass word\r\n', 'pass word'],
    ['\ufeffpass', 'pass'],
    [' “p” ', ' “p” '],
  ])('is what is in it: %j is %j', (text, password) => {
    writeFileSync(file, text, { mode: 0o600 });
    expect(readSecretFile(file)).toBe(password);
  });

  it.each(['', '\n', 'two\nlines', 'x\n\n'])('is refused when it is %j', (text) => {
    writeFileSync(file, text, { mode: 0o600 });
    expect(() => readSecretFile(file)).toThrow('does not contain a password in one line');
  });

  it.each([0o640, 0o604, 0o644, 0o660])('is refused when others may read or write it: %o', (mode) => {
    writeFileSync(file, 'hunter2');
    chmodSync(file, mode);
    let refusal: unknown;
    try {
      readSecretFile(file);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toMatchObject({ code: 'FILE_NOT_WRITTEN', remedy: expect.stringContaining('chmod 600') });
    expect(String((refusal as Error).message)).not.toContain('hunter2');
  });

  it('is refused when it is UTF-16, as PowerShell of Windows writes it by >', () => {
    writeFileSync(file, Buffer.from('\ufeffhunter2\r\n', 'utf16le'), { mode: 0o600 });
    expect(() => readSecretFile(file)).toThrow(`The password file ${file} is UTF-16.`);
  });

  it('is refused by name when it does not exist, or is a folder', () => {
    expect(() => readSecretFile(file)).toThrow(`${file} does not exist`);
    expect(() => readSecretFile(folder())).toThrow(folder());
  });
});
