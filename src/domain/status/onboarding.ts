/** `venue.onboarding`: judges the connection by facts that are read afresh, and adds the progress of Cloud Sync. */
import { AppError } from '../../errors/errors.js';
import { type FactReaders, fact, leftByOnboardings, readSend } from '../facts/read-facts.js';
import { onlyRead } from '../facts/snapshot.js';
import type { Registration } from '../ports/venue-store.js';
import { known } from '../types/fact.js';
import { type CloudVenue, isOpen, wholePercentOf } from '../venue/cloud.js';
import { getVenueHost } from '../venue/host.js';
import { firstSyncOf, type OnboardingView } from '../venue/onboarding-state.js';
import { judgeStatus, type StatusFinding } from './judge-status.js';

/** Answers of the cloud younger than this are good enough. */
const RECENT_MS = 3000;

export type OnboardingReaders = Pick<
  FactReaders,
  'registration' | 'cloud' | 'scripts' | 'services' | 'state' | 'sagas' | 'clock'
>;

export async function readOnboarding(from: OnboardingReaders): Promise<OnboardingView> {
  const found = await from.registration.read();
  const [answer, host, services] = await Promise.all([
    from.cloud.recent(found.customerNumber, RECENT_MS),
    fact(getVenueHost(from.scripts), 'FACT_UNKNOWN'),
    fact(from.services.own(), 'POWERSHELL_UNAVAILABLE'),
  ]);
  if (answer instanceof AppError) {
    const detail = `${answer.message} Whether the venue is online is unknown.`;
    const unknown = { onboardedAt: undefined, lastHeartbeatAt: undefined, firstSync: undefined };
    return { state: 'UNKNOWN', ...unknown, detail };
  }
  const at = from.clock.now();
  const [registration, cloud] = [known(found), known(answer)];
  const operations = await fact(from.state.operations.active(), 'STATE_DATABASE_UNAVAILABLE');
  const left = await leftByOnboardings(from, { registration, cloud, host });
  const openSend = await readSend(from, cloud, operations);
  const { findings } = judgeStatus(
    onlyRead({ at, registration, cloud, host, services, operations, openSend, ...left }),
  );
  const { onboardedAt, lastHeartbeatAt } = answer.connection;
  return {
    onboardedAt,
    lastHeartbeatAt,
    firstSync: firstSyncOf(answer, at),
    ...stateBy(findings, answer, found),
  };
}

const STATES = {
  NEVER_CONNECTED: 'NEVER_CONNECTED',
  RECONNECT_NEEDED: 'RECONNECT_NEEDED',
  CLOUD_SYNC_MISSING: 'CLOUD_SYNC_PENDING',
  FIRST_SYNC_MISSING: 'CLOUD_SYNC_PENDING',
} as const;

/** By what is found, worst first. */
export function stateBy(
  findings: readonly StatusFinding[],
  { connection, sync: { job, lastCompletedAt } }: CloudVenue,
  { licences }: Pick<Registration, 'licences'>,
): Pick<OnboardingView, 'state' | 'detail'> {
  const decisive = findings.find(({ code }) => Object.hasOwn(STATES, code));
  const state = decisive && STATES[decisive.code as keyof typeof STATES];
  if (state === 'NEVER_CONNECTED' || state === 'RECONNECT_NEEDED')
    return { state, detail: inWords(decisive) };
  const why = findings.find(({ consumers }) => consumers.length > 0);
  if (connection.state !== 'connected') return { state: 'UNKNOWN', detail: inWords(why) };
  if (isOpen(job)) {
    const kind = job.kind === 'FIRST' ? 'First sync' : 'Full send';
    const detail = `${kind}: ${wholePercentOf(job)} % (${job.rowsReceived.toLocaleString('en')} of ${job.rowsExpected.toLocaleString('en')} rows).`;
    return { state: job.kind === 'FIRST' ? 'CLOUD_SYNC_PENDING' : 'CONNECTED', detail };
  }
  if (state) return { state, detail: inWords(decisive) };
  // An onboarding that runs begins it at its end, and is no finding.
  if (licences.includes('CLOUD_SYNC') && !lastCompletedAt)
    return { state: 'CLOUD_SYNC_PENDING', detail: 'The first sync has not been completed yet.' };
  return { state: 'CONNECTED', detail: why && why.severity !== 'INFO' ? inWords(why) : undefined };
}

function inWords(finding: StatusFinding | undefined): string | undefined {
  return finding && `${finding.message} ${finding.remedy}`;
}
