/** Cloud Sync's requests, in the cloud contract's words. */
import { askCloud, type CloudAnswer, type CloudCall } from './cloud-client.js';
import type { ServiceRun } from './run.js';
import { findCredential } from './venue-machine.js';

export interface SyncJob {
  readonly jobId: string;
  readonly kind: 'FIRST' | 'FULL';
  readonly state: 'EXPECTED' | 'RUNNING' | 'COMPLETED' | 'WITHDRAWN' | 'FAILED';
  readonly tables: readonly {
    readonly name: string;
    readonly rowsExpected: number;
    readonly rowsReceived: number;
  }[];
}

/** Sends one request under this venue; undefined when there is no credential or no usable answer. */
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
