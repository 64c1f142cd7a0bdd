/** Windows services as they are: the seed's, who depends on whom, and which fault each has. */

import { NEVER_STARTED } from '../control-events.js';
import type { Faults } from '../records.js';
import { displayNameOf, SERVICE_KEYS, type ServiceKey, type ServiceState } from '../service-keys.js';
import type { VenueModel } from '../state.js';

/** What differs from an automatic service without dependencies. */
const SETUPS: Partial<Record<ServiceKey, Partial<ServiceState>>> = {
  'end-of-day': { dependsOn: ['sales-processing'] },
  netpos: { dependsOn: ['connect'] },
  'gateway-client': { startMode: 'Manual' },
  'cloud-sync': { startMode: 'Manual', installed: false },
};

export function newServices(version: string, at: number): Record<ServiceKey, ServiceState> {
  const make = (key: ServiceKey): ServiceState => ({
    key,
    displayName: displayNameOf(key),
    dependsOn: [],
    installed: true,
    state: 'Stopped',
    since: at,
    startMode: 'Automatic',
    version,
    processId: null,
    startedAt: null,
    exitCode: NEVER_STARTED,
    readyAt: 0,
    stopAsked: false,
    bootAt: null,
    startedBy: '',
    stoppedBy: '',
    clusterResource: null,
    ...SETUPS[key],
  });
  return Object.fromEntries(SERVICE_KEYS.map((key) => [key, make(key)])) as Record<ServiceKey, ServiceState>;
}

export function isRunning(model: VenueModel, key: ServiceKey): boolean {
  return model.services[key].state === 'Running';
}

/** Fault of this service: the kind after `KEY:`. */
export function faultOf({ faults }: { readonly faults: Faults }, key: ServiceKey): string | undefined {
  const value = faults['service'];
  return value?.startsWith(`${key}:`) ? value.slice(key.length + 1) : undefined;
}

const DIES_AFTER_START_MS = 1000;
const CRASHES_AFTER_MS = 6000;

/** When a fault ends a service that runs since then: shortly after its start, or from a while after it on. */
export function diesAt(fault: string | undefined, since: number, at: number): number {
  if (fault === 'crashes') return Math.max(at, since + CRASHES_AFTER_MS);
  const end = since + DIES_AFTER_START_MS;
  return fault === 'stops-after-start' && at <= end ? end : Number.POSITIVE_INFINITY;
}

/** Running ones that depend on it and would stop first, in that order, itself last. */
export function stopOrder(model: VenueModel, key: ServiceKey): ServiceKey[] {
  const dependents = SERVICE_KEYS.filter((other) => {
    const { dependsOn, installed, state } = model.services[other];
    return dependsOn.includes(key) && installed && state !== 'Stopped';
  });
  return [...new Set(dependents.flatMap((other) => stopOrder(model, other))), key];
}

/** Its memory is there: it runs, or is paused. */
export function hasProcess({ services }: VenueModel, key: ServiceKey): boolean {
  return services[key].state === 'Running' || services[key].state === 'Paused';
}

/** It does work now: neither it nor its machine pauses. */
export function isWorking(model: VenueModel, key: ServiceKey): boolean {
  return isRunning(model, key) && isAwake(model);
}

export function isAwake({ machine, at }: VenueModel): boolean {
  return machine.asleepUntil === null || machine.asleepUntil <= at;
}
