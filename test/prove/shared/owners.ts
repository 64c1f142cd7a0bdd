/** Nothing without an owner: a job that is open in the cloud, a service that was stopped, an order that Services Monitor still has. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PracticeVenue } from '../../venue/practice-venue.js';
import { isOver, type OperationRow, type WatchedRows } from './watched-rows.js';

export interface OwnedFacts {
  /** Open in the cloud, by its ledger. */
  readonly jobs: readonly { readonly jobId: string; readonly kind: string }[];
  readonly operations: readonly OperationRow[];
  readonly services: readonly OwnedService[];
  readonly findings: readonly { readonly code: string; readonly service: string | null }[];
  /** Planned stops that Services Monitor has, by operation. */
  readonly plannedBy: Readonly<Record<string, readonly string[]>>;
}

export interface OwnedService {
  readonly key: string;
  readonly installed: boolean;
  readonly status: string;
  readonly startMode: string | null;
  readonly heldBy: object | null;
  readonly stoppedBy: object | null;
}

/** Any of these lines, for the sums. */
export const OWNERLESS =
  /nothing owns it|deferred cleanup|neither an operation nor a finding|leaves .* alone for/;

/** What just ended shows as ended within this time: services come up, the status is read again, a deferred cleanup asks the cloud. */
const SETTLED_MS = 30_000;
const AGAIN_MS = 1000;

/** In words what has no owner; of jobs also what a deferred cleanup does not end although the cloud is there. */
export async function untrueOwners(
  venue: PracticeVenue,
  rows: WatchedRows,
  settledMs = SETTLED_MS,
): Promise<string[]> {
  for (const deadline = Date.now() + settledMs; ; await sleep(AGAIN_MS)) {
    const facts = await read(venue, rows);
    if (facts) {
      // No job waits for anything to settle: it is owned at each moment.
      const jobs = jobsWithoutOwner(facts);
      if (jobs.length > 0) return jobs;
      const left = [...servicesWithoutOwner(facts), ...ordersWithoutOwner(facts), ...deferredStill(facts)];
      if (left.length === 0 || Date.now() > deadline) return left;
    } else if (Date.now() > deadline)
      return ['the owners cannot be read, so nothing owns it for all we know'];
  }
}

/** A job counts if it is open before and after the rest is read: one that its deferred cleanup ends meanwhile had its owner. */
async function read(venue: PracticeVenue, rows: WatchedRows): Promise<OwnedFacts | undefined> {
  const before = await openJobs(venue);
  const { data } = await venue.ask(`{
    services { key installed status startMode heldBy { operationId } stoppedBy { operationId } }
    venueStatus { findings { code service } } }`);
  if (!data?.services || !data.venueStatus) return undefined;
  const orders = JSON.parse(readFileSync(join(venue.folder, 'rehearsal', 'monitor.json'), 'utf8')) as {
    plannedBy?: OwnedFacts['plannedBy'];
  };
  const operations = rows.operations();
  const after = new Set((await openJobs(venue)).map(({ jobId }) => jobId));
  return {
    jobs: before.filter(({ jobId }) => after.has(jobId)),
    operations,
    services: data.services,
    findings: data.venueStatus.findings,
    plannedBy: orders.plannedBy ?? {},
  };
}

async function openJobs(venue: PracticeVenue): Promise<OwnedFacts['jobs']> {
  const { syncJobs } = await venue.cloud<{
    syncJobs: readonly { outcome: string; kind: string; jobId: string }[];
  }>('/ledger');
  const over = new Set(syncJobs.filter(({ outcome }) => outcome !== 'expected').map(({ jobId }) => jobId));
  return syncJobs.filter(({ outcome, jobId }) => outcome === 'expected' && !over.has(jobId));
}

/** A first sync is its sender's, which an onboarding has started, or that of the onboarding which withdraws it; a full send is that of the operation which announced it to the cloud. */
export function jobsWithoutOwner({ jobs, operations, services }: OwnedFacts): string[] {
  const isSent = services.some(({ key, installed, status }) => {
    return key === 'cloud-sync' && installed && status !== 'STOPPED';
  });
  return jobs
    .filter(({ jobId, kind }) => {
      if (kind === 'FIRST')
        return !isSent && operations.every(({ state, isSendDeferred }) => isOver(state) && !isSendDeferred);
      const owner = operations.find((each) => each.sendId === jobId);
      return !owner || (isOver(owner.state) && !owner.isSendDeferred);
    })
    .map(({ jobId, kind }) => `the ${kind} job ${jobId} is open in the cloud, and nothing owns it`);
}

function deferredStill({ jobs, operations }: OwnedFacts): string[] {
  return operations
    .filter(({ state, sendId }) => isOver(state) && jobs.some(({ jobId }) => jobId === sendId))
    .map(({ id }) => `the deferred cleanup of ${id} does not end its full send`);
}

/** What should run automatically and does not: its operation says so, the one that stopped it, or a finding. */
export function servicesWithoutOwner({ services, findings }: OwnedFacts): string[] {
  return services
    .filter(({ installed, status }) => installed && status !== 'RUNNING')
    .filter(({ startMode }) => startMode?.startsWith('AUTOMATIC'))
    .filter(({ key, heldBy }) => !heldBy && !findings.some(({ service }) => service === key))
    .map(({ key, status }) => `${key} is ${status}, and neither an operation nor a finding says so`);
}

/** Anyone who planned a stop is at work, or the stop was made and is still to be. */
export function ordersWithoutOwner({ plannedBy, operations, services }: OwnedFacts): string[] {
  const isOwned = (who: string, key: string): boolean => {
    const service = services.find((each) => each.key === key);
    if (who === 'service-control' || who === 'rollback')
      return !service?.installed || service.status !== 'RUNNING' || service.heldBy !== null;
    const owner = operations.find(({ id }) => id === who);
    return owner !== undefined && (!isOver(owner.state) || owner.isHoldDeferred);
  };
  return Object.entries(plannedBy).flatMap(([who, keys]) =>
    keys
      .filter((key) => !isOwned(who, key))
      .map((key) => `Services Monitor leaves ${key} alone for ${who}, which has ended`),
  );
}
