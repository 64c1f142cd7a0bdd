/**
 * The rehearsal's stand-in for the Service Control Manager, as a program that PowerShell calls:
 * `node launcher.js boot | start KEY | configure KEY MODE | install KEY VERSION | uninstall KEY`.
 * It writes one JSON line {result, processId?}; results are Windows' error numbers: 0 done, 1056 runs (already, or still), 1068 a
 * dependency failed, 1058 disabled, 1060 not installed. A service it starts outlives it and its caller.
 */
import { spawn } from 'node:child_process';
import { closeSync, openSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CONTROL_EVENTS,
  dependencyFailed,
  NEVER_STARTED,
  startTypeChanged,
} from '../model/control-events.js';
import { isServiceKey, SERVICE_KEYS, type ServiceKey, type StartMode } from '../model/service-keys.js';
import { DEPENDENCY_WAIT_MS, INSTALLED, startRefusal, UNINSTALLED } from '../model/windows/control.js';
import { writeControlEvent } from './event-log.js';
import { isAlive, startTicksOf } from './process-identity.js';
import { changeService, findService, seedServices, servicesFolder, startPending, stopped } from './state.js';

export interface LaunchOptions {
  readonly dataFolder: string;
  /** Absolute path of the program whose `service KEY` is the service. */
  readonly entry: string;
}

export interface ControlResult {
  readonly result: number;
  readonly processId?: number | null;
  /** Of `boot`: what it started. */
  readonly started?: readonly ServiceKey[];
}

/** Starts a service and those it depends on; returns once it is StartPending, not once it runs. */
export async function startService(key: ServiceKey, options: LaunchOptions): Promise<ControlResult> {
  const service = findService(options.dataFolder, key);
  const refusal = startRefusal(service);
  if (service === undefined || refusal !== 0) return { result: refusal };
  for (const dependency of service.dependsOn) {
    if (await runs(dependency, options)) continue;
    const needed = findService(options.dataFolder, dependency)?.displayName ?? dependency;
    writeControlEvent(options.dataFolder, service, dependencyFailed(needed));
    return { result: 1068 };
  }
  return launch(key, options);
}

/** As Windows does at its own start: Automatic services come up, each after those it depends on, Services Monitor last. */
async function bootServices(options: LaunchOptions): Promise<ControlResult> {
  const started: ServiceKey[] = [];
  for (const key of SERVICE_KEYS) {
    const service = findService(options.dataFolder, key);
    const isAutomatic = service?.startMode === 'Automatic' || service?.startMode === 'AutomaticDelayed';
    if (!service?.installed || !isAutomatic || service.state !== 'Stopped') continue;
    if ((await startService(key, options)).result === 0) started.push(key);
  }
  return { result: 0, started };
}

/** Changes how a service starts. */
function configureService(dataFolder: string, key: ServiceKey, startMode: StartMode): ControlResult {
  const before = findService(dataFolder, key);
  if (before === undefined || !before.installed) return { result: 1060 };
  if (before.startMode === startMode) return { result: 0 };
  const after = changeService(dataFolder, key, () => ({ startMode }));
  writeControlEvent(dataFolder, after, startTypeChanged(before.startMode, startMode));
  return { result: 0 };
}

/** Registers a service, stopped and Manual; a second time changes only its version. */
function installService(dataFolder: string, key: ServiceKey, version: string): ControlResult {
  let fresh = false;
  const service = changeService(dataFolder, key, (now) => {
    fresh = !now.installed;
    return fresh ? { ...stopped(NEVER_STARTED), ...INSTALLED, version } : { version };
  });
  if (fresh) writeControlEvent(dataFolder, service, CONTROL_EVENTS.installed);
  return { result: 0 };
}

/** Takes a stopped service out of the list. */
function uninstallService(dataFolder: string, key: ServiceKey): ControlResult {
  const service = findService(dataFolder, key);
  if (service === undefined || !service.installed) return { result: 0 };
  if (service.state !== 'Stopped') return { result: 1056 };
  changeService(dataFolder, key, ({ exitCode }) => ({ ...stopped(exitCode), ...UNINSTALLED }));
  return { result: 0 };
}

async function runs(key: ServiceKey, options: LaunchOptions): Promise<boolean> {
  if (findService(options.dataFolder, key)?.state === 'Running') return true;
  const { result } = await startService(key, options);
  if (result !== 0 && result !== 1056) return false;
  for (const end = performance.now() + DEPENDENCY_WAIT_MS; performance.now() < end; await sleep(50)) {
    const { state } = findService(options.dataFolder, key) ?? {};
    if (state === 'Running') return true;
    if (state === 'Stopped') return false;
  }
  return false;
}

function launch(key: ServiceKey, options: LaunchOptions): ControlResult {
  let answer: ControlResult = { result: 1056 };
  changeService(options.dataFolder, key, (now) => {
    if (now.state !== 'Stopped') {
      if (isAlive(now.pid, now.startTicks)) {
        answer = { result: 1056, processId: now.pid };
        return undefined;
      }
      writeControlEvent(options.dataFolder, now, CONTROL_EVENTS.died);
    }
    removeStopRequests(options.dataFolder, key);
    const pid = spawnDetached(key, options);
    answer = { result: 0, processId: pid };
    return startPending(pid, startTicksOf(pid));
  });
  return answer;
}

function spawnDetached(key: ServiceKey, options: LaunchOptions): number {
  const log = openSync(join(servicesFolder(options.dataFolder), `${key}.log`), 'a');
  try {
    // Small young generation: seven of these live beside a till server.
    const words = ['--disable-sigusr1', '--max-semi-space-size=2', options.entry, 'service', key];
    const child = spawn(process.execPath, words, {
      detached: true,
      stdio: ['ignore', log, log],
      windowsHide: true,
      env: { ...process.env, VENUE_CONTROL_DATA: options.dataFolder },
    });
    if (child.pid === undefined) throw new Error(`${process.execPath} could not be started.`);
    child.unref();
    return child.pid;
  } finally {
    closeSync(log);
  }
}

function removeStopRequests(dataFolder: string, key: ServiceKey): void {
  for (const name of readdirSync(servicesFolder(dataFolder))) {
    if (name.startsWith(`${key}.stop.`)) rmSync(join(servicesFolder(dataFolder), name), { force: true });
  }
}

/** Runs one command of the program; throws an Error that says what is wrong with it. */
export async function control(args: readonly string[], options: LaunchOptions): Promise<ControlResult> {
  const [command, key, value = ''] = args;
  seedServices(options.dataFolder);
  if (command === 'boot') return bootServices(options);
  if (!isServiceKey(key)) throw new Error(`There is no service "${key ?? ''}".`);
  switch (command) {
    case 'start':
      return startService(key, options);
    case 'configure':
      return configureService(options.dataFolder, key, value as StartMode);
    case 'install':
      return installService(options.dataFolder, key, value);
    case 'uninstall':
      return uninstallService(options.dataFolder, key);
    default:
      throw new Error(`Expected boot, start, configure, install or uninstall; got "${command ?? ''}".`);
  }
}
