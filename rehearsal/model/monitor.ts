/** Services Monitor: starts again what it saw running and then finds stopped, unless that is planned; restarts everything once a day. */
import { report } from './events.js';
import { SERVICE_KEYS, type ServiceKey } from './service-keys.js';
import type { VenueModel } from './state.js';
import { DAY_MS, dateOf, MINUTE_MS, machineNow, nextWallTime, offsetOf, wallTime } from './time.js';
import { startService, stopService } from './windows/control.js';
import { hasProcess } from './windows/services.js';

/** Two checks in a row find a service stopped before it is started again. */
const TWO_CHECKS_MS = 800;
const NOT_SOONER_THAN_MS = 3000;
const FAULT_RESTART_AFTER_MS = 120_000;
const NEVER = Number.POSITIVE_INFINITY;
const OWN: ServiceKey = 'services-monitor';

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

/** Those of people and rollbacks: an operation's outlasts a start. */
export function removePlannedStops(model: VenueModel, keys: readonly ServiceKey[]): void {
  const { plannedBy } = model.monitor;
  for (const planner of ['service-control', 'rollback']) {
    const planned = plannedBy[planner];
    if (planned) plannedBy[planner] = planned.filter((key) => !keys.includes(key));
  }
}

export function removePlanner(model: VenueModel, planner: string): void {
  delete model.monitor.plannedBy[planner];
}

export function isRestartHeld(model: VenueModel): boolean {
  const { heldUntil } = model.monitor;
  return heldUntil !== null && heldUntil > machineNow(model);
}

/** HH:mm at the venue; null: none. */
export function dailyRestartTime(model: VenueModel): string | null {
  const { faultSince, dailyRestartAt } = model.monitor;
  if (model.faults['monitor'] !== 'daily-restart-in-window') return dailyRestartAt;
  const since = (faultSince ?? model.at) + model.machine.clockOffsetMs;
  const minute = Math.ceil((since + FAULT_RESTART_AFTER_MS) / MINUTE_MS) * MINUTE_MS;
  return wallTime(model.database.timeZone, minute);
}

/** Keeps its memory of what runs in line with what is. */
export function settleMonitor(model: VenueModel): void {
  const { monitor } = model;
  const isFault = model.faults['monitor'] === 'daily-restart-in-window';
  monitor.faultSince = isFault ? (monitor.faultSince ?? model.at) : null;
  if (!hasProcess(model, OWN)) {
    if (monitor.sawRunning.length > 0)
      Object.assign(monitor, { sawRunning: [], stoppedSince: {}, triedAt: {} });
    return;
  }
  if (model.services[OWN].state !== 'Running') return;
  for (const key of SERVICE_KEYS) if (key !== OWN) watch(model, key);
}

function watch(model: VenueModel, key: ServiceKey): void {
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

function forget({ monitor }: VenueModel, key: ServiceKey): void {
  const index = monitor.sawRunning.indexOf(key);
  if (index >= 0) monitor.sawRunning.splice(index, 1);
}

function isPlanned(model: VenueModel, key: ServiceKey): boolean {
  if (model.faults['monitor'] === 'restarts-planned-stops') return false;
  return Object.values(model.monitor.plannedBy).some((keys) => keys.includes(key));
}

export function monitorDueAt(model: VenueModel): number {
  if (model.services[OWN].state !== 'Running') return NEVER;
  let due = restartDueAt(model);
  for (const key of Object.keys(model.monitor.stoppedSince) as ServiceKey[])
    due = Math.min(due, startDueAt(model, key));
  return due;
}

function startDueAt({ monitor }: VenueModel, key: ServiceKey): number {
  const since = monitor.stoppedSince[key] ?? NEVER;
  return Math.max(since + TWO_CHECKS_MS, (monitor.triedAt[key] ?? -NEVER) + NOT_SOONER_THAN_MS);
}

/** It goes by the machine's clock. */
function restartDueAt(model: VenueModel): number {
  const time = dailyRestartTime(model);
  if (time === null) return NEVER;
  const { timeZone } = model.database;
  const now = machineNow(model);
  const today = nextWallTime(timeZone, now, time);
  const due =
    dayName(model, today, time) === model.monitor.restartedOn ? nextWallTime(timeZone, now, time, 1) : today;
  return Math.max(model.at, due - model.machine.clockOffsetMs);
}

function dayName(model: VenueModel, at: number, time: string): string {
  if (at === NEVER) return '';
  const wall = at + offsetOf(model.database.timeZone, at);
  return `${dateOf(Math.floor(wall / DAY_MS) * DAY_MS)} ${time}`;
}

export function runMonitor(model: VenueModel): void {
  const { monitor } = model;
  if (model.services[OWN].state !== 'Running') return;
  for (const key of Object.keys(monitor.stoppedSince) as ServiceKey[]) {
    if (startDueAt(model, key) > model.at) continue;
    monitor.triedAt[key] = model.at;
    report(
      model,
      OWN,
      'WARNING',
      200,
      `${model.services[key].displayName} has stopped. It is started again.`,
    );
    startService(model, key, OWN);
    delete monitor.stoppedSince[key];
  }
  if (restartDueAt(model) <= model.at) restartAll(model);
}

function restartAll(model: VenueModel): void {
  const time = dailyRestartTime(model);
  if (time === null) return;
  model.monitor.restartedOn = dayName(model, machineNow(model), time);
  if (isRestartHeld(model)) {
    report(model, OWN, 'INFORMATION', 202, 'The daily restart is held and is left out today.');
    return;
  }
  report(model, OWN, 'INFORMATION', 201, 'The daily restart of all services begins.');
  for (const key of SERVICE_KEYS) if (key !== OWN) stopService(model, key, 'daily-restart');
}
