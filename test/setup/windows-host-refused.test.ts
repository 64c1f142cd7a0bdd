/** What the host for Windows tells of a script that made something and then refused. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { windowsHost } from '../../src/machine/installation/windows-host.js';
import { writeLauncher } from './program-under-test.js';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'venue-control-windows-host-refused-'));
  process.env['VENUE_CONTROL_PWSH'] = join(folder, 'venue-control');
});
afterAll(() => {
  delete process.env['VENUE_CONTROL_PWSH'];
  rmSync(folder, { recursive: true });
});

test('where access lists are refused, what was made before that is told, and the refusal is as it was', async () => {
  const made = 'C:\\one was not there, and was made.';
  writeLauncher(
    folder,
    `printf '%s\\r\\n{"program":"x"}\\r\\n' '${made}'; echo 'PROGRAM_NOT_TRUSTED: C:\\d is a link.' >&2; exit 1`,
  );
  const host = windowsHost({ source: resolve('.') });
  const told: string[] = [];
  const tell = (words: string) => void told.push(words);
  const refused = { code: 'PROGRAM_NOT_TRUSTED', message: 'C:\\d is a link.' };
  await expect(host.closeData(join(folder, 'none'), tell)).rejects.toMatchObject(refused);
  const [protect] = host.protect({ programs: 'C:\\p', data: join(folder, 'none') });
  await expect(protect?.work(tell)).rejects.toMatchObject(refused);
  expect(told).toEqual([made, made]);
});

test('what to do is as the script says behind the arrow, and otherwise as the catalogue says', async () => {
  const refused = async (line: string) => {
    writeLauncher(folder, `echo '${line}' >&2; exit 1`);
    return windowsHost({ source: resolve('.') }).start();
  };
  await expect(refused('SERVICE_DEPENDENCY_FAILED: None. -> Name one -> there.')).rejects.toMatchObject({
    code: 'SERVICE_DEPENDENCY_FAILED',
    message: 'None.',
    remedy: 'Name one -> there.',
  });
  await expect(refused('SERVICE_ACCESS_DENIED: It may not.')).rejects.toMatchObject({
    remedy: expect.stringMatching(/^You are an administrator: .*security software/),
  });
  await expect(refused('SERVICE_NOT_ACCEPTING: It starts.')).rejects.toMatchObject({
    message: 'It starts.',
    remedy: 'Wait until it has settled, then try again.',
  });
});
