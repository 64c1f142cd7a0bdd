/** Services Monitor as a service of the simulated venue. */
import { report } from '../events.js';
import {
  CHECK_MS,
  isRestartFault,
  MONITOR,
  type MonitorActs,
  monitorDueAt,
  runMonitor,
  watchServices,
} from '../monitor.js';
import type { VenueModel } from '../state.js';
import { startService, stopService } from './control.js';
import { hasProcess, isRunning } from './services.js';

/** A stop is found by the next check, and confirmed by the one after it. */
const CONFIRM_MS = 2 * CHECK_MS;

export function settleWatchdog(model: VenueModel): void {
  const { monitor } = model;
  monitor.faultSince = isRestartFault(model) ? (monitor.faultSince ?? model.at) : null;
  if (!hasProcess(model, MONITOR)) {
    if (monitor.sawRunning.length > 0)
      Object.assign(monitor, { sawRunning: [], stoppedSince: {}, triedAt: {} });
  } else if (isRunning(model, MONITOR)) watchServices(model);
}

export function watchdogDueAt(model: VenueModel): number {
  return isRunning(model, MONITOR) ? monitorDueAt(model, CONFIRM_MS) : Number.POSITIVE_INFINITY;
}

export function runWatchdog(model: VenueModel): void {
  const acts: MonitorActs = {
    start: (key) => startService(model, key, MONITOR),
    stop: (key) => stopService(model, key, 'daily-restart'),
    report: (level, eventId, message) => report(model, MONITOR, level, eventId, message),
  };
  if (isRunning(model, MONITOR)) runMonitor(model, CONFIRM_MS, acts);
}
