/**
 * The evidence of a sync diagnosis, one piece for each fact. Whether a cause is proven is judged by the venue's status
 * (proven-causes.ts); the evidence shows what was read, or that it could not be read.
 */

import { ageOf } from '../conditions/conditions.js';
import { hostService } from '../facts/plan-facts.js';
import type { PlanFacts } from '../facts/snapshot.js';
import { type Fact, knownOf } from '../types/fact.js';
import { HOST_STATES_IN_WORDS, serviceName } from '../types/services.js';
import { notActivated } from '../venue/cloud.js';
import { isHeard, mayBeAnothers } from '../venue/link.js';
import { venueTime } from '../venue/trading-hours.js';
import type { ProvableCause, SyncCause } from './causes.js';

export interface Evidence {
  readonly code: string;
  readonly title: string;
  readonly value: string;
  /** Empty: it speaks against them. */
  readonly supports: readonly SyncCause[];
  readonly observedAt: Date;
}

/** `proves`: causes that the status finds, where the fact was read. `couldBe`: causes that are possible, where it could not be read. */
export interface JudgedEvidence extends Evidence {
  readonly proves: readonly ProvableCause[];
  readonly couldBe: readonly ProvableCause[];
}

/** One reading of the queue, kept for the trend. */
export interface BacklogSample {
  readonly at: Date;
  readonly messages: number;
}

export interface DiagnosisFacts extends PlanFacts {
  /** Earlier checks, oldest first. */
  readonly samples: readonly BacklogSample[];
}

/** `found`, `notes`: what the venue's status finds. */
export function gatherEvidence(
  facts: DiagnosisFacts,
  found: (cause: ProvableCause) => boolean,
  notes: ReadonlyMap<string, string>,
): readonly JudgedEvidence[] {
  const proven = (cause: ProvableCause) => (found(cause) ? [cause] : []);
  return [
    registration(facts, proven),
    licence(facts, proven),
    service('gateway-client', facts, proven, notes),
    link(facts, proven),
    webServer(facts, proven),
    service('cloud-sync', facts, proven, notes),
    databaseOperation(facts, proven),
    version(facts, proven),
    exceptions(facts, proven),
    backlog(facts, proven),
    locations(facts, proven),
  ];
}

type Proven = (cause: ProvableCause) => readonly ProvableCause[];

function registration({ registration, at }: DiagnosisFacts, proven: Proven): JudgedEvidence {
  const { expiresOn } = registration.value;
  const proves = proven('REGISTRATION_EXPIRED');
  const value = proves.length > 0 ? `expired after ${expiresOn}` : `valid through ${expiresOn}`;
  return seen('REGISTRATION', 'Registration', value, at, proves);
}

function licence({ registration, at }: DiagnosisFacts, proven: Proven): JudgedEvidence {
  const value = registration.value.licences.includes('CLOUD_SYNC') ? 'held' : 'missing';
  return seen('LICENCE', 'License for Cloud Sync', value, at, proven('LICENCE_MISSING'));
}

function link(facts: DiagnosisFacts, proven: Proven): JudgedEvidence {
  const title = 'Link to swiftpos Cloud';
  if (facts.cloud.is !== 'known')
    return unseen('LINK', title, facts.cloud.is === 'unknown' ? facts.cloud.reason : NO_CLOUD, facts.at, [
      'LINK_DOWN',
    ]);
  const cloud = facts.cloud.value;
  const proves = proven('LINK_DOWN');
  const { lastHeartbeatAt } = cloud.connection;
  if (isHeard(facts)) {
    const isOurs = !mayBeAnothers(facts);
    const value = isOurs ? 'the cloud receives the heartbeat' : `the cloud receives a heartbeat, ${WHOSE}`;
    return seen('LINK', title, value, cloud.observedAt, proves);
  }
  const value = lastHeartbeatAt ? `no heartbeat since ${lastHeartbeatAt.toISOString()}` : 'never connected';
  return seen('LINK', title, value, cloud.observedAt, proves);
}

const NO_CLOUD = 'the cloud could not be queried';
const NO_DATABASE = 'the database did not report it';

/** A malformed row is named; of another failure the evidence shows in short what did not respond. */
function reasonOf(fact: Fact<unknown>, inShort: string): string {
  return fact.is === 'unknown' && fact.by === 'VENUE_ROW_MALFORMED' ? fact.reason : inShort;
}
/** Where the machine can't be determined. */
const WHOSE = "but this server's identity could not be read: it may come from another server";

function webServer(facts: DiagnosisFacts, proven: Proven): JudgedEvidence {
  const title = 'Web server of SwiftAPI';
  const { at } = facts;
  const host = knownOf(facts.host);
  if (!host || host.webServer === 'Unknown')
    return unseen('WEB_SERVER', title, 'not known', at, ['WEB_SERVER_DOWN']);
  return seen('WEB_SERVER', title, HOST_STATES_IN_WORDS[host.webServer], at, proven('WEB_SERVER_DOWN'));
}

const EVIDENCE_OF = {
  'gateway-client': ['GATEWAY', 'GATEWAY_STOPPED'],
  'cloud-sync': ['CLOUD_SYNC', 'CLOUD_SYNC_STOPPED'],
} as const;

/** A service with a note works now, and may have been a cause. */
function service(
  key: keyof typeof EVIDENCE_OF,
  facts: DiagnosisFacts,
  proven: Proven,
  notes: ReadonlyMap<string, string>,
): JudgedEvidence {
  const [code, stopped] = EVIDENCE_OF[key];
  const title = serviceName(key);
  const found = hostService(facts, key);
  if (!found) return unseen(code, title, 'PowerShell did not report it', facts.at, [stopped]);
  const value = HOST_STATES_IN_WORDS[found.state];
  const evidence = seen(code, title, value, found.observedAt, proven(stopped));
  const note = notes.get(key);
  return note === undefined ? evidence : { ...evidence, value: `${value}. ${note}`, supports: [stopped] };
}

function databaseOperation({ databaseOperations, at }: DiagnosisFacts, proven: Proven): JudgedEvidence {
  const title = 'Database operation';
  if (databaseOperations.is !== 'known') {
    const why = reasonOf(databaseOperations, NO_DATABASE);
    return unseen('DATABASE_OPERATION', title, why, at, ['DATABASE_OPERATION_RUNNING']);
  }
  const names = databaseOperations.value.map(({ name }) => name).join(', ');
  return seen('DATABASE_OPERATION', title, names || 'none', at, proven('DATABASE_OPERATION_RUNNING'));
}

function version(facts: DiagnosisFacts, proven: Proven): JudgedEvidence {
  const { at } = facts;
  const { swiftposVersion } = facts.registration.value;
  const [host, cloud] = [knownOf(facts.host), knownOf(facts.cloud)];
  const title = 'Versions of database, programs and cloud';
  const [programs, theirs] = [host?.swiftposVersion, cloud?.connection.swiftposVersion];
  const unknownYet = cloud?.connection.firstHeartbeatAt ? 'unknown' : 'none yet';
  const value = `${swiftposVersion} / ${programs ?? 'unknown'} / ${theirs ?? unknownYet}`;
  const proves = proven('VERSION_MISMATCH');
  if (proves.length === 0 && programs === undefined)
    return unseen('VERSION', title, value, at, ['VERSION_MISMATCH']);
  return seen('VERSION', title, value, at, proves);
}

function exceptions(facts: DiagnosisFacts, proven: Proven): JudgedEvidence {
  const { exceptions, cloud, at } = facts;
  const title = 'Rows that could not be sent (SyncException)';
  if (exceptions.is !== 'known') {
    const why = cloud.is === 'known' ? reasonOf(exceptions, NO_DATABASE) : NO_CLOUD;
    return unseen('SYNC_EXCEPTION', title, why, at, ['DATA_SYNC_FAILING']);
  }
  const found = exceptions.value;
  if (found.rows === 0) return seen('SYNC_EXCEPTION', title, 'none since the last full send', at, []);
  const newest = found.newestAt
    ? `, the newest at ${venueTime(found.newestAt, facts.registration.value.timeZone)}`
    : '';
  const value = `${found.rows} in ${found.tables.join(', ')}${newest}: ${found.newestMessage ?? ''}`;
  return seen('SYNC_EXCEPTION', title, value, at, proven('DATA_SYNC_FAILING'));
}

function backlog(facts: DiagnosisFacts, proven: Proven): JudgedEvidence {
  const title = 'Waiting messages (SyncMessage)';
  const { at } = facts;
  if (facts.backlog.is !== 'known')
    return unseen('SYNC_MESSAGE', title, reasonOf(facts.backlog, NO_DATABASE), at, ['BACKLOG']);
  const queue = facts.backlog.value;
  const age = ageOf(queue, at);
  const waiting = `${queue.messages.toLocaleString('en')}${queue.oldestAt ? `, the oldest for ${inWords(age)}` : ''}`;
  return seen('SYNC_MESSAGE', title, `${waiting}${trendOf(facts)}`, at, proven('BACKLOG'));
}

function trendOf({ samples, backlog, at }: DiagnosisFacts): string {
  const queue = knownOf(backlog);
  const earlier = samples.find((sample) => at.getTime() - sample.at.getTime() >= 30_000);
  if (!queue || !earlier) return '';
  const difference = queue.messages - earlier.messages;
  const since = inWords(at.getTime() - earlier.at.getTime());
  if (difference === 0) return `; as many as ${since} ago`;
  return `; ${difference > 0 ? 'growing' : 'shrinking'}, ${earlier.messages.toLocaleString('en')} ${since} ago`;
}

function locations(facts: DiagnosisFacts, proven: Proven): JudgedEvidence {
  const title = 'Locations activated in the cloud';
  const cloud = knownOf(facts.cloud);
  if (!cloud) return unseen('LOCATIONS', title, NO_CLOUD, facts.at, ['LOCATION_NOT_ACTIVATED']);
  if (facts.locations.is !== 'known')
    return unseen('LOCATIONS', title, reasonOf(facts.locations, NO_DATABASE), facts.at, [
      'LOCATION_NOT_ACTIVATED',
    ]);
  const missing = notActivated(cloud, facts.locations.value);
  const value = missing.length === 0 ? 'all' : `not: ${missing.map(({ name }) => name).join(', ')}`;
  return seen('LOCATIONS', title, value, cloud.observedAt, proven('LOCATION_NOT_ACTIVATED'));
}

function inWords(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 1) return `${Math.max(1, Math.round(ms / 1000))} s`;
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function seen(
  code: string,
  title: string,
  value: string,
  observedAt: Date,
  proves: readonly ProvableCause[],
): JudgedEvidence {
  return { code, title, value, observedAt, supports: proves, proves, couldBe: [] };
}

function unseen(
  code: string,
  title: string,
  value: string,
  observedAt: Date,
  couldBe: readonly ProvableCause[],
): JudgedEvidence {
  return { code, title, value, observedAt, supports: couldBe, proves: [], couldBe };
}
