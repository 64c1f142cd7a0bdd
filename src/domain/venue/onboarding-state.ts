/** `venue.onboarding`, and how far the first sync is. */
import { type CloudVenue, isOpen, paceOf } from './cloud.js';

export interface OnboardingView {
  readonly state: 'NEVER_CONNECTED' | 'CONNECTED' | 'RECONNECT_NEEDED' | 'CLOUD_SYNC_PENDING' | 'UNKNOWN';
  readonly onboardedAt: Date | undefined;
  readonly lastHeartbeatAt: Date | undefined;
  readonly detail: string | undefined;
  /** While it is under way. */
  readonly firstSync: FirstSyncView | undefined;
}

/** By the cloud's own count. */
export interface FirstSyncView {
  readonly startedAt: Date | undefined;
  readonly rowsSent: number;
  readonly rowsExpected: number;
  /** Undefined before the first row is in, as its end. */
  readonly rowsPerSecond: number | undefined;
  readonly estimatedEnd: Date | undefined;
}

export function firstSyncOf({ sync: { job } }: CloudVenue, now: Date): FirstSyncView | undefined {
  if (!isOpen(job) || job.kind !== 'FIRST') return undefined;
  const { startedAt, rowsReceived, rowsExpected } = job;
  const pace = paceOf(job, now);
  return {
    startedAt,
    rowsSent: rowsReceived,
    rowsExpected,
    rowsPerSecond: pace?.rowsPerSecond,
    estimatedEnd: pace?.estimatedEnd,
  };
}
