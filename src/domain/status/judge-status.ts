/** Judges the status of the venue from its facts. Everything that shows how the venue is shows this status. */

import { type RawFinding, rawFindingsIn } from '../conditions/conditions.js';
import {
  type ConsumerView,
  isOnboarded,
  type JudgedConsumer,
  judgeConsumer,
} from '../conditions/consumers.js';
import type { Snapshot } from '../facts/snapshot.js';
import { type LastFailure, lastFailureOf } from '../operations/last-failures.js';
import { knownOf } from '../types/fact.js';
import {
  type ActionCode,
  type CauseCode,
  FINDING_CODES,
  FINDINGS,
  type FindingCode,
  type FindingParams,
  type FindingSeverity,
  inWords,
} from '../types/findings.js';
import { CONSUMERS, ORDERING } from '../types/services.js';
import { paceOf } from '../venue/cloud.js';
import { isNever, judgeLink } from '../venue/link.js';

export type VenueStatusState = 'OK' | 'ATTENTION' | 'DOWN' | 'UNKNOWN';

export interface StatusFinding {
  readonly code: FindingCode;
  readonly severity: FindingSeverity;
  readonly since: Date;
  readonly message: string;
  readonly remedy: string;
  /** Of what its message names as the reason; undefined: its code says it all. */
  readonly causeCode: CauseCode | undefined;
  /** Undefined: only what the remedy says. */
  readonly actionCode: ActionCode | undefined;
  readonly params: FindingParams;
  /** Names of those that are off, or not known, for this. */
  readonly consumers: readonly string[];
  /** Its key. */
  readonly service: string | undefined;
  readonly operationId: string | undefined;
}

export interface VenueStatus {
  readonly state: VenueStatusState;
  readonly since: Date;
  /** Down on purpose. */
  readonly planned: boolean;
  readonly plannedUntil: Date | undefined;
  readonly headline: string;
  /** The finding that the headline names, which is not always the first. */
  readonly cause: StatusFinding | undefined;
  /** Worst first. */
  readonly findings: readonly StatusFinding[];
  readonly consumers: readonly ConsumerView[];
  readonly checkedAt: Date;
  /** Undefined: none was taken yet, or it is unknown. */
  readonly lastBackupAt: Date | undefined;
  /** Operations of the last day that no later one of their kind made good, newest first. */
  readonly failures: readonly LastFailure[];
}

/** How the venue was, in any version of this program, as far as its times continue for what is still so. */
export interface EarlierStatus {
  readonly state: string;
  readonly planned: boolean;
  readonly since: Date;
  readonly findings: readonly {
    readonly code: string;
    readonly service: string | undefined;
    readonly operationId: string | undefined;
    readonly since: Date;
  }[];
}

/** `before`: earlier statuses, the oldest first; a finding that continues keeps its begin. */
export function judgeStatus(facts: Snapshot, ...before: readonly (EarlierStatus | undefined)[]): VenueStatus {
  const earlier = before.filter((status) => status !== undefined);
  const link = judgeLink(facts);
  const consumers = CONSUMERS.map((consumer) => judgeConsumer(consumer, facts, link));
  const ordering = consumers.filter(({ name }) => ORDERING.includes(name));
  const isDown = isOnboarded(facts, link) && ordering.some(({ available }) => available === false);
  const isUnknown = !isDown && !isNever(link) && ordering.some(({ available }) => available !== true);
  const suffering = ordering.filter(
    ({ available }) => (isDown && available === false) || (isUnknown && available !== true),
  );
  const findings = rawFindingsIn(facts, link)
    .map((raw) => findingOf(raw, { consumers, suffering, at: facts.at, earlier }))
    .sort(worstFirst);
  // In the middle of an onboarding the link is up, and Cloud Sync not there yet.
  const changing = consumers.filter(({ available, isPlanned }) => available === false && isPlanned);
  const state = stateOf({ isDown, isUnknown, changing, findings });
  const off = ordering.filter(({ available }) => available === false);
  const maintainedUntil = knownOf(facts.maintenance)?.until;
  const planned =
    state === 'DOWN' && (maintainedUntil !== undefined || off.every(({ isPlanned }) => isPlanned));
  const unread = ordering.filter(({ available }) => available === undefined);
  const less = findings[0]?.severity === 'INFO' ? changing : [];
  const cause = causeOf({ DOWN: off, UNKNOWN: unread, ATTENTION: less, OK: [] }[state], findings);
  return {
    state,
    since: earlier.find((was) => was.state === state && was.planned === planned)?.since ?? facts.at,
    planned,
    plannedUntil: planned ? (sendEndsAt(facts) ?? maintainedUntil) : undefined,
    headline: headlineOf({ state, planned, findings, cause }),
    cause,
    findings,
    consumers: consumers.map(({ name, servedBy, available, detail }) => ({
      name,
      servedBy,
      available,
      detail,
    })),
    checkedAt: facts.at,
    lastBackupAt: knownOf(facts.lastBackupAt),
    failures: (knownOf(facts.failures) ?? []).flatMap(lastFailureOf),
  };
}

function stateOf({
  isDown,
  isUnknown,
  changing,
  findings,
}: {
  readonly isDown: boolean;
  readonly isUnknown: boolean;
  readonly changing: readonly JudgedConsumer[];
  readonly findings: readonly StatusFinding[];
}): VenueStatusState {
  if (isDown) return 'DOWN';
  if (isUnknown) return 'UNKNOWN';
  const isBad = ({ severity }: StatusFinding) => severity !== 'INFO';
  return changing.length > 0 || findings.some(isBad) ? 'ATTENTION' : 'OK';
}

/** Of these there is one finding for each operation; in the others the operation is only the one to wait for. */
const ONE_AN_OPERATION: readonly FindingCode[] = ['OPERATION_NEEDS_ATTENTION', 'CLEANUP_OPEN'];

type Known = Omit<EarlierStatus['findings'][number], 'since'>;

/** Whether both are one finding that is still so. */
export function isSameFinding(one: Known, other: Known): boolean {
  const isItsOperation =
    one.operationId === other.operationId || !ONE_AN_OPERATION.some((code) => code === one.code);
  return one.code === other.code && one.service === other.service && isItsOperation;
}

/** Whether this is what a consumer suffers from. */
function isFor(
  { code, service }: Pick<RawFinding, 'code' | 'service'>,
  { by, service: which }: JudgedConsumer,
): boolean {
  return by === code && (which === undefined || which === service);
}

function findingOf(
  raw: RawFinding,
  {
    consumers,
    suffering,
    at,
    earlier,
  }: {
    readonly consumers: readonly JudgedConsumer[];
    /** Those of ordering that are down, or not known: what takes one away is critical. */
    readonly suffering: readonly JudgedConsumer[];
    readonly at: Date;
    readonly earlier: readonly EarlierStatus[];
  },
): StatusFinding {
  const { code, service, operationId, params = {} } = raw;
  const { severity, message, remedy, actionCode } = FINDINGS[code];
  const concerned = consumers.filter((consumer) => isFor(raw, consumer));
  const isDecisive = concerned.some((consumer) => suffering.includes(consumer));
  const same = earlier
    .flatMap(({ findings }) => findings)
    .find((old) => isSameFinding(old, { code, service, operationId }));
  return {
    code,
    severity: isDecisive && severity === 'WARNING' ? 'CRITICAL' : severity,
    since: same?.since ?? at,
    message: inWords(message, params),
    remedy: inWords(remedy, params),
    causeCode: raw.causeCode,
    // One that an operation has, or leaves, is continued there.
    actionCode: raw.actionCode ?? (operationId === undefined ? actionCode : 'OPEN_OPERATION'),
    params,
    consumers: concerned.map(({ name }) => name),
    service,
    operationId,
  };
}

const SEVERITIES: readonly FindingSeverity[] = ['CRITICAL', 'WARNING', 'INFO'];

function worstFirst(a: StatusFinding, b: StatusFinding): number {
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    FINDING_CODES.indexOf(a.code) - FINDING_CODES.indexOf(b.code)
  );
}

function sendEndsAt({ openSend, at }: Snapshot): Date | undefined {
  const send = knownOf(openSend);
  if (!send) return undefined;
  return knownOf(send.owner)?.endsAt ?? paceOf(send.job, at)?.estimatedEnd;
}

/** Why ordering is down, why its state is unknown, or what is being changed. A finding that concerns something else can be as severe. */
function causeOf(
  held: readonly JudgedConsumer[],
  findings: readonly StatusFinding[],
): StatusFinding | undefined {
  return findings.find((finding) => held.some((consumer) => isFor(finding, consumer))) ?? findings[0];
}

function headlineOf(status: Pick<VenueStatus, 'state' | 'planned' | 'findings' | 'cause'>): string {
  const { state, cause } = status;
  const isSaid = state === 'OK' || (state === 'ATTENTION' && status.findings[0]?.code === 'NEVER_CONNECTED');
  return [meaningOf(status), isSaid ? undefined : cause?.message].filter(Boolean).join(' ');
}

/** What a state means, in the words of the headline, without its cause. */
export function meaningOf({
  state,
  planned,
  findings,
}: Pick<VenueStatus, 'state' | 'planned'> & {
  readonly findings: readonly Pick<StatusFinding, 'code'>[];
}): string {
  switch (state) {
    case 'OK':
      return 'Online. Everything works.';
    case 'ATTENTION':
      return findings.some(({ code }) => code === 'NEVER_CONNECTED')
        ? 'Not connected to swiftpos Cloud yet.'
        : 'Ordering works.';
    case 'DOWN':
      return `Ordering is down${planned ? ' on purpose' : ''}.`;
    case 'UNKNOWN':
      return 'Whether ordering works is unknown.';
  }
}
