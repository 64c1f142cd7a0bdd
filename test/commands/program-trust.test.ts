/** What doctor says of a program that others may change: which places, how many more, and who. */
import { programFolder } from '../../src/commands/program-trust.js';
import type { World } from '../../src/commands/world.js';
import type { ScriptRunner } from '../../src/operations/ports/script-runner.js';

const platform = process.platform;
afterEach(() => Object.defineProperty(process, 'platform', { value: platform }));

const worldWith = (
  touchable: readonly string[],
  projectFolder = '/opt/venue-control/1',
  dataFolder = '/var/lib/venue-control',
) =>
  ({
    config: { projectFolder, dataFolder },
    programTrust: () => ({ isPackaged: true, touchable }),
  }) as unknown as World;
const answering = (output: readonly unknown[]) =>
  ({ run: async () => ({ output, notes: [] }) }) as unknown as ScriptRunner;

const linkAt = (Path: string, IsFolder = true) => ({
  Path,
  Who: 'whoever may change what it leads to',
  Rights: 'link',
  IsFolder,
});

test('ten places are said, and how many more there are', async () => {
  const places = Array.from({ length: 12 }, (_, number) => `/opt/${number} may be written by everybody`);
  const { ok, detail } = await programFolder(worldWith(places), answering([]));
  expect(ok).toBe(false);
  expect(detail).toBe(`${places.slice(0, 10).join('; ')}; and 2 more`);
});

test('on Windows the access lists say it: a file deep inside, a link that leads elsewhere, and how the lists are set anew', async () => {
  Object.defineProperty(process, 'platform', { value: 'win32' });
  const found = [
    { Path: 'C:\\p\\1\\scripts\\host\\x.ps1', Who: 'BUILTIN\\Users (S-1-5-32-545)', Rights: '0x2' },
    linkAt('C:\\d\\programs\\bin'),
  ];
  const { ok, detail, remedy } = await programFolder(worldWith([], undefined, 'C:\\d'), answering(found));
  expect(ok).toBe(false);
  expect(detail).toBe(
    'C:\\p\\1\\scripts\\host\\x.ps1 may be changed or read by BUILTIN\\Users (S-1-5-32-545) (0x2); ' +
      'C:\\d\\programs\\bin may be changed or read by whoever may change what it leads to (link)',
  );
  expect(remedy).toContain('-Action Protect -Data "C:\\d".');
  expect(remedy).toMatch(
    /it names with what to do\. A link that it leaves is for you to delete; where you made it, note first where it leads .*: cmd \/c rmdir "C:\\d\\programs\\bin"\.$/,
  );
  const withoutLink = await programFolder(worldWith([]), answering(found.slice(0, 1)));
  expect(withoutLink.remedy).toMatch(
    / What that refuses, of the folders above too, it names with what to do\.$/,
  );
  await expect(programFolder(worldWith([]), answering([]))).resolves.toMatchObject({ ok: true });
});

describe('on Windows a link is deleted that Protect leaves, deeper than directly in a folder of ours, and no other', () => {
  const programs = 'C:\\Apps\\VenueControl';
  const program = `${programs}\\0.1.0-0123abcd`;
  const data = 'D:\\POS\\data';
  const remedyOf = async (found: readonly unknown[], projectFolder = program, dataFolder = data) => {
    Object.defineProperty(process, 'platform', { value: 'win32' });
    const world = worldWith([], projectFolder, dataFolder);
    return (await programFolder(world, answering(found))).remedy;
  };
  // All that is reached by an administrator's junction would be gone with it.
  test.each([
    'C:\\Apps',
    programs,
    program,
    'D:\\POS',
    data,
    `${data}\\programs`,
    `${data} old\\programs\\bin`,
  ])('%s stays', async (path) => {
    expect(await remedyOf([linkAt(path)])).toMatch(/ it names with what to do\.$/);
  });
  test.each([
    [`${data}\\programs\\bin`, true, 'rmdir'],
    [`${data.toUpperCase()}\\keys\\state.key`, false, 'del'],
    [`${program}\\scripts`, true, 'rmdir'],
  ])('%s is deleted', async (path, isFolder, order) => {
    const remedy = await remedyOf([linkAt('C:\\Apps'), linkAt(path, isFolder)]);
    expect(remedy).toMatch(
      /\. A link that it leaves is for you to delete; .* afterwards: cmd \/c (\w+) "([^"]+)"\.$/,
    );
    expect(remedy).toContain(`: cmd /c ${order} "${path}".`);
  });
  test('of what an archive was unpacked into none is, as it is unpacked anew elsewhere', async () => {
    const unpacked = 'C:\\install\\venue-control-0.1.0-win-x64';
    expect(await remedyOf([linkAt(`${unpacked}\\scripts\\host`)], unpacked)).not.toContain('delete');
  });
  // It is pasted into an elevated prompt.
  test.each([
    ...['$(x)', 'x&y', '%x%', 'x\u201Dy', 'x`y', "x'y", 'x  y', 'x ', ' x', 'x.', '\u212Aeys', 'x\n'],
  ])('a name that a stranger chose is in no command: %j', async (name) => {
    const path = `${data}\\keys\\${name}`;
    const remedy = await remedyOf([linkAt(path), linkAt(`${data}\\keys\\b`)]);
    expect(remedy?.match(/cmd \/c (?:rmdir|del) "[^"]*"/g)).toEqual([`cmd /c rmdir "${data}\\keys\\b"`]);
    expect(remedy).toMatch(
      /delete itself, and not what it leads to, in cmd .* never pasted; not in Explorer, .*\.$/,
    );
    expect(remedy).toContain(': Get-ChildItem -LiteralPath "D:\\POS\\data\\keys" -Force | Where-Object');
    expect(remedy?.match(/Get-ChildItem.*/s)?.[0]).not.toContain(name);
    const alone = await remedyOf([linkAt(path, false)]);
    expect(alone).toContain('not in Explorer');
    const deeper = await remedyOf([linkAt(`${path}\\b`)]);
    expect(deeper).not.toMatch(/cmd \/c (?:rmdir|del)|Get-ChildItem/);
    expect(deeper).toContain('. One that is in no such order delete itself');
    expect(alone).not.toMatch(/cmd \/c (?:rmdir|del)/);
    expect(await remedyOf([linkAt('C:\\')], program, path)).toContain(
      `-Action Protect, with C:\\Apps\\VenueControl as -Program and ${path} as -Data.`,
    );
  });
  test('of those that are said, three', async () => {
    const links = Array.from({ length: 5 }, (_, number) => linkAt(`D:\\packages\\${number}`));
    expect((await remedyOf(links, program, 'D:\\'))?.match(/rmdir/g)).toHaveLength(3);
    const others = Array.from({ length: 10 }, () => ({ Path: 'D:\\', Who: 'S-1-1-0', Rights: '0x2' }));
    expect(await remedyOf([...others, ...links], program, 'D:\\')).not.toContain('delete');
  });
});

test.each([
  ['/Program Files/VenueControl/0.1.0-0123abcd', '-Program "/Program Files/VenueControl" -Data'],
  // The folder above is Windows' own, and would be given our list.
  ['/Program Files/venue-control-0.1.0-win-x64', '-Action Protect -Data'],
])('on Windows the remedy for %s is for folders of ours alone', async (projectFolder, words) => {
  Object.defineProperty(process, 'platform', { value: 'win32' });
  const found = answering([{ Path: 'C:\\p', Who: 'BUILTIN\\Users (S-1-5-32-545)', Rights: '0x2' }]);
  const { remedy } = await programFolder(worldWith([], projectFolder), found);
  expect(remedy).toContain(words);
});

test("a drive's root stands without quotes: cmd would take the one behind it for part of the path", async () => {
  Object.defineProperty(process, 'platform', { value: 'win32' });
  const found = answering([{ Path: 'D:\\', Who: 'BUILTIN\\Users (S-1-5-32-545)', Rights: '0x2' }]);
  const { remedy } = await programFolder(worldWith([], '/p/0.1.0-0123abcd', 'D:\\'), found);
  expect(remedy).toContain('-Program "/p" -Data D:\\.');
});
