/** Install, upgrade, uninstall, with servers that really run. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  type InstallationParts,
  planInstall,
  planUninstall,
  planUpgrade,
} from '../../src/platform/windows-service/install.js';
import { carryOut } from '../../src/platform/windows-service/plan.js';
import { folderOfFile } from '../fixtures/folder-of-test.js';
import { freePort } from '../venue/free-port.js';
import { processHost, unpackProgram, writeLauncher } from './program-under-test.js';

const folder = folderOfFile();
let first: string;
let second: string;

beforeAll(() => {
  first = unpackProgram(folder('first'));
  second = unpackProgram(folder('second'), (place) => writeFileSync(join(place, 'CHANGELOG.md'), 'Newer.'));
});

const tell = () => undefined;

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
    host = processHost(folder('live'), {
      VENUE_CONTROL_PORT: `${port}`,
      VENUE_CONTROL_CLOUD_PORT: `${cloud}`,
      VENUE_CONTROL_REHEARSAL_PACE: '0',
    });
    mkdirSync(host.data, { recursive: true, mode: 0o700 });
    writeFileSync(join(host.data, 'venue.json'), '{}');
    await carryOut(await planInstall(parts(first)), tell);
  }, 60_000);
  afterAll(() => host.stop(), 30_000);

  test('an upgrade backs the state up by the old program, and the new one answers', async () => {
    const messages: string[] = [];
    await carryOut(await planUpgrade(parts(second), { backup: true }), (title) =>
      messages.push(title.split(' ')[0] ?? ''),
    );
    expect(messages).toEqual(['Copy', 'Stop', 'Back', 'Register', 'Start', 'Remove']);
    expect(host.started).toHaveLength(2);
    expect(readdirSync(host.programs)).toHaveLength(2);
    expect(
      existsSync(join(host.data, 'backups', readdirSync(join(host.data, 'backups'))[0] ?? '', 'backup.json')),
    ).toBe(true);
  }, 60_000);

  test('one that never gets ready, and spoils the state before, is taken back: the old program answers, on its state', async () => {
    const before = await host.registered();
    const broken = unpackProgram(folder('broken'), (place) =>
      writeLauncher(place, 'echo spoilt > "$VENUE_CONTROL_DATA/state.sqlite"; exit 1'),
    );
    const plan = await planUpgrade(parts(broken), { backup: true });
    await expect(carryOut(plan, tell)).rejects.toMatchObject({
      code: 'UPGRADE_FAILED',
      message: expect.stringContaining('The server ended before it answered.'),
      remedy: expect.stringMatching(
        /^Read why: its standard error\. The previous version was restored, with its state from the backup\. All clerks must sign in again, API tokens have ended/,
      ),
    });
    expect(await host.registered()).toEqual(before);
    expect(host.started.at(-1)).toBe(before?.program);
    expect(readdirSync(host.programs)).toHaveLength(2);
    // The old program opened it, and says that it was restored.
    expect(audit()).toContain('state.restore');
  }, 90_000);

  test('at the end it is uninstalled: ended, its programs gone, its data there', async () => {
    const messages: string[] = [];
    await carryOut(await planUninstall(parts(first), { deleteData: false }), (line) => messages.push(line));
    expect(messages).toContain(`The data folder ${host.data} stays, with keys, audit log and backups.`);
    expect(await host.registered()).toBeUndefined();
    expect(existsSync(host.programs)).toBe(false);
    expect(existsSync(join(host.data, 'state.sqlite'))).toBe(true);
    expect(existsSync(join(host.data, 'server.json'))).toBe(false);
  }, 30_000);
});
