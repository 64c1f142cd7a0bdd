/** What Windows' Service Control Manager writes about services, in its numbers and much its words, and the numbers with which they end. */
import type { LogEvent } from './records.js';
import type { ServiceKey } from './service-keys.js';

export const CONTROL_MANAGER = 'Service Control Manager';
/** A start that is not answered by then has failed. */
export const NEVER_STARTS_MS = 4000;

/** Exit codes. */
export const IN_ORDER = 0;
export const NO_ANSWER = 1053;
export const DIED = 1067;
export const DEPENDENCY_FAILED = 1068;
export const NEVER_STARTED = 1077;

const FAILED_START =
  'failed to start: it did not respond to the start or control request in a timely fashion.';

/** Number and words after "The Cloud Sync service". */
export const CONTROL_EVENTS = {
  running: [7036, 'entered the running state.'],
  stopped: [7036, 'entered the stopped state.'],
  died: [7034, 'terminated unexpectedly.'],
  silent: [7009, `did not connect within the time limit (${NEVER_STARTS_MS} milliseconds).`],
  failed: [7000, FAILED_START],
  installed: [7045, 'was installed on this system.'],
} as const satisfies Record<string, ControlEvent>;

export type ControlEvent = readonly [eventId: number, words: string];

export function startTypeChanged(from: string, to: string): ControlEvent {
  return [7040, `changed its start type from ${from} to ${to}.`];
}

export function dependencyFailed(displayName: string): ControlEvent {
  return [7001, `depends on the ${displayName} service which failed to start.`];
}

const INFORMATION: readonly number[] = [7036, 7040, 7045];

export function controlEvent(
  service: { readonly key: ServiceKey; readonly displayName: string },
  [eventId, words]: ControlEvent,
): Omit<LogEvent, 'at'> {
  return {
    level: INFORMATION.includes(eventId) ? 'INFORMATION' : 'ERROR',
    source: CONTROL_MANAGER,
    eventId,
    message: `The ${service.displayName} service ${words}`,
    service: service.key,
  };
}
