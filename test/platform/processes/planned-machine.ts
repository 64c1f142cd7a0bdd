/** A machine that plans of installing are carried out on: what they did to it is in order; it fails where a test says so. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HostSystem, Registration } from '../../../src/platform/windows-service/host-system.js';

interface PlannedMachine {
  folder: string;
  did: string[];
  messages: string[];
  registered: Registration | undefined;
  host: HostSystem;
}

/** Of the test that runs. */
export const machine = {} as PlannedMachine;

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
export const tell = (words: string) => void machine.messages.push(words);
export const parts = (source = join(machine.folder, 'unpacked')) => ({
  host: machine.host,
  source,
  version: '2.0.0',
  needs: [],
  now: () => new Date(),
  readyMs: 300,
});

/** A program of one file; below `programs` under the name that install gives it. */
export function putProgram(place: string, text: string, version?: string): string {
  const sums = `${sha256(text)}  main.js\n`;
  const name = version === undefined ? place : join(place, `${version}-${sha256(sums).slice(0, 8)}`);
  mkdirSync(name, { recursive: true });
  writeFileSync(join(name, 'main.js'), text);
  writeFileSync(join(name, 'SHA256SUMS'), sums);
  return name;
}

export function putState(): void {
  mkdirSync(machine.host.data, { recursive: true });
  writeFileSync(join(machine.host.data, 'state.sqlite'), 'as it was');
}

export function beginMachine(): void {
  // What is found is reported by its real path, and the folder for temporary files may be a link.
  machine.folder = realpathSync(mkdtempSync(join(tmpdir(), 'venue-control-plan-')));
  Object.assign(machine, { did: [], messages: [], registered: undefined });
  const doing = (what: string) => async () => void machine.did.push(what);
  machine.host = {
    programs: join(machine.folder, 'programs'),
    data: join(machine.folder, 'data'),
    service: 'the service',
    log: 'its log',
    requireAdministrator: async () => undefined,
    requireSource: async () => undefined,
    prepare: () => [],
    settle: () => [],
    protect: () => [],
    rights: () => [],
    registered: async () => machine.registered,
    register: async (next) => {
      machine.did.push('register');
      machine.registered = next;
    },
    unregister: async () => {
      machine.did.push('unregister');
      machine.registered = undefined;
    },
    start: doing('start'),
    tellRolledBack: async () => undefined,
    requireAccount: async () => undefined,
    stop: doing('stop'),
    run: async (_, [word = '']) => {
      machine.did.push(word);
      return '';
    },
  };
  putProgram(join(machine.folder, 'unpacked'), 'newer');
}

export const endMachine = () => rmSync(machine.folder, { recursive: true, force: true });

/** What a real venue's installation needs there first. */
export function putVenue(): void {
  mkdirSync(machine.host.data, { recursive: true });
  writeFileSync(join(machine.host.data, 'venue.json'), '{}');
}

/** What is started answers from now on, by a server of the test that runs; ended by the function that is returned. */
export async function answering(): Promise<() => void> {
  const server = createServer((_, response) => response.end('ok')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const start = async () => {
    machine.did.push('start');
    const startedAt = new Date().toISOString();
    writeFileSync(join(machine.host.data, 'server.json'), JSON.stringify({ port, startedAt }));
  };
  machine.host = { ...machine.host, start };
  return () => {
    server.close();
    server.closeAllConnections();
  };
}

/** As if it had been installed. */
export function install(): Registration {
  const program = putProgram(machine.host.programs, 'older', '1.0.0');
  putState();
  machine.registered = { program, data: machine.host.data, needs: [] };
  return machine.registered;
}
