/**
 * The table of conditions: for each code, when it holds, as a pure function of the facts. Its severity and
 * words are in types/findings.ts, and which consumers it takes away in consumers.ts. The status
 * and the plan checks of version, registration, rights and database operation are views of it.
 */
import { holdsUp } from '../facts/plan-facts.js';
import type { OpenSend, Snapshot } from '../facts/snapshot.js';
import type { SyncBacklog } from '../ports/venue-store.js';
import { ignoredServices } from '../services/planned-stops.js';
import { MANY_WRONG_PINS } from '../sign-in/wrong-pins.js';
import { knownOf, type Unknown } from '../types/fact.js';
import {
  type ActionCode,
  type CauseCode,
  FINDING_CODES,
  FINDINGS,
  type FindingCode,
  type FindingParams,
  inWords,
} from '../types/findings.js';
import type { OperationState } from '../types/operation.js';
import type { ServiceKey } from '../types/services.js';
import { compareVersions, MINIMUM_SWIFTPOS, versionsDiffer } from '../types/swiftpos-version.js';
import { notActivated, wholePercentOf } from '../venue/cloud.js';
import {
  isAnotherHeard,
  isNever,
  judgeLink,
  LINK_SENTENCES,
  type LinkState,
  lacksCloudSync,
} from '../venue/link.js';
import { registrationState } from '../venue/registration.js';
import { venueDayAndTime } from '../venue/trading-hours.js';
import { INSTALL } from '../venue/unfinished.js';
import {
  findingOfSend,
  isAgain,
  isAtWork,
  isOnboarded,
  rawFindingOfService,
  runs,
  toFinish,
} from './consumers.js';

/** Where a condition holds. */
interface Hit {
  readonly params?: FindingParams;
  readonly service?: string | undefined;
  readonly operationId?: string | undefined;
  /** Of what its message names as the reason. */
  readonly causeCode?: CauseCode | undefined;
  /** Other than that of its code. */
  readonly actionCode?: ActionCode | undefined;
}

/** A finding before it is judged: without severity, words and its begin. */
export interface RawFinding extends Hit {
  readonly code: FindingCode;
}

type Holds = (facts: Snapshot, link: LinkState) => readonly (Hit | false | undefined)[];

const CONDITIONS: Readonly<Record<FindingCode, Holds>> = {
  POWERSHELL_UNAVAILABLE: unread('POWERSHELL_UNAVAILABLE'),
  CLOUD_UNREACHABLE: unread('CLOUD_UNREACHABLE'),
  CLOUD_BUSY: unread('CLOUD_BUSY'),
  NOTHING_READ_YET: unread('NOTHING_READ_YET'),
  VENUE_DATABASE_UNAVAILABLE: unread('VENUE_DATABASE_UNAVAILABLE'),
  VENUE_ROW_MALFORMED: unread('VENUE_ROW_MALFORMED'),
  FACT_UNKNOWN: unread('FACT_UNKNOWN'),
  STATE_DATABASE_UNAVAILABLE: (facts, link) => {
    const reason = partOf(facts, 'state database');
    return reason === undefined
      ? unread('STATE_DATABASE_UNAVAILABLE')(facts, link)
      : [{ params: { reason } }];
  },
  AUDIT_ANCHOR: (facts) => {
    const reason = partOf(facts, 'audit anchor');
    return [reason !== undefined && { params: { reason } }];
  },

  NEVER_CONNECTED: (facts, link) => [isNever(link) && byOnboarding(facts, link)],
  RECONNECT_NEEDED: (facts, link) => {
    if (!isAgain(link)) return [];
    const { params, ...by } = byOnboarding(facts, link);
    return [{ ...by, causeCode: link, params: { ...params, reason: LINK_SENTENCES[link] } }];
  },
  LINK_DOWN: (facts, link) => [
    link === 'OFFLINE' &&
      runs(facts, 'gateway-client') && { params: { lastHeartbeat: lastHeartbeat(facts) } },
  ],
  // A new server's old one is what there is to set up again.
  OTHER_SERVER_CONNECTED: (facts, link) => [isAnotherHeard(facts) && !isAgain(link) && {}],
  LOCATION_NOT_ACTIVATED: ({ cloud, locations }, link) => {
    const theirs = knownOf(cloud);
    const missing = theirs ? notActivated(theirs, knownOf(locations) ?? []).length : 0;
    return [!isNever(link) && missing > 0 && { params: { count: String(missing) } }];
  },

  REGISTRATION_EXPIRED: (facts) => [registrationIs('EXPIRED', facts)],
  REGISTRATION_EXPIRING: (facts) => [registrationIs('EXPIRING', facts)],
  LICENCE_MISSING: ({ registration }, link) => [
    !isNever(link) && knownOf(registration)?.licences.includes('CLOUD_SYNC') === false && {},
  ],

  SERVICE_DOWN: ofServices('SERVICE_DOWN'),
  SERVICE_UNSTABLE: ofServices('SERVICE_UNSTABLE'),
  SERVICE_DEGRADED: ofServices('SERVICE_DEGRADED'),
  SERVICE_CHANGING: ofServices('SERVICE_CHANGING'),
  MONITOR_IGNORES_SERVICE: (facts) =>
    ignoredServices(facts).map(({ key, displayName: service }) => ({ service: key, params: { service } })),
  CLOUD_SYNC_MISSING: (facts, link) => [
    // Only to a link is it added.
    lacksItsCloudSync(facts, link) &&
      isOnboarded(facts, link) && { service: 'cloud-sync', ...byOnboarding(facts, link) },
  ],

  NOT_ELEVATED: ({ host }) => [knownOf(host)?.elevated === false && {}],
  WEB_SERVER_DOWN: ({ host }) => [knownOf(host)?.webServer === 'Stopped' && {}],
  WEB_SERVER_UNKNOWN: ({ host }) => [knownOf(host)?.webServer === 'Unknown' && {}],

  SWIFTPOS_TOO_OLD: (facts) => {
    const version = databaseVersion(facts);
    return [isTooOld(version) && { params: { version, minimum: MINIMUM_SWIFTPOS } }];
  },
  VERSION_MISMATCH: (facts) => {
    const database = databaseVersion(facts);
    if (database === undefined || isTooOld(database)) return [];
    const programs = knownOf(facts.host)?.swiftposVersion;
    const theirs = knownOf(facts.cloud)?.connection.swiftposVersion;
    const differ = versionsDiffer(database, programs) || versionsDiffer(database, theirs);
    const params = { database, programs: programs ?? 'not known', cloud: theirs ?? 'not known' };
    return [differ && { params }];
  },

  FIRST_SYNC_MISSING: (facts, link) => {
    const cloud = knownOf(facts.cloud);
    const isDue = syncs(facts, link) && !lacksItsCloudSync(facts, link) && facts.openSend.is !== 'known';
    // An onboarding begins it at its end.
    const isBegun = byOnboarding(facts, link).operationId !== undefined;
    if (!isDue || isBegun || !cloud || cloud.sync.lastCompletedAt) return [];
    return [toFinish(facts, link) ?? { params: { remedy: READ_CLOUD_SYNC } }];
  },
  // A full send is what fixes this and BACKLOG.
  DATA_SYNC_FAILING: (facts, link) => {
    const rows = knownOf(facts.exceptions)?.rows ?? 0;
    const holds = syncs(facts, link) && facts.openSend.is !== 'known' && rows > 0;
    return [holds && { params: { rows: rows.toLocaleString('en') } }];
  },
  BACKLOG: (facts, link) => {
    const waiting = knownOf(facts.backlog);
    const holds = syncs(facts, link) && facts.openSend.is !== 'known' && waiting;
    return [
      holds &&
        isBacklog(waiting, facts.at) && { params: { messages: waiting.messages.toLocaleString('en') } },
    ];
  },
  SEND_RUNNING: ofSend('SEND_RUNNING'),
  FULL_SEND_UNOWNED: ofSend('FULL_SEND_UNOWNED'),
  DATABASE_OPERATION_RUNNING: ({ databaseOperations }) => {
    const running = (knownOf(databaseOperations) ?? []).filter(holdsUp);
    const operations = running.map(({ name }) => name).join(', ');
    return [running.length > 0 && { params: { operations } }];
  },

  CLOCK_JUMPED: ({ clockAheadMs }) => {
    const ahead = knownOf(clockAheadMs) ?? 0;
    return [
      ahead !== 0 && {
        params: { difference: roundly(Math.abs(ahead)), direction: ahead > 0 ? 'ahead of' : 'behind' },
      },
    ];
  },
  BACKUP_MISSING: ({ lastBackupAt }) => [lastBackupAt.is === 'absent' && {}],
  BACKUP_OLD: ({ lastBackupAt, at }) => {
    const taken = knownOf(lastBackupAt);
    const age = taken && ageOfBackup(taken, at);
    return [age?.isOld && { params: { days: String(age.days) } }];
  },
  BACKUP_FAILED: ({ backups }) => {
    const reason = knownOf(backups)?.failure;
    return [reason !== undefined && { params: { reason } }];
  },
  BACKUP_ON_SAME_DISK: ({ backups }) => [knownOf(backups)?.isOnSameDisk && {}],

  // A send that is being withdrawn is reported by what is left to be done.
  CLEANUP_OPEN: ({ cleanups }) =>
    (knownOf(cleanups) ?? []).map(({ operationId, open }) => ({ operationId, params: { open } })),
  MAINTENANCE_ON: (facts) => {
    const until = knownOf(facts.maintenance)?.until;
    return [until && { params: { until: venueMoment(until, facts) } }];
  },
  WRONG_PINS: ({ wrongPins }) => {
    const count = knownOf(wrongPins) ?? 0;
    return [count >= MANY_WRONG_PINS && { params: { count: String(count) } }];
  },
  ONBOARDING_WAITS: (facts) =>
    (knownOf(facts.waits) ?? [])
      .filter(({ since }) => facts.at.getTime() - since.getTime() >= LONG_WAIT_MS)
      .map(({ operationId, step, since }) => {
        const does = step === INSTALL ? 'install' : 'start';
        return { operationId, params: { since: venueMoment(since, facts), does } };
      }),
  OPERATION_NEEDS_ATTENTION: ({ operations }) =>
    (knownOf(operations) ?? [])
      .filter(({ state }) => state === 'NEEDS_ATTENTION')
      .map(({ id }) => ({ operationId: id })),
};

/** Every condition that holds. */
export function rawFindingsIn(facts: Snapshot, link: LinkState): readonly RawFinding[] {
  return FINDING_CODES.flatMap((code) => hitsOf(code, facts, link).map((hit) => ({ code, ...hit })));
}

/** Whether this one holds, of that service if one is named, in the words that every view of it uses. */
export function findCondition(
  code: FindingCode,
  facts: Snapshot,
  service?: ServiceKey,
): { readonly message: string; readonly remedy: string } | undefined {
  const hits = hitsOf(code, facts, judgeLink(facts));
  const hit = hits.find((each) => service === undefined || each.service === service);
  const { message, remedy } = FINDINGS[code];
  return hit && { message: inWords(message, hit.params ?? {}), remedy: inWords(remedy, hit.params ?? {}) };
}

function hitsOf(code: FindingCode, facts: Snapshot, link: LinkState): readonly Hit[] {
  return CONDITIONS[code](facts, link).filter((hit) => hit !== undefined && hit !== false);
}

/**
 * What can't be read, each source once: several facts come from one source. Before the first reading there is
 * no other finding.
 */
function unread(code: FindingCode): Holds {
  return (facts) => {
    const missing = failuresIn(facts);
    const found = missing.filter(({ by }) => by === code);
    const isEarly = code !== 'NOTHING_READ_YET' && missing.some(({ by }) => by === 'NOTHING_READ_YET');
    if (found.length === 0 || isEarly) return [];
    const [reason, remedy] = [found.map((each) => each.reason), found.map((each) => each.remedy)];
    const { causeCode } = found[0] ?? {};
    return [{ causeCode, params: { reason: joined(reason), remedy: joined(remedy) } }];
  };
}

function failuresIn({ at: _, ...facts }: Snapshot): readonly Unknown[] {
  return Object.values(facts)
    .map((fact) => (fact.is === 'known' ? fact.failure : fact))
    .filter((fact) => fact?.is === 'unknown');
}

/** Each sentence once. */
function joined(sentences: readonly string[]): string {
  return sentences.reduce((before, next) => (before.includes(next) ? before : `${before} ${next}`));
}

/** Why a part of the server does not work. */
function partOf({ parts }: Snapshot, name: string): string | undefined {
  return knownOf(parts)?.find((part) => part.name === name && part.status !== 'OK')?.detail;
}

const READ_CLOUD_SYNC = 'Check that Cloud Sync is running, and read its events.';

const BEGUN: readonly OperationState[] = ['PENDING', 'RUNNING', 'CANCELLING', 'NEEDS_ATTENTION'];

/** The remedy of what only an onboarding fixes: to plan or finish one, or to wait for the one that runs. */
function byOnboarding(
  facts: Snapshot,
  link: LinkState,
): Pick<RawFinding, 'operationId' | 'actionCode'> & { params: { remedy: string } } {
  const onboarding = knownOf(facts.operations)?.find(
    ({ kind, state }) => kind === 'ONBOARD' && BEGUN.includes(state),
  );
  const first =
    link === 'FIRST_TAKEN_BACK' ? 'Read why the last onboarding was rolled back. Then plan' : 'Plan';
  if (!onboarding)
    return toFinish(facts, link) ?? { operationId: undefined, params: { remedy: `${first} an onboarding.` } };
  const remedy =
    onboarding.state === 'NEEDS_ATTENTION'
      ? 'Open the onboarding, and decide how it continues.'
      : 'Wait until the onboarding has ended.';
  return { operationId: onboarding.id, params: { remedy } };
}

function lastHeartbeat(facts: Snapshot): string {
  const at = knownOf(facts.cloud)?.connection.lastHeartbeatAt;
  return at ? venueMoment(at, facts) : 'an unknown time';
}

/** In venue time; in UTC while its time zone is unknown. */
function venueMoment(at: Date, { registration }: Snapshot): string {
  const timeZone = knownOf(registration)?.timeZone;
  return timeZone ? venueDayAndTime(at, timeZone) : `${venueDayAndTime(at, 'UTC')} UTC`;
}

function registrationIs(state: 'EXPIRED' | 'EXPIRING', { registration, at }: Snapshot): Hit | false {
  const found = knownOf(registration);
  if (!found) return false;
  const { expiresOn: day, timeZone } = found;
  return registrationState(day, timeZone, at) === state && { params: { day } };
}

function ofServices(code: FindingCode): Holds {
  return (facts, link) =>
    (knownOf(facts.services) ?? [])
      .map((service) => rawFindingOfService(service, facts, link))
      .filter((found) => found?.code === code);
}

function ofSend(code: FindingCode): Holds {
  return (facts, link) => {
    const send = knownOf(facts.openSend);
    if (!send || findingOfSend(send) !== code) return [];
    const { actionCode, params } = code === 'SEND_RUNNING' ? untilSent(send, facts, link) : NOTHING;
    const percent = String(wholePercentOf(send.job));
    return [{ actionCode, params: { ...params, percent }, operationId: knownOf(send.owner)?.operationId }];
  };
}

const NOTHING = { actionCode: undefined, params: {} };
const WAIT_FOR_SEND = 'Wait until it is complete.';

/** To wait, or, for a first sync that makes no progress, what makes it go on. */
function untilSent(
  send: OpenSend,
  facts: Snapshot,
  link: LinkState,
): Pick<Hit, 'actionCode'> & { params: FindingParams } {
  const { kind, updatedAt } = send.job;
  if (kind !== 'FIRST' || (updatedAt && isAtWork(send, facts))) return { params: { remedy: WAIT_FOR_SEND } };
  if (lacksItsCloudSync(facts, link)) return byOnboarding(facts, link);
  const cloudSync = knownOf(facts.services)?.find(({ key }) => key === 'cloud-sync');
  const own = cloudSync && cloudSync.status !== 'RUNNING' && rawFindingOfService(cloudSync, facts, link);
  if (own) return { actionCode: own.actionCode ?? 'OPEN_SERVICES', params: { remedy: own.params.remedy } };
  const restart = 'Restart Cloud Sync, and read its events.';
  const remedy = updatedAt ? restart : `${WAIT_FOR_SEND} If its percentage no longer grows: ${restart}`;
  return { actionCode: 'OPEN_SERVICES', params: { remedy } };
}

function databaseVersion({ registration }: Snapshot): string | undefined {
  return knownOf(registration)?.swiftposVersion;
}

function isTooOld(version: string | undefined): version is string {
  return version !== undefined && compareVersions(version, MINIMUM_SWIFTPOS) < 0;
}

/** It has a license for Cloud Sync, and a link for it. */
function syncs({ registration }: Snapshot, link: LinkState): boolean {
  return knownOf(registration)?.licences.includes('CLOUD_SYNC') === true && !isNever(link);
}

function lacksItsCloudSync(facts: Snapshot, link: LinkState): boolean {
  const [registration, services] = [knownOf(facts.registration), knownOf(facts.services)];
  const cloudSync = services?.find(({ key }) => key === 'cloud-sync');
  return (
    registration !== undefined &&
    services !== undefined &&
    syncs(facts, link) &&
    lacksCloudSync(registration, cloudSync)
  );
}

/**
 * A queue of this size, or this old, is a backlog. Sites differ **(?)**: a busy one always has a few messages
 * waiting.
 */
const BACKLOG_MESSAGES = 100;
const BACKLOG_AGE_MS = 10 * 60_000;

function isBacklog(queue: SyncBacklog, at: Date): boolean {
  return queue.messages >= BACKLOG_MESSAGES || ageOf(queue, at) >= BACKLOG_AGE_MS;
}

export function ageOf({ oldestAt }: SyncBacklog, at: Date): number {
  return oldestAt ? at.getTime() - oldestAt.getTime() : 0;
}

/** An hour: the alert follows a day after the wait began. */
const LONG_WAIT_MS = 3_600_000;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

function roundly(ms: number): string {
  if (ms < 2 * HOUR_MS) return `${Math.round(ms / 60_000)} minutes`;
  return ms < 2 * DAY_MS ? `${Math.round(ms / HOUR_MS)} hours` : `${Math.round(ms / DAY_MS)} days`;
}

/** Backups are meant to be daily. */
const OLD_DAYS = 7;

/** Whole days since the last backup, and whether that is worth a warning. */
export function ageOfBackup(takenAt: Date, now: Date): { readonly days: number; readonly isOld: boolean } {
  const days = Math.floor((now.getTime() - takenAt.getTime()) / DAY_MS);
  return { days, isOld: days >= OLD_DAYS };
}
