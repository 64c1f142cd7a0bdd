/** One rule for each subject: which findings the facts give. A finding that explains another one replaces it. */
import type { Snapshot } from '../facts/snapshot.js';
import type { SyncBacklog } from '../ports/venue-store.js';
import { MANY_WRONG_PINS } from '../sign-in/wrong-pins.js';
import { knownOf } from '../types/fact.js';
import type { FindingCode, FindingParams } from '../types/findings.js';
import type { OperationState } from '../types/operation.js';
import { compareVersions, MINIMUM_SWIFTPOS, versionsDiffer } from '../types/swiftpos-version.js';
import { type CloudVenue, notActivated, wholePercentOf } from '../venue/cloud.js';
import { isAnotherHeard, isNever, LINK_SENTENCES, type LinkState, lacksCloudSync } from '../venue/link.js';
import { registrationState } from '../venue/registration.js';
import { venueDayAndTime } from '../venue/trading-hours.js';
import { findingOfSend, isAgain, isOnboarded, rawFindingOfService, runs } from './consumer-state.js';

/** A finding before it is judged: without severity, words and its begin. */
export interface RawFinding {
  readonly code: FindingCode;
  readonly params?: FindingParams;
  readonly service?: string | undefined;
  readonly operationId?: string | undefined;
}

type Rule = (facts: Snapshot, link: LinkState) => readonly (RawFinding | false | undefined)[];

/** What can't be read, each source once: several facts come from one source. */
function unreadable(facts: Snapshot): readonly (RawFinding | undefined)[] {
  const { parts, at: _, ...asked } = facts;
  const missing = new Map<FindingCode, FindingParams>();
  for (const fact of [...Object.values(asked), parts]) {
    const failed = fact.is === 'known' ? fact.failure : fact;
    if (failed?.is !== 'unknown') continue;
    const { reason, remedy } = missing.get(failed.by) ?? {};
    missing.set(failed.by, { reason: joined(reason, failed.reason), remedy: joined(remedy, failed.remedy) });
  }
  const detailOf = (name: string) =>
    knownOf(parts)?.find((part) => part.name === name && part.status !== 'OK')?.detail;
  const state = detailOf('state database');
  if (state !== undefined) missing.set('STATE_DATABASE_UNAVAILABLE', { reason: state });
  const anchor = detailOf('audit anchor');
  if (anchor !== undefined) missing.set('AUDIT_ANCHOR', { reason: anchor });
  // Before the first reading there is no other finding.
  const found = missing.has('NOTHING_READ_YET') ? ['NOTHING_READ_YET' as const] : [...missing.keys()];
  return found.map((code) => ({ code, params: missing.get(code) ?? {} }));
}

/** Each sentence once. */
function joined(before: string | undefined, next: string): string {
  if (before === undefined) return next;
  return before.includes(next) ? before : `${before} ${next}`;
}

const BEGUN: readonly OperationState[] = ['PENDING', 'RUNNING', 'CANCELLING', 'NEEDS_ATTENTION'];

/** The remedy of what only an onboarding fixes: to plan one, or to wait for the one that runs. */
function byOnboarding(
  { operations }: Snapshot,
  link: LinkState,
): Pick<RawFinding, 'operationId'> & { params: { remedy: string } } {
  const onboarding = knownOf(operations)?.find(
    ({ kind, state }) => kind === 'ONBOARD' && BEGUN.includes(state),
  );
  const first =
    link === 'FIRST_TAKEN_BACK' ? 'Read why the last onboarding was rolled back. Then plan' : 'Plan';
  if (!onboarding) return { operationId: undefined, params: { remedy: `${first} an onboarding.` } };
  const remedy =
    onboarding.state === 'NEEDS_ATTENTION'
      ? 'Open the onboarding, and decide how it continues.'
      : 'Wait until the onboarding has ended.';
  return { operationId: onboarding.id, params: { remedy } };
}

function heardAt(
  { connection: { lastHeartbeatAt: at } }: CloudVenue,
  registration: Snapshot['registration'],
): string {
  const timeZone = knownOf(registration)?.timeZone;
  return at && timeZone ? venueDayAndTime(at, timeZone) : 'an unknown time';
}

const linkRule: Rule = (facts, link) => {
  const { registration, cloud, locations } = facts;
  const known = knownOf(cloud);
  if (!known) return [];
  const other = isAnotherHeard(facts);
  const missing = notActivated(known, knownOf(locations) ?? []);
  const { operationId, params } = byOnboarding(facts, link);
  return [
    isNever(link) && { code: 'NEVER_CONNECTED', operationId, params },
    isAgain(link) && {
      code: 'RECONNECT_NEEDED',
      operationId,
      params: { ...params, reason: LINK_SENTENCES[link] },
    },
    link === 'OFFLINE' &&
      runs(facts, 'gateway-client') && {
        code: 'LINK_DOWN',
        params: { lastHeartbeat: heardAt(known, registration) },
      },
    // A new server's old one is what there is to set up again.
    other && !isAgain(link) && { code: 'OTHER_SERVER_CONNECTED' },
    !isNever(link) &&
      missing.length > 0 && {
        code: 'LOCATION_NOT_ACTIVATED',
        params: { count: String(missing.length) },
      },
  ];
};

const registrationRule: Rule = ({ registration, at }, link) => {
  const known = knownOf(registration);
  if (!known) return [];
  const { expiresOn: day, timeZone, licences } = known;
  const state = registrationState(day, timeZone, at);
  return [
    state === 'EXPIRED' && { code: 'REGISTRATION_EXPIRED', params: { day } },
    state === 'EXPIRING' && { code: 'REGISTRATION_EXPIRING', params: { day } },
    !isNever(link) && !licences.includes('CLOUD_SYNC') && { code: 'LICENCE_MISSING' },
  ];
};

const servicesRule: Rule = (facts, link) =>
  (knownOf(facts.services) ?? []).map((service) => rawFindingOfService(service, facts, link));

const hostRule: Rule = ({ host }) => {
  const known = knownOf(host);
  return [
    known?.elevated === false && { code: 'NOT_ELEVATED' },
    known?.webServer === 'Stopped' && { code: 'WEB_SERVER_DOWN' },
    known?.webServer === 'Unknown' && { code: 'WEB_SERVER_UNKNOWN' },
  ];
};

const versionsRule: Rule = ({ registration, host, cloud }) => {
  const database = knownOf(registration)?.swiftposVersion;
  if (database === undefined) return [];
  const programs = knownOf(host)?.swiftposVersion;
  if (compareVersions(database, MINIMUM_SWIFTPOS) < 0)
    return [{ code: 'SWIFTPOS_TOO_OLD', params: { version: database, minimum: MINIMUM_SWIFTPOS } }];
  const theirs = knownOf(cloud)?.connection.swiftposVersion;
  const differ = versionsDiffer(database, programs) || versionsDiffer(database, theirs);
  const params = { database, programs: programs ?? 'not known', cloud: theirs ?? 'not known' };
  return [differ && { code: 'VERSION_MISMATCH', params }];
};

/** A queue of this size, or this old, is a backlog. Sites differ **(?)**: a busy one always has a few messages waiting. */
const BACKLOG_MESSAGES = 100;
const BACKLOG_AGE_MS = 10 * 60_000;

function isBacklog(queue: SyncBacklog, at: Date): boolean {
  return queue.messages >= BACKLOG_MESSAGES || ageOf(queue, at) >= BACKLOG_AGE_MS;
}

export function ageOf({ oldestAt }: SyncBacklog, at: Date): number {
  return oldestAt ? at.getTime() - oldestAt.getTime() : 0;
}

const syncRule: Rule = (facts, link) => {
  const { registration, services, cloud, openSend, backlog, exceptions, at } = facts;
  const known = knownOf(registration);
  const theirs = knownOf(cloud);
  if (!known?.licences.includes('CLOUD_SYNC') || isNever(link)) return [];
  const sending = openSend.is === 'known';
  const waiting = knownOf(backlog);
  const rows = knownOf(exceptions)?.rows ?? 0;
  const cloudSync = knownOf(services)?.find(({ key }) => key === 'cloud-sync');
  const isMissing = services.is === 'known' && lacksCloudSync(known, cloudSync);
  const { operationId, params } = byOnboarding(facts, link);
  return [
    // Only to a link is it added.
    isMissing &&
      isOnboarded(facts, link) && { code: 'CLOUD_SYNC_MISSING', service: 'cloud-sync', operationId, params },
    // An onboarding begins it at its end.
    !isMissing &&
      !sending &&
      operationId === undefined &&
      theirs &&
      !theirs.sync.lastCompletedAt && { code: 'FIRST_SYNC_MISSING' },
    // A full send is what fixes both.
    !sending && rows > 0 && { code: 'DATA_SYNC_FAILING', params: { rows: rows.toLocaleString('en') } },
    !sending &&
      waiting &&
      isBacklog(waiting, at) && {
        code: 'BACKLOG',
        params: { messages: waiting.messages.toLocaleString('en') },
      },
  ];
};

const sendRule: Rule = ({ openSend }) => {
  const send = knownOf(openSend);
  if (!send) return [];
  const params = { percent: String(wholePercentOf(send.job)) };
  const code = findingOfSend(send);
  // A withdrawal is said by what is left to be done.
  return [code !== 'CLEANUP_OPEN' && { code, params, operationId: knownOf(send.owner)?.operationId }];
};

const databaseRule: Rule = ({ databaseOperations }) => {
  const operations = (knownOf(databaseOperations) ?? []).map(({ name }) => name).join(', ');
  return [operations !== '' && { code: 'DATABASE_OPERATION_RUNNING', params: { operations } }];
};

const DAY_MS = 86_400_000;
/** Backups are meant to be daily. */
const OLD_DAYS = 7;

/** Whole days since the last backup, and whether that is worth a warning. */
export function ageOfBackup(takenAt: Date, now: Date): { readonly days: number; readonly isOld: boolean } {
  const days = Math.floor((now.getTime() - takenAt.getTime()) / DAY_MS);
  return { days, isOld: days >= OLD_DAYS };
}

const backupRule: Rule = ({ lastBackupAt, backups, at }) => {
  const taken = knownOf(lastBackupAt);
  const age = taken && ageOfBackup(taken, at);
  const daily = knownOf(backups);
  return [
    lastBackupAt.is === 'absent' && { code: 'BACKUP_MISSING' },
    age?.isOld && { code: 'BACKUP_OLD', params: { days: String(age.days) } },
    daily?.failure !== undefined && { code: 'BACKUP_FAILED', params: { reason: daily.failure } },
    daily?.isOnSameDisk && { code: 'BACKUP_ON_SAME_DISK' },
  ];
};

const cleanupsRule: Rule = ({ cleanups }) =>
  (knownOf(cleanups) ?? []).map(({ operationId, open }) => ({
    code: 'CLEANUP_OPEN',
    operationId,
    params: { open },
  }));

const controlPlaneRule: Rule = ({ maintenance, operations, wrongPins }) => [
  knownOf(maintenance)?.on && { code: 'MAINTENANCE_ON' },
  (knownOf(wrongPins) ?? 0) >= MANY_WRONG_PINS && {
    code: 'WRONG_PINS',
    params: { count: String(knownOf(wrongPins)) },
  },
  ...(knownOf(operations) ?? [])
    .filter(({ state }) => state === 'NEEDS_ATTENTION')
    .map(({ id }): RawFinding => ({ code: 'OPERATION_NEEDS_ATTENTION', operationId: id })),
];

const RULES: readonly Rule[] = [
  unreadable,
  linkRule,
  registrationRule,
  servicesRule,
  hostRule,
  versionsRule,
  syncRule,
  sendRule,
  databaseRule,
  backupRule,
  cleanupsRule,
  controlPlaneRule,
];

export function rawFindingsIn(facts: Snapshot, link: LinkState): readonly RawFinding[] {
  return RULES.flatMap((rule) => rule(facts, link)).filter((raw) => raw !== undefined && raw !== false);
}
