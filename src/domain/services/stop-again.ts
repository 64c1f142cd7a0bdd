/** Stops in a rollback what an operation started. Services Monitor is notified of the planned stop only until the service is stopped. */
import { AppError } from '../../errors/errors.js';
import { nothing, restoration, together } from '../operations/steps/restoration.js';
import type { Restoration, StepRun } from '../operations/steps/step.js';
import { isPassing } from '../scripts/failure.js';
import { onlyRow } from '../scripts/output.js';
import { HOST_STATES_IN_WORDS, type HostState } from '../types/services.js';
import type { Settings } from '../types/settings.js';
import { readServiceState, type ServiceName } from './memory.js';
import { stopScript } from './scripts.js';

const MONITOR_STOPPED =
  'Services Monitor may still be stopped. Start it in services.msc if it is not running.';

export async function stopAgain(
  run: StepRun,
  { key, displayName }: ServiceName,
  settings: Settings,
): Promise<Restoration> {
  // Refused too where the start was: what a cluster runs.
  const { script, parameters, deadlineMs } = stopScript(key, settings);
  let refused = '';
  let isMonitorBack = true;
  try {
    // No planned stop for ever: once it is stopped, Services Monitor continues as before.
    const call = { deadlineMs, patienceMs: deadlineMs };
    const output = await run.script(script, { ...parameters, PlannedUntil: 'Stopped' }, call);
    isMonitorBack = onlyRow(output, script).flag('MonitorReleased');
  } catch (error) {
    refused = failureText(error);
    isMonitorBack = !isPassing(error);
  }
  const { state } = await readServiceState(run, key);
  const stopped = restoration(
    state === 'Stopped',
    stoppedAsBefore(displayName),
    `${displayName} is still ${state}.${refused}`,
  );
  return isMonitorBack ? stopped : together([stopped, restoration(false, '', MONITOR_STOPPED)]);
}

export function stoppedAsBefore(displayName: string): string {
  return `${displayName} is stopped, as before.`;
}

/** A rollback stops nothing that was not known to be stopped before. */
export function leftAlone(displayName: string, before: HostState, now: HostState): Restoration {
  if (now === before) return nothing;
  const states = HOST_STATES_IN_WORDS;
  const left = `${displayName} was left ${states[now]}: before, its state was ${states[before]}.`;
  return restoration(false, '', left);
}

/** What was refused, as one more sentence of what is seen then. */
export function failureText(error: unknown): string {
  if (error instanceof AppError) return ` ${error.message} ${error.remedy}`;
  throw error;
}
