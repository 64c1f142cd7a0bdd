/** How long a request waits for its second person: 60 minutes as its plan does, or until its start when it is for later. */
import { AppError } from '../../errors/errors.js';
import type { Operation } from '../types/operation.js';

const WAITS_MS = 60 * 60_000;

/** Undefined while someone may still answer. */
export function approvalExpired(operation: Operation, now: Date): AppError | undefined {
  const { createdAt, scheduledFor } = operation;
  const endsAt = scheduledFor ?? new Date(createdAt.getTime() + WAITS_MS);
  if (now <= endsAt) return undefined;
  const waited = scheduledFor ? 'before its start' : 'within 60 minutes';
  return new AppError('PLAN_NOT_FOUND', {
    message: `No second person decided ${waited}.`,
    remedy: 'Plan again when a clerk who can approve it is available. Nothing was changed.',
  });
}
