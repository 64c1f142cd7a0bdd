/** Plans of installing, upgrading and removing, on a machine that fails where it is told to: what is put back, what stays, and what is said of it. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HostSystem, Registration } from '../../../src/machine/installation/host-system.js';
import { planInstall, planUninstall, planUpgrade } from '../../../src/machine/installation/install.js';
import { carryOut, nothingToPutBack } from '../../../src/machine/installation/plan.js';

let folder: string;
let did: string[];
let told: string[];
let registered: Registration | undefined;
let host: HostSystem;
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const tell = (words: string) => void told.push(words);
const parts = (source = join(folder, 'unpacked')) => ({
  host,
  source,
  version: '2.0.0',
  needs: [],
  now: () => new Date(),
  readyMs: 300,
});

/** A program of one file; below `programs` under the name that install gives it. */
function putProgram(place: string, text: string, version?: string): string {
  const sums = `${sha256(text)}  main.js\n`;
  const name = version === undefined ? place : join(place, `${version}-${sha256(sums).slice(0, 8)}`);
  mkdirSync(name, { recursive: true });
  writeFileSync(join(name, 'main.js'), text);
  writeFileSync(join(name, 'SHA256SUMS'), sums);
  return name;
}

function putState(): void {
  mkdirSync(host.data, { recursive: true });
  writeFileSync(join(host.data, 'state.sqlite'), 'as it was');
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'venue-control-plan-'));
  [did, told, registered] = [[], [], undefined];
  const doing = (what: string) => async () => void did.push(what);
  host = {
    programs: join(folder, 'programs'),
    data: join(folder, 'data'),
    service: 'the service',
    isLive: true,
    log: 'its log',
    servesVenuesOnly: false,
    holdsWhatRuns: false,
    requireAdministrator: async () => undefined,
    prepare: () => [],
    protect: () => [],
    rights: () => [],
    pathOf: (place) => place,
    registered: async () => registered,
    register: async (next) => {
      did.push('register');
      registered = next;
    },
    unregister: async () => {
      did.push('unregister');
      registered = undefined;
    },
    start: doing('start'),
    hasFailed: async () => true,
    tellRolledBack: async () => undefined,
    requireAccount: async () => undefined,
    stop: doing('stop'),
    run: async (_, [word = '']) => {
      did.push(word);
      return '';
    },
  };
  putProgram(join(folder, 'unpacked'), 'newer');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** As if it had been installed. */
function install(): Registration {
  const program = putProgram(host.programs, 'older', '1.0.0');
  putState();
  registered = { program, data: host.data, needs: [] };
  return registered;
}

describe('an uninstall', () => {
  test('whose programs can not all be removed starts nothing again, and says what is left', async () => {
    const { program } = install();
    const { data, pathOf } = host;
    host = {
      ...host,
      pathOf: (place) => (place === data ? join(folder, 'unpacked', 'main.js') : pathOf(place)),
    };
    const plan = await planUninstall(parts(), { deleteData: true });
    await expect(carryOut(plan, tell)).rejects.toMatchObject({
      code: 'UNINSTALL_FAILED',
      message: expect.stringContaining(`Delete the data in ${host.data}`),
      remedy: expect.stringContaining('Nothing is put back'),
    });
    expect(did).toEqual(['stop', 'unregister']);
    expect(existsSync(program)).toBe(false);
    expect(registered).toBeUndefined();
  });

  test('that would have to delete the program it runs from is refused where that can not be, before anything is done', async () => {
    const { program } = install();
    host = { ...host, holdsWhatRuns: true };
    await expect(planUninstall(parts(program), { deleteData: false })).rejects.toMatchObject({
      code: 'UNINSTALL_FAILED',
      message: expect.stringContaining("can't delete itself"),
    });
    await expect(planUninstall(parts(), { deleteData: false })).resolves.toBeDefined();
  });

  test("removes what is ours: a folder of somebody's with a SHA256SUMS stays", async () => {
    install();
    putProgram(join(host.programs, 'photos'), 'theirs');
    putProgram(join(host.programs, '1.0.0-deadbeef'), 'renamed');
    await carryOut(await planUninstall(parts(), { deleteData: false }), tell);
    expect(readdirSync(host.programs).sort()).toEqual(['1.0.0-deadbeef', 'photos']);
  });
});

describe('an upgrade', () => {
  let server: Server | undefined;
  const answers = async () => {
    server = createServer((_, response) => response.end('ok')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    host = {
      ...host,
      start: async () => {
        did.push('start');
        const startedAt = new Date().toISOString();
        writeFileSync(join(host.data, 'server.json'), JSON.stringify({ port, startedAt }));
      },
    };
  };
  afterEach(() => {
    server?.close();
    server?.closeAllConnections();
    server = undefined;
  });

  test('whose tidying fails is an upgrade: it says what stayed, and puts nothing back', async () => {
    install();
    await answers();
    const older = putProgram(host.programs, 'oldest', '0.9.0');
    // The disk goes at the very end.
    const isTidying = () => told.at(-1)?.startsWith('Remove programs older');
    host = { ...host, pathOf: (place) => (isTidying() ? join(older, 'main.js') : place) };
    await carryOut(await planUpgrade(parts(), { backup: true }), tell);
    expect(registered?.program).toContain('2.0.0-');
    expect(did).toEqual(['stop', 'backup', 'register', 'start']);
    expect(told.at(-1)).toMatch(/may be left \(ENOTDIR.*\)\. Delete them by hand\.$/);
  });

  test('that fails before it changed the state restores nothing', async () => {
    install();
    await expect(carryOut(await planUpgrade(parts(), { backup: true }), tell)).rejects.toMatchObject({
      remedy:
        'Read why: its log. Not put back: Stop the service; what runs is carried on after the next start (The server ended before it answered.).',
    });
    expect(did).toEqual(['stop', 'backup', 'register', 'start', 'stop', 'register', 'start']);
  });

  test('that fails after it changed the state restores it, and says what that ended', async () => {
    const { data } = install();
    host = { ...host, start: async () => writeFileSync(join(data, 'state.sqlite'), 'spoilt') };
    await expect(carryOut(await planUpgrade(parts(), { backup: true }), tell)).rejects.toMatchObject({
      remedy: expect.stringMatching(/everybody signs in anew, API tokens have ended.*STATE_RESTORED/),
    });
    expect(did).toContain('restore');
  });

  test('of state in SQL Server, whatever file lies there, is refused until somebody says that the DBA has it', async () => {
    const { data } = install();
    writeFileSync(join(data, 'config.json'), '{"sql":{"stateDatabase":"venue_control"}}');
    const refused = { code: 'BAD_USER_INPUT', remedy: expect.stringMatching(/DBA.*--no-backup/) };
    await expect(planUpgrade(parts(), { backup: true })).rejects.toMatchObject(refused);
    rmSync(join(data, 'config.json'));
    rmSync(join(data, 'state.sqlite'));
    await expect(planUpgrade(parts(), { backup: true })).rejects.toMatchObject(refused);
    await expect(carryOut(await planUpgrade(parts(), { backup: false }), tell)).rejects.toMatchObject({
      remedy: expect.stringContaining('no backup was made (--no-backup)'),
    });
  });

  test('goes beside the program that is registered, wherever that was put', async () => {
    const program = putProgram(join(folder, 'elsewhere'), 'older', '1.0.0');
    registered = { program, data: host.data, needs: [] };
    putState();
    const { steps } = await planUpgrade(parts(), { backup: true });
    expect(steps[0]?.title).toMatch(`Copy the program to ${join(folder, 'elsewhere')}`);
  });

  test('sets the rights of the folders anew where that is done', async () => {
    install();
    const title = 'Access lists';
    host = { ...host, protect: () => [{ title, work: () => undefined, undo: nothingToPutBack }] };
    const { steps } = await planUpgrade(parts(), { backup: true });
    expect(steps.map((step) => step.title).indexOf(title)).toBe(1);
  });
});

describe('an install', () => {
  test.each<[string, () => void, string]>([
    ['a data folder', () => host.data, '--data'],
    ['a folder for programs', () => host.programs, '--to'],
  ] as [string, () => void, string][])(
    "into %s that is somebody's is refused, and nothing is changed",
    async (_, which, option) => {
      const place = String(which());
      mkdirSync(place, { recursive: true });
      writeFileSync(join(place, 'thesis.txt'), 'mine');
      await expect(planInstall(parts())).rejects.toMatchObject({
        code: 'BAD_USER_INPUT',
        message: expect.stringContaining('thesis.txt'),
        remedy: expect.stringContaining(option),
      });
      expect(readdirSync(place)).toEqual(['thesis.txt']);
    },
  );

  test('takes a data folder that was ours, one on a disk of its own, and a folder of our programs', async () => {
    install();
    registered = undefined;
    await expect(planInstall(parts())).resolves.toBeDefined();
    rmSync(host.data, { recursive: true });
    mkdirSync(join(host.data, 'lost+found'), { recursive: true });
    await expect(planInstall(parts())).resolves.toBeDefined();
  });

  test('where only venues are served wants a venue.json first, and says how to get it', async () => {
    host = { ...host, servesVenuesOnly: true };
    await expect(planInstall(parts())).rejects.toMatchObject({
      code: 'VENUE_FILE_MISSING',
      remedy: `Set VENUE_CONTROL_DATA to ${host.data}, run "venue-control init", then install again. Nothing was changed.`,
    });
    mkdirSync(host.data);
    writeFileSync(join(host.data, 'venue.json'), '{}');
    await expect(planInstall(parts())).resolves.toBeDefined();
  });
});
