/**
 * Deletes old rows in small batches, so that no request waits for them, and none while the time is not sure.
 * Never the audit, active operations, those with an open cleanup, redemptions or the HMAC of a code. Plans
 * and sessions are deleted where new ones are made.
 */

import type { TrustedClock } from '../clock/trusted-clock.js';
import type { Log } from '../ports/machine.js';
import { every } from '../ports/pause.js';
import type { StateDatabase } from '../ports/state-database.js';
import { BUNDLE_KEPT_MS, type SupportFiles } from '../ports/support-files.js';
import type { Settings } from '../types/settings.js';
import { listOpenCleanups } from './deferred-cleanup.js';
import type { Sagas } from './saga.js';

const AFTER_START_MS = 60_000;
const INTERVAL_MS = 60 * 60_000;
const PAUSE_MS = 100;
const DAY_MS = 86_400_000;
const EXPIRED_TOKENS_DAYS = 30;
const EVENTS_PER_BATCH = 500;
const OPERATIONS_PER_BATCH = 20;
const HISTORY_DAYS = 400;
const SAMPLES_DAYS = 14;
const HISTORY_PER_BATCH = 500;

export interface RetentionParts {
  readonly state: StateDatabase;
  readonly sagas: Sagas;
  readonly clock: Pick<TrustedClock, 'now' | 'sleep' | 'isSure'>;
  readonly log: Log;
  readonly settings: Pick<Settings, 'keepOperationsDays' | 'keepEventsDays'>;
  /** Undefined: no support bundle is made here. */
  readonly support?: { readonly files: Pick<SupportFiles, 'dropOlder'> } | undefined;
}

/** Until `signal` aborts: once after the start, then every hour. */
export async function runRetention(parts: RetentionParts, signal: AbortSignal): Promise<void> {
  const failed = 'Old records could not be deleted; the server retries in an hour';
  await every({ ...parts, failed, afterMs: AFTER_START_MS, everyMs: INTERVAL_MS }, signal, async () => {
    if (parts.clock.isSure()) await deleteOld(parts, signal);
  });
}

async function deleteOld(parts: RetentionParts, signal: AbortSignal): Promise<void> {
  const { state, clock, log, settings, support } = parts;
  const daysAgo = (days: number) => new Date(clock.now().getTime() - days * DAY_MS);
  const { operations, apiTokens, history, alerts } = state;
  // What such a one still holds would never be released.
  const kept = (await listOpenCleanups(parts)).map(({ operation }) => operation.id);
  const dropped = { events: 0, operations: 0, alerts: 0, intervals: 0, samples: 0 };
  const drop = async (what: keyof typeof dropped, batch: () => Promise<number>): Promise<void> => {
    for (let count = 1; count > 0 && !signal.aborted; dropped[what] += count) {
      count = await batch();
      if (count > 0) await clock.sleep(PAUSE_MS, signal);
    }
  };
  await apiTokens.dropExpired(daysAgo(EXPIRED_TOKENS_DAYS));
  const longAgo = daysAgo(settings.keepEventsDays);
  await drop('events', () => operations.dropEvents(longAgo, EVENTS_PER_BATCH));
  await drop('operations', () =>
    operations.dropOperations(daysAgo(settings.keepOperationsDays), OPERATIONS_PER_BATCH, kept),
  );
  await drop('intervals', () => history.dropIntervals(daysAgo(HISTORY_DAYS), HISTORY_PER_BATCH));
  await drop('samples', () => history.dropSamples(daysAgo(SAMPLES_DAYS), HISTORY_PER_BATCH));
  await drop('alerts', () => alerts.dropCleared(longAgo, EVENTS_PER_BATCH));
  // Samples are deleted each hour, which is not logged.
  if (dropped.events + dropped.operations + dropped.alerts + dropped.intervals > 0)
    log.info(dropped, 'Old records were deleted');
  support?.files.dropOlder(new Date(clock.now().getTime() - BUNDLE_KEPT_MS));
}
