/**
 * Wine with PowerShell for Windows, in a folder of its own: brought by Debian's, NuGet's and this machine's own clients, kept for the next
 * time. What is there already isn't made again; a folder made of other versions is made again.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { platforms } from '../../../bin/packaging/platforms.mjs';
import { bringPackage, hasPackage, packageFolder } from '../../../bin/setup/nuget-package.mjs';
import { Problem } from '../../../bin/setup/problem.mjs';
import { run } from './run.js';
import { debianFolder, driveFolder, inDebian, wineFolder } from './wine.js';

const quiet = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
const release = 'trixie';
const powerShell = '7.6.9';

/** The same as the program's archive for Windows brings. */
const runtimes = platforms['win-x64'].runtimes.map(({ framework, pin }) => ({ framework, pin }));

const made = JSON.stringify([release, powerShell, runtimes]);
const mark = join(wineFolder, 'made.json');

/** Throws an Error that says what to do where it can't be had here. Takes minutes the first time. */
export async function setUpWine(say: (line: string) => void): Promise<void> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    throw new Problem('This campaign needs root on Debian Linux: it makes a Debian with Wine in a folder.');
  }
  bringTools(say);
  if (existsSync(mark) && readFileSync(mark, 'utf8') === made) return;
  removeWine();
  mkdirSync(wineFolder, { recursive: true });
  say(`Debian ${release} with Wine, into ${wineFolder}`);
  await debian();
  say('PowerShell for Windows');
  await windowsPrograms();
  writeFileSync(mark, made);
}

/** Nothing runs there between calls, so nothing is in its way. */
export function removeWine(): void {
  rmSync(wineFolder, { recursive: true, force: true });
}

function bringTools(say: (line: string) => void): void {
  const packages = {
    debootstrap: 'debootstrap',
    'x86_64-w64-mingw32-gcc': 'gcc-mingw-w64-x86-64-win32',
    osslsigncode: 'osslsigncode',
    wixl: 'wixl',
    unzip: 'unzip',
    openssl: 'openssl',
  };
  const missing = Object.entries(packages).filter(([program]) => spawnSync('which', [program]).status !== 0);
  if (missing.length === 0) return;
  const names = missing.map(([, name]) => name);
  say(`Debian's ${names.join(', ')}`);
  run('apt-get', ['update', '-qq'], quiet);
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], quiet);
}

async function debian(): Promise<void> {
  const targets = run('apt-get', ['indextargets', '--format', '$(REPO_URI)']);
  const mirror = targets.split('\n').find((line) => /\/debian\/?$/.test(line));
  if (!mirror)
    throw new Error(
      'This machine has no Debian mirror among its apt sources: apt-get indextargets names none.',
    );
  const draft = `${debianFolder}.part`;
  run('debootstrap', ['--variant=minbase', release, draft, mirror], quiet);
  renameSync(draft, debianFolder);
  const install =
    'apt-get update -q && apt-get install -qy --no-install-recommends wine wine64 && apt-get clean';
  await inside(['sh', '-c', install], { DEBIAN_FRONTEND: 'noninteractive' });
  // The registry is written when wineserver ends, and not when it is ended.
  await inside(['sh', '-c', 'wineboot -u && wineserver -w']);
}

async function windowsPrograms(): Promise<void> {
  const programs = join(driveFolder, 'Program Files');
  for (const { framework, pin } of runtimes) {
    if (!hasPackage(wineFolder, pin)) await bringPackage({ project: wineFolder, env: process.env }, pin);
    const from = join(packageFolder(wineFolder, pin), 'runtimes', 'win-x64');
    const to = join(programs, 'dotnet', 'shared', framework, pin.version);
    for (const part of ['lib/net10.0', 'native']) cpSync(join(from, part), to, { recursive: true });
    const host = join(to, 'hostfxr.dll');
    if (existsSync(host)) cpSync(host, join(programs, 'dotnet', 'host', 'fxr', pin.version, 'hostfxr.dll'));
  }
  const packages = process.env['NUGET_PACKAGES'] ?? join(homedir(), '.nuget', 'packages');
  const from = join(packages, 'powershell', powerShell, 'tools', 'net10.0', 'any', 'win');
  if (!existsSync(from)) throw new Error(`There is no ${from}. Run: dotnet tool restore`);
  cpSync(from, join(programs, 'PowerShell', '7'), { recursive: true });
}

async function inside(command: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<void> {
  const { code, output } = await inDebian(command, { limitMs: 900_000, env });
  if (code !== 0) throw new Error(`${command.join(' ')} ended with ${code}:\n${output.slice(-2000)}`);
}
