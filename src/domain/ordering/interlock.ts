/**
 * The one place that decides whether an act may take ordering away, at the moment of the act: of a plan, its
 * wait, a schedule, a retry, a take-over after a crash, service control, a rollback or a cleanup (ADR 0062).
 */
import { AppError } from '../../errors/errors.js';
import type { TrustedClock } from '../clock/trusted-clock.js';
import { type Check, impactOfSending } from '../plans/plan.js';
import { type SendWindow, windowNow } from '../plans/window.js';
import type { Clock } from '../ports/machine.js';
import type { OperationStore } from '../ports/operation-store.js';
import type { ScriptCall, ScriptRunner } from '../ports/script-runner.js';
import type { VenueStore } from '../ports/venue-store.js';
import { asAppError, isPassing } from '../scripts/failure.js';
import type { ControlInput } from '../services/control.js';
import { isUp } from '../services/memory.js';
import type { Operation, OperationStep } from '../types/operation.js';
import { SERVICE_KEYS } from '../types/services.js';
import type { Settings } from '../types/settings.js';
import type { CloudReader } from '../venue/cloud-reader.js';
import { getHostServices } from '../venue/host.js';
import { HEARTBEAT, isInUse, READ_IN_USE, STORE_CREDENTIAL } from '../venue/unfinished.js';
import {
  type Effect,
  effectOf,
  GATEWAY,
  isLinked,
  mayTakeOrdering,
  type Snapshot,
  TAKE_BACK,
} from './effects.js';

export interface InterlockParts {
  readonly scripts: ScriptRunner;
  readonly operations: Pick<OperationStore, 'find' | 'steps'>;
  readonly venue: VenueStore;
  readonly clock: Clock & Pick<TrustedClock, 'confirmed'>;
  readonly settings: Settings;
  /** Read by the very scripts that the interlock guards. */
  readonly cloud: () => Pick<CloudReader, 'recent'>;
}

/** For a stop of Gateway Client and its next start. */
export const RESTART_SECONDS = 120;
/** Some minutes are no reason to refuse a send that was accepted. */
const LATE_SECONDS = 5 * 60;
/** So long after a venue was connected for the first time no one relies on it. */
const NEW_LINK_MS = 15 * 60_000;
/** The steps from which on a link may work. */
const CONNECTS = ['start-gateway-client', HEARTBEAT];
const CLOUD_AGE_MS = 10_000;

/** The only way to a script. */
export function interlocked(parts: InterlockParts): ScriptRunner {
  const { scripts } = parts;
  return {
    describe: (call) => scripts.describe(call),
    run: (call) => scripts.run(mayTakeOrdering(call) ? { ...call, permit: () => permit(parts, call) } : call),
  };
}

/** An outage of what decides is marked `isUnjudged`: the call has not begun, and may be asked for again. */
async function permit(parts: InterlockParts, call: ScriptCall): Promise<void> {
  try {
    await askPermit(parts, call);
  } catch (error) {
    const known = asAppError(error);
    if (!(known instanceof AppError) || !isPassing(known)) throw error;
    const { code, message, remedy, details } = known;
    throw new AppError(code, { message, remedy, details: { ...details, isUnjudged: true }, cause: error });
  }
}

/** Throws ORDERING_PROTECTED, or why the facts that decide could not be read. */
async function askPermit(parts: InterlockParts, call: ScriptCall): Promise<void> {
  const id = call.trace?.operationId;
  const operation = id === undefined ? undefined : await parts.operations.find(id);
  // A stop by name needs no fact.
  if (call.script === 'Stop-VenueHostService' && stoppedByName(operation).includes(GATEWAY)) return;
  const steps = id === undefined ? [] : await parts.operations.steps([id]);
  const snapshot = await readSnapshot(parts, call, { operation, steps });
  const effect = effectOf(call, snapshot);
  if (effect.takes === 'NOTHING') return;
  // The machine's clock may be wrong since Windows started.
  if (!(await parts.clock.confirmed())) throw new AppError('TIME_NOT_CONFIRMED');
  if (operation && connectsFirst(parts, operation, steps, snapshot)) return;
  const now = await windowNow(parts, await secondsOf(parts, effect, operation, snapshot));
  if (isFree(operation, now)) return;
  if (effect.takes === 'SEND' && !effect.isCertain) throw snapshot.failure;
  throw new AppError('ORDERING_PROTECTED', { details: { verdict: now.verdict } });
}

/**
 * `failure`: why the cloud could not be read. It is not asked where the services alone say that nothing
 * is taken.
 */
async function readSnapshot(
  { scripts, venue, cloud }: InterlockParts,
  call: ScriptCall,
  {
    operation,
    steps,
  }: { readonly operation: Operation | undefined; readonly steps: readonly OperationStep[] },
): Promise<Snapshot & { readonly failure?: unknown }> {
  const isSynced = isKnownSynced(operation);
  const services = await getHostServices(scripts, SERVICE_KEYS);
  const storedAt = steps.find(({ name }) => name === STORE_CREDENTIAL)?.startedAt;
  const isTakenBack = call.script === TAKE_BACK && !(await isStillInUse(scripts, call));
  const atWorst = { services, cloud: undefined, isLicensed: true, isSynced, storedAt, isTakenBack };
  if (effectOf(call, atWorst).takes === 'NOTHING') return atWorst;
  const registration = await venue.registration().catch((error: unknown) => ({ error }));
  if ('error' in registration) return { ...atWorst, failure: registration.error };
  const answer = await cloud().recent(registration.customerNumber, CLOUD_AGE_MS);
  // A licence that is away for a moment ends no first sync that was planned: it begins when it is back.
  const isLicensed = firstSyncFollows(operation) || registration.licences.includes('CLOUD_SYNC');
  return answer instanceof AppError
    ? { ...atWorst, isLicensed, failure: answer }
    : { ...atWorst, cloud: answer, isLicensed };
}

async function isStillInUse(scripts: ScriptRunner, { parameters }: ScriptCall): Promise<boolean> {
  const { output } = await scripts.run({ script: READ_IN_USE, deadlineMs: 10_000 });
  return isInUse(output, String(parameters?.['RedemptionId']));
}

/** A resync is of a venue that was synced; so is an onboarding that no first sync follows. */
function isKnownSynced(operation: Operation | undefined): boolean {
  return operation?.kind === 'RESYNC' || firstSyncFollows(operation) === false;
}

function firstSyncFollows(operation: Operation | undefined): boolean | undefined {
  const decision = operation?.input['decision'] as { readonly firstSyncFollows?: boolean } | undefined;
  return decision?.firstSyncFollows;
}

/**
 * The service that a clerk stops, and what was named to the clerk as stopping with it. Who asked for a
 * start or a start mode has not asked for the stop of its rollback.
 */
function stoppedByName(operation: Operation | undefined): readonly string[] {
  if (operation?.kind !== 'SERVICE_CONTROL') return [];
  const { key, command, dependents } = operation.input as unknown as ControlInput;
  const isStop = command.do === 'stop' || command.do === 'restart';
  return isStop ? [key, ...dependents.map((each) => each.key)] : [];
}

/** Ordering works, if it does, only since this very operation connected the venue, a moment ago. */
function connectsFirst(
  { clock }: InterlockParts,
  { input, createdAt }: Operation,
  steps: readonly OperationStep[],
  { services, cloud }: Snapshot,
): boolean {
  const decision = input['decision'] as { readonly case?: string; readonly isNever?: boolean } | undefined;
  if (decision?.case !== 'FIRST_TIME' && decision?.isNever !== true) return false;
  // Where the cloud does not say since when: a gateway that ran connects as soon as it has its credential.
  const { firstHeartbeatAt } = cloud?.connection ?? {};
  const isSaid = cloud && (!firstHeartbeatAt || firstHeartbeatAt > createdAt);
  const connects = isSaid ? CONNECTS : [...CONNECTS, STORE_CREDENTIAL];
  const since = steps
    .filter(({ name }) => connects.includes(name))
    .flatMap(({ startedAt }) => startedAt?.getTime() ?? []);
  // Gateway Client may have run before, or a person has started it: it takes its credential as soon as that is there.
  if (firstHeartbeatAt && firstHeartbeatAt > createdAt) since.push(firstHeartbeatAt.getTime());
  const gateway = services.find(({ key }) => key === GATEWAY);
  if (since.length === 0) return !(gateway && isUp(gateway) && isLinked(cloud));
  return Math.abs(clock.now().getTime() - Math.min(...since)) < NEW_LINK_MS;
}

/** What the check of trading hours was when a named clerk overrode it. SALE: the hours did fit. */
function overrideOf(operation: Operation | undefined): Check['outcome'] | 'SALE' | undefined {
  const { overrides, lifted, liftsSale } = (operation?.input ?? {}) as {
    readonly overrides?: readonly string[];
    readonly lifted?: readonly Check[];
    readonly liftsSale?: boolean;
  };
  if (!overrides?.includes('TRADING_HOURS')) return undefined;
  if (liftsSale) return 'SALE';
  // An earlier version kept only the code.
  return lifted?.find(({ code }) => code === 'TRADING_HOURS')?.outcome ?? 'FAIL';
}

async function secondsOf(
  parts: InterlockParts,
  effect: Effect,
  operation: Operation | undefined,
  { cloud }: Snapshot,
): Promise<number> {
  if (effect.takes === 'LINK') return RESTART_SECONDS;
  const planned = operation?.input['impact'] as { readonly estimatedSeconds: number } | undefined;
  const { estimatedSeconds } = planned ?? (await impactOfSending(parts, cloud));
  const late = operation?.kind === 'RESYNC' ? LATE_SECONDS : 0;
  return Math.max(1, estimatedSeconds - late);
}

/**
 * An override of unknown hours ends when they are known, that of a sale when the hours no longer fit, and
 * that of trading hours with the trading that the plan showed. By a clock that was set back since the request
 * no one knows what fits.
 */
function isFree(operation: Operation | undefined, now: SendWindow): boolean {
  const override = overrideOf(operation);
  if (override === 'FAIL' && isCovered(operation, now.startAt)) return true;
  if (operation && now.startAt < operation.createdAt) return false;
  if (override === 'UNKNOWN' && now.trades === undefined) return true;
  if (override === 'SALE') return now.fits;
  return now.fits && !now.sells;
}

/** Stored as JSON. */
interface StoredWindow {
  readonly startAt: string;
  readonly estimatedEnd: string;
  readonly trading: readonly { readonly opensAt: string; readonly closesAt: string }[];
}

/** The trading into which the planned act fell. An operation of an earlier version keeps no window. */
function isCovered(operation: Operation | undefined, at: Date): boolean {
  const window = (operation?.input['window'] ?? operation?.input['restart']) as StoredWindow | undefined;
  if (!window) return true;
  const { startAt, estimatedEnd, trading } = window;
  const overlapping = trading.filter(
    ({ opensAt, closesAt }) =>
      Date.parse(opensAt) < Date.parse(estimatedEnd) && Date.parse(closesAt) > Date.parse(startAt),
  );
  const ends = [estimatedEnd, ...overlapping.map(({ closesAt }) => closesAt)].map((each) => Date.parse(each));
  return at.getTime() < Math.max(...ends);
}
