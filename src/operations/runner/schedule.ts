/** What the runner does by the clock: begins what is due, ends what nobody approved, and asks again where nobody could say. */

import type { Log } from '../ports/machine.js';
import type { Operation } from '../words/operation.js';
import type { Settings } from '../words/settings.js';
import { approvalExpired } from './approval-wait.js';
import { type EndingParts, endUnbegun } from './ending.js';

/** How often the schedule is looked at. */
const TICK_MS = 1000;

export interface ScheduleParts extends EndingParts {
  readonly log: Log;
  readonly settings: Settings;
  /** The stop-everything switch: schedules wait while it is on. */
  readonly isStopped: () => Promise<boolean>;
}

/** Runs until `signal` aborts; what can't be begun now is tried again at the next look. */
export async function keepTime(
  parts: ScheduleParts,
  submit: (operationId: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const { clock, state, settings, log } = parts;
  let askedAt = clock.now().getTime();
  while (!signal.aborted) {
    await clock.sleep(TICK_MS, signal);
    if (signal.aborted) return;
    const now = clock.now();
    const asksAgain = now.getTime() - askedAt >= settings.attentionMs;
    if (asksAgain) askedAt = now.getTime();
    try {
      for (const operation of await state.operations.active()) {
        if (operation.state === 'NEEDS_ATTENTION' && asksAgain) submit(operation.id);
        if (operation.state === 'AWAITING_APPROVAL') await endUnlessApproved(parts, operation, now);
        if (operation.state === 'SCHEDULED' && (await isBegun(parts, operation, now))) submit(operation.id);
      }
    } catch (error) {
      log.warn({ err: error }, 'The schedule could not be looked at; trying again');
    }
  }
}

async function isBegun(parts: ScheduleParts, operation: Operation, now: Date): Promise<boolean> {
  if (operation.scheduledFor === undefined || operation.scheduledFor > now) return false;
  if (await parts.isStopped()) return false;
  return parts.state.operations.transition(operation.id, ['SCHEDULED'], 'PENDING');
}

/** A request that nobody answered would keep the venue's slot for ever. */
async function endUnlessApproved(parts: ScheduleParts, operation: Operation, now: Date): Promise<void> {
  const expired = approvalExpired(operation, now);
  if (expired) await endUnbegun(parts, operation, ['AWAITING_APPROVAL'], expired);
}
