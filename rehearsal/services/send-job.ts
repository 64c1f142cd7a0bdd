/** Sends one sync job: all its rows, batch by batch, from where the cloud says it is. A restart of the service continues there. */
import { isOpen } from '../model/cloud/jobs.js';
import type { JobState } from '../model/records.js';
import {
  AFTER_REFUSAL_MS,
  BATCH_ROWS,
  exceptionOf,
  rowsRefused,
  sendBegins,
  sendCompleted,
} from '../model/sync/sending.js';
import { askCloud, type CloudAnswer, type CloudCall, findCredential, refusalOf } from './cloud-client.js';
import { report, rest, type ServiceRun } from './run.js';
import type { VenueTables } from './venue-tables.js';

const PACE_1_MS = 60_000;
const RETRY_MS = 1_000;

/** Sends until the job is over or the service has to stop; true when the cloud completed it. */
export async function sendJob(run: ServiceRun, tables: VenueTables, first: SyncJob): Promise<boolean> {
  const total = first.tables.reduce((sum, table) => sum + table.rowsExpected, 0);
  report(run, ...sendBegins({ ...first, id: first.jobId }, total));
  let job = first;
  const sent = new Map(first.tables.map(({ name, rowsReceived }) => [name, rowsReceived]));
  for (const { name } of first.tables) {
    for (;;) {
      if (run.signal.aborted || !isOpen(job)) return false;
      const offset = job.tables.find((table) => table.name === name)?.rowsReceived ?? 0;
      const rows = tables.batch(name, offset, BATCH_ROWS);
      if (rows.length === 0) break;
      const next = await sendBatch(run, tables, job, { table: name, sequence: offset, rows });
      if (next === undefined) continue;
      job = next;
      sent.set(name, (sent.get(name) ?? 0) + rows.length);
      await rest((run.config.rehearsalPace * PACE_1_MS * rows.length) / Math.max(1, total), run.signal);
    }
  }
  return run.signal.aborted || !isOpen(job) ? false : complete(run, tables, job, sent);
}

async function sendBatch(
  run: ServiceRun,
  tables: VenueTables,
  job: SyncJob,
  batch: { readonly table: string; readonly sequence: number; readonly rows: readonly object[] },
): Promise<SyncJob | undefined> {
  const answer = await askVenue(run, {
    method: 'POST',
    path: `/sync-jobs/${job.jobId}/batches`,
    body: batch,
  });
  if (answer?.status === 200) return answer.body as SyncJob;
  if (answer === undefined || answer.status >= 500 || answer.status === 429) {
    await rest(RETRY_MS, run.signal);
    return undefined;
  }
  return refused(run, tables, job, batch.table, refusalOf(answer));
}

/** Announces what was sent, not what is there by now: trading continues meanwhile, and a row that came or went follows as a change. */
async function complete(
  run: ServiceRun,
  tables: VenueTables,
  job: SyncJob,
  sent: ReadonlyMap<string, number>,
): Promise<boolean> {
  const counts = job.tables.map(({ name }) => ({ name, rows: sent.get(name) ?? 0 }));
  while (!run.signal.aborted) {
    const answer = await askVenue(run, {
      method: 'POST',
      path: `/sync-jobs/${job.jobId}/complete`,
      body: { tables: counts },
    });
    if (answer?.status === 200) {
      tables.allSent(counts.map(({ name }) => name));
      report(run, ...sendCompleted({ ...job, id: job.jobId }));
      return true;
    }
    if (answer !== undefined && answer.status < 500 && answer.status !== 429) {
      await refused(run, tables, job, '*', refusalOf(answer));
      return false;
    }
    await rest(RETRY_MS, run.signal);
  }
  return false;
}

/** A refusal ends this attempt at the job; what the cloud says of it now decides whether there is another. */
async function refused(
  run: ServiceRun,
  tables: VenueTables,
  job: SyncJob,
  table: string,
  reason: string,
): Promise<SyncJob> {
  report(run, ...rowsRefused({ ...job, id: job.jobId }, table, reason));
  const exception = exceptionOf(reason);
  if (exception) tables.raise(table, job.jobId, exception);
  await rest(AFTER_REFUSAL_MS, run.signal);
  return { ...job, state: 'FAILED' };
}

export interface SyncJob {
  readonly jobId: string;
  readonly kind: 'FIRST' | 'FULL';
  readonly state: JobState;
  readonly tables: readonly {
    readonly name: string;
    readonly rowsExpected: number;
    readonly rowsReceived: number;
  }[];
}

/**
 * Cloud Sync's requests, in the cloud contract's words. Sends one request under this venue; undefined when there is no credential or no usable
 * answer.
 */
export async function askVenue(
  run: ServiceRun,
  call: Omit<CloudCall, 'credential'>,
): Promise<CloudAnswer | undefined> {
  const known = findCredential(run.config.dataFolder);
  if (known === undefined) return undefined;
  const path = `/v1/venues/${encodeURIComponent(known.customerNumber)}${call.path}`;
  try {
    return await askCloud(run.config.cloudUrl, { ...call, path, credential: known.credential }, run.signal);
  } catch {
    return undefined;
  }
}

/** The job that is to be sent now, if there is one. */
export async function findOpenJob(run: ServiceRun): Promise<SyncJob | undefined> {
  const answer = await askVenue(run, { method: 'GET', path: '/sync-jobs?state=open' });
  return answer?.status === 200 ? (answer.body as readonly SyncJob[])[0] : undefined;
}

/** True or false when the cloud says so, undefined when it says nothing. */
export async function wasEverSynced(run: ServiceRun): Promise<boolean | undefined> {
  const answer = await askVenue(run, { method: 'GET', path: '' });
  if (answer?.status !== 200) return undefined;
  const { sync } = answer.body as { sync: { lastCompletedAt: string | null } };
  return sync.lastCompletedAt !== null;
}
