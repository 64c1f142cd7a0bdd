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

/** Resolves when the first query would be answered; `settings` are VENUE_CONTROL_…. */
export async function startServer(project: string, settings: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const machine = Object.fromEntries(OF_THE_MACHINE.map((name) => [name, process.env[name]]));
  const server = spawn(process.execPath, [join(project, 'dist', 'main.js'), 'serve'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...machine, ...settings },
  });
  let said = '';
  await new Promise<void>((ready, fail) => {
    const hear = (chunk: Buffer): void => {
      said += chunk;
      if (said.includes('Ready: ')) ready();
    };
    server.stdout.on('data', hear);
    server.stderr.on('data', hear);
    server.once('exit', (code) => fail(new Error(`The server ended with ${code}: ${said}`)));
    server.once('error', fail);
  });
  return server;
}

/** By process id; resolves when it has gone, also when it had before. */
export async function endServer(server: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> {
  if (!server || server.exitCode !== null || server.signalCode !== null) return;
  const gone = once(server, 'exit');
  server.kill(signal);
  await gone;
}
