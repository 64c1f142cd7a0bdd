/** Cloud Sync: the first sync by itself, full sends that the cloud expects, and a trickle of changes after that. */
import { newId } from './chance.js';
import { endJob, isOpen, lastCompletedAt, openJob, putJob } from './cloud/jobs.js';
import { cloudAnswers, isLicensed } from './cloud/reach.js';
import { report } from './events.js';
import { isRunning } from './services.js';
import type { Job, VenueModel } from './state.js';
import { machineNow } from './time.js';

const BATCH_ROWS = 500;
const SLOW_MS = 3000;
const AFTER_FAILED_FIRST_MS = 10_000;
const AFTER_REFUSAL_MS = 5000;
const BACKLOG_EACH_SECOND = 50;
const DRAINED_EACH_SECOND = 199;
/** Responses that never come hold each change for so long. */
const SILENT_EACH_SECOND = 1 / 6;
const NEVER = Number.POSITIVE_INFINITY;
const KEY = 'cloud-sync';
const TOLERANCE = 1e-6;

export function newSync(): VenueModel['sync'] {
  return {
    knowsSynced: false,
    jobId: null,
    sent: 0,
    pickUpAt: null,
    firstAt: null,
    restUntil: 0,
    firstJobId: null,
    messages: 0,
    oldestAt: null,
    exceptions: [],
    problem: '',
  };
}

/** It runs, holds a credential that the cloud knows, and gets responses. */
function isHeard(model: VenueModel): boolean {
  const { current } = model.credentials;
  if (!isRunning(model, KEY) || current === null || !cloudAnswers(model)) return false;
  return model.cloud.redemptions.some(
    ({ state, credential }) => state === 'REDEEMED' && credential === current.credential,
  );
}

export function settleSync(model: VenueModel): void {
  const { sync } = model;
  if (!isRunning(model, KEY)) {
    sync.jobId = null;
    sync.pickUpAt = null;
    sync.firstAt = null;
    sync.restUntil = 0;
    sync.knowsSynced = false;
    sync.problem = '';
    return;
  }
  const open = openJob(model);
  if (open?.id !== sync.jobId) sync.jobId = null;
  const heard = isHeard(model);
  if (heard && lastCompletedAt(model) !== null) sync.knowsSynced = true;
  const picksUp = heard && open !== undefined && sync.jobId === null;
  if (!picksUp) sync.pickUpAt = null;
  else sync.pickUpAt ??= lookAt(model);
  const beginsFirst = heard && open === undefined && isLicensed(model) && lastCompletedAt(model) === null;
  if (!beginsFirst) sync.firstAt = null;
  else sync.firstAt ??= lookAt(model);
}

function lookAt({ at, timing, sync }: VenueModel): number {
  return Math.max(at + timing.cloudSyncLook, sync.restUntil);
}

/** The job that rows are sent for now. */
function sending(model: VenueModel): Job | undefined {
  if (model.sync.jobId === null || model.faults['sync'] === 'stall' || !isHeard(model)) return undefined;
  const open = openJob(model);
  return open?.id === model.sync.jobId ? open : undefined;
}

function rowsPerMs(model: VenueModel): number {
  if (model.faults['cloud'] !== 'slow') return model.rowsPerSecond / 1000;
  return BATCH_ROWS / ((1000 * BATCH_ROWS) / model.rowsPerSecond + SLOW_MS);
}

function rowsOf({ database }: VenueModel, name: string): number {
  return database.rows[name] ?? 0;
}

function totalOf(model: VenueModel, { tables }: Job): number {
  return tables.reduce((sum, { name }) => sum + rowsOf(model, name), 0);
}

/** Whole batches that are in; everything at the end. */
function countIn(model: VenueModel, job: Job): void {
  let left = model.sync.sent;
  for (const table of job.tables) {
    const rows = rowsOf(model, table.name);
    const whole = left >= rows - TOLERANCE ? rows : Math.floor(left / BATCH_ROWS) * BATCH_ROWS;
    table.rowsReceived = Math.max(table.rowsReceived, Math.max(0, Math.min(rows, whole)));
    left = Math.max(0, left - rows);
  }
}

/** Rows until the next thing happens to the job. */
function nextRows(model: VenueModel, job: Job): number {
  const total = totalOf(model, job);
  if (job.state === 'EXPECTED') return Math.min(BATCH_ROWS, total);
  return model.faults['sync'] === 'fail-at-50' ? Math.min(total, halfOf(job)) : total;
}

function halfOf({ tables }: Job): number {
  return tables.reduce((sum, { rowsExpected }) => sum + rowsExpected, 0) / 2;
}

export function syncDueAt(model: VenueModel): number {
  const { sync } = model;
  let due = Math.min(sync.pickUpAt ?? NEVER, sync.firstAt ?? NEVER);
  const job = sending(model);
  if (job && !isLicensed(model)) return model.at;
  if (job) {
    const left = Math.max(0, nextRows(model, job) - sync.sent - TOLERANCE);
    due = Math.min(due, model.at + Math.ceil(left / rowsPerMs(model)));
  }
  return due;
}

export function runSync(model: VenueModel): void {
  const { sync } = model;
  if (sync.firstAt !== null && sync.firstAt <= model.at) beginFirst(model);
  if (sync.pickUpAt !== null && sync.pickUpAt <= model.at) pickUp(model);
  const job = sending(model);
  if (!job) return;
  if (!isLicensed(model)) {
    refused(model, job, 'LICENCE_MISSING');
    return;
  }
  if (sync.sent < nextRows(model, job) - 2 * TOLERANCE) return;
  if (job.state === 'EXPECTED') job.state = 'RUNNING';
  countIn(model, job);
  job.updatedAt = model.at;
  if (model.faults['sync'] === 'fail-at-50' && sync.sent >= halfOf(job) - 2 * TOLERANCE) fail(model, job);
  else if (sync.sent >= totalOf(model, job) - 2 * TOLERANCE) complete(model, job);
}

/** Its ID is kept in the program's folder, so that a restart asks for the same job. */
function beginFirst(model: VenueModel): void {
  const { sync } = model;
  sync.firstAt = null;
  sync.firstJobId ??= newId(model);
  const tables = Object.entries(model.database.rows).map(([name, rows]) => ({ name, rows }));
  const cause = { cause: 'cloud-sync-first', causedBy: causeOfFirst(model) } as const;
  const job = putJob(model, { id: sync.firstJobId, kind: 'FIRST', ...cause, tables });
  if (isOpen(job)) return;
  sync.firstJobId = newId(model);
  sync.restUntil = model.at + model.timing.cloudSyncLook;
}

/** Who started Cloud Sync, or who gave a running one its credential. */
function causeOfFirst({ services, credentials }: VenueModel): string {
  return services[KEY].startedBy || (credentials.current?.by ?? '');
}

function pickUp(model: VenueModel): void {
  const { sync } = model;
  const job = openJob(model);
  sync.pickUpAt = null;
  if (!job) return;
  sync.jobId = job.id;
  sync.sent = job.tables.reduce((sum, { rowsReceived }) => sum + rowsReceived, 0);
  report(
    model,
    KEY,
    'INFORMATION',
    300,
    `A ${job.kind} sync of ${totalOf(model, job)} rows is sent (${job.id}).`,
  );
}

function fail(model: VenueModel, job: Job): void {
  endJob(model, job, 'FAILED');
  model.sync.jobId = null;
  if (job.kind === 'FIRST') model.sync.restUntil = model.at + AFTER_FAILED_FIRST_MS;
}

function refused(model: VenueModel, job: Job, reason: string): void {
  report(model, KEY, 'ERROR', 302, `The cloud refused rows: ${reason} (${job.id}).`);
  raise(model, job.tables[0]?.name ?? '*', `refused by the cloud: ${reason}`);
  model.sync.jobId = null;
  model.sync.restUntil = model.at + AFTER_REFUSAL_MS + (job.kind === 'FIRST' ? AFTER_FAILED_FIRST_MS : 0);
}

function complete(model: VenueModel, job: Job): void {
  for (const table of job.tables) table.rowsExpected = table.rowsReceived;
  endJob(model, job, 'COMPLETED');
  Object.assign(model.sync, { jobId: null, knowsSynced: true });
  // After a full send nothing waits and nothing failed any more; a database that takes no write keeps both.
  if (takesWrites(model)) Object.assign(model.sync, { messages: 0, oldestAt: null, exceptions: [] });
  report(model, KEY, 'INFORMATION', 301, `The ${job.kind} sync is complete (${job.id}).`);
}

function takesWrites({ faults, database }: VenueModel): boolean {
  return faults['database'] !== 'locked' && faults['database'] !== 'full' && !database.isAway;
}

function raise(model: VenueModel, table: string, message: string): void {
  if (!takesWrites(model)) return;
  const at = machineNow(model);
  model.sync.exceptions.push({ firstAt: at, lastAt: at, rows: 1, table, message });
}

/** Rows sent and changes queued from now to that moment, in which nothing else happens. */
export function flowSync(model: VenueModel, to: number): void {
  const job = sending(model);
  if (job && isLicensed(model)) {
    model.sync.sent = Math.min(totalOf(model, job), model.sync.sent + (to - model.at) * rowsPerMs(model));
    if (job.state === 'RUNNING') countIn(model, job);
    job.updatedAt = to;
  } else if (isTrickling(model)) trickle(model, to - model.at);
}

/** Once it knows that all data was sent; an open job that it hears of comes first. */
function isTrickling(model: VenueModel): boolean {
  if (!isRunning(model, KEY) || !model.sync.knowsSynced || !takesWrites(model)) return false;
  return model.credentials.current !== null && !(isHeard(model) && openJob(model));
}

function trickle(model: VenueModel, ms: number): void {
  const { sync, faults } = model;
  const seconds = ms / 1000;
  const from = machineNow(model);
  if (faults['sync'] === 'backlog') grow(model, BACKLOG_EACH_SECOND * seconds);
  else if (faults['sync'] === 'stall') grow(model, SILENT_EACH_SECOND * seconds);
  else if (!isHeard(model) || !isLicensed(model)) grow(model, seconds);
  else drain(model, DRAINED_EACH_SECOND * seconds, ms);
  if (faults['sync'] !== 'exceptions') return;
  const last = sync.exceptions.at(-1);
  const message = 'the row could not be converted';
  // From second to second, whatever pieces time passes in.
  const rows = Math.floor((from + ms) / 1000) - Math.floor(from / 1000);
  if (rows === 0) return;
  const lastAt = Math.floor((from + ms) / 1000) * 1000;
  if (last?.message === message && last.lastAt === lastAt - rows * 1000)
    Object.assign(last, { lastAt, rows: last.rows + rows });
  else
    sync.exceptions.push({ firstAt: lastAt - (rows - 1) * 1000, lastAt, rows, table: 'terminal', message });
}

function grow(model: VenueModel, messages: number): void {
  model.sync.oldestAt ??= machineNow(model);
  model.sync.messages += messages;
}

/** Oldest first, so that the age falls as the queue does. */
function drain({ sync, at, machine }: VenueModel, messages: number, ms: number): void {
  if (sync.messages === 0) return;
  const share = Math.min(1, messages / sync.messages);
  sync.messages -= sync.messages * share;
  const end = at + ms + machine.clockOffsetMs;
  sync.oldestAt =
    share === 1 || sync.oldestAt === null ? null : sync.oldestAt + (end - sync.oldestAt) * share;
}
