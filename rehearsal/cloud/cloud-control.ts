/** Starts and stops the cloud's process for someone else: the server finds it running or starts it, and may outlive it or be outlived. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readJsonFile, writeJsonFile } from '../json-file.js';
import { RehearsalError } from '../rehearsal-error.js';
import { packageTrustFile, rehearsalFolder } from '../venue-paths.js';
import { type CloudIdentity, type CloudPresence, findIdentity, probeCloud } from './probe.js';
import type { CloudPlace } from './run-cloud.js';

const readyWithinMs = 20_000;
const goneWithinMs = 3000;
const PROBES = 5;

/**
 * The cloud at another address, where one is named; else that of this data folder, started as `node <entry> rehearsal` when no one answers at its address. It lives on when the caller dies.
 * `started`: it did not run already. Throws RehearsalError CLOUD_PORT_TAKEN or CLOUD_NOT_STARTED, with what it said last.
 */
export async function ensureCloud(config: CloudAddress, entry: string) {
  if (isElsewhere(config)) {
    await joinCloud(config);
    return { url: config.cloudUrl, started: false };
  }
  const presence = await patientProbe(addressOf(config), config.dataFolder);
  if (presence === 'ours') return { url: addressOf(config), started: false };
  if (presence !== 'absent') {
    const who = presence === 'other' ? 'the rehearsal cloud of another data folder' : 'another program';
    throw new RehearsalError(
      'CLOUD_PORT_TAKEN',
      `${who} responds at ${addressOf(config)}. Stop it, or set VENUE_CONTROL_CLOUD_PORT to a free port.`,
    );
  }
  const child = launch(config, entry);
  const end = Date.now() + readyWithinMs;
  while ((await probeCloud(addressOf(config), config.dataFolder)) !== 'ours') {
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > end) {
      const said = lastLine(logFile(config.dataFolder));
      throw new RehearsalError('CLOUD_NOT_STARTED', `The rehearsal cloud did not start: ${said}`);
    }
    await sleep(20);
  }
  return { url: addressOf(config), started: true };
}

/** Ends the cloud of this data folder, no matter who started it, and waits until it is gone. False when none ran. */
export async function stopCloud(dataFolder: string): Promise<boolean> {
  const { port, pid } = noted(dataFolder);
  if (port === undefined || pid === undefined) return false;
  const url = `http://127.0.0.1:${port}`;
  // The number alone may be another program's by now: only what says that it is this cloud is ended.
  if ((await probeCloud(url, dataFolder)) !== 'ours' || (await findIdentity(url))?.pid !== pid) return false;
  process.kill(pid, 'SIGTERM');
  const end = Date.now() + goneWithinMs;
  while (isThere(pid) && Date.now() < end) await sleep(20);
  if (isThere(pid)) process.kill(pid, 'SIGKILL');
  return true;
}

/** On a busy machine an answer may come late: no one is called another program before it was asked several times. */
async function patientProbe(url: string, dataFolder: string): Promise<CloudPresence> {
  let presence = await probeCloud(url, dataFolder);
  for (let asked = 1; presence === 'foreign' && asked < PROBES; asked += 1) {
    await sleep(50);
    presence = await probeCloud(url, dataFolder);
  }
  return presence;
}

function launch(config: CloudPlace, entry: string): ChildProcess {
  mkdirSync(rehearsalFolder(config.dataFolder), { recursive: true });
  const log = openSync(logFile(config.dataFolder), 'a', 0o600);
  try {
    const child = spawn(process.execPath, ['--disable-sigusr1', entry, 'rehearsal'], {
      detached: true,
      stdio: ['ignore', log, log],
      windowsHide: true,
      env: {
        ...process.env,
        VENUE_CONTROL_DATA: config.dataFolder,
        VENUE_CONTROL_CLOUD_PORT: String(config.cloudPort),
      },
    });
    child.on('error', () => {});
    child.unref();
    return child;
  } finally {
    closeSync(log);
  }
}

/** Port 0 is one of the system's choice: then the note of the running one says which. */
function addressOf({ dataFolder, cloudPort, cloudUrl }: CloudAddress): string {
  if (cloudPort !== 0) return cloudUrl;
  return `http://127.0.0.1:${noted(dataFolder).port ?? 1}`;
}

function noted(dataFolder: string): Partial<CloudIdentity & { port: number }> {
  return (readJsonFile(join(rehearsalFolder(dataFolder), 'cloud.json')) ?? {}) as object;
}

function logFile(dataFolder: string): string {
  return join(rehearsalFolder(dataFolder), 'cloud.log');
}

function lastLine(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim().split('\n').at(-1) || 'it said nothing.';
  } catch {
    return 'it said nothing.';
  }
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

export interface CloudAddress extends CloudPlace {
  readonly cloudUrl: string;
}

/**
 * Two servers of one venue, as on the day of a move: the second rehearsal asks the cloud of the first, and starts none. Whether
 * VENUE_CONTROL_CLOUD_URL names another cloud than the one that this rehearsal would start.
 */
function isElsewhere({ cloudPort, cloudUrl }: CloudAddress): boolean {
  return cloudPort !== 0 && cloudUrl !== `http://127.0.0.1:${cloudPort}`;
}

/** From now on this venue trusts what that cloud signs. Throws RehearsalError CLOUD_NOT_STARTED when no rehearsal cloud answers there. */
async function joinCloud({ dataFolder, cloudUrl }: CloudAddress): Promise<void> {
  const identity = await findIdentity(cloudUrl);
  if (!identity)
    throw new RehearsalError(
      'CLOUD_NOT_STARTED',
      `No rehearsal cloud responds at ${cloudUrl}. Start its rehearsal first, or unset VENUE_CONTROL_CLOUD_URL.`,
    );
  const trusted = readJsonFile(packageTrustFile(identity.dataFolder));
  if (trusted) writeJsonFile(packageTrustFile(dataFolder), trusted);
}
