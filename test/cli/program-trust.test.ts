/** What doctor says of a program that others may change: which places, how many more, and who. */

import type { CommandContext } from '../../src/cli/command-context.js';
import { programFolder } from '../../src/cli/doctor/program-trust.js';
import type { ScriptRunner } from '../../src/domain/ports/script-runner.js';

const platform = process.platform;
beforeEach(() => Object.defineProperty(process, 'platform', { value: 'win32' }));
afterEach(() => Object.defineProperty(process, 'platform', { value: platform }));

const contextWith = (projectFolder = '/Apps/1', dataFolder = 'C:\\d') =>
  ({ config: { projectFolder, dataFolder }, isPackaged: () => true }) as unknown as CommandContext;
const answering = (output: readonly unknown[]) =>
  ({ run: async () => ({ output, notes: [] }) }) as unknown as ScriptRunner;

const open = (Path: string) => ({ Path, Who: 'BUILTIN\\Users (S-1-5-32-545)', Rights: '0x2' });
const link = { Path: 'C:\\d\\keys\\$(x)', Who: 'any user who may change its target', Rights: 'link' };

test('names ten places, and how many more there are', async () => {
  const places = Array.from({ length: 12 }, (_, number) => open(`C:\\p\\${number}`));
  const { ok, detail } = await programFolder(contextWith(), answering(places));
  expect(ok).toBe(false);
  expect(detail.match(/can be changed or read/g)).toHaveLength(10);
  expect(detail).toMatch(/; and 2 more$/);
});

test('says who may change a file, and how the access lists are set again', async () => {
  const { detail, remedy } = await programFolder(contextWith(), answering([open('C:\\p\\x.ps1')]));
  expect(detail).toBe('C:\\p\\x.ps1 can be changed or read by BUILTIN\\Users (S-1-5-32-545) (0x2)');
  expect(remedy).toContain('-Action Protect -Data "C:\\d".');
  expect(remedy).not.toContain('link');
});

test('says how to delete a link, in no command that has its name', async () => {
  const { remedy } = await programFolder(contextWith(), answering([link]));
  expect(remedy).toMatch(/Delete links that it leaves .* never paste it/);
  expect(remedy).not.toContain('$(x)');
});

test('a data folder whose name is for no prompt is in no command', async () => {
  const { remedy } = await programFolder(contextWith(undefined, 'D:\\x&y'), answering([link]));
  expect(remedy).toContain('-Action Protect, with D:\\x&y as -Data.');
});

test('a program that no one else may change is well', async () => {
  expect(await programFolder(contextWith(), answering([]))).toMatchObject({ ok: true });
});

test.each([
  ['/Program Files/VenueControl/0.1.0-0123abcd', '-Program "/Program Files/VenueControl" -Data'],
  // The folder above is Windows' own, and would be given our list.
  ['/Program Files/venue-control-0.1.0-win-x64', '-Action Protect -Data'],
])('on Windows the remedy for %s is for folders of ours alone', async (projectFolder, words) => {
  const { remedy } = await programFolder(contextWith(projectFolder), answering([open('C:\\p')]));
  expect(remedy).toContain(words);
});

test("a drive's root is without quotes: cmd would take the one behind it for part of the path", async () => {
  const context = contextWith('/p/0.1.0-0123abcd', 'D:\\');
  const { remedy } = await programFolder(context, answering([open('D:\\')]));
  expect(remedy).toContain('-Program "/p" -Data D:\\.');
});
