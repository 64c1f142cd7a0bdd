/** The scripts that start and stop a service, and how long each may take by what it waits for. Each writes one row with its Outcome. */
import type { Settings } from '../types/settings.js';

/** A service, and two that stop with it. */
export const AT_MOST = 3;

/** Seconds for PowerShell's own work, and for Services Monitor, which on Windows is stopped while a stop is planned. */
const OWN = 25;
const MONITOR = 40;
/** Seconds for which it is watched that a service stays stopped, once more where someone starts it again. */
const WATCHED = 2 * 3;

/** Starts a service and waits until it is stable. */
export function startScript(key: string, { startTimeoutSeconds, stableSeconds }: Settings) {
  const parameters = { Key: key, TimeoutSeconds: startTimeoutSeconds, StableSeconds: stableSeconds };
  const deadlineMs = (startTimeoutSeconds + stableSeconds + 15) * 1000;
  return { script: 'Start-VenueHostService', parameters, deadlineMs };
}

/**
 * Stops a service and, before it, what stops with it: `services` in all. The service itself may be asked for as long as it is given to stop then,
 * and all of that twice.
 */
export function stopScript(key: string, { stopGraceSeconds }: Settings, services = AT_MOST) {
  const parameters = { Key: key, GraceSeconds: stopGraceSeconds };
  const deadlineMs = ((services - 1 + 4) * stopGraceSeconds + WATCHED + MONITOR + OWN) * 1000;
  return { script: 'Stop-VenueHostService', parameters, deadlineMs };
}
