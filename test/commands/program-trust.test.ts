/** What doctor says of a program that others may change: which places, how many more, and who. */
import { programFolder } from '../../src/commands/program-trust.js';
import type { World } from '../../src/commands/world.js';
import type { ScriptRunner } from '../../src/operations/ports/script-runner.js';

const platform = process.platform;
afterEach(() => Object.defineProperty(process, 'platform', { value: platform }));

const worldWith = (touchable: readonly string[]) =>
  ({
    config: { projectFolder: '/opt/venue-control/1', dataFolder: '/var/lib/venue-control' },
    programTrust: () => ({ isPackaged: true, touchable }),
  }) as unknown as World;
const answering = (output: readonly unknown[]) =>
  ({ run: async () => ({ output, notes: [] }) }) as unknown as ScriptRunner;

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
    { Path: 'C:\\d\\programs\\bin', Who: 'whoever may change what it leads to', Rights: 'link' },
  ];
  const { ok, detail, remedy } = await programFolder(worldWith([]), answering(found));
  expect(ok).toBe(false);
  expect(detail).toBe(
    'C:\\p\\1\\scripts\\host\\x.ps1 may be changed or read by BUILTIN\\Users (S-1-5-32-545) (0x2); ' +
      'C:\\d\\programs\\bin may be changed or read by whoever may change what it leads to (link)',
  );
  expect(remedy).toContain('-Action Protect');
  await expect(programFolder(worldWith([]), answering([]))).resolves.toMatchObject({ ok: true });
});
