/** The types of a plan, and its impact: what was found, what would be done, and whether it may begin. */
import type { LocationRow, VenueStore } from '../ports/venue-store.js';
import { type ServiceKey, servedBy, UNAVAILABLE_DURING_SEND } from '../types/services.js';
import type { Settings } from '../types/settings.js';
import type { CloudVenue } from '../venue/cloud.js';
import type { KnownPassport } from '../venue/known-passport.js';
import type { OldServer } from '../venue/link.js';
import type { SendWindow } from './window.js';

export type CheckOutcome = 'PASS' | 'WARN' | 'FAIL' | 'UNKNOWN';

export type CheckCode =
  | 'SWIFTPOS_VERSION'
  | 'REGISTRATION'
  | 'ELEVATION'
  | 'DATABASE_OPERATION'
  | 'CLOUD_REACHABLE'
  | 'OLD_SERVER'
  | 'PASSPORT'
  | 'NOT_CONNECTED'
  | 'TRADING_HOURS'
  | 'DAILY_RESTART'
  | 'SYNC_IS_CAUSE'
  | 'LAST_RESYNC'
  | 'FIRST_SYNC_RUNNING'
  | 'FULL_SEND_RUNNING'
  | 'FREEZE';

export interface Check {
  readonly code: CheckCode;
  readonly title: string;
  readonly outcome: CheckOutcome;
  readonly detail: string;
  readonly remedy: string | undefined;
  /** By the asking clerk, with a reason. */
  readonly overridable: boolean;
}

export interface PlannedStep {
  readonly name: string;
  readonly title: string;
  readonly script: string | undefined;
  /** The exact PowerShell, secrets left out. */
  readonly command: string | undefined;
  readonly compensatedBy: string | undefined;
}

export interface Impact {
  readonly unavailable: readonly string[];
  readonly locations: readonly LocationRow[];
  /** `basis` says what it rests on. */
  readonly estimatedSeconds: number;
  readonly basis: string;
}

export type OnboardingCase = 'FIRST_TIME' | 'RE_ESTABLISH' | 'CLOUD_SYNC_ADDED' | 'ALREADY_CONNECTED';

export interface Plan {
  readonly fingerprint: string;
  readonly impact: Impact | undefined;
  /** Undefined when nothing large is sent. */
  readonly window: SendWindow | undefined;
  readonly checks: readonly Check[];
  readonly steps: readonly PlannedStep[];
  /** Every check passes or warns. */
  readonly ready: boolean;
  readonly expiresAt: Date;
}

export interface OnboardingPlan extends Plan {
  readonly case: OnboardingCase;
  /** False: it finishes an onboarding whose code was redeemed. */
  readonly needsCode: boolean;
  /** Of the old server, where one was imported. */
  readonly passport: PassportView | undefined;
}

export interface PassportView extends KnownPassport {
  readonly oldServer: OldServer;
}

/** FAIL and UNKNOWN block unless overridden. */
export function blocks(check: Check): boolean {
  return check.outcome === 'FAIL' || check.outcome === 'UNKNOWN';
}

/** What stops working while data is sent, where, and about how long. */
export async function impactOfSending(
  { venue, settings }: { venue: VenueStore; settings: Settings },
  cloud: CloudVenue | undefined,
  /** Keys of services that are held off for the time. */
  held: readonly ServiceKey[] = [],
): Promise<Impact> {
  const [locations, tables] = await Promise.all([venue.locations(), venue.syncTableCounts()]);
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const last = lastCompletedSend(cloud);
  // The first one of a new venue, over in a second, says nothing of hours.
  const isTelling = last !== undefined && 10 * last.rows >= rows;
  const perSecond = isTelling ? last.rows / last.seconds : settings.assumedRowsPerSecond;
  const said = `${rows.toLocaleString('en')} rows in ${tables.length} tables`;
  return {
    unavailable: [...UNAVAILABLE_DURING_SEND, ...held.flatMap(servedBy)],
    locations,
    estimatedSeconds: Math.max(1, Math.round(rows / perSecond)),
    basis: isTelling
      ? `${said}; the last send moved ${last.rows.toLocaleString('en')} rows in ${Math.round(last.seconds)} s.`
      : `${said}; ${whyAssumed(last)}, so ${perSecond} rows per second are assumed.`,
  };
}

function whyAssumed(last: ReturnType<typeof lastCompletedSend>): string {
  return last
    ? `the last send moved only ${last.rows.toLocaleString('en')}`
    : 'no send was completed from this server yet';
}

function lastCompletedSend(cloud: CloudVenue | undefined): { rows: number; seconds: number } | undefined {
  const job = cloud?.sync.job;
  if (job?.state !== 'COMPLETED' || !job.startedAt || !job.completedAt || job.rowsReceived === 0)
    return undefined;
  const seconds = (job.completedAt.getTime() - job.startedAt.getTime()) / 1000;
  return { rows: job.rowsReceived, seconds: Math.max(seconds, 0.001) };
}
