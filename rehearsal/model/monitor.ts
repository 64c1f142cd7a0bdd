/** Services Monitor: starts again what it saw running and then finds stopped, unless that is planned; restarts everything once a day. */
import type { Faults, LogEvent } from './records.js';
import { SERVICE_KEYS, type ServiceKey, type ServiceState } from './service-keys.js';
import type { VenueModel } from './state.js';
import { DAY_MS, dateOf, MINUTE_MS, machineNow, nextWallTime, offsetOf, wallTime } from './time.js';

/** What its rules read, of a simulated venue or of the rehearsal's files. They change `monitor` alone. */
export interface MonitorModel {
  readonly at: number;
  readonly faults: Faults;
  readonly machine: Pick<VenueModel['machine'], 'clockOffsetMs'>;
  readonly database: Pick<VenueModel['database'], 'timeZone'>;
  readonly services: Readonly<Record<ServiceKey, Pick<ServiceState, 'displayName' | 'installed' | 'state'>>>;
  readonly monitor: VenueModel['monitor'];
}

/** What it does to the services, and reports under its own name. */
export interface MonitorActs {
  start(key: ServiceKey): void;
  stop(key: ServiceKey): void;
  report(level: LogEvent['level'], eventId: number, message: string): void;
}

/** Between two checks of all services. */
export const CHECK_MS = 400;
const NOT_SOONER_THAN_MS = 3000;
const FAULT_RESTART_AFTER_MS = 120_000;
const NEVER = Number.POSITIVE_INFINITY;
export const MONITOR: ServiceKey = 'services-monitor';
const WATCHED = SERVICE_KEYS.filter((key) => key !== MONITOR);

export function newMonitor(): VenueModel['monitor'] {
  return {
    plannedBy: {},
    heldUntil: null,
    heldBy: null,
    dailyRestartAt: '05:00',
    sawRunning: [],
    stoppedSince: {},
    triedAt: {},
    restartedOn: '',
    faultSince: null,
  };
}

/** Keys whose stop someone plans, each once, in order. */
export function plannedStops({ monitor }: VenueModel): ServiceKey[] {
  return [...new Set(Object.values(monitor.plannedBy).flat())].sort();
}

export function addPlannedStops(model: VenueModel, keys: readonly ServiceKey[], planner: string): void {
  const { plannedBy } = model.monitor;
  plannedBy[planner] = [...new Set([...(plannedBy[planner] ?? []), ...keys])];
}

const BY_KEY = ['service-control', 'rollback'];

/** Those of people and rollbacks, each once, in order. */
export function ownStops({ monitor }: VenueModel): ServiceKey[] {
  return [...new Set(BY_KEY.flatMap((planner) => monitor.plannedBy[planner] ?? []))].sort();
}

/** Those of people and rollbacks: an operation's outlasts a start. */
export function removePlannedStops(model: VenueModel, keys: readonly ServiceKey[]): void {
  const { plannedBy } = model.monitor;
  for (const planner of BY_KEY) {
    const planned = plannedBy[planner];
    if (planned) plannedBy[planner] = planned.filter((key) => !keys.includes(key));
  }
}

export function removePlanner(model: VenueModel, planner: string): void {
  delete model.monitor.plannedBy[planner];
}

export function isRestartHeld(model: MonitorModel): boolean {
  const { heldUntil } = model.monitor;
  return heldUntil !== null && heldUntil > machineNow(model);
}

/** HH:mm at the venue; null: none. */
export function dailyRestartTime(model: MonitorModel): string | null {
  const { faultSince, dailyRestartAt } = model.monitor;
  if (!isRestartFault(model)) return dailyRestartAt;
  const since = (faultSince ?? model.at) + model.machine.clockOffsetMs;
  const minute = Math.ceil((since + FAULT_RESTART_AFTER_MS) / MINUTE_MS) * MINUTE_MS;
  return wallTime(model.database.timeZone, minute);
}

export function isRestartFault({ faults }: Pick<MonitorModel, 'faults'>): boolean {
  return faults['monitor'] === 'daily-restart-in-window';
}

/** Keeps its memory of what runs in line with what is. */
export function watchServices(model: MonitorModel): void {
  for (const key of WATCHED) watch(model, key);
}

function watch(model: MonitorModel, key: ServiceKey): void {
  const { monitor } = model;
  const { installed, state } = model.services[key];
  if (installed && state === 'Running') {
    if (!monitor.sawRunning.includes(key)) monitor.sawRunning.push(key);
    delete monitor.stoppedSince[key];
    return;
  }
  if (!installed) forget(model, key);
  const isAway = installed && state === 'Stopped' && monitor.sawRunning.includes(key);
  if (isAway && !isPlanned(model, key)) {
    monitor.stoppedSince[key] ??= model.at;
    return;
  }
  delete monitor.stoppedSince[key];
  // Stopped as before by a rollback: nothing to start again once the plan is over.
  if (isAway && monitor.plannedBy['rollback']?.includes(key)) forget(model, key);
}

function forget({ monitor }: MonitorModel, key: ServiceKey): void {
  const index = monitor.sawRunning.indexOf(key);
  if (index >= 0) monitor.sawRunning.splice(index, 1);
}

function isPlanned(model: MonitorModel, key: ServiceKey): boolean {
  if (model.faults['monitor'] === 'restarts-planned-stops') return false;
  return Object.values(model.monitor.plannedBy).some((keys) => keys.includes(key));
}

/** Of what it starts, stops and restarts next. `confirmMs`: a service is stopped for so long before it is started again. */
export function monitorDueAt(model: MonitorModel, confirmMs: number): number {
  let due = restartDueAt(model);
  for (const key of Object.keys(model.monitor.stoppedSince) as ServiceKey[])
    due = Math.min(due, startDueAt(model, key, confirmMs));
  return due;
}

function startDueAt({ monitor }: MonitorModel, key: ServiceKey, confirmMs: number): number {
  const since = monitor.stoppedSince[key] ?? NEVER;
  return Math.max(since + confirmMs, (monitor.triedAt[key] ?? -NEVER) + NOT_SOONER_THAN_MS);
}

/** It goes by the machine's clock. */
function restartDueAt(model: MonitorModel): number {
  const time = dailyRestartTime(model);
  if (time === null) return NEVER;
  const { timeZone } = model.database;
  const now = machineNow(model);
  const today = nextWallTime(timeZone, now, time);
  const { restartedOn } = model.monitor;
  const isDone = restartedOn !== '' && dayName(model, today, time) === restartedOn;
  const due = isDone ? nextWallTime(timeZone, now, time, 1) : today;
  return Math.max(model.at, due - model.machine.clockOffsetMs);
}

function dayName(model: MonitorModel, at: number, time: string): string {
  if (at === NEVER) return '';
  const wall = at + offsetOf(model.database.timeZone, at);
  return `${dateOf(Math.floor(wall / DAY_MS) * DAY_MS)} ${time}`;
}

export function runMonitor(model: MonitorModel, confirmMs: number, acts: MonitorActs): void {
  const { monitor } = model;
  for (const key of Object.keys(monitor.stoppedSince) as ServiceKey[]) {
    if (startDueAt(model, key, confirmMs) > model.at) continue;
    monitor.triedAt[key] = model.at;
    acts.report('WARNING', 200, `${model.services[key].displayName} has stopped. It is started again.`);
    acts.start(key);
    delete monitor.stoppedSince[key];
  }
  if (restartDueAt(model) <= model.at) restartAll(model, acts);
}

/** What runs is asked to stop; as it is not planned, it is started again. */
function restartAll(model: MonitorModel, acts: MonitorActs): void {
  const time = dailyRestartTime(model);
  if (time === null) return;
  model.monitor.restartedOn = dayName(model, machineNow(model), time);
  if (isRestartHeld(model)) {
    acts.report('INFORMATION', 202, 'The daily restart is held and is left out today.');
    return;
  }
  acts.report('INFORMATION', 201, 'The daily restart of all services begins.');
  for (const key of WATCHED) acts.stop(key);
}
