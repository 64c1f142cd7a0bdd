/** What Windows services do by themselves: end their starts and stops, start with the machine, and die of faults. */

import {
  CONTROL_EVENTS,
  DEPENDENCY_FAILED,
  IN_ORDER,
  NEVER_STARTS_MS,
  NO_ANSWER,
} from '../control-events.js';
import { writeControlEvent } from '../events.js';
import { SERVICE_KEYS, type ServiceState } from '../service-keys.js';
import type { VenueModel } from '../state.js';
import { beginStop, endProcess, failDependency, startService, toStopped } from './control.js';
import { diesAt, faultOf } from './services.js';

const DELAYED_START_MS = 120_000;
const NEVER = Number.POSITIVE_INFINITY;

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
      return diesAt(fault, service.since, model.at);
  }
}

function change(model: VenueModel, service: ServiceState): void {
  const { key } = service;
  if (service.state === 'Stopped') {
    service.bootAt = null;
    startService(model, key, 'boot');
  } else if (service.state === 'StartPending') finishStart(model, service);
  else if (service.state === 'StopPending') {
    writeControlEvent(model, key, CONTROL_EVENTS.stopped);
    toStopped(model, service, IN_ORDER);
  } else if (service.stopAsked) beginStop(model, service);
  else endProcess(model, key, 'fault');
}

function finishStart(model: VenueModel, service: ServiceState): void {
  const { key, dependsOn } = service;
  const missing = dependsOn.find((needed) => model.services[needed].state !== 'Running');
  if (missing) {
    failDependency(model, service, model.services[missing]);
    toStopped(model, service, DEPENDENCY_FAILED);
  } else if (faultOf(model, key) === 'never-starts') {
    writeControlEvent(model, key, CONTROL_EVENTS.silent);
    writeControlEvent(model, key, CONTROL_EVENTS.failed);
    toStopped(model, service, NO_ANSWER);
  } else {
    Object.assign(service, { state: 'Running', since: model.at } satisfies Partial<ServiceState>);
    writeControlEvent(model, key, CONTROL_EVENTS.running);
  }
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
