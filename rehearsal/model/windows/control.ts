/** What can be done to Windows services; each is done at once, or answered with Windows' number for why not. */

import {
  CONTROL_EVENTS,
  DIED,
  dependencyFailed,
  IN_ORDER,
  NEVER_STARTED,
  startTypeChanged,
} from '../control-events.js';
import { writeControlEvent } from '../events.js';
import { SERVICE_KEYS, type ServiceKey, type ServiceState, type StartMode } from '../service-keys.js';
import type { VenueModel } from '../state.js';
import { machineNow } from '../time.js';
import { faultOf } from './services.js';

/** For which a start waits for each service that it depends on. */
export const DEPENDENCY_WAIT_MS = 8000;
export const INSTALLED = { installed: true, startMode: 'Manual' } as const;
export const UNINSTALLED = { installed: false, startMode: 'Manual' } as const;

/** Windows' number for why a service can't be started, whatever its state; 0: it can. */
export function startRefusal(service: Pick<ServiceState, 'installed' | 'startMode'> | undefined): number {
  if (!service?.installed) return 1060;
  return service.startMode === 'Disabled' ? 1058 : 0;
}

/**
 * Asks Windows to start a service, with what it depends on. Answers Windows' number: 0 it begins, 1056 runs already, 1058 disabled, 1060 not installed,
 * 1068 something that it depends on can't be started, 1115 the machine is down.
 */
export function startService(model: VenueModel, key: ServiceKey, by = model.actor): number {
  const service = model.services[key];
  const refusal = startRefusal(service);
  if (refusal !== 0) return refusal;
  if (model.machine.offUntil !== null) return 1115;
  if (service.state !== 'Stopped') return 1056;
  let readyAt = model.at;
  for (const needed of service.dependsOn) {
    const other = model.services[needed];
    if (other.state === 'Running') continue;
    const number = startService(model, needed, by);
    if (number !== 0 && number !== 1056) {
      failDependency(model, service, other);
      return 1068;
    }
    readyAt = Math.max(readyAt, other.readyAt);
  }
  Object.assign(service, {
    state: 'StartPending',
    since: model.at,
    readyAt: readyAt + model.timing.serviceStart,
    processId: model.machine.nextProcessId,
    startedAt: machineNow(model),
    exitCode: IN_ORDER,
    stopAsked: false,
    bootAt: null,
    startedBy: by,
  } satisfies Partial<ServiceState>);
  model.machine.nextProcessId += 4;
  return 0;
}

/** Asks it to stop. 0 it does, 1060 not installed, 1061 it is starting and takes no command, 1062 it does not run. */
export function stopService(model: VenueModel, key: ServiceKey, by = model.actor): number {
  const service = model.services[key];
  if (!service.installed) return 1060;
  if (service.state === 'Stopped') return 1062;
  if (service.state === 'StartPending') return 1061;
  if (service.state === 'StopPending') return 0;
  service.stoppedBy = by;
  service.stopAsked = true;
  if (faultOf(model, key) !== 'stubborn') beginStop(model, service);
  return 0;
}

/** Its process ends at once, as by the Task Manager or a crash. */
export function endProcess(model: VenueModel, key: ServiceKey, by = model.actor): void {
  const service = model.services[key];
  if (!service.installed || service.state === 'Stopped') return;
  writeControlEvent(model, key, CONTROL_EVENTS.died);
  service.stoppedBy = by;
  toStopped(model, service, DIED);
}

export function setStartMode(model: VenueModel, key: ServiceKey, startMode: StartMode): number {
  const service = model.services[key];
  if (!service.installed) return 1060;
  if (service.startMode === startMode) return 0;
  writeControlEvent(model, key, startTypeChanged(service.startMode, startMode));
  service.startMode = startMode;
  return 0;
}

/** Stopped and Manual; a second time only its version changes. */
export function installService(model: VenueModel, key: ServiceKey, version: string): void {
  const service = model.services[key];
  service.version = version;
  if (service.installed) return;
  Object.assign(service, INSTALLED);
  toStopped(model, service, NEVER_STARTED);
  writeControlEvent(model, key, CONTROL_EVENTS.installed);
}

export function uninstallService(model: VenueModel, key: ServiceKey): void {
  const service = model.services[key];
  if (service.state !== 'Stopped') toStopped(model, service, DIED);
  Object.assign(service, UNINSTALLED);
  service.bootAt = null;
}

/** The machine goes down now: every process ends, without an event of its own. */
export function powerOff(model: VenueModel, downMs: number): void {
  for (const key of SERVICE_KEYS) {
    const service = model.services[key];
    service.bootAt = null;
    if (service.state !== 'Stopped') service.stoppedBy = 'reboot';
    if (service.installed) toStopped(model, service, NEVER_STARTED);
  }
  model.machine.offUntil = model.at + downMs;
}

export function failDependency(model: VenueModel, service: ServiceState, needed: ServiceState): void {
  writeControlEvent(model, service.key, dependencyFailed(needed.displayName));
}

export function beginStop(model: VenueModel, service: ServiceState): void {
  Object.assign(service, {
    state: 'StopPending',
    since: model.at,
    readyAt: model.at + model.timing.serviceStop,
  } satisfies Partial<ServiceState>);
}

export function toStopped(model: VenueModel, service: ServiceState, exitCode: number): void {
  Object.assign(service, {
    state: 'Stopped',
    since: model.at,
    processId: null,
    startedAt: null,
    exitCode,
    stopAsked: false,
  } satisfies Partial<ServiceState>);
}
