import type { SyncCause, VenueLinkFragment } from '../generated/graphql';
import type { Tone } from '../ui/state-mark';
import type { Finding } from './finding';
import type { VenueFacts } from './venue-facts';

export interface CauseWords {
  /** What else would have said the same. */
  readonly subject: string;
  readonly tone: Tone;
  readonly sentence: string;
  readonly view?: string;
}

/** How each cause sounds to a shift manager; the next step is the server's recommendation. */
const causes: Readonly<Record<Exclude<SyncCause, 'NONE'>, CauseWords>> = {
  LINK_DOWN: { subject: 'link', tone: 'bad', sentence: 'The cloud does not hear this venue.' },
  GATEWAY_STOPPED: {
    subject: 'gateway-client',
    tone: 'bad',
    sentence: 'Gateway Client does not run.',
    view: 'services',
  },
  CLOUD_SYNC_STOPPED: {
    subject: 'cloud-sync',
    tone: 'bad',
    sentence: 'Cloud Sync does not run.',
    view: 'services',
  },
  WEB_SERVER_DOWN: {
    subject: 'web-server',
    tone: 'bad',
    sentence: 'The web server of SwiftAPI does not run.',
  },
  REGISTRATION_EXPIRED: { subject: 'registration', tone: 'bad', sentence: 'The registration has ended.' },
  LICENCE_MISSING: { subject: 'licence', tone: 'warn', sentence: 'Cloud Sync is not licensed.' },
  LOCATION_NOT_ACTIVATED: {
    subject: 'locations',
    tone: 'warn',
    sentence: 'Not every location is activated in the cloud.',
    view: 'venue',
  },
  DATABASE_OPERATION_RUNNING: {
    subject: 'database-operation',
    tone: 'busy',
    sentence: 'Work on the database holds the sending back.',
  },
  BACKLOG: { subject: 'backlog', tone: 'warn', sentence: 'Data waits to be sent to the cloud.' },
  DATA_SYNC_FAILING: {
    subject: 'data-sync',
    tone: 'bad',
    sentence: 'Some data can not be sent to the cloud.',
    view: 'resync',
  },
  VERSION_MISMATCH: {
    subject: 'version',
    tone: 'warn',
    sentence: 'Database, programs and cloud are not of one swiftpos version.',
  },
  UNKNOWN: {
    subject: 'diagnosis',
    tone: 'warn',
    sentence: 'Whether data reaches the cloud is not known.',
  },
};

/** Why data doesn't reach the cloud, where the clerk may know it. Where Cloud Sync isn't licensed, none is meant to. */
export function diagnosisFindings(
  { diagnosis, services }: Pick<VenueFacts, 'diagnosis' | 'services'>,
  {
    licences,
    onboarding,
    registrationState,
  }: Pick<VenueLinkFragment, 'licences' | 'onboarding' | 'registrationState'>,
): readonly Finding[] {
  if (diagnosis === 'hidden') return [];
  if (!diagnosis) return [findingOf('UNKNOWN', undefined)];
  const { cause, recommendation } = diagnosis;
  if (cause === 'NONE' || (cause === 'LICENCE_MISSING' && !licences.includes('CLOUD_SYNC'))) return [];
  const works = (key: string) =>
    typeof services === 'object' &&
    services.some((service) => service.key === key && service.health === 'HEALTHY');
  // It is looked at less often than the rest: what is seen to be well by now isn't said any more.
  const isMended: Partial<Readonly<Record<SyncCause, boolean>>> = {
    LINK_DOWN: onboarding.state === 'CONNECTED' || onboarding.state === 'CLOUD_SYNC_PENDING',
    GATEWAY_STOPPED: works('gateway-client'),
    CLOUD_SYNC_STOPPED: works('cloud-sync'),
    REGISTRATION_EXPIRED: registrationState !== 'EXPIRED',
  };
  return isMended[cause] ? [] : [findingOf(cause, recommendation)];
}

function findingOf(cause: keyof typeof causes, next: string | undefined): Finding {
  const { subject, tone, sentence, view } = causes[cause];
  return { subject, tone, sentence, next: next ?? NEXT_UNKNOWN, view, isDiagnosed: true };
}

const NEXT_UNKNOWN = 'Look again in a moment.';

/** A cause in words, for a page that is about it. */
export function causeWords(cause: SyncCause): CauseWords {
  return cause === 'NONE'
    ? { subject: 'diagnosis', tone: 'ok', sentence: 'Nothing points to a fault.' }
    : causes[cause];
}
