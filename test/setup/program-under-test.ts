/** Programs to install: this build, unpacked as its archive would be, on the Node and PowerShell of the tests; and a system without systemd to run them. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { HostSystem, Registration } from '../../src/machine/installation/host-system.js';
import { ourselves } from '../machine/processes/planned-machine.js';
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
    isLive: true,
    log: 'its standard error',
    requireAdministrator: async () => undefined,
    servesVenuesOnly: false,
    holdsWhatRuns: false,
    protect: () => [],
    prepare: () => [],
    rights: () => [],
    pathOf: (place) => place,
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
      child = spawn(join(program, 'venue-control'), ['serve'], { env: env(data), stdio: 'ignore' });
      await once(child, 'spawn');
    },
    hasFailed: async () => child === undefined || child.exitCode !== null,
    tellRolledBack: async () => undefined,
    requireAccount: async () => undefined,
    async stop() {
      if (!child || child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
    run: async ({ program, data }, words) =>
      (await promisify(execFile)(join(program, 'venue-control'), [...words], { env: env(data) })).stdout,
    runsAs: async () => ourselves(),
  };
}
