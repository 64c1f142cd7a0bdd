/**
 * The evidence of a sync diagnosis, one piece for each fact. Whether a cause is proven is judged by the venue's status
 * (status/judge-sync.ts); the evidence shows what was read, or that it could not be read.
 */

import type { LocationRow, SyncBacklog, SyncExceptions } from '../ports/venue-store.js';
import { HOST_STATES_IN_WORDS, serviceName } from '../types/services.js';
import { notActivated } from './cloud.js';
import type { VenueFacts } from './facts.js';
import { isHeard, mayBeAnothers } from './link.js';
import type { ProvableCause, SyncCause } from './sync-causes.js';
import { venueTime } from './trading-hours.js';

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

export interface SyncFacts extends VenueFacts {
  /** Undefined: the database did not report it. */
  readonly backlog: SyncBacklog | undefined;
  readonly exceptions: SyncExceptions | undefined;
  /** Earlier checks, oldest first. */
  readonly samples: readonly BacklogSample[];
  readonly locations: readonly LocationRow[];
}

/** A queue of this size, or this old, is a backlog. Sites differ **(?)**: a busy one always has a few messages waiting. */
const BACKLOG_MESSAGES = 100;
const BACKLOG_AGE_MS = 10 * 60_000;

export function isBacklog(queue: SyncBacklog, at: Date): boolean {
  return queue.messages >= BACKLOG_MESSAGES || ageOf(queue, at) >= BACKLOG_AGE_MS;
}

function ageOf({ oldestAt }: SyncBacklog, at: Date): number {
  return oldestAt ? at.getTime() - oldestAt.getTime() : 0;
}

/** `found`, `notes`: what the venue's status finds. */
export function gatherEvidence(
  facts: SyncFacts,
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

function registration({ registration: { expiresOn }, at }: SyncFacts, proven: Proven): JudgedEvidence {
  const proves = proven('REGISTRATION_EXPIRED');
  const value = proves.length > 0 ? `expired after ${expiresOn}` : `valid through ${expiresOn}`;
  return seen('REGISTRATION', 'Registration', value, at, proves);
}

function licence({ registration: { licences }, at }: SyncFacts, proven: Proven): JudgedEvidence {
  const value = licences.includes('CLOUD_SYNC') ? 'held' : 'missing';
  return seen('LICENCE', 'License for Cloud Sync', value, at, proven('LICENCE_MISSING'));
}

function link({ cloud, cloudFailure, host, at }: SyncFacts, proven: Proven): JudgedEvidence {
  const title = 'Link to swiftpos Cloud';
  if (!cloud) return unseen('LINK', title, cloudFailure?.message ?? 'not known', at, ['LINK_DOWN']);
  const proves = proven('LINK_DOWN');
  const { lastHeartbeatAt } = cloud.connection;
  if (isHeard({ cloud, host })) {
    const isOurs = !mayBeAnothers({ cloud, host });
    const value = isOurs ? 'the cloud receives the heartbeat' : `the cloud receives a heartbeat, ${WHOSE}`;
    return seen('LINK', title, value, cloud.observedAt, proves);
  }
  const value = lastHeartbeatAt ? `no heartbeat since ${lastHeartbeatAt.toISOString()}` : 'never connected';
  return seen('LINK', title, value, cloud.observedAt, proves);
}

const NO_CLOUD = 'the cloud could not be queried';
/** Where the machine can't be determined. */
const WHOSE = "but this server's identity could not be read: it may come from another server";

function webServer({ host, at }: SyncFacts, proven: Proven): JudgedEvidence {
  const title = 'Web server of SwiftAPI';
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
  { services, at }: SyncFacts,
  proven: Proven,
  notes: ReadonlyMap<string, string>,
): JudgedEvidence {
  const [code, stopped] = EVIDENCE_OF[key];
  const title = serviceName(key);
  const found = services.get(key);
  if (!found) return unseen(code, title, 'PowerShell did not report it', at, [stopped]);
  const value = HOST_STATES_IN_WORDS[found.state];
  const evidence = seen(code, title, value, found.observedAt, proven(stopped));
  const note = notes.get(key);
  return note === undefined ? evidence : { ...evidence, value: `${value}. ${note}`, supports: [stopped] };
}

function databaseOperation({ databaseOperations, at }: SyncFacts, proven: Proven): JudgedEvidence {
  const title = 'Database operation';
  if (!databaseOperations) {
    return unseen('DATABASE_OPERATION', title, 'the database did not report it', at, [
      'DATABASE_OPERATION_RUNNING',
    ]);
  }
  const names = databaseOperations.map(({ name }) => name).join(', ');
  return seen('DATABASE_OPERATION', title, names || 'none', at, proven('DATABASE_OPERATION_RUNNING'));
}

function version(
  { registration: { swiftposVersion }, host, cloud, at }: SyncFacts,
  proven: Proven,
): JudgedEvidence {
  const title = 'Versions of database, programs and cloud';
  const [programs, theirs] = [host?.swiftposVersion, cloud?.connection.swiftposVersion];
  const unknownYet = cloud?.connection.firstHeartbeatAt ? 'unknown' : 'none yet';
  const value = `${swiftposVersion} / ${programs ?? 'unknown'} / ${theirs ?? unknownYet}`;
  const proves = proven('VERSION_MISMATCH');
  if (proves.length === 0 && programs === undefined)
    return unseen('VERSION', title, value, at, ['VERSION_MISMATCH']);
  return seen('VERSION', title, value, at, proves);
}

function exceptions(facts: SyncFacts, proven: Proven): JudgedEvidence {
  const { exceptions: found, cloud, at, registration } = facts;
  const title = 'Rows that could not be sent (SyncException)';
  if (!found) {
    const why = cloud ? 'the database did not report it' : NO_CLOUD;
    return unseen('SYNC_EXCEPTION', title, why, at, ['DATA_SYNC_FAILING']);
  }
  if (found.rows === 0) return seen('SYNC_EXCEPTION', title, 'none since the last full send', at, []);
  const newest = found.newestAt ? `, the newest at ${venueTime(found.newestAt, registration.timeZone)}` : '';
  const value = `${found.rows} in ${found.tables.join(', ')}${newest}: ${found.newestMessage ?? ''}`;
  return seen('SYNC_EXCEPTION', title, value, at, proven('DATA_SYNC_FAILING'));
}

function backlog(facts: SyncFacts, proven: Proven): JudgedEvidence {
  const title = 'Waiting messages (SyncMessage)';
  const { backlog: queue, at } = facts;
  if (!queue) return unseen('SYNC_MESSAGE', title, 'the database did not report it', at, ['BACKLOG']);
  const age = ageOf(queue, at);
  const waiting = `${queue.messages.toLocaleString('en')}${queue.oldestAt ? `, the oldest for ${inWords(age)}` : ''}`;
  return seen('SYNC_MESSAGE', title, `${waiting}${trendOf(facts)}`, at, proven('BACKLOG'));
}

function trendOf({ samples, backlog: queue, at }: SyncFacts): string {
  const earlier = samples.find((sample) => at.getTime() - sample.at.getTime() >= 30_000);
  if (!queue || !earlier) return '';
  const difference = queue.messages - earlier.messages;
  const since = inWords(at.getTime() - earlier.at.getTime());
  if (difference === 0) return `; as many as ${since} ago`;
  return `; ${difference > 0 ? 'growing' : 'shrinking'}, ${earlier.messages.toLocaleString('en')} ${since} ago`;
}

function locations({ cloud, locations: all, at }: SyncFacts, proven: Proven): JudgedEvidence {
  const title = 'Locations activated in the cloud';
  if (!cloud) return unseen('LOCATIONS', title, NO_CLOUD, at, ['LOCATION_NOT_ACTIVATED']);
  const missing = notActivated(cloud, all);
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
