/** Full sends of the venue's rows. One job is open at a time; the data of the last completed one stays until the next is complete. */
import { record } from '../events.js';
import type { Job, JobState } from '../records.js';
import { ModelRefusal } from '../refusal.js';
import type { VenueModel } from '../state.js';
import { iso, isoOrNull } from '../time.js';
import { isLicensed } from './reach.js';

export function isOpen({ state }: Job): boolean {
  return state === 'EXPECTED' || state === 'RUNNING';
}

export function openJob({ cloud }: VenueModel): Job | undefined {
  return cloud.jobs.find(isOpen);
}

export function findJob({ cloud }: VenueModel, id: string): Job {
  const job = cloud.jobs.find((each) => each.id === id.toLowerCase());
  if (!job) throw refusal('SYNC_JOB_UNKNOWN', 404);
  return job;
}

export function lastCompletedAt({ cloud }: VenueModel): number | null {
  let last: number | null = null;
  for (const { completedAt } of cloud.jobs)
    if (completedAt !== null && (last === null || completedAt > last)) last = completedAt;
  return last;
}

/** Creates the job, or answers it when its ID is known. */
export function putJob(
  model: VenueModel,
  given: Pick<Job, 'id' | 'kind' | 'cause' | 'causedBy'> & {
    tables: readonly { name: string; rows: number }[];
  },
): Job {
  const id = given.id.toLowerCase();
  const known = model.cloud.jobs.find((each) => each.id === id);
  if (known) return known;
  if (!isLicensed(model)) throw refusal('LICENCE_MISSING', 403);
  const open = openJob(model);
  if (open) throw refusal('SYNC_JOB_ACTIVE', 409, { jobId: open.id });
  const job: Job = {
    id,
    kind: given.kind,
    state: 'EXPECTED',
    tables: given.tables.map(({ name, rows }) => ({ name, rowsExpected: rows, rowsReceived: 0 })),
    startedAt: model.at,
    updatedAt: model.at,
    completedAt: null,
    cause: given.cause,
    causedBy: given.causedBy,
  };
  model.cloud.jobs.push(job);
  record(model, 'syncJobs', 'expected', { jobId: id, jobKind: given.kind });
  return job;
}

export function endJob(model: VenueModel, job: Job, state: Exclude<JobState, 'EXPECTED' | 'RUNNING'>): void {
  job.state = state;
  job.updatedAt = model.at;
  if (state === 'COMPLETED') job.completedAt = model.at;
  record(model, 'syncJobs', state.toLowerCase(), { jobId: job.id, jobKind: job.kind });
}

/** Withdraws an open job; what the cloud had before is kept. */
export function withdrawJob(model: VenueModel, id: string): void {
  const job = findJob(model, id);
  if (job.state === 'WITHDRAWN') return;
  if (!isOpen(job)) throw refusal('SYNC_JOB_OVER', 409);
  if (model.faults['sync'] === 'refuses-withdrawal') throw refusal('CLOUD_REFUSED', 409);
  endJob(model, job, 'WITHDRAWN');
}

/** As the cloud's contract has it, in PascalCase. */
export function describeJob(job: Job): object {
  const sum = (rows: readonly number[]) => rows.reduce((total, each) => total + each, 0);
  return {
    JobId: job.id,
    Kind: job.kind,
    State: job.state,
    RowsExpected: sum(job.tables.map(({ rowsExpected }) => rowsExpected)),
    RowsReceived: sum(job.tables.map(({ rowsReceived }) => rowsReceived)),
    Tables: job.tables.map(({ name, rowsExpected, rowsReceived }) => ({
      Name: name,
      RowsExpected: rowsExpected,
      RowsReceived: rowsReceived,
    })),
    StartedAt: iso(job.startedAt),
    UpdatedAt: iso(job.updatedAt),
    CompletedAt: isoOrNull(job.completedAt),
  };
}

function refusal(errorId: string, status: number, detail: Record<string, unknown> = {}): ModelRefusal {
  return new ModelRefusal(errorId, `The cloud refused with ${status}: ${errorId}.`, {
    Status: status,
    ...detail,
  });
}
