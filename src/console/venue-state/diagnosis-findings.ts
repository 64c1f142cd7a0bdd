import type { SyncCause, VenueLinkFragment } from '../generated/graphql';
import { t } from '../messages';
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

type KnownCause = Exclude<SyncCause, 'NONE'>;

/** About what a cause is, how bad, and where something is done about it; the next step is the server's recommendation. */
const causes: Readonly<Record<KnownCause, readonly [subject: string, tone: Tone, view?: string]>> = {
  LINK_DOWN: ['link', 'bad'],
  GATEWAY_STOPPED: ['gateway-client', 'bad', 'services'],
  CLOUD_SYNC_STOPPED: ['cloud-sync', 'bad', 'services'],
  WEB_SERVER_DOWN: ['web-server', 'bad'],
  REGISTRATION_EXPIRED: ['registration', 'bad'],
  LICENCE_MISSING: ['licence', 'warn'],
  LOCATION_NOT_ACTIVATED: ['locations', 'warn', 'venue'],
  DATABASE_OPERATION_RUNNING: ['database-operation', 'busy'],
  BACKLOG: ['backlog', 'warn'],
  DATA_SYNC_FAILING: ['data-sync', 'bad', 'resync'],
  VERSION_MISMATCH: ['version', 'warn'],
  UNKNOWN: ['diagnosis', 'warn'],
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

function findingOf(cause: KnownCause, next: string | undefined): Finding {
  const [subject, tone, view] = causes[cause];
  const sentence = t.state.causes[cause];
  return { subject, tone, sentence, next: next ?? t.state.lookAgain, view, isDiagnosed: true };
}

/** A cause in words, for a page that is about it. */
export function causeWords(cause: SyncCause): CauseWords {
  const [subject, tone, view]: readonly [string, Tone, string?] =
    cause === 'NONE' ? ['diagnosis', 'ok'] : causes[cause];
  return { subject, tone, sentence: t.state.causes[cause], ...(view !== undefined && { view }) };
}
