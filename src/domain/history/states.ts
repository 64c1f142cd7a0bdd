/** What one reading of the venue gives for the history: the states of each lane, and the sample of a minute. */

import type { Snapshot } from '../facts/snapshot.js';
import type { HealthPart } from '../health/health.js';
import type { HistoryLane, HistoryParams, Sample } from '../ports/history-store.js';
import type { ServiceView } from '../services/view.js';
import { type EarlierStatus, type StatusFinding, type VenueStatus } from '../status/judge-status.js';
import { knownOf } from '../types/fact.js';
import type { FindingCode } from '../types/findings.js';
import { isServiceKey, SERVICES } from '../types/services.js';
import { judgeLink } from '../venue/link.js';
import { type HistoryCode, historyText, MOVING } from './words.js';

/** How something is or was, in any version of this program. */
export interface LastingState {
  readonly lane: HistoryLane;
  /** Empty where a lane has one only. */
  readonly subject: string;
  readonly state: string;
  readonly since: Date;
  readonly code: string;
  readonly params: HistoryParams;
}

/** How something is. */
export interface SeenState extends LastingState {
  readonly code: HistoryCode | FindingCode;
}

/** A finding's cause may quote a whole error. */
const LONGEST_PARAM = 300;

export function statesIn(facts: Snapshot, status: VenueStatus): readonly SeenState[] {
  return [
    statusState(status),
    ...status.findings.map(findingState),
    ...serviceStates(facts),
    linkState(facts),
    cloudState(facts),
    ...(knownOf(facts.parts) ?? []).flatMap(partStates),
    ...versionStates(facts),
  ];
}

/** Seconds and rows. What was not known is undefined. */
export function sampleOf({ at, cloud, backlog, exceptions }: Snapshot): Sample {
  const heard = knownOf(cloud)?.connection.lastHeartbeatAt;
  return {
    at,
    heartbeatAge: heard && Math.max(0, (at.getTime() - heard.getTime()) / 1000),
    rowsSent: knownOf(cloud)?.sync.job?.rowsReceived,
    rowsWaiting: knownOf(backlog)?.messages,
    rowsFailed: knownOf(exceptions)?.rows,
  };
}

function statusState({ state, since, planned, findings, headline: said }: VenueStatus): SeenState {
  const headline = findings.reduce(
    (text, { code, params, message }) => text.replace(message, () => historyText(code, params)),
    said,
  );
  const code = planned ? 'VENUE_DOWN_PLANNED' : 'VENUE_STATUS';
  return { lane: 'STATUS', subject: '', state, since, code, params: { headline } };
}

/** Each operation has its own in a few of them: which, is part of what it is about. */
function findingState({ code, service, operationId, severity, since, params }: StatusFinding): SeenState {
  const own = code === 'OPERATION_NEEDS_ATTENTION' || code === 'CLEANUP_OPEN' ? operationId : undefined;
  const subject = [code, service, own].filter((part) => part !== undefined).join(' ');
  const cut = Object.entries(params)
    .filter(([name]) => !MOVING.includes(name))
    .map(([name, value]) => [name, value.slice(0, LONGEST_PARAM)]);
  return { lane: 'FINDING', subject, state: severity, since, code, params: Object.fromEntries(cut) };
}

/** The reverse of both, of what was recorded. */
export function earlierStatusOf(states: readonly LastingState[]): EarlierStatus | undefined {
  const status = states.find(({ lane }) => lane === 'STATUS');
  if (!status) return undefined;
  const findings = states
    .filter(({ lane }) => lane === 'FINDING')
    .map(({ code, subject, since }) => {
      const about = subject.split(' ').slice(1);
      const service = about.find(isServiceKey);
      return { code, service, operationId: about.find((part) => part !== service), since };
    });
  return {
    state: status.state,
    planned: status.code === 'VENUE_DOWN_PLANNED',
    since: status.since,
    findings,
  };
}

/** A service that could not be read is unknown, and no other state follows from it. */
function serviceStates({ services, at }: Snapshot): readonly SeenState[] {
  const found: readonly ServiceView[] = knownOf(services) ?? [];
  return SERVICES.map(({ key, name }) => {
    const state = found.find((service) => service.key === key)?.status ?? 'UNKNOWN';
    const code = `SERVICE_${state}` as const;
    return { lane: 'SERVICE', subject: key, state, since: at, code, params: { service: name } };
  });
}

function linkState(facts: Snapshot): SeenState {
  const state = judgeLink(facts);
  return { lane: 'LINK', subject: '', state, since: facts.at, code: `LINK_${state}`, params: {} };
}

function cloudState({ cloud, at }: Snapshot): SeenState {
  const isAway = cloud.is === 'unknown' && cloud.by === 'CLOUD_UNREACHABLE';
  const state = cloud.is === 'known' ? 'REACHABLE' : isAway ? 'NOT_REACHABLE' : 'UNKNOWN';
  return { lane: 'CLOUD', subject: '', state, since: at, code: `CLOUD_${state}`, params: {} };
}

const PARTS: Readonly<Record<string, HistoryLane>> = {
  'state database': 'DATABASE',
  'venue database': 'DATABASE',
  PowerShell: 'HOST',
};

function partStates({ name, status, detail, since }: HealthPart): readonly SeenState[] {
  const lane = PARTS[name];
  if (!lane) return [];
  const part = name === 'PowerShell' ? name : `The ${name}`;
  const params = { part, ...(status === 'OK' ? {} : { detail: detail ?? '' }) };
  return [{ lane, subject: name, state: status, since, code: `PART_${status}`, params }];
}

/** As last read: a version that could not be read is none that changed. */
function versionStates({ registration, host, cloud, services, at }: Snapshot): readonly SeenState[] {
  const read: readonly (readonly [string, string | undefined])[] = [
    ['swiftpos database', knownOf(registration)?.swiftposVersion],
    ['swiftpos programs', knownOf(host)?.swiftposVersion],
    ['swiftpos Cloud', knownOf(cloud)?.connection.swiftposVersion],
    ...(knownOf(services) ?? []).map(({ displayName, version }) => [displayName, version] as const),
  ];
  return read.flatMap(([program, version]) => {
    if (version === undefined) return [];
    const params = { program, version };
    return [
      { lane: 'VERSION', subject: program, state: version, since: at, code: 'VERSION_READ', params } as const,
    ];
  });
}
