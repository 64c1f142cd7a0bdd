/**
 * The one place that decides whether an act may take ordering away, at the moment of the act: of a plan, its
 * wait, a schedule, a retry, a take-over after a crash, service control, a rollback or a cleanup (ADR 0062).
 */
import { AppError } from '../../errors/errors.js';
import type { Check } from '../plans/plan.js';
import { type SendWindow, windowNow } from '../plans/window.js';
import type { Clock } from '../ports/machine.js';
import type { OperationStore } from '../ports/operation-store.js';
import type { ScriptCall, ScriptRunner } from '../ports/script-runner.js';
import type { VenueStore } from '../ports/venue-store.js';
import type { Operation } from '../types/operation.js';
import { SERVICE_KEYS } from '../types/services.js';
import type { CloudReader } from '../venue/cloud-reader.js';
import { getHostServices } from '../venue/host.js';
import { type Effect, effectOf, mayTakeOrdering, type Snapshot } from './effects.js';

export interface InterlockParts {
  readonly scripts: ScriptRunner;
  readonly operations: Pick<OperationStore, 'find'>;
  readonly venue: VenueStore;
  readonly clock: Clock;
  /** Read by the very scripts that the interlock guards. */
  readonly cloud: () => Pick<CloudReader, 'recent'>;
}

/** For a stop of Gateway Client and its next start. */
export const RESTART_SECONDS = 120;
/** Some minutes are no reason to refuse a send that was accepted. */
const LATE_SECONDS = 5 * 60;
const CLOUD_AGE_MS = 10_000;

/** The only way to a script. */
export function interlocked(parts: InterlockParts): ScriptRunner {
  const { scripts } = parts;
  return {
    describe: (call) => scripts.describe(call),
    run: (call) =>
      scripts.run(mayTakeOrdering(call) ? { ...call, permit: () => askPermit(parts, call) } : call),
  };
}

/** Throws ORDERING_PROTECTED, or why the facts that decide could not be read. */
async function askPermit(parts: InterlockParts, call: ScriptCall): Promise<void> {
  const id = call.trace?.operationId;
  const operation = id === undefined ? undefined : await parts.operations.find(id);
  // A stop by name needs no fact.
  if (call.script === 'Stop-VenueHostService' && isStopByName(operation)) return;
  const effect = effectOf(call, await readSnapshot(parts));
  if (effect.takes === 'NOTHING' || mayTake(effect, operation)) return;
  const now = await windowNow(parts, secondsOf(effect, operation));
  if (!isFree(effect, operation, now))
    throw new AppError('ORDERING_PROTECTED', { details: { verdict: now.verdict } });
}

async function readSnapshot({ scripts, venue, cloud }: InterlockParts): Promise<Snapshot> {
  const registration = await venue.registration().catch(() => undefined);
  const [services, answer] = await Promise.all([
    getHostServices(scripts, SERVICE_KEYS),
    registration && cloud().recent(registration.customerNumber, CLOUD_AGE_MS),
  ]);
  return {
    services,
    cloud: answer instanceof AppError ? undefined : answer,
    isLicensed: registration?.licences.includes('CLOUD_SYNC') ?? true,
  };
}

/** Who asked for a start or a start mode has not asked for the stop of its rollback. */
function isStopByName(operation: Operation | undefined): boolean {
  const command = operation?.input['command'] as { readonly do: string } | undefined;
  return operation?.kind === 'SERVICE_CONTROL' && (command?.do === 'stop' || command?.do === 'restart');
}

/** By a named clerk, whatever the hour: who overrode exactly that check. */
function mayTake(effect: Effect, operation: Operation | undefined): boolean {
  if (!operation) return false;
  const { kind, input } = operation;
  // A clerk names the service, and not that it begins a send.
  if (kind === 'SERVICE_CONTROL') return effect.takes === 'SEND' && !effect.isCertain;
  const decision = input['decision'] as { readonly case?: string; readonly isNever?: boolean } | undefined;
  if (decision?.case === 'FIRST_TIME' || decision?.isNever === true) return true;
  return overrideOf(operation) === 'FAIL';
}

/** What the check of trading hours was when it was overridden. */
function overrideOf({ input }: Operation): Check['outcome'] | undefined {
  const { overrides, lifted } = input as {
    readonly overrides?: readonly string[];
    readonly lifted?: readonly Check[];
  };
  if (!overrides?.includes('TRADING_HOURS')) return undefined;
  // An earlier version kept only the code.
  return lifted?.find(({ code }) => code === 'TRADING_HOURS')?.outcome ?? 'FAIL';
}

function secondsOf(effect: Effect, operation: Operation | undefined): number {
  const impact = operation?.input['impact'] as { readonly estimatedSeconds: number } | undefined;
  if (effect.takes === 'LINK' || !impact) return RESTART_SECONDS;
  const late = operation?.kind === 'RESYNC' ? LATE_SECONDS : 0;
  return Math.max(1, impact.estimatedSeconds - late);
}

/**
 * An override of unknown hours ends when they are known. By a clock that was set back since the request no
 * one knows what fits.
 */
function isFree(effect: Effect, operation: Operation | undefined, now: SendWindow): boolean {
  if (operation && now.startAt < operation.createdAt) return false;
  if (operation && overrideOf(operation) === 'UNKNOWN') return now.trades !== true;
  // Who began a send at once has read that the venue may still be trading.
  const isRead = effect.takes === 'SEND' && operation?.scheduledFor === undefined;
  return now.fits && (isRead || !now.sells);
}
