/** Conditions of alerts that are no findings of the status: facts of the control plane itself. And whether the venue trades now. */
import { AppError, isErrorCode } from '../../errors/errors.js';
import { clerksEndedSince } from '../audit/clerk-endings.js';
import type { AuditReader } from '../audit/reader.js';
import type { MonotonicClock } from '../clock/monotonic-clock.js';
import type { Snapshot } from '../facts/snapshot.js';
import { lastFailures } from '../operations/last-failures.js';
import { type Sagas, sagaOf } from '../operations/saga.js';
import { summaryOf } from '../operations/summary.js';
import { permissionHolders } from '../permissions/holders.js';
import type { StandingSources } from '../permissions/standing.js';
import type { Clock } from '../ports/machine.js';
import type { StateDatabase } from '../ports/state-database.js';
import type { VenueStore } from '../ports/venue-store.js';
import { listTokens } from '../tokens/api-tokens.js';
import type { AlertCode } from '../types/alert-rules.js';
import { knownOf } from '../types/fact.js';
import type { Operation } from '../types/operation.js';
import { Permission } from '../types/permissions.js';
import type { Settings } from '../types/settings.js';
import type { RegistrationReader } from '../venue/registration.js';
import { isTradingAt } from '../venue/trading-hours.js';
import { type Condition, type Conditions, conditionOf } from './conditions.js';

export interface OwnFactsParts {
  readonly state: StateDatabase;
  readonly venue: VenueStore;
  readonly clerks: StandingSources['clerks'];
  readonly registration: RegistrationReader;
  readonly auditReader: Pick<AuditReader, 'lastVerification'>;
  readonly time: MonotonicClock;
  readonly clock: Clock;
  readonly settings: Settings;
  readonly sagas: Sagas;
  /** On the disk of the data folder. Default: unknown. */
  readonly freeBytes?: (() => Promise<number>) | undefined;
}

export interface OwnFacts extends Pick<Conditions, 'found' | 'hidden'> {
  readonly customerNumber: string | undefined;
  readonly companyName: string | undefined;
}

type Ask = (parts: OwnFactsParts) => Promise<readonly Condition[] | undefined>;

/** Undefined, and a throw: unknown. */
const ASKED = {
  OPERATION_FAILED: failed,
  OPERATION_AWAITS_APPROVAL: awaiting,
  AUDIT_NOT_INTACT: notIntact,
  TOO_MANY_HOLDERS: holders,
  TOKEN_ENDING: tokens,
  CLERK_ACCESS_ENDED: clerksEnded,
  DISK_LOW: disk,
} as const satisfies Partial<Record<AlertCode, Ask>>;

export const NOTHING_READ: OwnFacts = {
  found: [],
  hidden: new Set(Object.keys(ASKED) as AlertCode[]),
  customerNumber: undefined,
  companyName: undefined,
};

/** Never rejects. */
export async function readOwnFacts(parts: OwnFactsParts): Promise<OwnFacts> {
  const asked = Object.entries(ASKED) as [AlertCode, Ask][];
  const answers = await Promise.all(
    asked.map(async ([code, ask]) => ({ code, found: await ask(parts).catch(() => undefined) })),
  );
  const registration = await parts.registration.read().catch(() => undefined);
  return {
    found: answers.flatMap(({ found }) => found ?? []),
    hidden: new Set(answers.filter(({ found }) => found === undefined).map(({ code }) => code)),
    customerNumber: registration?.customerNumber,
    companyName: registration?.companyName,
  };
}

/** Also where it is unknown: an alert too many is better than none. */
export function isTrading(
  { tradingPeriods, registration }: Pick<Snapshot, 'tradingPeriods' | 'registration'>,
  at: Date,
): boolean {
  const [periods, venue] = [knownOf(tradingPeriods) ?? [], knownOf(registration)];
  return periods.length === 0 || !venue || isTradingAt(periods, venue.timeZone, at);
}

const DAY_MS = 86_400_000;

async function failed({ sagas, ...parts }: OwnFactsParts): Promise<readonly Condition[]> {
  const failures = await lastFailures(parts);
  return failures.map((operation) => ofOperation('OPERATION_FAILED', sagas, operation));
}

async function awaiting({ state, sagas }: OwnFactsParts): Promise<readonly Condition[]> {
  const active = await state.operations.active();
  return active
    .filter((operation) => operation.state === 'AWAITING_APPROVAL')
    .map((operation) => ofOperation('OPERATION_AWAITS_APPROVAL', sagas, operation));
}

/** As each place that lists it puts it into one sentence, but for what names a clerk or a location, or was typed: it leaves the venue. */
function ofOperation(code: AlertCode, sagas: Sagas, operation: Operation): Condition {
  const { failure } = operation;
  const known = failure && {
    ...failure,
    message: isErrorCode(failure.code) ? new AppError(failure.code).message : '',
    notRestored: failure.notRestored.length > 0 ? ['the operation lists them.'] : [],
  };
  const summary = summaryOf(sagaOf(sagas, operation), { ...operation, failure: known }, []);
  return conditionOf(code, operation.id, { summary });
}

async function notIntact({ auditReader }: OwnFactsParts): Promise<readonly Condition[] | undefined> {
  const last = auditReader.lastVerification();
  if (!last) return undefined;
  return last.intact ? [] : [conditionOf('AUDIT_NOT_INTACT', '', {})];
}

async function holders(parts: OwnFactsParts): Promise<readonly Condition[]> {
  const { warning } = await permissionHolders(parts, Permission.CLOUD_CONNECTIVITY_ONBOARD);
  return warning === undefined ? [] : [conditionOf('TOO_MANY_HOLDERS', '', { detail: warning })];
}

const ENDING_MS = 7 * DAY_MS;

/** One that was made for a few days ends as meant. */
async function tokens({ state, time, clock }: OwnFactsParts): Promise<readonly Condition[]> {
  const now = clock.now().getTime();
  return (await listTokens({ state, time }))
    .filter(({ createdAt, expiresAt }) => expiresAt.getTime() - createdAt.getTime() > ENDING_MS)
    .filter(({ expiresAt }) => expiresAt.getTime() > now && expiresAt.getTime() - now <= ENDING_MS)
    .map(({ id, expiresAt }) =>
      conditionOf('TOKEN_ENDING', id, { token: id, until: expiresAt.toISOString() }),
    );
}

/** For a day, or until the clerk has another PIN. By the clerk's ID only: it leaves the venue. */
async function clerksEnded({ state, clock }: OwnFactsParts): Promise<readonly Condition[]> {
  const ended = await clerksEndedSince(state.audit, new Date(clock.now().getTime() - DAY_MS));
  if (ended.length === 0) return [];
  const pins = new Map((await state.pins.list()).map(({ clerkId, changedAt }) => [clerkId, changedAt]));
  return ended
    .filter(({ clerkId, at }) => (pins.get(clerkId) ?? at) <= at)
    .map(({ clerkId: clerk, reason }) => conditionOf('CLERK_ACCESS_ENDED', clerk, { clerk, reason }));
}

const GIGABYTE = 1e9;

async function disk({ freeBytes }: OwnFactsParts): Promise<readonly Condition[] | undefined> {
  const bytes = await freeBytes?.();
  if (bytes === undefined) return undefined;
  // In hundreds, so that its text does not change with each byte.
  const megabytes = String(Math.floor(bytes / 1e8) * 100);
  return bytes < GIGABYTE ? [conditionOf('DISK_LOW', '', { megabytes })] : [];
}
