/** What a person is told of the venue's connection: the judgement of the link in words, then how far Cloud Sync is. */
import type { AppError } from '../../errors.js';
import type { Registration } from '../ports/venue-store.js';
import { type CloudVenue, isOpen, percentOf } from './cloud.js';
import { LINK_SENTENCES, type LinkState, lacksCloudSync } from './link.js';
import { paceOf } from './send-pace.js';
import { venueDayAndTime } from './trading-hours.js';
import type { HostService, VenueHost } from './venue-host.js';

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

export interface VenueFacts {
  readonly registration: Registration;
  readonly cloud: CloudVenue | AppError;
  /** Undefined, as the services: PowerShell did not report it. */
  readonly host: VenueHost | undefined;
  readonly services: readonly HostService[] | undefined;
}

const LINK_IN_WORDS: Readonly<
  Record<
    Exclude<LinkState, 'UNKNOWN' | 'UP'>,
    (facts: { cloud: CloudVenue; registration: Registration }) => Pick<OnboardingView, 'state' | 'detail'>
  >
> = {
  NEVER: () => ({
    state: 'NEVER_CONNECTED',
    detail: 'The cloud has never received a heartbeat from this venue.',
  }),
  OTHER_SERVER: () => ({
    state: 'RECONNECT_NEEDED',
    detail: `${LINK_SENTENCES.OTHER_SERVER} Plan an onboarding.`,
  }),
  OTHER_VERSION: ({ cloud, registration }) => ({
    state: 'RECONNECT_NEEDED',
    detail: `The cloud knows swiftpos ${cloud.connection.swiftposVersion}; this venue runs ${registration.swiftposVersion}. Plan an onboarding.`,
  }),
  TAKEN_BACK: () => ({
    state: 'RECONNECT_NEEDED',
    detail: `${LINK_SENTENCES.TAKEN_BACK} Plan an onboarding.`,
  }),
  OFFLINE: ({ cloud, registration }) => {
    const { lastHeartbeatAt } = cloud.connection;
    const since = lastHeartbeatAt && venueDayAndTime(lastHeartbeatAt, registration.timeZone);
    return {
      state: 'UNKNOWN',
      detail: `Onboarded, but offline: no heartbeat since ${since ?? 'long ago'}. Check Gateway Client.`,
    };
  },
};

export function stateOf(
  { registration, services }: Pick<VenueFacts, 'registration' | 'services'>,
  cloud: CloudVenue,
  link: LinkState,
): Pick<OnboardingView, 'state' | 'detail'> {
  if (link !== 'UP' && link !== 'UNKNOWN') return LINK_IN_WORDS[link]({ cloud, registration });
  const job = cloud.sync.job;
  if (isOpen(job)) {
    const kind = job.kind === 'FIRST' ? 'First sync' : 'Full send';
    const detail = `${kind}: ${Math.floor(percentOf(job))} % (${job.rowsReceived.toLocaleString('en')} of ${job.rowsExpected.toLocaleString('en')} rows).`;
    return { state: job.kind === 'FIRST' ? 'CLOUD_SYNC_PENDING' : 'CONNECTED', detail };
  }
  const licensed = registration.licences.includes('CLOUD_SYNC');
  const cloudSync = services?.find((service) => service.key === 'cloud-sync');
  if (services && lacksCloudSync(registration, cloudSync))
    return {
      state: 'CLOUD_SYNC_PENDING',
      detail: 'Cloud Sync is licensed but not installed. Plan an onboarding.',
    };
  if (licensed && !cloud.sync.lastCompletedAt)
    return { state: 'CLOUD_SYNC_PENDING', detail: 'The first sync has not been completed yet.' };
  return { state: 'CONNECTED', detail: undefined };
}
