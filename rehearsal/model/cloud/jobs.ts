/** Full sends of the venue's rows. One job is open at a time; the data of the last completed one stays until the next is complete. */
import { record } from '../events.js';
import type { Job, JobState } from '../records.js';
import { iso, isoOrNull } from '../time.js';
import { Refusal, Silence } from './answers.js';
import type { CloudModel } from './cloud-model.js';
import { isLicensed } from './reach.js';

type Jobs = Pick<CloudModel, 'cloud'>;

export function isOpen({ state }: { readonly state: JobState }): boolean {
  return state === 'EXPECTED' || state === 'RUNNING';
}

export function openJob({ cloud }: Jobs): Job | undefined {
  return cloud.jobs.find(isOpen);
}

export function findJob(model: Jobs, id: string): Job {
  const job = knownJob(model, id);
  if (!job) throw new Refusal(404, 'SYNC_JOB_UNKNOWN', 'There is no such sync job.');
  return job;
}

export function knownJob({ cloud }: Jobs, id: string): Job | undefined {
  return cloud.jobs.find((each) => each.id === id.toLowerCase());
}

export function lastCompletedAt({ cloud }: Jobs): number | null {
  let last: number | null = null;
  for (const { completedAt } of cloud.jobs)
    if (completedAt !== null && (last === null || completedAt > last)) last = completedAt;
  return last;
}

/** Creates the job, or answers it when its ID is known. */
export function putJob(
  model: CloudModel,
  given: Pick<Job, 'id' | 'kind' | 'cause' | 'causedBy'> & {
    tables: readonly { name: string; rows: number }[];
  },
): Job {
  const known = knownJob(model, given.id);
  if (known) return known;
  refuseUnlicensed(model);
  const open = openJob(model);
  if (open) {
    const details = { jobId: open.id };
    throw new Refusal(409, 'SYNC_JOB_ACTIVE', 'Another sync of this venue is not over.', details);
  }
  const job: Job = {
    id: given.id.toLowerCase(),
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
  record(model, 'syncJobs', 'expected', { jobId: job.id, jobKind: job.kind });
  return job;
}

/** One batch of a table. `keep` stores it; false: it was here already, and has no effect again. */
export function takeBatch(
  model: CloudModel,
  id: string,
  batch: { readonly table: string; readonly rows: number },
  keep: () => boolean,
): Job {
  confirmTakes(model);
  const job = findJob(model, id);
  refuseOver(job);
  const table = job.tables.find(({ name }) => name === batch.table);
  if (!table) throw new Refusal(422, 'TABLE_UNKNOWN', `This job has no table "${batch.table}".`);
  if (!keep()) return job;
  table.rowsReceived += batch.rows;
  noteRows(model, job);
  if (failsAtHalf(model) && receivedOf(job) >= halfOf(job)) endJob(model, job, 'FAILED');
  return job;
}

/** Rows are taken, of a job or as changes. */
export function confirmTakes(model: CloudModel): void {
  if (model.faults['sync'] === 'stall') throw new Silence('sync', 'stall');
  refuseUnlicensed(model);
}

/** Rows that came are counted in its tables. */
export function noteRows({ at }: CloudModel, job: Job): void {
  job.state = 'RUNNING';
  job.updatedAt = at;
}

export function failsAtHalf({ faults }: CloudModel): boolean {
  return faults['sync'] === 'fail-at-50';
}

/** Half of what the cloud expects. */
export function halfOf(job: Job): number {
  return expectedOf(job) / 2;
}

function expectedOf({ tables }: Job): number {
  return tables.reduce((sum, { rowsExpected }) => sum + rowsExpected, 0);
}

export function receivedOf({ tables }: Job): number {
  return tables.reduce((sum, { rowsReceived }) => sum + rowsReceived, 0);
}

/** Compares the row counts that the sender states with what came; equal ones complete the job, and are what it expected. */
export function completeJob(model: CloudModel, id: string, stated: ReadonlyMap<string, number>): Job {
  const job = findJob(model, id);
  if (job.state === 'COMPLETED') return job;
  refuseOver(job);
  const wrong = job.tables.filter(({ name, rowsReceived }) => stated.get(name) !== rowsReceived);
  if (wrong.length > 0 || job.tables.length !== stated.size) {
    const tables = wrong.map(({ name, rowsReceived }) => ({ name, rowsReceived }));
    throw new Refusal(409, 'COUNT_MISMATCH', 'The row counts differ from what came.', { tables });
  }
  finishJob(model, job);
  return job;
}

export function finishJob(model: CloudModel, job: Job): void {
  for (const table of job.tables) table.rowsExpected = table.rowsReceived;
  endJob(model, job, 'COMPLETED');
}

export function endJob(model: CloudModel, job: Job, state: Exclude<JobState, 'EXPECTED' | 'RUNNING'>): void {
  job.state = state;
  job.updatedAt = model.at;
  if (state === 'COMPLETED') job.completedAt = model.at;
  record(model, 'syncJobs', state.toLowerCase(), { jobId: job.id, jobKind: job.kind });
}

/** Withdraws an open job; what the cloud had before is kept. */
export function withdrawJob(model: CloudModel, id: string): void {
  const job = findJob(model, id);
  if (job.state === 'WITHDRAWN') return;
  refuseOver(job);
  if (model.faults['sync'] === 'refuses-withdrawal')
    throw new Refusal(409, 'WITHDRAWAL_REFUSED', "This sync can't be withdrawn now.");
  endJob(model, job, 'WITHDRAWN');
}

export function describeJob(job: Job): object {
  return {
    jobId: job.id,
    kind: job.kind,
    state: job.state,
    rowsExpected: expectedOf(job),
    rowsReceived: receivedOf(job),
    tables: job.tables.map((table) => ({ ...table })),
    startedAt: iso(job.startedAt),
    updatedAt: iso(job.updatedAt),
    completedAt: isoOrNull(job.completedAt),
  };
}

function refuseOver({ state }: Job): void {
  if (isOpen({ state })) return;
  throw new Refusal(409, 'SYNC_JOB_OVER', `This sync job is over: ${state}.`, { state });
}

/** Whether a send could begin now. */
export function takesJob(model: CloudModel): boolean {
  return isLicensed(model) && !openJob(model);
}

function refuseUnlicensed(model: CloudModel): void {
  if (!isLicensed(model))
    throw new Refusal(403, 'LICENCE_MISSING', "Cloud Sync isn't licensed for this venue.");
}
