/**
 * What the runner does once a second: takes over active operations that no server run has (after a crash or an outage), begins scheduled ones,
 * ends those that no clerk approved in time, and asks again where an outcome is unknown. Beside it, deferred cleanups are retried.
 */
import { AppError, type ErrorCode } from '../../errors/errors.js';
import type { Operation } from '../types/operation.js';
import { admit } from './admission.js';
import { type DeferredCleanupParts, keepCleaningUp } from './deferred-cleanup.js';
import { endUnstarted } from './ending.js';

/** How often the schedule is checked. */
const TICK_MS = 1000;

/** The runner's: begins an operation or takes it over. */
type Submit = (operationId: string) => void;

/** Runs until `signal` aborts. An operation that can't begin now is tried again with the next pass. */
export async function runSchedule(
  parts: DeferredCleanupParts,
  submit: Submit,
  signal: AbortSignal,
): Promise<void> {
  const { clock, settings, log } = parts;
  void keepCleaningUp(parts, signal);
  let askedAt = clock.workMs();
  while (!signal.aborted) {
    await clock.sleep(TICK_MS, signal);
    if (signal.aborted) return;
    const asksAgain = clock.workMs() - askedAt >= settings.attentionMs;
    if (asksAgain) askedAt = clock.workMs();
    try {
      await takeOverActive(parts, submit, asksAgain);
    } catch (error) {
      log.warn({ err: error }, 'The schedule could not be read; the server retries');
    }
  }
}

/** One pass over all active operations; the runner ignores those that it has. `asksAgain`: also those in NEEDS_ATTENTION without a choice. */
export async function takeOverActive(
  parts: DeferredCleanupParts,
  submit: Submit,
  asksAgain = true,
): Promise<void> {
  const now = parts.clock.now();
  for (const operation of await parts.state.operations.active()) {
    switch (operation.state) {
      case 'AWAITING_APPROVAL':
        await endUnlessApproved(parts, operation, now);
        break;
      case 'SCHEDULED':
        if (await tryToBegin(parts, operation, now)) submit(operation.id);
        break;
      case 'NEEDS_ATTENTION':
        if (asksAgain || operation.chosen !== undefined) submit(operation.id);
        break;
      default:
        submit(operation.id);
    }
  }
}

/** True if it has begun now. An obstacle is recorded once, and the start retried until it is later than `latestStartMs`. */
async function tryToBegin(parts: DeferredCleanupParts, operation: Operation, now: Date): Promise<boolean> {
  const { scheduledFor } = operation;
  if (scheduledFor === undefined || scheduledFor > now) return false;
  if (now.getTime() - scheduledFor.getTime() > parts.settings.latestStartMs) {
    await endUnstarted(parts, operation, ['SCHEDULED'], new AppError('START_TOO_LATE'), { state: 'FAILED' });
    return false;
  }
  try {
    return await parts.state.transaction(async (stores) => {
      await admit(stores, parts.sagas, operation);
      return stores.operations.transition(operation.id, ['SCHEDULED'], 'PENDING');
    });
  } catch (error) {
    if (!(error instanceof AppError) || !OBSTACLES.includes(error.code)) throw error;
    await reportOnce(parts, operation, error.message);
    return false;
  }
}

const OBSTACLES: readonly ErrorCode[] = ['MAINTENANCE', 'OPERATION_IN_PROGRESS'];

async function reportOnce(parts: DeferredCleanupParts, { id }: Operation, what: string): Promise<void> {
  const message = `It waits: ${what}`;
  const [last] = (await parts.state.operations.events(id, 0, 200)).slice(-1);
  if (last?.message === message) return;
  await parts.feed.say(id, message, 'WARNING');
}

/** Without an end, a request that no clerk approves or rejects would keep the lock of the venue. */
async function endUnlessApproved(
  parts: DeferredCleanupParts,
  operation: Operation,
  now: Date,
): Promise<void> {
  const expired = approvalExpired(operation, now);
  if (expired) await endUnstarted(parts, operation, ['AWAITING_APPROVAL'], expired);
}

const APPROVAL_MS = 60 * 60_000;

/** How long a request waits for its second person: 60 minutes as its plan does, or until its start when it is for later. */
export function decideBy({ createdAt, scheduledFor }: Pick<Operation, 'createdAt' | 'scheduledFor'>): Date {
  return scheduledFor ?? new Date(createdAt.getTime() + APPROVAL_MS);
}

/** Undefined while a clerk can still approve or reject it. */
export function approvalExpired(operation: Operation, now: Date): AppError | undefined {
  if (now <= decideBy(operation)) return undefined;
  const waited = operation.scheduledFor ? 'before its start' : 'within 60 minutes';
  return new AppError('PLAN_NOT_FOUND', {
    message: `No second person decided ${waited}.`,
    remedy: 'Plan again when a clerk who can approve it is available. Nothing was changed.',
  });
}
