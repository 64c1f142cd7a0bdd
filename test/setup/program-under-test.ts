/** Programs to install: this build, unpacked as its archive would be, on the Node and PowerShell of the tests; and a host that runs them as processes of its own. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { AppError } from '../../src/errors/errors.js';
import type { HostSystem, Registration } from '../../src/platform/windows-service/host-system.js';
import { isWellNow } from '../../src/platform/windows-service/install-steps.js';
import { OF_THE_MACHINE } from '../venue/server-process.js';

/** What of a build a server needs. `edit` may change it before its sums are taken. */
export function unpackProgram(folder: string, edit: (folder: string) => void = () => undefined): string {
  for (const part of ['dist/bundle', 'scripts', '.config'])
    cpSync(part, join(folder, part), { recursive: true, filter: (file) => !file.endsWith('.map') });
  const { name, version, type } = JSON.parse(readFileSync('package.json', 'utf8'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version, type }));
  mkdirSync(join(folder, 'node'));
  writeLauncher(folder, `exec "${process.execPath}" "$here/dist/bundle/main.js" "$@"`);
  edit(folder);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const sums = files.map(
    (file) =>
      `${createHash('sha256').update(readFileSync(file)).digest('hex')}  ${file.slice(folder.length + 1)}\n`,
  );
  writeFileSync(join(folder, 'SHA256SUMS'), sums.join(''));
  return folder;
}

export function writeLauncher(folder: string, line: string): void {
  const file = join(folder, 'venue-control');
  writeFileSync(file, `#!/bin/sh\nhere=$(CDPATH= cd -- "\${0%/*}" && pwd -P) || exit 1\n${line}\n`);
  chmodSync(file, 0o755);
}

/** Starts what is registered as a process of its own, as a service manager would, and ends it as one would. */
export function processHost(
  folder: string,
  settings: NodeJS.ProcessEnv,
): HostSystem & { readonly started: string[] } {
  const machine = Object.fromEntries(OF_THE_MACHINE.map((name) => [name, process.env[name]]));
  let registered: Registration | undefined;
  let child: ChildProcess | undefined;
  const started: string[] = [];
  const env = (data: string) => ({ ...machine, ...settings, VENUE_CONTROL_DATA: data });
  return {
    started,
    programs: join(folder, 'programs'),
    data: join(folder, 'data'),
    service: 'the service under test',
    log: 'its standard error',
    requireAdministrator: async () => undefined,
    requireSource: async () => undefined,
    protect: () => [],
    // What an install needs there first; with it no rehearsal would be served.
    prepare: ({ data }) => [{ title: 'Serve a rehearsal', work: () => rmSync(join(data, 'venue.json')) }],
    settle: () => [],
    rights: () => [],
    registered: async () => registered,
    register: async (next) => {
      registered = next;
    },
    unregister: async () => {
      registered = undefined;
    },
    async start() {
      if (!registered) throw new Error('Nothing is registered.');
      const { program, data } = registered;
      started.push(program);
      const server = spawn('/bin/sh', [join(program, 'venue-control'), 'serve'], {
        env: env(data),
        stdio: 'ignore',
      });
      child = server;
      for (; !(await isWellNow(data)); await sleep(250))
        if (server.exitCode !== null)
          throw new AppError('SERVER_NOT_READY', {
            message: 'The server ended before it answered.',
            remedy: 'Read why: its standard error.',
          });
    },
    tellRolledBack: async () => undefined,
    requireAccount: async () => undefined,
    async stop() {
      if (!child || child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
    run: async ({ program, data }, words) =>
      (await promisify(execFile)('/bin/sh', [join(program, 'venue-control'), ...words], { env: env(data) }))
        .stdout,
  };
}
