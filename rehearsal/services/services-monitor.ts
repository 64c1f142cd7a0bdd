/**
 * Services Monitor, the watchdog: starts again what it saw running and then finds stopped, unless rehearsal/monitor.json says that the
 * stop is planned; restarts everything once a day at `dailyRestartAt`, unless that is held.
 */
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultsFile, readFaults } from '../faults.js';
import { readJsonFile } from '../json-file.js';
import { SERVICES, type ServiceKey } from '../service-list.js';
import { writeControlEvent } from './event-log.js';
import { startService } from './launcher.js';
import { log, report, rest, type ServiceRun } from './run.js';
import { changeService, findRecorded, findService, servicesFolder } from './state.js';

const LOOK_EVERY_MS = 400;
const NOT_SOONER_THAN_MS = 3_000;

export async function servicesMonitor(run: ServiceRun): Promise<void> {
  const watch = new Watch(run);
  while (!run.signal.aborted) {
    try {
      for (const { key } of SERVICES) if (key !== run.key && !run.signal.aborted) await watch.look(key);
      await watch.restartDaily();
    } catch (error) {
      // A full disk passes; the watchdog outlives it and checks again.
      log(`The services could not be read: ${error instanceof Error ? error.message : error}`);
    }
    await rest(LOOK_EVERY_MS, run.signal);
  }
}

class Watch {
  readonly #run: ServiceRun;
  readonly #sawRunning = new Set<ServiceKey>();
  readonly #sawStopped = new Set<ServiceKey>();
  readonly #triedAt = new Map<ServiceKey, number>();
  #restartedOn = '';

  constructor(run: ServiceRun) {
    this.#run = run;
  }

  async look(key: ServiceKey): Promise<void> {
    const { dataFolder } = this.#run.config;
    const service = findService(dataFolder, key);
    if (service === undefined || !service.installed) {
      this.#sawRunning.delete(key);
      return;
    }
    if (service.state === 'Running') this.#sawRunning.add(key);
    if (service.state !== 'Stopped' || !this.#sawRunning.has(key)) {
      this.#sawStopped.delete(key);
      return;
    }
    recordDeath(dataFolder, key);
    if (this.#isPlanned(key)) {
      // Stopped as before by a rollback: nothing to start again once the plan is over.
      const { plannedBy } = readMonitorOrders(dataFolder);
      if (plannedBy['rollback']?.includes(key)) this.#sawRunning.delete(key);
      return;
    }
    // Only what two checks in a row find stopped: others get to see the stop before it is undone.
    if (!this.#sawStopped.has(key)) {
      this.#sawStopped.add(key);
      return;
    }
    if (performance.now() - (this.#triedAt.get(key) ?? Number.NEGATIVE_INFINITY) < NOT_SOONER_THAN_MS) return;
    this.#triedAt.set(key, performance.now());
    report(this.#run, 'WARNING', 200, `${service.displayName} has stopped. It is started again.`);
    await startService(key, { dataFolder, entry: process.argv[1] ?? '' });
  }

  /** Asks every running service to stop at the hour; the next look starts them again. */
  async restartDaily(): Promise<void> {
    const { dataFolder } = this.#run.config;
    const now = new Date();
    const time = dailyRestartTime(dataFolder);
    const orders = readMonitorOrders(dataFolder);
    const today = `${now.toISOString().slice(0, 10)} ${time.at}`;
    if (time.now !== time.at || this.#restartedOn === today) return;
    this.#restartedOn = today;
    if (orders.dailyRestartHeldUntil && new Date(orders.dailyRestartHeldUntil) > now) {
      report(this.#run, 'INFORMATION', 202, 'The daily restart is held and is left out today.');
      return;
    }
    report(this.#run, 'INFORMATION', 201, 'The daily restart of all services begins.');
    for (const { key } of SERVICES) if (key !== this.#run.key) askToStop(dataFolder, key);
  }

  #isPlanned(key: ServiceKey): boolean {
    const { dataFolder } = this.#run.config;
    if (readFaults(dataFolder).monitor === 'restarts-planned-stops') return false;
    return readMonitorOrders(dataFolder).plannedStops.includes(key);
  }
}

/** A killed process writes nothing: its death is recorded here, once, as the Service Control Manager would. */
function recordDeath(dataFolder: string, key: ServiceKey): void {
  if (findRecorded(dataFolder, key)?.state === 'Stopped') return;
  changeService(dataFolder, key, (now) => {
    if (now.state === 'Stopped' || findService(dataFolder, key)?.state !== 'Stopped') return undefined;
    writeControlEvent(dataFolder, now, 7034, 'terminated unexpectedly.');
    return { state: 'Stopped', pid: null, startTicks: null, exitCode: 1067 };
  });
}

function askToStop(dataFolder: string, key: ServiceKey): void {
  const service = findService(dataFolder, key);
  if (service?.state !== 'Running' || service.pid === null) return;
  const request = join(servicesFolder(dataFolder), `${key}.stop.${service.pid}`);
  if (!existsSync(request)) writeFileSync(request, 'Services Monitor: daily restart\n');
}

/** rehearsal/monitor.json: which orders Services Monitor has, by PowerShell alone. */
export interface MonitorOrders {
  /** Services whose stop is planned: they are left stopped. */
  readonly plannedStops: readonly string[];
  /** The same by who planned them: an operation's ID, `service-control` for a stop that was made, `rollback` for one that restored what was before. */
  readonly plannedBy: Readonly<Record<string, readonly string[]>>;
  readonly dailyRestartHeldUntil: string | null;
  /** HH:mm in the venue's time zone; null for no daily restart. */
  readonly dailyRestartAt: string | null;
}

const VENUE_TIME_ZONE = 'Australia/Sydney';
const FAULT_RESTART_AFTER_MS = 120_000;

/** The orders, or the seed venue's: no planned stop, a restart at 05:00. */
function readMonitorOrders(dataFolder: string): MonitorOrders {
  const stored = readJsonFile(join(dataFolder, 'rehearsal', 'monitor.json')) as
    | Partial<MonitorOrders>
    | undefined;
  return {
    plannedStops: stored?.plannedStops ?? [],
    plannedBy: stored?.plannedBy ?? {},
    dailyRestartHeldUntil: stored?.dailyRestartHeldUntil ?? null,
    dailyRestartAt: stored?.dailyRestartAt === undefined ? '05:00' : stored.dailyRestartAt,
  };
}

/**
 * When the daily restart is due and what the clock says, both HH:mm at the venue. With the fault monitor=daily-restart-in-window it is
 * the minute that begins at least two minutes after the fault was set.
 */
function dailyRestartTime(dataFolder: string): { readonly at: string | null; readonly now: string } {
  const now = timeAtVenue(new Date());
  if (readFaults(dataFolder).monitor !== 'daily-restart-in-window') {
    return { at: readMonitorOrders(dataFolder).dailyRestartAt, now };
  }
  const set = statSync(faultsFile(dataFolder), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return { at: timeAtVenue(new Date(Math.ceil((set + FAULT_RESTART_AFTER_MS) / 60_000) * 60_000)), now };
}

function timeAtVenue(moment: Date): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: VENUE_TIME_ZONE,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(moment);
}
