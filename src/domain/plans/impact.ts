/** What stops working while data is sent, where, and about how long. */

import type { VenueStore } from '../ports/venue-store.js';
import { type ServiceKey, servedBy, UNAVAILABLE_DURING_SEND } from '../types/services.js';
import type { Settings } from '../types/settings.js';
import type { CloudVenue } from '../venue/cloud.js';
import type { Impact } from './plan.js';

export async function impactOfSending(
  { venue, settings }: { venue: VenueStore; settings: Settings },
  cloud: CloudVenue | undefined,
  /** Keys of services that are held off for the time. */
  held: readonly ServiceKey[] = [],
): Promise<Impact> {
  const [locations, tables] = await Promise.all([venue.locations(), venue.syncTableCounts()]);
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const last = lastCompletedSend(cloud);
  const perSecond = last ? last.rows / last.seconds : settings.assumedRowsPerSecond;
  const said = `${rows.toLocaleString('en')} rows in ${tables.length} tables`;
  return {
    unavailable: [...UNAVAILABLE_DURING_SEND, ...held.flatMap(servedBy)],
    locations,
    estimatedSeconds: Math.max(1, Math.round(rows / perSecond)),
    basis: last
      ? `${said}; the last send moved ${last.rows.toLocaleString('en')} rows in ${Math.round(last.seconds)} s.`
      : `${said}; no send was completed from this server yet, so ${perSecond} rows per second are assumed.`,
  };
}

function lastCompletedSend(cloud: CloudVenue | undefined): { rows: number; seconds: number } | undefined {
  const job = cloud?.sync.job;
  if (job?.state !== 'COMPLETED' || !job.startedAt || !job.completedAt || job.rowsReceived === 0)
    return undefined;
  const seconds = (job.completedAt.getTime() - job.startedAt.getTime()) / 1000;
  return { rows: job.rowsReceived, seconds: Math.max(seconds, 0.001) };
}
