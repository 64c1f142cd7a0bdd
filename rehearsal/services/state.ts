/** The state file of each rehearsal service: rehearsal/services/KEY.json, written whole, changed only under its lock. */
import { mkdirSync, readdirSync, rmdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readJsonFile, writeJsonFile } from '../json-file.js';
import { DIED } from '../model/control-events.js';
import { SWIFTPOS_VERSION } from '../model/seed.js';
import { SERVICE_KEYS, type ServiceKey, type ServiceStatus, type StartMode } from '../model/service-keys.js';
import { newServices } from '../model/windows/services.js';
import { isAlive } from './process-identity.js';

export interface ServiceState {
  readonly key: ServiceKey;
  readonly displayName: string;
  readonly installed: boolean;
  readonly state: ServiceStatus;
  readonly startMode: StartMode;
  readonly pid: number | null;
  /** Field 22 of /proc/PID/stat when the process was seen first; on Windows, once the process has said so, the pipe that it holds. */
  readonly startTicks: string | null;
  readonly startedAt: string | null;
  /** Windows' number for how it ended last: 0 in order, 1053 no answer, 1067 died, 1077 never started. */
  readonly exitCode: number;
  readonly version: string;
  readonly dependsOn: readonly ServiceKey[];
}

const LOCK_STALE_MS = 5_000;
const ATTEMPTS = 400;

/** Folder of state files, logs, locks and stop requests. */
export function servicesFolder(dataFolder: string): string {
  return join(dataFolder, 'rehearsal', 'services');
}

/** What the file says, corrected by what is true: a state other than Stopped needs a living process. */
export function findService(dataFolder: string, key: ServiceKey): ServiceState | undefined {
  const recorded = findRecorded(dataFolder, key);
  if (recorded === undefined || recorded.state === 'Stopped') return recorded;
  if (isAlive(recorded.pid, recorded.startTicks)) return recorded;
  return { ...recorded, ...stopped(DIED) };
}

/** The file as it is, whether its process lives or not. */
export function findRecorded(dataFolder: string, key: ServiceKey): ServiceState | undefined {
  return readJsonFile(fileOf(dataFolder, key)) as ServiceState | undefined;
}

/** Changes the state under the service's lock; `change` gets the recorded state and returns the new one, or undefined to leave it. */
export function changeService(
  dataFolder: string,
  key: ServiceKey,
  change: (now: ServiceState) => Partial<ServiceState> | undefined,
): ServiceState {
  return withLock(dataFolder, key, () => {
    const now = findRecorded(dataFolder, key) ?? initialState(key);
    const changed = change(now);
    if (changed === undefined) return now;
    const next = { ...now, ...changed };
    writeJsonFile(fileOf(dataFolder, key), next);
    return next;
  });
}

/** Writes the seed venue's state of every service that has none yet. */
export function seedServices(dataFolder: string): void {
  mkdirSync(servicesFolder(dataFolder), { recursive: true });
  const present = new Set(readdirSync(servicesFolder(dataFolder)));
  for (const key of SERVICE_KEYS) {
    if (!present.has(`${key}.json`)) changeService(dataFolder, key, () => ({}));
  }
}

/** Runs `work` while no other process changes that service; a lock left by a dead process is broken after 5 s. */
export function withLock<T>(dataFolder: string, key: ServiceKey, work: () => T): T {
  mkdirSync(servicesFolder(dataFolder), { recursive: true });
  const lock = join(servicesFolder(dataFolder), `${key}.lock`);
  for (let attempt = 0; !tryLock(lock); attempt += 1) {
    if (attempt > ATTEMPTS) throw new Error(`The lock of ${key} stayed taken for 8 s. Remove ${lock}.`);
    pause(20);
  }
  try {
    return work();
  } finally {
    rmdirSync(lock);
  }
}

/** Of a process that has just begun; `startTicks` as it is known by then. */
export function startPending(pid: number, startTicks: string | null): Partial<ServiceState> {
  return { state: 'StartPending', pid, startTicks, startedAt: new Date().toISOString(), exitCode: 0 };
}

/** Of a process that has ended. */
export function stopped(exitCode: number): Partial<ServiceState> {
  return { state: 'Stopped', pid: null, startTicks: null, exitCode };
}

function initialState(key: ServiceKey): ServiceState {
  const { displayName, installed, state, startMode, exitCode, version, dependsOn } = newServices(
    SWIFTPOS_VERSION,
    0,
  )[key];
  const none = { pid: null, startTicks: null, startedAt: null };
  return { key, displayName, installed, state, startMode, ...none, exitCode, version, dependsOn };
}

function tryLock(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    breakIfStale(lock);
    return false;
  }
}

function breakIfStale(lock: string): void {
  try {
    if (Date.now() - statSync(lock).mtimeMs > LOCK_STALE_MS) rmdirSync(lock);
  } catch {
    // Someone else released or broke it first.
  }
}

function pause(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

function fileOf(dataFolder: string, key: ServiceKey): string {
  return join(servicesFolder(dataFolder), `${key}.json`);
}
