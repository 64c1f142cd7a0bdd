/** Times that a request is about. */
import { AppError } from '../../errors/errors.js';

export interface Period {
  readonly from: Date;
  readonly to: Date;
}

/** Throws BAD_USER_INPUT unless it begins before it ends. */
export function requireSpan({ from, to }: Period): void {
  if (from < to) return;
  throw new AppError('BAD_USER_INPUT', {
    message: 'The argument "to" must be later than "from".',
    details: { argument: 'to', arguments: ['to'] },
  });
}

const LONGEST_SINCE_MS = 30 * 86_400_000;

/** Throws BAD_USER_INPUT unless `since` is within the last 30 days. */
export function requireRecent(since: Date, now: Date): void {
  const age = now.getTime() - since.getTime();
  if (age >= 0 && age <= LONGEST_SINCE_MS) return;
  throw new AppError('BAD_USER_INPUT', {
    message: 'The begin of a support bundle must be in the past, and at most 30 days ago.',
    remedy: 'Choose a time within the last 30 days.',
  });
}
