/** The real server while its own database is locked by another program, on a full disk, deleted, or damaged before the start. */
import { execFileSync } from 'node:child_process';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { dataOf, PracticeVenue } from '../venue/practice-venue.js';
import { planResync, resync, tell } from '../venue/requests.js';
import { mountSmallDisk, type SmallDisk } from '../venue/small-disk.js';
import { ended, firstSyncIsOver, isAlive, onboarded, refusalOf, until } from './main-job.js';

let venue: PracticeVenue | undefined;
let disk: SmallDisk | undefined;

afterEach(async () => {
  await venue?.stop();
  venue = undefined;
  disk?.unmount();
  disk = undefined;
}, 60_000);

const SWITCH = 'mutation { setMaintenance(on: false, reason: "A test") { on } }';
const HEALTH =
  '{ health { status parts { name status detail } } services { key } operations(first: 1) { edges { node { state } } } }';

/** What anybody may read of the state database. */
async function stateHealth(at: PracticeVenue): Promise<{ status: string; detail: string | null }> {
  const { health } = dataOf<{ health: { parts: { name: string; status: string; detail: string | null }[] } }>(
    await at.ask(HEALTH),
  );
  return health.parts.find(({ name }) => name === 'state database') ?? { status: 'absent', detail: null };
}

const healthz = async (at: PracticeVenue) =>
  (await fetch(`${at.url}/healthz`)).json() as Promise<{ status: string }>;

test('a resync goes on while another program holds the state database for 14 s: reads answer, what is asked is told when to come back', async () => {
  const at = await PracticeVenue.prepare({ site: { stableSeconds: 0.5, pollMs: 200 }, pace: 0.35 });
  venue = at;
  await at.start();
  expect((await onboarded(at)).failure).toBeNull();
  await until(() => firstSyncIsOver(at), 'the first sync is over');
  const begun = dataOf<{ resync: { id: string } }>(await resync(at, await planResync(at)));
  const { id } = begun.resync;
  await until(
    async () => (await tell(at, id))?.events.some(({ message }) => /rows sent/.test(message)) ?? false,
    'rows are sent',
  );
  const other = new DatabaseSync(at.stateFile, { timeout: 5000 });
  other.exec('BEGIN IMMEDIATE');
  const released = sleep(14_000).then(() => {
    other.exec('ROLLBACK');
    other.close();
  });
  const asked = performance.now();
  expect((await at.ask(HEALTH)).errors).toEqual([]);
  expect(performance.now() - asked).toBeLessThan(3000);
  expect(refusalOf(await at.ask(SWITCH))).toMatchObject({
    code: expect.stringMatching(/^(STATE_DATABASE|AUDIT)_UNAVAILABLE$/),
    remedy: expect.stringContaining('try again'),
    retryAfterSeconds: expect.any(Number),
  });
  await until(async () => (await stateHealth(at)).status === 'DEGRADED', 'health says so', 12_000);
  expect((await stateHealth(at)).detail).toContain('Another program holds it');
  expect(await healthz(at)).toMatchObject({ status: 'DEGRADED' });
  expect((await tell(at, id))?.state).toBe('RUNNING');
  await released;
  const told = await ended(at, id);
  expect([told.state, told.failure]).toEqual(['SUCCEEDED', null]);
  await until(async () => (await stateHealth(at)).status === 'OK', 'health is well again', 15_000);
  expect((await at.ask(SWITCH)).errors).toEqual([]);
}, 240_000);

test('a full disk ends nobody: health says so, what is asked is refused with a remedy, and all is well when there is room', async () => {
  const at = await onSmallDisk();
  await at.start();
  await at.token();
  const { pid } = at;
  const makeRoom = fill(at);
  for (let ask = 0; ask < 5; ask += 1) {
    const refused = refusalOf(await at.ask(SWITCH));
    expect(refused?.code).toMatch(/^(STATE_DATABASE|AUDIT)_UNAVAILABLE$/);
    expect(refused?.remedy).toMatch(/disk/);
    expect(refused?.['retryAfterSeconds']).toBeGreaterThan(0);
  }
  await until(async () => (await stateHealth(at)).status !== 'OK', 'health says so', 15_000);
  expect((await stateHealth(at)).detail).toMatch(/disk/);
  // Not even when it has to start new hosts, which write files of their own.
  for (const { pid: host, command } of at.processes())
    if (command.includes('pwsh')) process.kill(host, 'SIGKILL');
  const codes = new Set<string | undefined>();
  for (let ask = 0; ask < 10; ask += 1, await sleep(300)) {
    codes.add(refusalOf(await at.ask('{ services { key } venue { connection { state } } }'))?.code);
    codes.add(refusalOf(await at.ask(SWITCH))?.code);
  }
  expect(codes).not.toContain('INTERNAL_SERVER_ERROR');
  expect([isAlive(pid), pid === at.pid]).toEqual([true, true]);
  makeRoom();
  await until(async () => (await at.ask(SWITCH)).errors.length === 0, 'it can be written again', 20_000);
  await until(async () => (await stateHealth(at)).status === 'OK', 'health is well again', 15_000);
}, 120_000);

test('a data folder that can only be read is said to be so, and nothing is started', async () => {
  const at = await onSmallDisk();
  // Whoever may not mount isn't the superuser, to whom every folder is open.
  if (disk) execFileSync('mount', ['-o', 'remount,ro', disk.folder]);
  else chmodSync(at.folder, 0o500);
  try {
    await expect(at.start()).rejects.toThrow(/The data folder .* can't be written: .*\n./);
    expect(at.processes()).toEqual([]);
  } finally {
    if (disk) execFileSync('mount', ['-o', 'remount,rw', disk.folder]);
    else chmodSync(at.folder, 0o700);
  }
}, 60_000);

test('a database that is deleted under a running server takes no more writes, and health is DOWN', async () => {
  const at = await PracticeVenue.prepare();
  venue = at;
  await at.start();
  await at.token();
  rmSync(at.stateFile);
  expect(refusalOf(await at.ask(SWITCH))).toMatchObject({
    code: expect.stringMatching(/^(STATE_DATABASE|AUDIT)_UNAVAILABLE$/),
    remedy: expect.stringContaining('start the server again'),
  });
  await until(async () => (await healthz(at)).status === 'DOWN', 'health says so', 15_000);
  await at.kill();
  await expect(at.start()).rejects.toThrow(/state\.sqlite is missing[\s\S]*venue-control restore/);
}, 90_000);

test.each([
  ['damaged', (file: string) => writeFileSync(file, 'no database '.repeat(400)), /damaged/],
  ['a newer version’s', aNewerVersions, /newer version/],
])(
  'a state database that is %s refuses the start, and leaves no cloud behind',
  async (_, harm, said) => {
    const at = await PracticeVenue.prepare();
    venue = at;
    harm(at.stateFile);
    await expect(at.start()).rejects.toThrow(said);
    expect(at.processes()).toEqual([]);
    await expect(at.cloud('/mailbox')).rejects.toThrow('fetch failed');
  },
  60_000,
);

function aNewerVersions(file: string): void {
  const state = new DatabaseSync(file);
  state.exec(`CREATE TABLE schema_migration (name PRIMARY KEY, checksum, applied_at);
    INSERT INTO schema_migration VALUES ('9999-tomorrow', 'x', 'y')`);
  state.close();
}

/** Its data folder on a disk of its own, where whoever runs this may mount one; else on the common one. */
async function onSmallDisk(): Promise<PracticeVenue> {
  disk = mountSmallDisk();
  venue = await PracticeVenue.prepare(disk ? { home: disk.folder } : {});
  return venue;
}

/** Answers how room is made again. Without a disk of its own no file of the server may grow any more: the same to whoever writes. */
function fill(at: PracticeVenue): () => void {
  if (disk) return disk.fill();
  const limit = (bytes: string) =>
    execFileSync('prlimit', ['--pid', String(at.pid), `--fsize=${bytes}:unlimited`]);
  limit('1');
  return () => limit('unlimited');
}
