/** Install, upgrade, uninstall: into the image of a machine with systemd's own tools, and live with servers that really run. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  type InstallationParts,
  planInstall,
  planUninstall,
  planUpgrade,
} from '../../src/machine/installation/install.js';
import { carryOut } from '../../src/machine/installation/plan.js';
import { freePort } from '../venue/free-port.js';
import { processHost, unpackProgram, writeLauncher } from './program-under-test.js';

let folder: string;
let first: string;
let second: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'venue-control-install-'));
  first = unpackProgram(join(folder, 'first'));
  second = unpackProgram(join(folder, 'second'), (place) =>
    writeFileSync(join(place, 'CHANGELOG.md'), 'Newer.'),
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const tell = () => undefined;

describe("the image of a machine, by systemd's own tools", () => {
  let root: string;
  const at = (...path: string[]) => join(root, ...path);
  const run = (program: string, ...words: string[]) =>
    spawnSync(join(program, 'venue-control'), words, {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] },
    });
  const unit = () => readFileSync(at('etc/systemd/system/venue-control.service'), 'utf8');
  const programs = () => readdirSync(at('opt/venue-control'));

  beforeAll(() => {
    const lacking = ['systemctl', 'systemd-analyze'].filter(
      (program) => spawnSync(program, ['--version']).status !== 0,
    );
    if (lacking.length > 0)
      throw new Error(`This needs systemd's programs, to read what was installed: ${lacking.join(', ')}.`);
  });
  beforeEach(() => {
    root = mkdtempSync(join(folder, 'root-'));
  });

  test('a dry run says each step, as words and as JSON, and does none', () => {
    const { status, stdout } = run(first, 'install', '--root', root, '--dry-run');
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^install would:\n1\. Make the account venue-control, .+\n2\. .+\n3\. Copy the program to \/opt\/venue-control\/.+\n4\. Register venue-control\.service: .+\n$/,
    );
    const json = JSON.parse(run(first, 'install', '--root', root, '--dry-run', '--json').stdout);
    expect(json).toEqual({ action: 'install', steps: expect.any(Array), done: false });
    expect(json.steps).toHaveLength(4);
    expect(readdirSync(root)).toEqual([]);
  });

  test('an installed service is one that systemd takes, enabled, hardened, and given time to drain', () => {
    expect(run(first, 'install', '--root', root)).toMatchObject({ status: 0, stderr: '' });
    const file = at('etc/systemd/system/venue-control.service');
    expect(
      execFileSync('systemctl', [`--root=${root}`, 'is-enabled', 'venue-control.service'], {
        encoding: 'utf8',
      }),
    ).toBe('enabled\n');
    // What it is asked about are files of the image, whatever this machine has.
    const verified = spawnSync(
      'systemd-analyze',
      ['verify', '--man=no', '--recursive-errors=no', `--root=${root}`, file],
      { encoding: 'utf8' },
    );
    expect(verified.stderr.split('\n').filter((line) => line.includes('venue-control'))).toEqual([]);
    const safety = spawnSync(
      'systemd-analyze',
      ['security', '--offline=true', '--threshold=30', '--no-pager', file],
      { encoding: 'utf8' },
    );
    expect(safety.stdout).toContain('Overall exposure level');
    expect(safety.status).toBe(0);
    const drains = Number(/^TimeoutStopSec=(\d+)$/m.exec(unit())?.[1]) * 1000;
    expect(drains).toBeGreaterThan(
      Number(/STOP_MS = ([\d_]+)/.exec(readFileSync('src/commands/serve.ts', 'utf8'))?.[1]?.replace('_', '')),
    );
  });

  test("what is installed may be read by all and changed by its owner only; the data are the account's alone", () => {
    run(first, 'install', '--root', root, '--data', '/srv/venue 100%');
    const [name = ''] = programs();
    const modes = readdirSync(at('opt/venue-control', name), { recursive: true }).map(
      (path) => statSync(at('opt/venue-control', name, String(path))).mode & 0o777,
    );
    expect([...new Set(modes)].sort()).toEqual([0o644, 0o755]);
    expect(readFileSync(at('etc/tmpfiles.d/venue-control.conf'), 'utf8')).toBe(
      'd "/srv/venue 100%%" 0700 venue-control venue-control\n',
    );
    expect(unit()).toContain('ReadWritePaths="/srv/venue 100%%"');
  });

  test('an upgrade keeps where the data are, and what was there before; the same program again is refused', () => {
    run(first, 'install', '--root', root, '--data', '/srv/venue', '--needs', 'postgres', 'mssql-server');
    expect(run(second, 'upgrade', '--root', root)).toMatchObject({ status: 0, stderr: '' });
    expect(programs()).toHaveLength(2);
    expect(unit()).toContain('VENUE_CONTROL_DATA=/srv/venue"');
    expect(unit()).toContain(
      'After=network-online.target time-sync.target postgres.service mssql-server.service\n',
    );
    const again = run(second, 'upgrade', '--root', root);
    expect(again).toMatchObject({ status: 1, stdout: '' });
    expect(again.stderr).toContain('runs this very program');
  });

  test('an uninstall leaves nothing but the data, and these only go by their own word', () => {
    run(first, 'install', '--root', root);
    const data = at('var/lib/venue-control');
    execFileSync('mkdir', ['-p', data]);
    writeFileSync(join(data, 'state.sqlite'), 'kept');
    expect(run(first, 'uninstall', '--root', root)).toMatchObject({ status: 0, stderr: '' });
    expect(existsSync(at('opt/venue-control'))).toBe(false);
    expect(execFileSync('find', [root, '-type', 'f', '-o', '-type', 'l'], { encoding: 'utf8' })).toBe(
      `${join(data, 'state.sqlite')}\n`,
    );
    expect(run(first, 'uninstall', '--root', root).stderr).toContain('is not installed here');
    run(first, 'install', '--root', root);
    run(first, 'uninstall', '--root', root, '--delete-data');
    expect(existsSync(data)).toBe(false);
  });

  test('a program with one byte more than was packaged is refused, and nothing is copied', () => {
    const damaged = unpackProgram(join(root, 'damaged'));
    appendFileSync(join(damaged, 'scripts', 'operations', 'Confirm-Venue.ps1'), ' ');
    const { status, stderr } = run(damaged, 'install', '--root', join(root, 'image'));
    expect(status).toBe(1);
    expect(stderr).toContain(
      'scripts/operations/Confirm-Venue.ps1 is not what was packaged.\nUnpack the archive again',
    );
    expect(existsSync(join(root, 'image'))).toBe(false);
  });
});

describe('a machine whose servers really run', () => {
  let host: ReturnType<typeof processHost>;
  const parts = (source: string): InstallationParts => ({
    host,
    source,
    version: '0.1.0',
    needs: [],
    now: () => new Date(),
    readyMs: 60_000,
  });
  const audit = () => {
    const database = new DatabaseSync(join(host.data, 'state.sqlite'), { readOnly: true, timeout: 10_000 });
    const rows = database
      .prepare('SELECT action FROM audit ORDER BY sequence')
      .all()
      .map(({ action }) => action);
    database.close();
    return rows;
  };

  beforeAll(async () => {
    const [port, cloud] = [await freePort(), await freePort()];
    host = processHost(join(folder, 'live'), {
      VENUE_CONTROL_PORT: `${port}`,
      VENUE_CONTROL_CLOUD_PORT: `${cloud}`,
      VENUE_CONTROL_REHEARSAL_PACE: '0',
    });
    await carryOut(await planInstall(parts(first)), tell);
  }, 60_000);
  afterAll(() => host.stop(), 30_000);

  test('an upgrade backs the state up by the old program, and the new one answers', async () => {
    const told: string[] = [];
    await carryOut(await planUpgrade(parts(second), { backup: true }), (title) =>
      told.push(title.split(' ')[0] ?? ''),
    );
    expect(told).toEqual(['Copy', 'Stop', 'Back', 'Register', 'Start', 'Remove']);
    expect(host.started).toHaveLength(2);
    expect(readdirSync(host.programs)).toHaveLength(2);
    expect(
      existsSync(join(host.data, 'backups', readdirSync(join(host.data, 'backups'))[0] ?? '', 'backup.json')),
    ).toBe(true);
  }, 60_000);

  test('one that never gets ready, and spoils the state before, is taken back: the old program answers, on its state', async () => {
    const before = await host.registered();
    const broken = unpackProgram(join(folder, 'broken'), (place) =>
      writeLauncher(place, 'echo spoilt > "$VENUE_CONTROL_DATA/state.sqlite"; exit 1'),
    );
    const plan = await planUpgrade(parts(broken), { backup: true });
    await expect(carryOut(plan, tell)).rejects.toMatchObject({
      code: 'UPGRADE_FAILED',
      message: expect.stringContaining('The server ended before it answered.'),
      remedy: expect.stringMatching(
        /^Read why: its standard error\. What ran before was put back, and its state from the backup: everybody signs in anew, API tokens have ended/,
      ),
    });
    expect(await host.registered()).toEqual(before);
    expect(host.started.at(-1)).toBe(before?.program);
    expect(readdirSync(host.programs)).toHaveLength(2);
    // The old program opened it, and says that it was put back.
    expect(audit()).toContain('state.restore');
  }, 90_000);

  test('one that others may change does not start, and says what and by whom', async () => {
    const registered = await host.registered();
    const file = join(registered?.program ?? '', 'dist', 'bundle', 'main.js');
    chmodSync(file, 0o646);
    const { status, stderr } = spawnSync(join(registered?.program ?? '', 'venue-control'), ['serve'], {
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        VENUE_CONTROL_DATA: join(folder, 'other-data'),
      },
    });
    chmodSync(file, 0o644);
    expect(status).toBe(1);
    expect(stderr).toContain(`${file} may be written by everybody.\nLook whether anything was changed`);
    expect(existsSync(join(folder, 'other-data', 'server.json'))).toBe(false);
  }, 30_000);

  test('at the end it is uninstalled: ended, its programs gone, its data there', async () => {
    await carryOut(await planUninstall(parts(first), { deleteData: false }), tell);
    expect(await host.registered()).toBeUndefined();
    expect(existsSync(host.programs)).toBe(false);
    expect(existsSync(join(host.data, 'state.sqlite'))).toBe(true);
    expect(existsSync(join(host.data, 'server.json'))).toBe(false);
  }, 30_000);
});
