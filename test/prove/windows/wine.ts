/**
 * Runs a Windows program under Wine, in a Debian of its own. Each call has a namespace of processes of its own, which ends with it, so
 * that no wineserver and no service outlives a call, however it ends.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forgetLeftServices } from './left-services.js';
import { watchWineServer } from './wine-crash.js';

/** Large, and of use to every checkout on this machine. */
export const wineFolder = process.env['VENUE_CONTROL_WINE'] ?? '/var/tmp/venue-control-windows';
export const debianFolder = join(wineFolder, 'debian');
export const driveFolder = join(debianFolder, 'prefix', 'drive_c');
export const registry = join(debianFolder, 'prefix', 'system.reg');
/** Beside the folder, for that may be removed. */
const lockFile = `${wineFolder}.lock`;
/** Where the project's own files are, for Windows and for us. */
export const venueDrive = 'C:\\venue';
export const venueFolder = join(driveFolder, 'venue');
export const powerShell = 'C:\\Program Files\\PowerShell\\7\\pwsh.exe';

export interface WineRun {
  readonly code: number;
  readonly output: string;
}

/** Of what leaves nothing behind that the next one minds. */
export const TRIES = 3;

const environment = {
  HOME: '/root',
  LANG: 'C.UTF-8',
  PATH: '/usr/lib/wine:/usr/bin:/bin:/usr/sbin:/sbin',
  XDG_RUNTIME_DIR: '/tmp',
  WINEPREFIX: '/prefix',
  WINEDEBUG: '-all',
  // Freed memory is used again late: Wine 10's server signals the owner of a closed file (fd->user in set_fd_signaled), which may be gone.
  GLIBC_TUNABLES: 'glibc.malloc.tcache_count=0:glibc.malloc.mxfast=0',
  WINEDLLOVERRIDES: 'mshtml=',
  // Without it .NET searches for Windows' own tables of cultures, which Wine lacks.
  DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1',
  POWERSHELL_TELEMETRY_OPTOUT: '1',
  POWERSHELL_UPDATECHECK: 'Off',
  NO_COLOR: '1',
  TERM: 'dumb',
};

export interface WineLimits {
  readonly limitMs: number;
  readonly env?: Readonly<Record<string, string>>;
  /** How often it is begun, at most, where Wine's own server dies of it (wine-crash.ts); default once. */
  readonly tries?: number;
  /** Done before each try. */
  readonly prepare?: () => void;
}

/** A command inside the Debian. It never takes longer than `limitMs`; its output goes through a file, for a Unix pipe is no Windows pipe. */
export async function inDebian(command: readonly string[], limits: WineLimits): Promise<WineRun> {
  limits.prepare?.();
  forgetLeftServices(registry);
  const { crashed, ...run } = await begin(command, limits);
  const { tries = 1 } = limits;
  if (!crashed || tries <= 1) return run;
  process.stderr.write("Wine's own server crashed: that run is made once more.\n");
  return inDebian(command, { ...limits, tries: tries - 1 });
}

async function begin(
  command: readonly string[],
  { limitMs, env = {} }: WineLimits,
): Promise<WineRun & { readonly crashed: boolean }> {
  const folder = mkdtempSync(join(tmpdir(), 'wine-'));
  try {
    const file = join(folder, 'output');
    const out = openSync(file, 'w');
    const variables = Object.entries({ ...environment, ...env }).map(([name, value]) => `${name}=${value}`);
    // It ends with us, however we end; and one at a time, of all checkouts: two wineservers would write one registry.
    const child = spawn(
      'setpriv',
      [
        ...['--pdeathsig', 'KILL', 'flock'],
        ...['--no-fork', lockFile, 'unshare'],
        ...['--mount', '--pid', '--fork', '--kill-child', `--mount-proc=${join(debianFolder, 'proc')}`],
        ...['chroot', debianFolder, 'env', '-i', ...variables, ...command],
      ],
      { stdio: ['ignore', out, out] },
    );
    const late = setTimeout(() => child.kill('SIGKILL'), limitMs);
    const watch = watchWineServer(child);
    const code = await new Promise<number>((done, fail) => {
      child.on('error', fail);
      child.on('exit', (exitCode) => done(exitCode ?? 124));
    }).finally(() => {
      clearTimeout(late);
      watch.stop();
    });
    const output = readFileSync(file, 'utf8').replaceAll(/^wine: .*\n/gm, '');
    return { code, output, crashed: watch.hasCrashed() };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A program for Windows, with the console that Wine gives none; after layOut. */
export function inConsole(command: readonly string[], limits: WineLimits): Promise<WineRun> {
  return inDebian(['wine64', `${venueDrive}\\test\\fixtures\\windows\\console.exe`, ...command], limits);
}

/** A program for Node for Windows; `words` as Windows sees them. */
export const inNode = (words: readonly string[], limits: WineLimits) =>
  inConsole([`${venueDrive}\\node\\node.exe`, ...words], limits);

/** A script of the project under PowerShell for Windows; `script` and `args` as Windows sees them. */
export function inPowerShell(
  script: string,
  args: readonly string[],
  { tries = TRIES, env = {}, ...limits }: WineLimits,
): Promise<WineRun> {
  const options = ['-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass'];
  const variables = {
    SERVICE_FIXTURE: `${venueDrive}\\test\\prove\\windows\\WindowsFixture.psm1`,
    PROOF_STAND_INS: '1',
  };
  return inConsole([powerShell, ...options, '-File', `${venueDrive}\\${script}`, ...args], {
    ...limits,
    tries,
    env: { ...variables, ...env },
  });
}
