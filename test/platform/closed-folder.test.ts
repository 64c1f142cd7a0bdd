/** A folder for what no one else may read: closed before the first file, and never one that someone else has. Windows' list by what icacls is asked. */
import { chmodSync, existsSync, mkdirSync, readdirSync, rmdirSync, statSync, symlinkSync } from 'node:fs';
import { makeClosedFolder } from '../../src/platform/data-folder/closed-folder.js';
import { folderOfTest } from '../fixtures/folder-of-test.js';

const home = folderOfTest();

const quiet = async () => undefined;
const us = { account: process.geteuid?.(), icacls: quiet };

test('a new folder, and one of ours that others could look into, is ours alone', async () => {
  const old = home('old');
  mkdirSync(old);
  chmodSync(old, 0o777);
  for (const folder of [old, home('a', 'b')]) {
    await makeClosedFolder(folder, us);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  }
});

test("someone else's folder is refused, empty or not: the owner of it may open it again", async () => {
  const before = statSync(home()).mode;
  await expect(makeClosedFolder(home(), { account: 4_000_000, icacls: quiet })).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
  });
  expect(statSync(home()).mode).toBe(before);
});

test('on Windows its list is set while it is empty: nothing inherited, administrators, SYSTEM and the owner', async () => {
  const folder = home('a', 'b');
  let asked: readonly string[] = [];
  const icacls = async (words: readonly string[]) => {
    expect(readdirSync(folder)).toEqual([]);
    asked = words;
    return undefined;
  };
  await makeClosedFolder(folder, { account: undefined, icacls });
  expect(asked).toEqual([
    folder,
    '/inheritance:r',
    '/grant:r',
    '*S-1-5-18:(OI)(CI)F',
    '*S-1-5-32-544:(OI)(CI)F',
    '*S-1-3-4:(OI)(CI)F',
  ]);
});

test('on Windows one that someone made a link, while its list was set, is refused before anything is put into it', async () => {
  const [folder, elsewhere] = [home('backup'), home('elsewhere')];
  mkdirSync(elsewhere);
  const icacls = async () => {
    rmdirSync(folder);
    symlinkSync(elsewhere, folder);
    return undefined;
  };
  await expect(makeClosedFolder(folder, { account: undefined, icacls })).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    message: expect.stringContaining('a link'),
  });
  expect(readdirSync(elsewhere)).toEqual(['keys']);
  // Until it has something in it, it could still be made one.
  const own = home('own');
  await makeClosedFolder(own, { account: undefined, icacls: quiet });
  expect(readdirSync(own)).toEqual(['keys']);
});

test('on Windows a folder that is there is refused, and a disk without lists too: nothing is left behind', async () => {
  await expect(makeClosedFolder(home(), { account: undefined, icacls: quiet })).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
  });
  const folder = home('stick');
  const icacls = async () => 'The request is not supported';
  await expect(makeClosedFolder(folder, { account: undefined, icacls })).rejects.toMatchObject({
    code: 'FILE_NOT_WRITTEN',
    message: expect.stringContaining('not supported'),
  });
  expect(existsSync(folder)).toBe(false);
});
