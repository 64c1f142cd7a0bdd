/** Cloud Sync: the first sync automatically, full sends when the cloud expects one, and a trickle of changes after that. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { readFaults } from '../faults.js';
import { readJsonFile, writeJsonFile } from '../json-file.js';
import { isOpen } from '../model/cloud/jobs.js';
import { BEAT_MS } from '../model/link.js';
import {
  AFTER_FAILED_FIRST_MS,
  CHANGED_TABLE,
  changesEachSecond,
  SENT_EACH_SECOND,
  UNSENT,
} from '../model/sync/sending.js';
import { heartbeats } from './heartbeat.js';
import { report, rest, type ServiceRun } from './run.js';
import { askVenue, findOpenJob, type SyncJob, sendJob, wasEverSynced } from './send-job.js';
import { openVenueTables, type VenueTables } from './venue-tables.js';

export async function cloudSync(run: ServiceRun): Promise<void> {
  const tables = await openVenueTables(run.config.dataFolder);
  try {
    await Promise.all([keepLink(run), keepInSync(run, tables)]);
  } finally {
    tables.close();
  }
}

async function keepLink(run: ServiceRun): Promise<void> {
  const beat = heartbeats(run);
  while (!run.signal.aborted) {
    await beat();
    await rest(BEAT_MS, run.signal);
  }
}

/** So many in a row, and a problem is over. */
const STEADY_STEPS = 5;

async function keepInSync(run: ServiceRun, tables: VenueTables): Promise<void> {
  let synced = false;
  let said = '';
  let wellFor = 0;
  while (!run.signal.aborted) {
    try {
      synced = await step(run, tables, synced);
      // In a full database a step that finds room succeeds between two that don't.
      wellFor += 1;
      if (wellFor === STEADY_STEPS) said = '';
    } catch (error) {
      // A locked or full database passes; the service outlives it and says so once.
      const reason = error instanceof Error ? error.message : String(error);
      if (reason !== said) report(run, 'ERROR', 303, `The sync has a problem: ${reason}.`);
      said = reason;
      wellFor = 0;
    }
    await rest(BEAT_MS, run.signal);
  }
}

/** One look: an open job first, then the first sync, then changes. Returns whether a sync was ever completed. */
async function step(run: ServiceRun, tables: VenueTables, synced: boolean): Promise<boolean> {
  const open = await findOpenJob(run);
  if (open !== undefined) {
    const completed = await sendJob(run, tables, open);
    if (!completed) await rest(open.kind === 'FIRST' ? AFTER_FAILED_FIRST_MS : 0, run.signal);
    return synced || completed;
  }
  if (!synced) {
    const ever = await wasEverSynced(run);
    if (ever === false) await beginFirstSync(run, tables);
    return ever === true;
  }
  await trickle(run, tables);
  return true;
}

/** Asks the cloud to expect the first sync. Its id is kept before it is sent, so that a restart asks for the same one. */
async function beginFirstSync(run: ServiceRun, tables: VenueTables): Promise<void> {
  const file = join(run.config.dataFolder, 'rehearsal', 'programs', 'cloud-sync', 'first-sync.json');
  const kept = (readJsonFile(file) as { jobId?: string } | undefined)?.jobId;
  const jobId = kept ?? randomUUID();
  if (kept === undefined) writeJsonFile(file, { jobId });
  const answer = await askVenue(run, {
    method: 'PUT',
    path: `/sync-jobs/${jobId}`,
    body: { kind: 'FIRST', tables: tables.counts() },
  });
  const job = answer !== undefined && answer.status < 300 ? (answer.body as SyncJob) : undefined;
  // That one is over and the venue was never synced: the next look begins another.
  if (job !== undefined && !isOpen(job)) writeJsonFile(file, { jobId: randomUUID() });
}

/** A small change each second, as a trading venue has them, sent through the queue: faults show on an idle venue too. */
async function trickle(run: ServiceRun, tables: VenueTables): Promise<void> {
  const faults = readFaults(run.config.dataFolder);
  const table = CHANGED_TABLE;
  const count = Math.max(1, tables.count(table));
  for (let row = changesEachSecond(faults); row > 0; row -= 1) {
    const [changed] = tables.batch(table, Math.floor(Date.now() / 1000 + row) % count, 1);
    tables.queue(table, String((changed as { id?: number } | undefined)?.id ?? 0));
  }
  if (faults.sync === 'exceptions') tables.raise(table, '0', UNSENT);
  if (faults.sync === 'backlog') return;
  const waiting = tables.queued(SENT_EACH_SECOND);
  for (const name of new Set(waiting.map((message) => message.table))) {
    const messages = waiting.filter((message) => message.table === name);
    const keys = [...new Set(messages.map((message) => message.rowKey))];
    const rows = keys.flatMap((key) => tables.row(name, key) ?? []);
    const answer = await askVenue(run, { method: 'POST', path: '/changes', body: { table: name, rows } });
    if (answer === undefined || answer.status >= 300) return;
    tables.sent(
      name,
      messages.map(({ id }) => id),
    );
  }
}
