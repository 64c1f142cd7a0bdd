/** What swiftpos Cloud knows of this venue, as `Get-CloudVenue` reads it. */
import type { ScriptRunner } from '../ports/script-runner.js';
import type { LocationRow } from '../ports/venue-store.js';
import { onlyRow, type Row } from '../scripts/output.js';
import { knownVersion } from '../types/swiftpos-version.js';

const SYNC_JOB_STATES = ['EXPECTED', 'RUNNING', 'COMPLETED', 'WITHDRAWN', 'FAILED'] as const;

export interface SyncJob {
  readonly jobId: string;
  readonly kind: 'FIRST' | 'FULL';
  readonly state: (typeof SYNC_JOB_STATES)[number];
  readonly rowsExpected: number;
  readonly rowsReceived: number;
  readonly tables: readonly {
    readonly name: string;
    readonly rowsExpected: number;
    readonly rowsReceived: number;
  }[];
  readonly startedAt: Date | undefined;
  /** When the cloud last received rows of it. */
  readonly updatedAt?: Date | undefined;
  readonly completedAt: Date | undefined;
}

export interface CloudVenue {
  readonly customerNumber: string;
  readonly companyName: string;
  readonly connection: {
    readonly state: 'never' | 'connected' | 'disconnected';
    readonly machineId: string | undefined;
    readonly swiftposVersion: string | undefined;
    readonly onboardedAt: Date | undefined;
    readonly firstHeartbeatAt: Date | undefined;
    readonly lastHeartbeatAt: Date | undefined;
    readonly otherServers: readonly string[];
  };
  readonly locations: readonly {
    readonly locationId: string;
    readonly activated: boolean;
    readonly cloudClientId: string | undefined;
  }[];
  readonly sync: { readonly lastCompletedAt: Date | undefined; readonly job: SyncJob | undefined };
  readonly observedAt: Date;
  /** By the clock of the cloud; undefined: its response names no time. */
  readonly cloudTime: Date | undefined;
}

/** A job that the cloud still takes rows for. */
export function isOpen(job: SyncJob | undefined): job is SyncJob {
  return job !== undefined && (job.state === 'EXPECTED' || job.state === 'RUNNING');
}

/** A full send that the cloud still accepts rows for, whichever server started it. */
export function openFullSend({ sync: { job } }: Pick<CloudVenue, 'sync'>): SyncJob | undefined {
  return job?.kind === 'FULL' && isOpen(job) ? job : undefined;
}

/** Of the venue's own locations: one that the cloud does not list is not activated either. */
export function notActivated(
  { locations }: Pick<CloudVenue, 'locations'>,
  own: readonly LocationRow[],
): readonly LocationRow[] {
  const active = new Set(locations.filter(({ activated }) => activated).map(({ locationId }) => locationId));
  return own.filter(({ id }) => !active.has(id));
}

/** How far a job is, 0 to 100. */
export function percentOf(job: SyncJob): number {
  if (job.state === 'COMPLETED') return 100;
  if (job.rowsExpected === 0) return 0;
  return Math.min(100, (100 * job.rowsReceived) / job.rowsExpected);
}

/** As it is shown: 100 only when it is done. */
export function wholePercentOf(job: SyncJob): number {
  return isOpen(job) ? Math.min(99, Math.floor(percentOf(job))) : Math.floor(percentOf(job));
}

export async function getCloudVenue(
  scripts: ScriptRunner,
  customerNumber: string,
  signal?: AbortSignal,
): Promise<CloudVenue> {
  const script = 'Get-CloudVenue';
  const { output } = await scripts.run({
    script,
    parameters: { CustomerNumber: customerNumber },
    deadlineMs: 15_000,
    ...(signal && { signal }),
  });
  return readCloudVenue(onlyRow(output, script));
}

export async function getSyncJob(
  scripts: ScriptRunner,
  customerNumber: string,
  jobId: string,
  signal: AbortSignal,
): Promise<SyncJob> {
  const script = 'Get-SyncJob';
  const parameters = { CustomerNumber: customerNumber, JobId: jobId };
  const { output } = await scripts.run({ script, parameters, deadlineMs: 15_000, signal });
  return readSyncJob(onlyRow(output, script));
}

function readCloudVenue(row: Row): CloudVenue {
  const connection = row.row('Connection');
  const sync = row.row('Sync');
  const job = sync.optionalRow('Job');
  return {
    customerNumber: row.text('CustomerNumber'),
    companyName: row.text('CompanyName'),
    connection: {
      state: connection.oneOf('State', ['never', 'connected', 'disconnected']),
      machineId: connection.optionalText('MachineId'),
      swiftposVersion: knownVersion(connection.optionalText('SwiftposVersion')),
      onboardedAt: connection.optionalDate('OnboardedAt'),
      firstHeartbeatAt: connection.optionalDate('FirstHeartbeatAt'),
      lastHeartbeatAt: connection.optionalDate('LastHeartbeatAt'),
      otherServers: connection.texts('OtherServers'),
    },
    locations: row.rows('Locations').map((location) => ({
      locationId: location.text('LocationId'),
      activated: location.flag('Activated'),
      cloudClientId: location.optionalText('CloudClientId'),
    })),
    sync: { lastCompletedAt: sync.optionalDate('LastCompletedAt'), job: job && readSyncJob(job) },
    observedAt: row.date('ObservedAt'),
    cloudTime: row.optionalDate('CloudTime'),
  };
}

export function readSyncJob(row: Row): SyncJob {
  return {
    jobId: row.text('JobId'),
    kind: row.oneOf('Kind', ['FIRST', 'FULL']),
    state: row.oneOf('State', SYNC_JOB_STATES),
    rowsExpected: row.number('RowsExpected'),
    rowsReceived: row.number('RowsReceived'),
    tables: row.rows('Tables').map((table) => ({
      name: table.text('Name'),
      rowsExpected: table.number('RowsExpected'),
      rowsReceived: table.number('RowsReceived'),
    })),
    startedAt: row.optionalDate('StartedAt'),
    updatedAt: row.optionalDate('UpdatedAt'),
    completedAt: row.optionalDate('CompletedAt'),
  };
}

export interface SendPace {
  readonly rowsPerSecond: number;
  readonly estimatedEnd: Date;
}

type Counted = Pick<SyncJob, 'startedAt' | 'rowsReceived' | 'rowsExpected'>;

/**
 * How fast a send of all rows goes, by the cloud's own count since it began, and when it ends if it continues so. Undefined before the first
 * row is in, and where the clock says that it has not begun.
 */
export function paceOf({ startedAt, rowsReceived, rowsExpected }: Counted, now: Date): SendPace | undefined {
  const goneMs = startedAt ? now.getTime() - startedAt.getTime() : 0;
  if (goneMs <= 0 || rowsReceived === 0) return undefined;
  const leftMs = Math.max(0, (goneMs * (rowsExpected - rowsReceived)) / rowsReceived);
  return {
    rowsPerSecond: (1000 * rowsReceived) / goneMs,
    estimatedEnd: new Date(now.getTime() + leftMs),
  };
}

/** `129 rows a second`; below ten with one digit more. */
export function paceInWords({ rowsPerSecond }: SendPace): string {
  const digits = rowsPerSecond < 10 ? 1 : 0;
  return `${rowsPerSecond.toLocaleString('en', { maximumFractionDigits: digits })} rows a second`;
}
