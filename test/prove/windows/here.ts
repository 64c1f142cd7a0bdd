/**
 * `prove -- windows --here`: the suites of this checkout against the Service Control Manager of this very machine. Programs that are compiled and
 * signed elsewhere come from the unpacked archive of the proof; Invoke-Proof.ps1, which that archive runs automatically too, does the work.
 */
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Problem } from '../../../bin/setup/problem.mjs';
import { findPowerShell } from '../../../src/powershell/host/find-powershell.js';
import type { HereOptions } from '../shared/campaign.js';
import { suitesOnWindows, type WindowsRow } from './suites.js';

/** What Invoke-Proof.ps1 -Json says. */
interface HereReport {
  readonly machine: string;
  readonly powershell: string;
  readonly suites: readonly {
    readonly Suite: string;
    readonly Passed: number;
    readonly Failed: number;
    readonly Seconds: number;
    readonly Ok: boolean;
    readonly Wrong: readonly string[];
  }[];
  /** Services and sources of events that the suites made and didn't remove. */
  readonly left: readonly string[];
}

const folder = resolve('.tools', 'proof');
/** Of Invoke-Proof.ps1, which then says why. */
const NOTHING_DONE = 2;

/** Throws a Problem where it didn't come to its end: we are no administrator, the control plane is installed here, PowerShell 7 is missing. */
export async function proveHere({ proof, trustCertificate, say }: HereOptions): Promise<WindowsRow[]> {
  const laid = layOutHere(proof);
  const shell = await powerShell();
  say(
    `PowerShell ${shell.version}, ${[...shell.leadingArguments, shell.executable][0]}; the whole goes to ${join(folder, 'proof.log')}`,
  );
  const child = spawn(
    shell.executable,
    [
      ...[...shell.leadingArguments, '-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass'],
      ...['-File', join(laid, 'test', 'prove', 'windows', 'Invoke-Proof.ps1'), '-Json'],
      ...(trustCertificate ? ['-TrustCertificate'] : []),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true },
  );
  let output = '';
  let wrong = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  createInterface({ input: child.stderr }).on('line', (line) => {
    const [, progress] = /^suite (.+)$/.exec(line) ?? [];
    if (progress) say(progress);
    else wrong += `${line}\n`;
  });
  const code = await new Promise<number | null>((done, fail) => child.on('error', fail).on('close', done));
  if (code === NOTHING_DONE) throw new Problem(wrong.trim());
  if (!output.trimStart().startsWith('{'))
    throw new Problem(
      `The suites ended with ${code} before their end: ${`${output}${wrong}`.trim().slice(-1000)}`,
    );
  return rowsOf(JSON.parse(output) as HereReport);
}

/** A suite that lost its cases proves nothing, and one that wasn't reported wasn't run. */
function rowsOf({ machine, powershell, suites: result, left }: HereReport): WindowsRow[] {
  const rows = suitesOnWindows.map(([file, what, atLeast]): WindowsRow => {
    const name = basename(file.replaceAll('\\', '/'), '.Tests.ps1');
    const suite = result.find(({ Suite }) => Suite === name);
    const { Passed = 0, Failed = 0, Seconds = 0, Ok = false, Wrong = [] } = suite ?? {};
    const untrue = [...Wrong];
    if (Passed < atLeast) untrue.push(`${what}: ${Passed} of at least ${atLeast} cases passed`);
    if (!Ok && untrue.length === 0) untrue.push(`${what}: did not come to its end`);
    const found = `${Passed} passed, ${Failed} failed, ${Seconds} s`;
    return { what, runs: Passed + Failed, goal: 'all pass', found, untrue };
  });
  const clean: WindowsRow = {
    what: `what is left on ${machine}, PowerShell ${powershell}`,
    runs: 1,
    goal: 'nothing',
    found: left.length === 0 ? 'nothing' : left.join('; '),
    untrue: left.map((thing) => `left: ${thing}`),
  };
  return [...rows, clean];
}

/** The archive's folder with this checkout's suites and scripts in the place of its own. */
function layOutHere(proof: string): string {
  const laid = join(folder, 'venue');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(proof, laid, { recursive: true });
  for (const part of ['scripts', join('test', 'scripts'), join('test', 'prove', 'windows')]) {
    rmSync(join(laid, part), { recursive: true, force: true });
    cpSync(part, join(laid, part), { recursive: true });
  }
  return laid;
}

/** The suites need 7. An unpacked archive of the program has one, and the .NET that it needs beside it. */
async function powerShell() {
  const configured = process.env['VENUE_CONTROL_PWSH'];
  const beside = configured ? resolve(dirname(configured), '..', 'dotnet') : '';
  if (configured && existsSync(beside)) process.env['DOTNET_ROOT'] = beside;
  const { found, passedOver } = await findPowerShell({ projectFolder: resolve('.'), configured });
  if (found?.edition === 'Core') return found;
  throw new Problem(
    `PowerShell 7.5 or later is needed. Set VENUE_CONTROL_PWSH to powershell\\pwsh.exe of an unpacked archive for Windows. ${passedOver.join(' ')}`,
  );
}
