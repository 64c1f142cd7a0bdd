import type { OperationState, TimelineLineFragment } from '../generated/graphql';
import { stateTone } from './operation-marks';
import type { Tone } from './state-mark';

/** Of the lanes whose states have no tone elsewhere: no state means two things. */
const tones: Readonly<Record<string, Tone>> = {
  // The status of the venue, and parts of the server.
  OK: 'ok',
  ATTENTION: 'warn',
  DEGRADED: 'warn',
  DOWN: 'bad',
  CRITICAL: 'bad',
  WARNING: 'warn',
  INFO: 'idle',
  // Services and the link.
  RUNNING: 'ok',
  STOPPED: 'bad',
  PAUSED: 'bad',
  START_PENDING: 'busy',
  STOP_PENDING: 'busy',
  NOT_INSTALLED: 'idle',
  UP: 'ok',
  OFFLINE: 'bad',
  NEVER: 'idle',
  REACHABLE: 'ok',
  NOT_REACHABLE: 'bad',
  // The server itself, settings, the audit and the event log.
  OFF: 'warn',
  CHANGED: 'idle',
  SUCCEEDED: 'ok',
  FAILED: 'bad',
  CANCELLED: 'idle',
  ERROR: 'bad',
};

/** How good an entry of the history is. What it does not know, a clerk should read. */
export function entryTone({ lane, state }: Pick<TimelineLineFragment, 'lane' | 'state'>): Tone {
  if (lane === 'OPERATION') return stateTone[state as OperationState] ?? 'warn';
  return lane === 'VERSION' ? 'idle' : (tones[state] ?? 'warn');
}
