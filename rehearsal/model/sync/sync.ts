/** Cloud Sync: the first sync automatically, full sends that the cloud expects, and a trickle of changes after that. */
import { newId } from '../chance.js';
import {
  endJob,
  failsAtHalf,
  finishJob,
  halfOf,
  isOpen,
  lastCompletedAt,
  noteRows,
  openJob,
  putJob,
  receivedOf,
} from '../cloud/jobs.js';
import { cloudAnswers, isLicensed } from '../cloud/reach.js';
import { report } from '../events.js';
import { beatOutcome, reportLink } from '../gateway.js';
import type { Job } from '../records.js';
import type { VenueModel } from '../state.js';
import { hasProcess, isWorking } from '../windows/services.js';
import { flowChanges, raiseException, takesWrites } from './changes.js';
import {
  AFTER_FAILED_FIRST_MS,
  AFTER_REFUSAL_MS,
  BATCH_ROWS,
  exceptionOf,
  rowsRefused,
  sendBegins,
  sendCompleted,
} from './sending.js';
import { countIn, hasSent, leftUntil, rowsPerMs, totalOf } from './sent-rows.js';

const NEVER = Number.POSITIVE_INFINITY;
const KEY = 'cloud-sync';

export function newSync(): VenueModel['sync'] {
  return {
    knowsSynced: false,
    jobId: null,
    sent: 0,
    pickUpAt: null,
    firstAt: null,
    restUntil: 0,
    reported: '',
    firstJobId: null,
    messages: 0,
    oldestAt: null,
    exceptions: [],
  };
}

/** It runs, holds a credential that the cloud knows, and gets responses. */
function isHeard(model: VenueModel): boolean {
  const { current } = model.credentials;
  if (!isWorking(model, KEY) || current === null || !cloudAnswers(model)) return false;
  return model.cloud.redemptions.some(
    ({ state, credential }) => state === 'REDEEMED' && credential === current.credential,
  );
}

export function settleSync(model: VenueModel): void {
  const { sync } = model;
  if (!hasProcess(model, KEY)) {
    const forgotten = { jobId: null, pickUpAt: null, firstAt: null, restUntil: 0, reported: '' };
    Object.assign(sync, { ...forgotten, knowsSynced: false });
    return;
  }
  settleLink(model);
  const open = openJob(model);
  if (open?.id !== sync.jobId) sync.jobId = null;
  const heard = isHeard(model);
  const isSynced = lastCompletedAt(model) !== null;
  if (heard && isSynced) sync.knowsSynced = true;
  const picksUp = heard && open !== undefined && sync.jobId === null;
  sync.pickUpAt = picksUp ? (sync.pickUpAt ?? lookAt(model)) : null;
  const beginsFirst = heard && open === undefined && isLicensed(model) && !isSynced && !model.database.isAway;
  sync.firstAt = beginsFirst ? (sync.firstAt ?? lookAt(model)) : null;
}

/** It sends heartbeats as Gateway Client does, and reports what becomes of them. */
function settleLink(model: VenueModel): void {
  if (!isWorking(model, KEY)) return;
  const outcome = beatOutcome(model, model.credentials.current?.redemptionId ?? null);
  if (outcome !== model.sync.reported) reportLink(model, KEY, outcome);
  model.sync.reported = outcome;
}

function lookAt({ at, timing, sync }: VenueModel): number {
  return Math.max(at + timing.cloudSyncLook, sync.restUntil);
}

/** The job that rows are sent for now. */
function sending(model: VenueModel): Job | undefined {
  if (model.sync.jobId === null || model.faults['sync'] === 'stall' || model.database.isAway)
    return undefined;
  const open = openJob(model);
  return open?.id === model.sync.jobId && isHeard(model) ? open : undefined;
}

/** Rows at which the next thing happens to the job. */
function nextRows(model: VenueModel, job: Job): number {
  const total = totalOf(model, job);
  if (job.state === 'EXPECTED') return Math.min(BATCH_ROWS, total);
  return failsAtHalf(model) ? Math.min(total, halfOf(job)) : total;
}

export function syncDueAt(model: VenueModel): number {
  const { sync } = model;
  const due = Math.min(sync.pickUpAt ?? NEVER, sync.firstAt ?? NEVER);
  const job = sending(model);
  if (!job) return due;
  if (!isLicensed(model)) return model.at;
  return Math.min(due, model.at + Math.ceil(leftUntil(model, nextRows(model, job)) / rowsPerMs(model)));
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
  if (!hasSent(model, nextRows(model, job))) return;
  countIn(model, job);
  noteRows(model, job);
  if (failsAtHalf(model) && hasSent(model, halfOf(job))) fail(model, job);
  else if (hasSent(model, totalOf(model, job))) complete(model, job);
}

/** Its ID is kept in the program's folder, so that a restart asks for the same job. */
function beginFirst(model: VenueModel): void {
  const { sync, database } = model;
  sync.firstAt = null;
  sync.firstJobId ??= newId(model);
  const job = putJob(model, {
    id: sync.firstJobId,
    kind: 'FIRST',
    cause: 'cloud-sync-first',
    causedBy: causeOfFirst(model),
    tables: Object.entries(database.rows).map(([name, rows]) => ({ name, rows })),
  });
  // That one is over, and the venue was never synced: the next look begins another.
  if (!isOpen(job)) sync.firstJobId = newId(model);
}

/** Who started Cloud Sync, or who gave a running one its credential: the later of both. */
function causeOfFirst({ services, credentials }: VenueModel): string {
  const { since, startedBy } = services[KEY];
  const { current } = credentials;
  return current !== null && current.since > since ? current.by : startedBy;
}

function pickUp(model: VenueModel): void {
  const { sync } = model;
  const job = openJob(model);
  sync.pickUpAt = null;
  if (!job) return;
  sync.jobId = job.id;
  sync.sent = receivedOf(job);
  report(model, KEY, ...sendBegins(job, totalOf(model, job)));
}

function fail(model: VenueModel, job: Job): void {
  endJob(model, job, 'FAILED');
  if (job.kind === 'FIRST') model.sync.restUntil = model.at + AFTER_FAILED_FIRST_MS;
}

/** A refusal ends this attempt at the job; there is another later. */
function refused(model: VenueModel, job: Job, reason: string): void {
  const table = job.tables[0]?.name ?? '*';
  report(model, KEY, ...rowsRefused(job, table, reason));
  const exception = exceptionOf(reason);
  if (exception) raiseException(model, table, exception);
  model.sync.jobId = null;
  model.sync.restUntil = model.at + AFTER_REFUSAL_MS + (job.kind === 'FIRST' ? AFTER_FAILED_FIRST_MS : 0);
}

function complete(model: VenueModel, job: Job): void {
  finishJob(model, job);
  model.sync.knowsSynced = true;
  // After a full send nothing waits and nothing failed any more; a database that takes no write keeps both.
  if (takesWrites(model)) Object.assign(model.sync, { messages: 0, oldestAt: null, exceptions: [] });
  report(model, KEY, ...sendCompleted(job));
}

/** Rows sent and changes queued from now to that moment, in which nothing else happens. */
export function flowSync(model: VenueModel, to: number): void {
  const job = sending(model);
  if (job) {
    model.sync.sent = Math.min(totalOf(model, job), model.sync.sent + (to - model.at) * rowsPerMs(model));
    if (job.state === 'RUNNING') countIn(model, job);
    job.updatedAt = to;
  } else if (isTrickling(model)) flowChanges(model, to - model.at, isHeard(model));
}

/** Once it knows that all data was sent; an open job that it hears of comes first. */
function isTrickling(model: VenueModel): boolean {
  if (!isWorking(model, KEY) || !model.sync.knowsSynced || !takesWrites(model)) return false;
  return model.credentials.current !== null && !(openJob(model) && isHeard(model));
}
