import { execFileSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findPowerShell } from '../../../src/powershell/host/find-powershell.js';
import {
  askBirth,
  askVersion,
  launchHost,
  type PowerShellCommand,
} from '../../../src/powershell/host/launch.js';
import { eventually, makePool } from './pool-under-test.js';

const log = { debug() {}, info() {}, warn() {}, error() {} };
const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

test('PowerShell says when a process was created, near what that process says itself; of one that is gone nothing', async () => {
  const { found } = await findPowerShell({ projectFolder: resolve('.') });
  const born = askBirth(process.pid, found);
  expect(Math.abs((born ?? 0) - performance.timeOrigin)).toBeLessThan(10_000);
  expect(askBirth(2 ** 22 + 1, found)).toBeUndefined();
  expect(askBirth(process.pid, { executable: '/nowhere/pwsh', leadingArguments: [] })).toBeUndefined();
}, 60_000);

/** A PowerShell of that name which runs `first` before what it is asked, as shell words and PowerShell's. */
async function preceded(name: string, { shell = '', first = '' }): Promise<PowerShellCommand> {
  const { found } = await findPowerShell({ projectFolder: resolve('.') });
  const folder = mkdtempSync(join(tmpdir(), 'venue-control-preceded-'));
  folders.push(folder);
  const words = [found?.executable, ...(found?.leadingArguments ?? [])].map((word) => `'${word}'`).join(' ');
  const executable = join(folder, name);
  writeFileSync(
    executable,
    `#!/bin/sh\n${shell}\nfor last; do :; done\nexec ${words} -NoProfile -Command "${first}; $last"\n`,
    { mode: 0o755 },
  );
  return { executable, leadingArguments: [] };
}

test.each([
  ['no module can be loaded', "\\$PSModuleAutoLoadingPreference = 'None'"],
  ['the language is constrained', "\\$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'"],
])(
  'it says so too where %s',
  async (_, first) => {
    const command = await preceded('pwsh', { first });
    const born = askBirth(process.pid, command);
    expect(Math.abs((born ?? 0) - performance.timeOrigin)).toBeLessThan(10_000);
    expect(askBirth(2 ** 22 + 1, command)).toBeUndefined();
  },
  60_000,
);

test.each([
  ['powershell.exe', 'given:'],
  ['PowerShell', 'given:'],
  ['pwsh', 'given:/of/seven'],
])(
  'what a PowerShell 7 above us has for its modules is handed to no 5.1: %s is given %s',
  async (name, given) => {
    process.env['PSModulePath'] = '/of/seven';
    try {
      const command = await preceded(name, { shell: 'echo "given:$PSModulePath"; exit 0' });
      expect(await askVersion(command)).toBe(given);
      const lines: string[] = [];
      const debug = (result: object) => void lines.push(...('line' in result ? [String(result.line)] : []));
      const host = { command, hostScript: 'x', launch: '{}', folder: '/', env: {}, log: { ...log, debug } };
      await launchHost(host).exited;
      for (let tries = 0; tries < 100 && lines.length === 0; tries += 1) await sleep(20);
      expect(lines).toEqual([given]);
    } finally {
      delete process.env['PSModulePath'];
    }
  },
);

test('a host leads a process group of its own, and its output is logged as UTF-8', async () => {
  const shell = 'sleep 0.2; echo "Zürich $$ $(cut -d" " -f5 /proc/$$/stat)"; exit 0';
  const command = await preceded('pwsh', { shell });
  const lines: string[] = [];
  const debug = (result: object) => void lines.push(...('line' in result ? [String(result.line)] : []));
  const host = { command, hostScript: 'x', launch: '{}', folder: '/', env: {}, log: { ...log, debug } };
  const { pid, exited } = launchHost(host);
  await exited;
  for (let tries = 0; tries < 100 && lines.length === 0; tries += 1) await sleep(20);
  expect(lines).toEqual([`Zürich ${pid} ${pid}`]);
});

test('the dotnet of a PowerShell is run by its whole path, or not at all: no folder that goes by where we work is searched', async () => {
  const planted = mkdtempSync(join(tmpdir(), 'venue-control-dotnet-'));
  const name = process.platform === 'win32' ? 'dotnet.exe' : 'dotnet';
  writeFileSync(join(planted, name), '#!/bin/sh\necho 7.6.9 Core\n', { mode: 0o755 });
  const path = process.env['PATH'];
  try {
    process.env['PATH'] = relative(process.cwd(), planted);
    const search = await findPowerShell({ projectFolder: resolve('.'), configured: '/somewhere/pwsh.dll' });
    expect(search).toEqual({
      found: undefined,
      passedOver: [expect.stringContaining('no dotnet on the PATH, which runs /somewhere/pwsh.dll')],
    });
  } finally {
    process.env['PATH'] = path;
    rmSync(planted, { recursive: true });
  }
});

test('a host is ready before its modules are read, and reads them while it is idle', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'venue-launch-'));
  folders.push(folder);
  const read = join(folder, 'read');
  const slow = join(folder, 'Slow.psm1');
  writeFileSync(slow, `[Threading.Thread]::Sleep(1000); [IO.File]::WriteAllText('${read}', '')`);
  const { pool, output } = makePool({ warmModules: [slow], spareStartAfterMs: 'never' });
  try {
    await pool.start();
    expect(existsSync(read)).toBe(false);
    await eventually(() => existsSync(read), 20_000);
    expect(await output('Get-Echo', { Value: 'x' })).toEqual(['x']);
  } finally {
    await pool.stop();
  }
}, 60_000);

test('a host that gets no file descriptors is a failed start, never the end of the server', async () => {
  if (process.platform !== 'linux') return;
  const limit = (files: string) => execFileSync('prlimit', ['--pid', `${process.pid}`, `--nofile=${files}`]);
  const before = execFileSync('prlimit', [
    '--pid',
    `${process.pid}`,
    '--nofile',
    '--raw',
    '--noheadings',
    '-o',
    'SOFT',
  ])
    .toString()
    .trim();
  const taken: number[] = [];
  limit(`${readdirSync('/proc/self/fd').length + 20}:`);
  try {
    for (;;) taken.push(openSync('/dev/null', 'r'));
  } catch {
    expect(taken.length).toBeGreaterThan(0);
  }
  const start = () =>
    launchHost({
      command: { executable: process.execPath, leadingArguments: [] },
      hostScript: '/nowhere.ps1',
      launch: '{}',
      folder: '/',
      env: {},
      log,
    });
  try {
    expect(start).toThrow(/no free file descriptors/);
    // The child reports its failure in a later turn.
    await sleep(50);
  } finally {
    for (const file of taken) closeSync(file);
    limit(`${before}:`);
  }
});
