/** Full sends of a venue's rows. One job is open at a time; the data of the last completed one stays until the next is complete. */
import { type CloudMemory, type Row, record } from './memory.js';
import {
  type CloudAnswer,
  type CloudRequest,
  countOf,
  malformed,
  Refusal,
  rowsOf,
  Silence,
  tablesOf,
  textOf,
  uuidOf,
} from './request.js';

const openStates = "('EXPECTED', 'RUNNING')";

/** Creates the job, or answers it when the id is known. */
export function putJob(request: CloudRequest): CloudAnswer {
  const { memory, params, body } = request;
  const jobId = uuidOf(params['jobId'], 'jobId');
  const kind = body['kind'];
  if (kind !== 'FIRST' && kind !== 'FULL') throw malformed('"kind" must be FIRST or FULL.');
  const tables = tablesOf(body);
  if (findJob(memory, jobId)) return { status: 200, body: describeJob(memory, jobId) };
  refuseUnlicensed(request);
  memory.atOnce(() => {
    const open = memory.find(`SELECT id FROM sync_job WHERE state IN ${openStates}`);
    if (open) {
      const details = { jobId: open['id'] };
      throw new Refusal(409, 'SYNC_JOB_ACTIVE', 'Another sync of this venue is not over.', details);
    }
    insertJob(memory, jobId, kind, tables);
    record(memory, 'syncJobs', 'expected', { jobId, kind });
  });
  return { status: 201, body: describeJob(memory, jobId) };
}

export function listJobs({ memory, query }: CloudRequest): CloudAnswer {
  const open = query['state'] === 'open' ? `WHERE state IN ${openStates}` : '';
  const rows = memory.all(`SELECT id FROM sync_job ${open} ORDER BY sequence DESC LIMIT 50`);
  return { status: 200, body: rows.map((row) => describeJob(memory, String(row['id']))) };
}

export function getJob({ memory, params }: CloudRequest): CloudAnswer {
  const jobId = uuidOf(params['jobId'], 'jobId');
  existingJob(memory, jobId);
  return { status: 200, body: describeJob(memory, jobId) };
}

/** Takes one batch; the same sequence of a table again has no effect. */
export function postBatch(request: CloudRequest): CloudAnswer {
  const { memory, faults, params, body } = request;
  const jobId = uuidOf(params['jobId'], 'jobId');
  const table = textOf(body, 'table');
  const sequence = countOf(body, 'sequence');
  const rows = rowsOf(body);
  refuseWhileStalled(request);
  refuseUnlicensed(request);
  memory.atOnce(() => {
    openJob(memory, jobId);
    const added = memory.run(
      'INSERT OR IGNORE INTO sync_batch (job_id, table_name, sequence, rows) VALUES (?, ?, ?, ?)',
      jobId,
      table,
      sequence,
      JSON.stringify(rows),
    );
    if (added === 0) return;
    const known = memory.run(
      'UPDATE sync_table SET rows_received = rows_received + ? WHERE job_id = ? AND name = ?',
      rows.length,
      jobId,
      table,
    );
    if (known === 0) throw new Refusal(422, 'TABLE_UNKNOWN', `This job has no table "${table}".`);
    setState(memory, jobId, 'RUNNING');
    if (faults.sync === 'fail-at-50' && half(memory, jobId)) endJob(memory, jobId, 'FAILED');
  });
  return { status: 200, body: describeJob(memory, jobId) };
}

/** Compares the row counts that the sender states with what came; equal ones complete the job, are what it expected, and replace the older data. */
export function completeJob({ memory, params, body }: CloudRequest): CloudAnswer {
  const jobId = uuidOf(params['jobId'], 'jobId');
  const stated = tablesOf(body);
  const job = existingJob(memory, jobId);
  if (job['state'] === 'COMPLETED') return { status: 200, body: describeJob(memory, jobId) };
  memory.atOnce(() => {
    openJob(memory, jobId);
    const received = memory.all('SELECT name, rows_received FROM sync_table WHERE job_id = ?', jobId);
    const wrong = received.filter((row) => stated.get(String(row['name'])) !== row['rows_received']);
    if (wrong.length > 0 || received.length !== stated.size) {
      const tables = wrong.map((row) => ({ name: row['name'], rowsReceived: row['rows_received'] }));
      throw new Refusal(409, 'COUNT_MISMATCH', 'The row counts differ from what came.', { tables });
    }
    memory.run('UPDATE sync_table SET rows_expected = rows_received WHERE job_id = ?', jobId);
    endJob(memory, jobId, 'COMPLETED');
    memory.run('DELETE FROM sync_batch WHERE job_id <> ?', jobId);
  });
  return { status: 200, body: describeJob(memory, jobId) };
}

/** Withdraws an open job; what the cloud had before is kept. */
export function withdrawJob({ memory, params, faults }: CloudRequest): CloudAnswer {
  const jobId = uuidOf(params['jobId'], 'jobId');
  if (existingJob(memory, jobId)['state'] === 'WITHDRAWN') return { status: 204 };
  memory.atOnce(() => {
    openJob(memory, jobId);
    if (faults.sync === 'refuses-withdrawal')
      throw new Refusal(409, 'WITHDRAWAL_REFUSED', "This sync can't be withdrawn now.");
    endJob(memory, jobId, 'WITHDRAWN');
    memory.run('DELETE FROM sync_batch WHERE job_id = ?', jobId);
  });
  return { status: 204 };
}

/** The trickle of changed rows after the first sync. */
export function postChanges(request: CloudRequest): CloudAnswer {
  const table = textOf(request.body, 'table');
  const rows = rowsOf(request.body);
  refuseWhileStalled(request);
  refuseUnlicensed(request);
  request.memory.run(
    `INSERT INTO change_total VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET rows = rows + excluded.rows, last_at = excluded.last_at`,
    table,
    rows.length,
    new Date().toISOString(),
  );
  return { status: 204 };
}

/** `{lastCompletedAt, job}`: the job that isn't over, else the last one, else null. */
export function describeSync(memory: CloudMemory): object {
  const last = memory.find("SELECT max(completed_at) AS at FROM sync_job WHERE state = 'COMPLETED'");
  const job = memory.find(
    `SELECT id FROM sync_job ORDER BY state IN ${openStates} DESC, sequence DESC LIMIT 1`,
  );
  return { lastCompletedAt: last?.['at'] ?? null, job: job ? describeJob(memory, String(job['id'])) : null };
}

function describeJob(memory: CloudMemory, jobId: string): object {
  const job = existingJob(memory, jobId);
  const tables = memory
    .all('SELECT * FROM sync_table WHERE job_id = ? ORDER BY position', jobId)
    .map((row) => ({
      name: row['name'],
      rowsExpected: Number(row['rows_expected']),
      rowsReceived: Number(row['rows_received']),
    }));
  return {
    jobId,
    kind: job['kind'],
    state: job['state'],
    rowsExpected: tables.reduce((sum, table) => sum + table.rowsExpected, 0),
    rowsReceived: tables.reduce((sum, table) => sum + table.rowsReceived, 0),
    tables,
    startedAt: job['started_at'],
    updatedAt: job['updated_at'],
    completedAt: job['completed_at'],
  };
}

function insertJob(memory: CloudMemory, jobId: string, kind: string, tables: Map<string, number>): void {
  const now = new Date().toISOString();
  memory.run(
    `INSERT INTO sync_job VALUES (?, (SELECT coalesce(max(sequence), 0) + 1 FROM sync_job), ?, 'EXPECTED', ?, ?, NULL)`,
    jobId,
    kind,
    now,
    now,
  );
  for (const [position, [name, rows]] of [...tables].entries()) {
    const columns = '(job_id, name, position, rows_expected)';
    memory.run(`INSERT INTO sync_table ${columns} VALUES (?, ?, ?, ?)`, jobId, name, position, rows);
  }
}

function existingJob(memory: CloudMemory, jobId: string): Row {
  const job = findJob(memory, jobId);
  if (!job) throw new Refusal(404, 'SYNC_JOB_UNKNOWN', 'There is no such sync job.');
  return job;
}

function openJob(memory: CloudMemory, jobId: string): void {
  const { state } = existingJob(memory, jobId);
  if (state === 'EXPECTED' || state === 'RUNNING') return;
  throw new Refusal(409, 'SYNC_JOB_OVER', `This sync job is over: ${state}.`, { state });
}

function findJob(memory: CloudMemory, jobId: string): Row | undefined {
  return memory.find('SELECT * FROM sync_job WHERE id = ?', jobId);
}

function setState(memory: CloudMemory, jobId: string, state: string): void {
  const now = new Date().toISOString();
  memory.run('UPDATE sync_job SET state = ?, updated_at = ? WHERE id = ?', state, now, jobId);
}

function endJob(memory: CloudMemory, jobId: string, state: 'COMPLETED' | 'FAILED' | 'WITHDRAWN'): void {
  setState(memory, jobId, state);
  if (state === 'COMPLETED') memory.run('UPDATE sync_job SET completed_at = updated_at WHERE id = ?', jobId);
  record(memory, 'syncJobs', state.toLowerCase(), { jobId, kind: findJob(memory, jobId)?.['kind'] });
}

function half(memory: CloudMemory, jobId: string): boolean {
  const sums = 'sum(rows_received) AS received, sum(rows_expected) AS expected';
  const row = memory.find(`SELECT ${sums} FROM sync_table WHERE job_id = ?`, jobId);
  return Number(row?.['received']) * 2 >= Number(row?.['expected']);
}

function refuseWhileStalled({ faults, faultsNow }: CloudRequest): void {
  if (faults.sync === 'stall') throw new Silence(() => faultsNow().sync === 'stall');
}

function refuseUnlicensed({ faults }: CloudRequest): void {
  if (faults.licence !== 'no-cloud-sync') return;
  throw new Refusal(403, 'LICENCE_MISSING', "Cloud Sync isn't licensed for this venue.");
}
