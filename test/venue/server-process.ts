/** The built program's server in a process of its own, until it is ready; and its end. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** What a machine has of its own; everything else of our environment stays out. */
export const OF_THE_MACHINE = [
  'PATH',
  'HOME',
  'TMPDIR',
  'DOTNET_ROOT',
  'DOTNET_TieredCompilation',
  'NUGET_PACKAGES',
  'VENUE_CONTROL_PWSH',
];

/** Begun, not ready yet: it may be killed at any moment. `settings` are VENUE_CONTROL_…. */
export function startServer(project: string, settings: NodeJS.ProcessEnv): ChildProcess {
  const machine = Object.fromEntries(OF_THE_MACHINE.map((name) => [name, process.env[name]]));
  return spawn(process.execPath, [join(project, 'dist', 'bundle', 'main.js'), 'serve'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...machine, ...settings },
  });
}

/** Resolves when the first query would be answered; rejects, with what it said, when it ends before. */
export function isReady(server: ChildProcess): Promise<void> {
  let said = '';
  return new Promise((ready, fail) => {
    const hear = (chunk: Buffer): void => {
      said += chunk;
      if (said.includes('Ready: ')) ready();
    };
    server.stdout?.on('data', hear);
    server.stderr?.on('data', hear);
    server.once('exit', (code) => fail(new Error(`The server ended with ${code}: ${said}`)));
    server.once('error', fail);
  });
}

/** By process id; resolves when it has gone, also when it had before. */
export async function endServer(server: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> {
  if (!server || server.exitCode !== null || server.signalCode !== null) return;
  const gone = once(server, 'exit');
  server.kill(signal);
  await gone;
}
