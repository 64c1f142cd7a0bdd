/** The program behind `venue-control service KEY`: a real process with the life of a Windows service. */
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readFaults } from '../faults.js';
import { CONTROL_EVENTS, DIED, IN_ORDER, NEVER_STARTS_MS, NO_ANSWER } from '../model/control-events.js';
import { isServiceKey, SERVICE_KEYS, type ServiceKey } from '../model/service-keys.js';
import { diesAt, faultOf as serviceFault } from '../model/windows/services.js';
import { writeControlEvent } from './event-log.js';
import { isAlive, markOfThisProcess } from './process-identity.js';
import { log, report, rest, type ServiceConfig, type ServiceRun, type ServiceWork } from './run.js';
import { changeService, type ServiceState, servicesFolder, startPending, stopped } from './state.js';

const STOP_POLL_MS = 100;
const WORK_ENDS_WITHIN_MS = 3_000;

/** Runs one service until it is stopped or a fault ends it; ends the process itself. */
export async function runService(key: string | undefined, config: ServiceConfig): Promise<void> {
  if (!isServiceKey(key)) {
    throw new Error(`There is no service "${key ?? ''}". Known: ${SERVICE_KEYS.join(', ')}.`);
  }
  const claimed = claim(key, config.dataFolder);
  if (claimed === undefined) {
    log(`${key} already runs in another process, or is not installed.`);
    process.exit(1);
  }
  // Its log is a file on a disk that may be full.
  process.stdout.on('error', () => undefined);
  const stop = new AbortController();
  const run: ServiceRun = { key, displayName: claimed.displayName, config, signal: stop.signal };
  watchForStop(run, stop);
  if (faultOf(run) === 'never-starts') await giveUpStarting(run);
  record(run, { state: 'Running' });
  writeControlEvent(config.dataFolder, claimed, CONTROL_EVENTS.running);
  log(`${claimed.displayName} runs as process ${process.pid}.`);
  void crashOnRequest(run);
  try {
    await Promise.race([workOf(key).then((work) => work(run)), limit(run)]);
  } catch (error) {
    report(run, 'ERROR', 1000, `The service failed: ${error instanceof Error ? error.message : error}`);
    die(run);
  }
  end(run);
}

/** Takes the state file over; undefined when another living process holds it or the service isn't installed. */
function claim(key: ServiceKey, dataFolder: string): ServiceState | undefined {
  let refused = false;
  const state = changeService(dataFolder, key, (now) => {
    refused = !now.installed || (now.pid !== process.pid && isAlive(now.pid, now.startTicks));
    if (refused) return undefined;
    return startPending(process.pid, markOfThisProcess());
  });
  return refused ? undefined : state;
}

function watchForStop(run: ServiceRun, stop: AbortController): void {
  const request = stopRequestOf(run);
  let ignored = false;
  const obey = (): void => {
    if (stop.signal.aborted) return;
    if (faultOf(run) === 'stubborn') {
      if (!ignored) log('A stop was asked for and is ignored (fault service=stubborn).');
      ignored = true;
      return;
    }
    record(run, { state: 'StopPending' });
    stop.abort();
  };
  process.on('SIGTERM', obey);
  // Services run in a session of their own; a Ctrl+C in the server's terminal isn't meant for them.
  process.on('SIGINT', () => undefined);
  setInterval(() => existsSync(request) && obey(), STOP_POLL_MS);
}

/** Resolves a little after the stop signal, for work that doesn't listen to it. */
async function limit(run: ServiceRun): Promise<void> {
  await once(run.signal, 'abort');
  await sleep(WORK_ENDS_WITHIN_MS);
}

async function giveUpStarting(run: ServiceRun): Promise<never> {
  await rest(NEVER_STARTS_MS, run.signal);
  const { dataFolder } = run.config;
  writeControlEvent(dataFolder, run, CONTROL_EVENTS.silent);
  writeControlEvent(dataFolder, run, CONTROL_EVENTS.failed);
  record(run, stopped(NO_ANSWER));
  process.exit(1);
}

async function crashOnRequest(run: ServiceRun): Promise<void> {
  const since = performance.now();
  while (!run.signal.aborted) {
    const fault = faultOf(run);
    const now = performance.now();
    const end = diesAt(fault, since, now);
    await rest(Math.ceil(Math.min(500, end - now)), run.signal);
    if (run.signal.aborted || performance.now() < end || faultOf(run) !== fault) continue;
    if (fault === 'crashes') crash();
    else die(run);
  }
}

/** Ends with an error code that the state shows. The event first: anyone who sees the state reads why. */
function die(run: ServiceRun): never {
  try {
    writeControlEvent(run.config.dataFolder, run, CONTROL_EVENTS.died);
    record(run, stopped(DIED));
  } finally {
    // Also where its state can't be written: a process that does nothing must not pass for a service that runs.
    process.exit(1);
  }
}

/** Ends as a crash does: its state file says Running over a dead process, and Services Monitor or the next start records the event. */
function crash(): void {
  process.kill(process.pid, 'SIGKILL');
}

function end(run: ServiceRun): never {
  writeControlEvent(run.config.dataFolder, run, CONTROL_EVENTS.stopped);
  record(run, stopped(IN_ORDER));
  rmSync(stopRequestOf(run), { force: true });
  log(`${run.displayName} stopped.`);
  process.exit(0);
}

/** Changes the state file only while it is still this process' own. */
function record(run: ServiceRun, change: Partial<ServiceState>): void {
  changeService(run.config.dataFolder, run.key, (now) => (now.pid === process.pid ? change : undefined));
}

function faultOf(run: ServiceRun): string | undefined {
  return serviceFault({ faults: readFaults(run.config.dataFolder) }, run.key);
}

function stopRequestOf(run: ServiceRun): string {
  return join(servicesFolder(run.config.dataFolder), `${run.key}.stop.${process.pid}`);
}

async function workOf(key: ServiceKey): Promise<ServiceWork> {
  switch (key) {
    case 'gateway-client':
      return (await import('./gateway-client.js')).gatewayClient;
    case 'cloud-sync':
      return (await import('./cloud-sync.js')).cloudSync;
    case 'services-monitor':
      return (await import('./services-monitor.js')).servicesMonitor;
    default:
      return siteService;
  }
}

const SIGN_OF_LIFE_MS = 60_000;

/** Sales Processing, Connect, End of Day, NetPOS: nothing to onboard, but processes that run, log, stop and crash. */
async function siteService(run: ServiceRun): Promise<void> {
  while (!run.signal.aborted) {
    await rest(SIGN_OF_LIFE_MS, run.signal);
    if (!run.signal.aborted) log(`${run.displayName} is idle.`);
  }
}
