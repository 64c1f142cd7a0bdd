/** Requests about full sends of the venue's rows, and the changes after them. */
import * as jobs from '../model/cloud/jobs.js';
import {
  type CloudAnswer,
  type CloudRequest,
  countOf,
  malformed,
  rowsOf,
  tablesOf,
  textOf,
  uuidOf,
} from './request.js';

/** Creates the job, or answers it when the id is known. */
export function putJob({ cloud, params, body }: CloudRequest): CloudAnswer {
  const id = uuidOf(params['jobId'], 'jobId');
  const kind = body['kind'];
  if (kind !== 'FIRST' && kind !== 'FULL') throw malformed('"kind" must be FIRST or FULL.');
  const tables = [...tablesOf(body)].map(([name, rows]) => ({ name, rows }));
  const cause = kind === 'FIRST' ? 'cloud-sync-first' : 'register-script';
  const status = jobs.knownJob(cloud, id) ? 200 : 201;
  return { status, body: jobs.describeJob(jobs.putJob(cloud, { id, kind, tables, cause, causedBy: '' })) };
}

export function listJobs({ cloud, query }: CloudRequest): CloudAnswer {
  const found = cloud.cloud.jobs.filter((job) => query['state'] !== 'open' || jobs.isOpen(job));
  return { status: 200, body: found.slice(-50).reverse().map(jobs.describeJob) };
}

export function getJob({ cloud, params }: CloudRequest): CloudAnswer {
  return { status: 200, body: jobs.describeJob(jobs.findJob(cloud, uuidOf(params['jobId'], 'jobId'))) };
}

/** Takes one batch; the same sequence of a table again has no effect. */
export function postBatch({ cloud, memory, params, body }: CloudRequest): CloudAnswer {
  const jobId = uuidOf(params['jobId'], 'jobId');
  const table = textOf(body, 'table');
  const sequence = countOf(body, 'sequence');
  const rows = rowsOf(body);
  const keep = () => memory.keepBatch(jobId, table, sequence, rows);
  const job = jobs.takeBatch(cloud, jobId, { table, rows: rows.length }, keep);
  return { status: 200, body: jobs.describeJob(job) };
}

/** The rows of a completed job replace the older ones. */
export function completeJob({ cloud, memory, params, body }: CloudRequest): CloudAnswer {
  const jobId = uuidOf(params['jobId'], 'jobId');
  const wasOpen = jobs.openJob(cloud)?.id === jobId;
  const job = jobs.completeJob(cloud, jobId, tablesOf(body));
  if (wasOpen) memory.dropBatches('but', jobId);
  return { status: 200, body: jobs.describeJob(job) };
}

/** Withdraws an open job; what the cloud had before is kept. */
export function withdrawJob({ cloud, memory, params }: CloudRequest): CloudAnswer {
  const jobId = uuidOf(params['jobId'], 'jobId');
  jobs.withdrawJob(cloud, jobId);
  memory.dropBatches('of', jobId);
  return { status: 204 };
}

/** The trickle of changed rows after the first sync. */
export function postChanges({ cloud, body }: CloudRequest): CloudAnswer {
  textOf(body, 'table');
  rowsOf(body);
  jobs.confirmTakes(cloud);
  return { status: 204 };
}
