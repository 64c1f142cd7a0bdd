/** How Cloud Sync sends: its batches and pauses, the changes of each second, and what it reports. */
import type { Faults, Job, LogEvent } from '../records.js';

export const BATCH_ROWS = 500;
/** Until the next try of a first sync that was not completed. */
export const AFTER_FAILED_FIRST_MS = 10_000;
export const AFTER_REFUSAL_MS = 5000;
/** Messages of the queue that it sends each second. */
export const SENT_EACH_SECOND = 200;
/** Whose rows change. */
export const CHANGED_TABLE = 'terminal';
/** Of a row of that table, where the fault `sync=exceptions` is set. */
export const UNSENT = 'the row could not be converted';

/** Changes that each second brings. */
export function changesEachSecond(faults: Faults): number {
  return faults['sync'] === 'backlog' ? 50 : 1;
}

/** Level, number and message of an event. */
type Report = readonly [LogEvent['level'], number, string];
type Sent = Pick<Job, 'kind' | 'id'>;

export function sendBegins({ kind, id }: Sent, rows: number): Report {
  return ['INFORMATION', 300, `A ${kind} sync of ${rows} rows is sent (${id}).`];
}

export function sendCompleted({ kind, id }: Sent): Report {
  return ['INFORMATION', 301, `The ${kind} sync is complete (${id}).`];
}

export function rowsRefused({ id }: Sent, table: string, reason: string): Report {
  return ['ERROR', 302, `The cloud refused rows of ${table}: ${reason} (${id}).`];
}

/** What SyncException keeps of refused rows; undefined: nothing, as the job had ended. */
export function exceptionOf(reason: string): string | undefined {
  return reason === 'SYNC_JOB_OVER' ? undefined : `refused by the cloud: ${reason}`;
}
