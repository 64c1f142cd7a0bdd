/** Windows services: their states, how long they take to start and stop, what they depend on, and the faults that end them. */
import { writeControlEvent } from './events.js';
import {
  SERVICE_KEYS,
  type ServiceKey,
  type ServiceState,
  type StartMode,
  type VenueModel,
} from './state.js';
import { machineNow } from './time.js';

const NEVER_STARTS_MS = 4000;
const DIES_AFTER_MS = 1000;
const CRASHES_AFTER_MS = 6000;
const DELAYED_START_MS = 120_000;
const NEVER = Number.POSITIVE_INFINITY;

export function newServices(version: string, at: number): Record<ServiceKey, ServiceState> {
  const make = (
    key: ServiceKey,
    displayName: string,
    dependsOn: readonly ServiceKey[] = [],
    more: Partial<ServiceState> = {},
  ): ServiceState => ({
    key,
    displayName,
    dependsOn,
    installed: true,
    state: 'Stopped',
    since: at,
    startMode: 'Automatic',
    version,
    processId: null,
    startedAt: null,
    exitCode: 1077,
    readyAt: 0,
    stopAsked: false,
    bootAt: null,
    startedBy: '',
    stoppedBy: '',
    clusterResource: null,
    ...more,
  });
  return {
    'sales-processing': make('sales-processing', 'Sales Processing'),
    connect: make('connect', 'Connect'),
    'end-of-day': make('end-of-day', 'End of Day', ['sales-processing']),
    netpos: make('netpos', 'NetPOS', ['connect']),
    'gateway-client': make('gateway-client', 'Gateway Client', [], { startMode: 'Manual' }),
    'cloud-sync': make('cloud-sync', 'Cloud Sync', [], { startMode: 'Manual', installed: false }),
    'services-monitor': make('services-monitor', 'Services Monitor'),
  };
}

export function isRunning(model: VenueModel, key: ServiceKey): boolean {
  return model.services[key].state === 'Running';
}

/** Fault of this service: the kind after `KEY:`. */
function faultOf(model: VenueModel, key: ServiceKey): string | undefined {
  const value = model.faults['service'];
  return value?.startsWith(`${key}:`) ? value.slice(key.length + 1) : undefined;
}

/**
 * Asks Windows to start a service, with what it depends on. Answers Windows' number: 0 it begins, 1056 runs already, 1058 disabled, 1060 not installed,
 * 1068 something that it depends on can't be started.
 */
export function startService(model: VenueModel, key: ServiceKey, by = model.actor): number {
  const service = model.services[key];
  if (!service.installed) return 1060;
  if (service.state !== 'Stopped') return 1056;
  if (service.startMode === 'Disabled') return 1058;
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
    exitCode: 0,
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
  writeControlEvent(model, key, 7034, 'terminated unexpectedly.');
  service.stoppedBy = by;
  toStopped(model, service, 1067);
}

export function setStartMode(model: VenueModel, key: ServiceKey, startMode: StartMode): number {
  const service = model.services[key];
  if (!service.installed) return 1060;
  if (service.startMode === startMode) return 0;
  writeControlEvent(model, key, 7040, `changed its start type from ${service.startMode} to ${startMode}.`);
  service.startMode = startMode;
  return 0;
}

/** Stopped and Manual; a second time only its version changes. */
export function installService(model: VenueModel, key: ServiceKey, version: string): void {
  const service = model.services[key];
  service.version = version;
  if (service.installed) return;
  Object.assign(service, { installed: true, startMode: 'Manual' } satisfies Partial<ServiceState>);
  toStopped(model, service, 1077);
  writeControlEvent(model, key, 7045, 'was installed on this system.');
}

export function uninstallService(model: VenueModel, key: ServiceKey): void {
  const service = model.services[key];
  if (service.state !== 'Stopped') toStopped(model, service, 1067);
  Object.assign(service, {
    installed: false,
    startMode: 'Manual',
    bootAt: null,
  } satisfies Partial<ServiceState>);
}

/** The machine goes down now: every process ends, without an event of its own. */
export function powerOff(model: VenueModel, downMs: number): void {
  for (const key of SERVICE_KEYS) {
    const service = model.services[key];
    service.bootAt = null;
    if (service.installed) toStopped(model, service, 1077);
  }
  model.machine.offUntil = model.at + downMs;
}

/** Running ones that depend on it and would stop first, in that order, itself last. */
export function stopOrder(model: VenueModel, key: ServiceKey): ServiceKey[] {
  const dependents = SERVICE_KEYS.filter((other) => {
    const { dependsOn, installed, state } = model.services[other];
    return dependsOn.includes(key) && installed && state !== 'Stopped';
  });
  return [...dependents.flatMap((other) => stopOrder(model, other)), key];
}

export function servicesDueAt(model: VenueModel): number {
  let due = model.machine.offUntil ?? NEVER;
  for (const key of SERVICE_KEYS) due = Math.min(due, dueOf(model, model.services[key]));
  return due;
}

export function runServices(model: VenueModel): void {
  if (model.machine.offUntil !== null && model.machine.offUntil <= model.at) boot(model);
  for (const key of SERVICE_KEYS) {
    const service = model.services[key];
    if (dueOf(model, service) <= model.at) change(model, service);
  }
}

function dueOf(model: VenueModel, service: ServiceState): number {
  const fault = faultOf(model, service.key);
  switch (service.state) {
    case 'StartPending':
      return fault === 'never-starts'
        ? Math.max(service.readyAt, service.since + NEVER_STARTS_MS)
        : service.readyAt;
    case 'StopPending':
      return service.readyAt;
    case 'Stopped':
      return service.bootAt ?? NEVER;
    default:
      if (service.stopAsked && fault !== 'stubborn') return model.at;
      if (fault === 'stops-after-start') return Math.max(model.at, service.since + DIES_AFTER_MS);
      if (fault === 'crashes') return Math.max(model.at, service.since + CRASHES_AFTER_MS);
      return NEVER;
  }
}

function change(model: VenueModel, service: ServiceState): void {
  const { key } = service;
  if (service.state === 'Stopped') {
    service.bootAt = null;
    startService(model, key, 'boot');
  } else if (service.state === 'StartPending') finishStart(model, service);
  else if (service.state === 'StopPending') {
    writeControlEvent(model, key, 7036, 'entered the stopped state.');
    toStopped(model, service, 0);
  } else if (service.stopAsked) beginStop(model, service);
  else endProcess(model, key, 'fault');
}

function finishStart(model: VenueModel, service: ServiceState): void {
  const { key, dependsOn } = service;
  const missing = dependsOn.find((needed) => model.services[needed].state !== 'Running');
  if (missing) {
    failDependency(model, service, model.services[missing]);
    toStopped(model, service, 1068);
  } else if (faultOf(model, key) === 'never-starts') {
    writeControlEvent(
      model,
      key,
      7009,
      `did not connect within the time limit (${NEVER_STARTS_MS} milliseconds).`,
    );
    writeControlEvent(
      model,
      key,
      7000,
      'failed to start: it did not respond to the start or control request.',
    );
    toStopped(model, service, 1053);
  } else {
    Object.assign(service, { state: 'Running', since: model.at } satisfies Partial<ServiceState>);
    writeControlEvent(model, key, 7036, 'entered the running state.');
  }
}

function failDependency(model: VenueModel, service: ServiceState, needed: ServiceState): void {
  writeControlEvent(
    model,
    service.key,
    7001,
    `depends on the ${needed.displayName} service which failed to start.`,
  );
}

function beginStop(model: VenueModel, service: ServiceState): void {
  Object.assign(service, {
    state: 'StopPending',
    since: model.at,
    readyAt: model.at + model.timing.serviceStop,
  } satisfies Partial<ServiceState>);
}

function toStopped(model: VenueModel, service: ServiceState, exitCode: number): void {
  Object.assign(service, {
    state: 'Stopped',
    since: model.at,
    processId: null,
    startedAt: null,
    exitCode,
    stopAsked: false,
  } satisfies Partial<ServiceState>);
}

/** Automatic services start at once, each after those it depends on; delayed ones two minutes later. */
function boot(model: VenueModel): void {
  model.machine.offUntil = null;
  for (const key of SERVICE_KEYS) {
    const service = model.services[key];
    if (!service.installed) continue;
    if (service.startMode === 'Automatic') startService(model, key, 'boot');
    if (service.startMode === 'AutomaticDelayed' && service.state === 'Stopped')
      service.bootAt = model.at + DELAYED_START_MS;
  }
}
