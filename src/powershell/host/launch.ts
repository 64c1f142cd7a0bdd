/**
 * The one place that starts and ends PowerShell processes. node-powershell launches the host and nothing else: it would
 * splice values into text and frame results by text (docs/adr/0003-node-powershell-starts-hosts.md, which also names the private members). Five guards around it:
 *  1. its private exitPromise is caught, else a dead child is an unhandled rejection and ends the server;
 *  2. stdout and stderr are piped into sinks: a listener for 'data' on stderr deadlocks at 16 KB;
 *  3. stdin has its own error listener;
 *  4. a child without file descriptors has no streams, and reports its error in a later turn: that is a failed start;
 *  5. the kill goes to the process group, on Windows also to the pid of the ready frame, for the child may only be a shim.
 */

import { type ChildProcessWithoutNullStreams, execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { PowerShell, type PowerShellOptions } from 'node-powershell';
import type { Log } from '../../domain/ports/machine.js';
import { environmentFor } from '../../domain/types/powershell.js';
import { logSink } from './log.js';

export interface PowerShellCommand {
  readonly executable: string;
  /** Before all others: the path of pwsh.dll when the executable is dotnet. */
  readonly leadingArguments: readonly string[];
}

export interface LaunchedProcess {
  /** Of the child; the host's own, except where the executable is a shim. */
  readonly pid: number;
  /** Resolves when the process has ended. */
  readonly exited: Promise<void>;
  /** Closes the lifeline: the host stops its calls and ends. */
  closeLifeline(): void;
  /** Ends the process and its group; on Windows also the host behind a shim, given the ready frame's pid. */
  kill(hostPid?: number): void;
}

/** Of util-linux. It makes the host the leader of a process group, which node-powershell has no option for. */
const SETSID = '/usr/bin/setsid';
const ownsGroup = process.platform !== 'win32' && existsSync(SETSID);
/** node-powershell makes strings of the output. This encoding keeps each byte, and the sinks make bytes of it again. */
const OUTPUT_ENCODING = 'latin1';
const TASKKILL_MS = 3000;
const ANSWER_MS = 10_000;
/** A group policy is above it. Elsewhere there are none. */
const anyPolicy = process.platform === 'win32' ? ['-ExecutionPolicy', 'Bypass'] : [];

/** Starts `scripts/host/Start-ScriptHost.ps1`; throws when the executable can't be started at all. */
export function launchHost(options: {
  command: PowerShellCommand;
  hostScript: string;
  /** One line: the host reads it before anything else. */
  launch: string;
  folder: string;
  env: Readonly<Record<string, string>>;
  log: Log;
}): LaunchedProcess {
  const { command, log } = options;
  const [executable = '', ...leadingArguments] = [
    ...(ownsGroup ? [SETSID] : []),
    command.executable,
    ...command.leadingArguments,
  ];
  const shell = new HostPowerShell({
    executable,
    executableOptions: {
      '-NoLogo': false,
      ...Object.fromEntries(leadingArguments.map((argument) => [argument, true])),
      '-NoProfile': true,
      '-NonInteractive': true,
      ...(process.platform === 'win32' ? { '-ExecutionPolicy': 'Bypass' } : {}),
      '-File': options.hostScript,
      '-OwnProcessGroup': ownsGroup,
    },
    spawnOptions: { cwd: options.folder, env: environmentOf(command, options.env), windowsHide: true },
    outputEncoding: OUTPUT_ENCODING,
  });
  const inner = shell as unknown as { process: ChildProcessWithoutNullStreams; exitPromise: Promise<void> };
  const child = inner.process;
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  inner.exitPromise.catch((cause: unknown) => log.debug({ cause: String(cause) }, 'PowerShell host ended'));
  child.stdin.on('error', () => undefined);
  child.stdin.write(`${options.launch}\n`);
  const stdout = logSink((line) => log.debug({ pid: child.pid, line }, 'PowerShell host stdout'));
  const stderr = logSink((line) => log.warn({ pid: child.pid, line }, 'PowerShell host stderr'));
  child.stdout.pipe(stdout.setDefaultEncoding(OUTPUT_ENCODING));
  child.stderr.pipe(stderr.setDefaultEncoding(OUTPUT_ENCODING));
  const { pid } = child;
  if (pid === undefined) {
    throw new Error(`${executable} can't be started. Check that it exists and may be run.`);
  }
  return {
    pid,
    exited,
    closeLifeline: () => void child.stdin.end(),
    kill: (hostPid) => killTree(pid, hostPid),
  };
}

/** `PSVersion edition` of a PowerShell executable, or undefined when it doesn't answer within ten seconds. */
export async function askVersion(command: PowerShellCommand): Promise<string | undefined> {
  return (await askPowerShell(command, '"$($PSVersionTable.PSVersion) $($PSVersionTable.PSEdition)"')).said;
}

/** What it prints for these commands; `limitMs`: default ten seconds. */
export function askPowerShell(
  command: PowerShellCommand,
  question: string,
  limitMs?: number,
): Promise<Answer> {
  return ask(command, ['-Command', question], limitMs);
}

/** What a PowerShell that was asked has answered. */
export interface Answer {
  /** Trimmed; undefined when it failed or printed nothing. */
  readonly said: string | undefined;
  /** It took too long, and was ended: that says nothing of what it would have said. */
  readonly isLate: boolean;
}

/** The same of a script of ours, started as hosts are; `limitMs`: default ten seconds. */
export function askScript(command: PowerShellCommand, file: string, limitMs?: number): Promise<Answer> {
  return ask(command, [...anyPolicy, '-File', file], limitMs);
}

function ask(command: PowerShellCommand, what: readonly string[], limitMs = ANSWER_MS): Promise<Answer> {
  const { executable, leadingArguments } = command;
  const words = [...leadingArguments, '-NoLogo', '-NoProfile', '-NonInteractive', ...what];
  const settings = { timeout: limitMs, env: environmentOf(command), windowsHide: true };
  return new Promise((resolve) => {
    execFile(executable, words, settings, (error, stdout) =>
      resolve({
        said: error ? undefined : stdout.trim() || undefined,
        isLate: error?.killed === true,
      }),
    );
  });
}

/**
 * When Windows says that a process was created, as milliseconds since 1970; undefined where it doesn't say within 15 s. Waits for it: it is asked
 * once, before anything runs that could be held up, and only of a process that may hold what we want. .NET is asked, as that needs no module;
 * Get-Process where a policy holds the language back, in which a command may be called and no method but those of a few types.
 */
export function askBirth(pid: number, command = windowsPowerShell()): number | undefined {
  const id = Math.trunc(pid);
  const find = `try { $it = [Diagnostics.Process]::GetProcessById(${id}) } catch { $it = Get-Process -Id ${id} }`;
  const ask = `${find}; $it.StartTime.ToUniversalTime().ToString('o')`;
  const words = [...command.leadingArguments, '-NoLogo', '-NoProfile', '-NonInteractive', '-Command', ask];
  const settings = { timeout: 15_000, env: environmentOf(command), windowsHide: true };
  const { stdout } = spawnSync(command.executable, words, { ...settings, encoding: 'utf8' });
  const born = Date.parse(stdout?.trim() ?? '');
  return Number.isNaN(born) ? undefined : born;
}

/** Programs of Windows are named whole: by their bare names, the folder that we work in would be checked first. */
function windowsFolder(): string {
  return process.env['SystemRoot'] ?? 'C:\\Windows';
}

/** Every Windows has it, whatever runs the hosts. */
function windowsPowerShell(): PowerShellCommand {
  return {
    executable: `${windowsFolder()}\\System32\\WindowsPowerShell\\v1.0\\powershell.exe`,
    leadingArguments: [],
  };
}

/**
 * No telemetry, no colours; and no doors for debuggers: a killed host would leave their sockets in the temporary folder for ever. New objects
 * get 4 MB (hexadecimal, as .NET reads it) before they are collected, whatever the size of the processor's cache: 30 MB less for two hosts. They
 * are collected by the thread that made them: a thread beside it would be started with the host, and takes 30 ms of that start. And
 * what .NET's compiler asks for, 64 KB at a time, is the machine's again when it is done with it: glibc would keep 25 MB of it.
 */
const quietEnvironment = {
  DOTNET_EnableDiagnostics: '0',
  DOTNET_gcConcurrent: '0',
  DOTNET_GCgen0size: '0x400000',
  MALLOC_MMAP_THRESHOLD_: '65536',
  MALLOC_TRIM_THRESHOLD_: '65536',
  POWERSHELL_DIAGNOSTICS_OPTOUT: '1',
  POWERSHELL_TELEMETRY_OPTOUT: '1',
  POWERSHELL_UPDATECHECK: 'Off',
  DOTNET_CLI_TELEMETRY_OPTOUT: '1',
  NO_COLOR: '1',
};

function environmentOf({ executable }: PowerShellCommand, own: Readonly<Record<string, string>> = {}) {
  return environmentFor(executable, { ...process.env, ...quietEnvironment, ...own });
}

class HostPowerShell extends PowerShell {
  /** node-powershell would obey an environment variable NODE_POWERSHELL first. */
  protected override setExecutable(options: PowerShellOptions): string {
    return String(options.executable);
  }
}

interface Started {
  readonly process: Partial<ChildProcessWithoutNullStreams> & Pick<ChildProcessWithoutNullStreams, 'on'>;
}
interface Inner {
  setProcessExitListeners(this: Started): Promise<void>;
}

/** Private in its types. It is the first that uses the streams, and adds the only listener for an error. */
const { setProcessExitListeners } = PowerShell.prototype as unknown as Inner;
Object.defineProperty(HostPowerShell.prototype, 'setProcessExitListeners', {
  value(this: Started): Promise<void> {
    this.process.on('error', () => undefined);
    if (!this.process.stdout)
      throw new Error("PowerShell can't be started: the server has no free file descriptors.");
    return setProcessExitListeners.call(this);
  },
});

function killTree(pid: number, hostPid: number | undefined): void {
  if (process.platform === 'win32') {
    for (const target of new Set([hostPid ?? pid, pid])) endTreeOnWindows(target);
    return;
  }
  // A host behind a shim is in the shim's group.
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, 'SIGKILL');
    } catch {
      // Gone already: that is what was wanted.
    }
  }
}

/**
 * taskkill asks WMI who is whose child, and this thread waits for it: where that hangs, the process alone is ended. At a real venue its children
 * end with it, in whose job they are; in a rehearsal they live on, as its services must (docs/adr/0056-one-job-object-per-host.md).
 */
function endTreeOnWindows(target: number): void {
  const words = ['/F', '/T', '/PID', String(target)];
  const { error } = spawnSync(`${windowsFolder()}\\System32\\taskkill.exe`, words, {
    windowsHide: true,
    timeout: TASKKILL_MS,
  });
  if (!error) return;
  try {
    process.kill(target);
  } catch {
    // Gone already.
  }
}
