import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type RunningCloud, startCloud } from '../../../rehearsal/cloud/run-cloud.js';
import { setFaults } from '../../../rehearsal/faults.js';
import { readJsonFile, writeJsonFile } from '../../../rehearsal/json-file.js';
import type { ServiceKey } from '../../../rehearsal/model/service-keys.js';
import { control } from '../../../rehearsal/services/launcher.js';
import { isAlive, startTicksOf } from '../../../rehearsal/services/process-identity.js';
import { runningServices, stopAllServices } from '../../../rehearsal/services/shutdown.js';
import { findRecorded, findService } from '../../../rehearsal/services/state.js';

const entry = fileURLToPath(new URL('../../fixtures/service-entry.mjs', import.meta.url));
const customerNumber = '10482213';
let dataFolder: string;
let cloud: RunningCloud;

beforeEach(async () => {
  dataFolder = mkdtempSync(join(tmpdir(), 'services-'));
  cloud = await startCloud({ dataFolder, cloudPort: 0 });
  process.env['VENUE_CONTROL_CLOUD_URL'] = cloud.url;
  process.env['VENUE_CONTROL_REHEARSAL_PACE'] = '0';
});

afterEach(async () => {
  setFaults(dataFolder, {});
  await stopAllServices(dataFolder);
  expect(runningServices(dataFolder)).toEqual([]);
  await cloud.stop();
  rmSync(dataFolder, { recursive: true, force: true });
});

test('of many starts at once exactly one makes a process', async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, () => start('netpos')));
  const started = answers.filter(({ result }) => result === 0);
  expect(started).toHaveLength(1);
  await until(() => findService(dataFolder, 'netpos')?.state === 'Running');
  expect(findService(dataFolder, 'netpos')?.pid).toBe(started[0]?.processId);
});

test('a shutdown ends the watchdog first and the stubborn by force, within five seconds, and a second one finds nothing', async () => {
  for (const key of ['sales-processing', 'netpos', 'gateway-client', 'services-monitor'] as const)
    await start(key);
  await until(() => runningServices(dataFolder).length === 5 && everythingRuns());
  setFaults(dataFolder, { service: 'netpos:stubborn' });
  const pids = runningServices(dataFolder);
  const began = Date.now();
  expect(await stopAllServices(dataFolder)).toEqual(['netpos']);
  expect(Date.now() - began).toBeLessThan(5_500);
  expect(pids.filter(({ pid, startTicks }) => isAlive(pid, startTicks))).toEqual([]);
  expect(await stopAllServices(dataFolder)).toEqual([]);
});

test('a reused process id is not taken for the service, nor is its process touched', async () => {
  await start('netpos');
  await until(() => findService(dataFolder, 'netpos')?.state === 'Running');
  await stopAllServices(dataFolder);
  const recorded = findRecorded(dataFolder, 'netpos');
  const file = join(dataFolder, 'rehearsal/services/netpos.json');
  expect(startTicksOf(process.pid)).not.toBe('1');
  // By its start time here; on Windows by a pipe, which went with its process.
  for (const startTicks of ['1', String.raw`\\.\pipe\venue-control-service-gone`]) {
    writeJsonFile(file, { ...recorded, state: 'Running', pid: process.pid, startTicks });
    expect(findService(dataFolder, 'netpos')).toMatchObject({ state: 'Stopped', pid: null, exitCode: 1067 });
    expect(runningServices(dataFolder)).toEqual([]);
  }
});

test('a first sync continues where it was after Cloud Sync was killed, and each row arrives once', async () => {
  await onboard();
  process.env['VENUE_CONTROL_REHEARSAL_PACE'] = '0.05';
  await control(['install', 'cloud-sync', '10.58.0'], { dataFolder, entry });
  const { processId } = await start('cloud-sync');
  await until(async () => ((await job())?.rowsReceived ?? 0) > 10_000);
  process.kill(Number(processId), 'SIGKILL');
  await until(() => findService(dataFolder, 'cloud-sync')?.state === 'Stopped');
  const before = await job();
  expect(before?.state).toBe('RUNNING');
  await start('cloud-sync');
  await until(async () => (await job())?.state === 'COMPLETED');
  const after = await job();
  expect(after?.jobId).toBe(before?.jobId);
  expect(after?.rowsReceived).toBe(after?.rowsExpected);
  expect(after?.rowsExpected).toBeGreaterThan(50_000);
  await until(() => count('sync_version') > 10);
});

test('a full database is reported once and survived', async () => {
  await onboard();
  await control(['install', 'cloud-sync', '10.58.0'], { dataFolder, entry });
  await start('cloud-sync');
  await until(async () => (await job())?.state === 'COMPLETED');
  setFaults(dataFolder, { database: 'full' });
  await until(() => events().filter(({ eventId }) => eventId === 303).length === 1);
  await sleep(2_500);
  expect(events().filter(({ eventId }) => eventId === 303)).toHaveLength(1);
  expect(findService(dataFolder, 'cloud-sync')?.state).toBe('Running');
});

function start(key: ServiceKey) {
  return control(['start', key], { dataFolder, entry });
}

function everythingRuns(): boolean {
  return runningServices(dataFolder).every(({ key }) => findService(dataFolder, key)?.state === 'Running');
}

/** Redeems a code as the scripts do, and leaves the credential where the gateway searches for it. */
async function onboard(): Promise<void> {
  await fetch(`${cloud.url}/v1/venues/${customerNumber}/authentication-codes`, jsonRequest({}));
  const answered = await fetch(`${cloud.url}/mailbox`, { headers: { accept: 'application/json' } });
  const mail = (await answered.json()) as { text: string }[];
  const authenticationCode = /Authentication Code: (\S+)/.exec(mail.at(-1)?.text ?? '')?.[1];
  const machine = readJsonFile(join(dataFolder, 'rehearsal/machine.json')) as { machineId: string };
  const redemptionId = crypto.randomUUID();
  const answer = await fetch(
    `${cloud.url}/v1/venues/${customerNumber}/redemptions`,
    jsonRequest({
      redemptionId,
      authenticationCode,
      machineId: machine.machineId,
      swiftposVersion: '10.58.0',
    }),
  );
  const { credential } = (await answer.json()) as { credential: string };
  expect(answer.status).toBe(201);
  mkdirSync(join(dataFolder, 'rehearsal/credentials'), { recursive: true });
  const file = join(dataFolder, 'rehearsal/credentials/gateway.json');
  writeJsonFile(file, { customerNumber, credential, redemptionId });
}

function jsonRequest(body: object): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

interface Venue {
  readonly sync: {
    readonly job: {
      readonly jobId: string;
      readonly state: string;
      readonly rowsReceived: number;
      readonly rowsExpected: number;
    } | null;
  };
}

async function venue(): Promise<Venue> {
  const answer = await fetch(`${cloud.url}/v1/venues/${customerNumber}`);
  return (await answer.json()) as Venue;
}

async function job() {
  return (await venue()).sync.job;
}

function count(table: string): number {
  const database = new DatabaseSync(join(dataFolder, 'venue.sqlite'), { readOnly: true });
  try {
    return Number(database.prepare(`SELECT count(*) AS rows FROM swiftpos_${table}`).get()?.['rows']);
  } finally {
    database.close();
  }
}

function events(): readonly { readonly eventId: number }[] {
  const file = join(dataFolder, 'rehearsal/event-log.jsonl');
  if (!existsSync(file)) appendFileSync(file, '');
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line));
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 15_000; !(await condition()); await sleep(50)) {
    if (Date.now() > end) throw new Error(`Waited 15 s in vain for: ${condition}`);
  }
}
