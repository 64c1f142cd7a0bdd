/**
 * Services Monitor, the watchdog: starts again what it saw running and then finds stopped, unless rehearsal/monitor.json says that the
 * stop is planned; restarts everything once a day at `dailyRestartAt`, unless that is held.
 */
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultsFile, readFaults } from '../faults.js';
import { readJsonFile } from '../json-file.js';
import { CONTROL_EVENTS, DIED } from '../model/control-events.js';
import {
  CHECK_MS,
  type MonitorActs,
  type MonitorModel,
  newMonitor,
  runMonitor,
  watchServices,
} from '../model/monitor.js';
import { VENUE } from '../model/seed.js';
import { SERVICE_KEYS, type ServiceKey } from '../model/service-keys.js';
import { writeControlEvent } from './event-log.js';
import { startService } from './launcher.js';
import { log, report, rest, type ServiceRun } from './run.js';
import { changeService, findRecorded, findService, servicesFolder, stopped } from './state.js';

export async function servicesMonitor(run: ServiceRun): Promise<void> {
  const memory = newMonitor();
  while (!run.signal.aborted) {
    try {
      await check(run, memory);
    } catch (error) {
      // A full disk passes; the watchdog outlives it and checks again.
      log(`The services could not be read: ${error instanceof Error ? error.message : error}`);
    }
    await rest(CHECK_MS, run.signal);
  }
}

async function check(run: ServiceRun, memory: MonitorModel['monitor']): Promise<void> {
  const { dataFolder } = run.config;
  for (const key of memory.sawRunning) recordDeath(dataFolder, key);
  const model = readModel(dataFolder, memory);
  watchServices(model);
  const starts: ServiceKey[] = [];
  const acts: MonitorActs = {
    start: (key) => starts.push(key),
    stop: (key) => askToStop(dataFolder, key),
    report: (level, eventId, message) => report(run, level, eventId, message),
  };
  // One check has seen the stop, this one confirms it: others get to see it before it is undone.
  runMonitor(model, CHECK_MS, acts);
  for (const key of starts)
    if (!run.signal.aborted) await startService(key, { dataFolder, entry: process.argv[1] ?? '' });
}

/** True time is the steady clock here, the machine's clock may be moved. */
function readModel(dataFolder: string, monitor: MonitorModel['monitor']): MonitorModel {
  const at = performance.now();
  const clockOffsetMs = Date.now() - at;
  const orders = readMonitorOrders(dataFolder);
  const set = statSync(faultsFile(dataFolder), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  Object.assign(monitor, {
    plannedBy: { ...orders.plannedBy, '': orders.plannedStops ?? [] },
    heldUntil: orders.dailyRestartHeldUntil ? Date.parse(orders.dailyRestartHeldUntil) : null,
    dailyRestartAt: orders.dailyRestartAt === undefined ? monitor.dailyRestartAt : orders.dailyRestartAt,
    faultSince: set - clockOffsetMs,
  });
  const missing = { displayName: '', installed: false, state: 'Stopped' } as const;
  const services = SERVICE_KEYS.map((key) => [key, findService(dataFolder, key) ?? missing] as const);
  return {
    at,
    faults: readFaults(dataFolder),
    machine: { clockOffsetMs },
    database: { timeZone: VENUE.timeZone },
    services: Object.fromEntries(services) as MonitorModel['services'],
    monitor,
  };
}

/** A killed process writes nothing: its death is recorded here, once, as the Service Control Manager would. */
function recordDeath(dataFolder: string, key: ServiceKey): void {
  const isDead = () =>
    findRecorded(dataFolder, key)?.state !== 'Stopped' && findService(dataFolder, key)?.state === 'Stopped';
  if (!isDead()) return;
  changeService(dataFolder, key, (now) => {
    if (!isDead()) return undefined;
    writeControlEvent(dataFolder, now, CONTROL_EVENTS.died);
    return stopped(DIED);
  });
}

function askToStop(dataFolder: string, key: ServiceKey): void {
  const service = findService(dataFolder, key);
  if (service?.state !== 'Running' || service.pid === null) return;
  const request = join(servicesFolder(dataFolder), `${key}.stop.${service.pid}`);
  if (!existsSync(request)) writeFileSync(request, 'Services Monitor: daily restart\n');
}

/** rehearsal/monitor.json: which orders Services Monitor has, by PowerShell alone. */
interface MonitorOrders {
  /** Services whose stop is planned: they are left stopped. */
  readonly plannedStops: readonly ServiceKey[];
  /** The same by who planned them: an operation's ID, `service-control` for a stop that was made, `rollback` for one that restored what was before. */
  readonly plannedBy: Readonly<Record<string, readonly ServiceKey[]>>;
  readonly dailyRestartHeldUntil: string | null;
  /** HH:mm in the venue's time zone; null for no daily restart. */
  readonly dailyRestartAt: string | null;
}

/** Empty where there is no file: no planned stop, and the model's daily restart. */
function readMonitorOrders(dataFolder: string): Partial<MonitorOrders> {
  return (readJsonFile(join(dataFolder, 'rehearsal', 'monitor.json')) ?? {}) as Partial<MonitorOrders>;
}
