/**
 * 1. Ordering: no act of ours takes ordering away while the venue trades or sells, unless a named clerk overrode exactly that with a
 * reason, or stopped that service by name. Judged by what the model says, and not by a plan.
 */

import { openJob } from '../../../rehearsal/model/cloud/jobs.js';
import { isTrading } from '../../../rehearsal/model/time.js';
import { orderingWorks } from '../../../rehearsal/model/truth.js';
import type { VenueModel } from '../../../rehearsal/model/venue-model.js';
import type { ServicesBefore } from '../../../src/domain/services/memory.js';
import type { Operation } from '../../../src/domain/types/operation.js';
import type { RunPlan } from '../decisions.js';
import type { Oracle, Simulation } from '../simulation.js';

/** Ordering that worked for less is none that a guest could have used. */
const WORKED_MS = 60_000;
/** A send that was accepted may begin so much later than planned, and end so much later. */
const LATE_MS = 6 * 60_000;
/** So long after a venue was connected for the first time no guest relies on it. */
const NEW_MS = 20 * 60_000;
/** A credential that was taken back shows in the link within it. */
const NOTICED_MS = 30_000;
/** A sale this young that was made after hours: the venue sells, whatever its hours say. */
const SELLS_MS = 30 * 60_000;

/** A link that is silent for longer is down. */
const SILENT_MS = 5 * 60_000;

/** A stop and the wait for a break that is near. */
const LEFT_OPEN_MS = 10 * 60_000;

const MINUTE_MS = 60_000;
/** Of a send. */
const LONGEST_MS = 6 * 60 * MINUTE_MS;

const SPANS = 'a send that began before the trading hours lasts into them, begun';

interface Loss {
  readonly operationId: string;
  readonly at: number;
  readonly what: string;
  /** How long ordering had worked. */
  readonly workedMs: number;
  /** The service that was stopped; undefined: a send took ordering away. */
  readonly service: string | undefined;
  /** By its hours; false: it only sells. */
  readonly isTrading: boolean;
}

interface Begun {
  readonly operationId: string;
  readonly at: number;
  readonly opensInMs: number | undefined;
}

export function ordering(): Oracle {
  let seen = -1;
  let silentSince: number | undefined;
  let worksSince: number | undefined;
  let opensAt: number | undefined;
  let lastBegun: string | undefined;
  const losses: Loss[] = [];
  const sends = new Map<string, Begun>();
  /** Windows began a first sync with which an onboarding still waited. */
  let isBooted = false;
  /** Ordering is off for a first sync that no one sends, while its onboarding waits. */
  let openSince: number | undefined;
  let isLeftOpen = false;
  return {
    afterEvent({ model, modelVersion, time, journal, plan, points }) {
      if (modelVersion === seen) return;
      seen = modelVersion;
      isBooted ||=
        openJob(model)?.causedBy === 'boot' && points.atWork().includes('ONBOARD/start-cloud-sync');
      const { works, because } = orderingWorks(model);
      const cause = causeOf(model);
      silentSince = works || model.faults['link'] !== 'down' ? undefined : (silentSince ?? time.at);
      const begun = openJob(model);
      if (begun && begun.id !== lastBegun) {
        lastBegun = begun.id;
        // Also where ordering is off already: it stays off for longer.
        if (isTrading(model))
          losses.push({
            operationId: begun.causedBy,
            at: time.at,
            what: `a ${begun.kind} send began`,
            workedMs: worksSince === undefined ? 0 : time.at - worksSince,
            service: undefined,
            isTrading: true,
          });
      }
      // A link that is silent for a moment takes nothing away: what is taken then shows when it is back.
      if (silentSince !== undefined && !cause && time.at - silentSince < SILENT_MS) return;
      opensAt = isTrading(model) ? (opensAt ?? time.at) : undefined;
      const send = openJob(model);
      if (send && !sends.has(send.id))
        sends.set(send.id, { operationId: send.causedBy, at: time.at, opensInMs: opensIn(model) });
      const isLate = send && opensAt !== undefined && send.startedAt < opensAt && time.at - opensAt > LATE_MS;
      if (isLate && isPredictable(plan) && !losses.some(({ operationId }) => operationId === send.causedBy))
        losses.push({
          operationId: send.causedBy,
          at: time.at,
          what: SPANS,
          workedMs: 0,
          service: undefined,
          isTrading: true,
        });
      if (send?.kind === 'FIRST' && leavesOpen({ model, points }) && model.faults['cloud'] === undefined)
        openSince ??= time.at;
      else openSince = undefined;
      isLeftOpen ||= openSince !== undefined && time.at - openSince > LEFT_OPEN_MS;
      if (works) {
        worksSince ??= time.at;
        return;
      }
      const worked = worksSince === undefined ? 0 : time.at - worksSince;
      worksSince = undefined;
      if (worked < WORKED_MS) return;
      journal.write(`Ordering is down: ${because}`);
      if (cause && isOpen(model, time.at))
        losses.push({ ...cause, at: time.at, workedMs: worked, isTrading: isTrading(model) });
    },
    async atRest(simulation) {
      for (const loss of losses) {
        const operation = await simulation.state.operations.find(loss.operationId);
        if (operation && !mayTake(operation, loss))
          simulation.violated('ordering', textOf(operation, loss, simulation));
      }
      for (const { operationId, at, opensInMs } of sends.values()) {
        const operation = await simulation.state.operations.find(operationId);
        if (operation && opensInMs !== undefined && !endsInTime(operation, opensInMs))
          simulation.violated(
            'ordering',
            `${operation.kind} ${operationId} began a send at ${new Date(at).toISOString()} that by its plan lasts into the trading hours.`,
          );
      }
      if (isLeftOpen)
        simulation.violated(
          'ordering',
          'A first sync that an onboarding began is left open, and Cloud Sync is stopped.',
        );
      if (isBooted && (await simulation.operations()).some(foundCloudSyncDown))
        simulation.violated('ordering', 'An onboarding waits to start Cloud Sync, and Windows started it.');
    },
  };
}

/** Until the venue trades next; undefined: not in the next hours, it trades now, or no one knows. */
function opensIn(model: VenueModel): number | undefined {
  if (model.database.tradingPeriods.length === 0 || isTrading(model)) return undefined;
  for (let ms = MINUTE_MS; ms < LONGEST_MS; ms += MINUTE_MS) if (isTrading(model, model.at + ms)) return ms;
  return undefined;
}

function endsInTime({ input }: Operation, opensInMs: number): boolean {
  const { estimatedSeconds = 0 } = (input['impact'] ?? {}) as { readonly estimatedSeconds?: number };
  const lifted = (input['lifted'] ?? []) as readonly { readonly code: string; readonly outcome: string }[];
  const decision = (input['decision'] ?? {}) as { case?: string; isNever?: boolean };
  const isNew = decision.case === 'FIRST_TIME' || decision.isNever === true;
  const isOverridden = lifted.some(({ code, outcome }) => code === 'TRADING_HOURS' && outcome === 'FAIL');
  return isNew || isOverridden || estimatedSeconds * 1000 - LATE_MS < opensInMs;
}

/** Cloud Sync was stopped by an onboarding. */
function leavesOpen({ model, points }: Pick<Simulation, 'model' | 'points'>): boolean {
  const { state, stoppedBy } = model.services['cloud-sync'];
  return state === 'Stopped' && points.kindOf(stoppedBy) === 'ONBOARD';
}

/** One that ran before starts with Windows as it did. */
function foundCloudSyncDown({ kind, input }: Operation): boolean {
  const decision = input['decision'] as { readonly was?: ServicesBefore } | undefined;
  return kind === 'ONBOARD' && decision?.was?.['cloud-sync']?.state !== 'Running';
}

function isOpen(model: VenueModel, at: number): boolean {
  const { lastSaleAt } = model.till;
  return (
    isTrading(model) || (lastSaleAt !== null && at - lastSaleAt < SELLS_MS && !isTrading(model, lastSaleAt))
  );
}

/** What a fault prolongs no one could have known. */
function isPredictable({ decisions }: RunPlan): boolean {
  return !decisions.some((each) => 'fault' in each || 'kill' in each || 'beside' in each);
}

/** Whose act it was; undefined: not an operation's. */
function causeOf(model: VenueModel): Omit<Loss, 'at' | 'workedMs' | 'isTrading'> | undefined {
  const gateway = model.services['gateway-client'];
  if (gateway.state !== 'Running')
    return { operationId: gateway.stoppedBy, what: 'Gateway Client was stopped', service: gateway.key };
  const job = openJob(model);
  if (job) return { operationId: job.causedBy, what: `a ${job.kind} send began`, service: undefined };
  const takenBack = model.credentials.pending;
  if (takenBack && model.at - takenBack.since < NOTICED_MS)
    return { operationId: takenBack.by, what: 'the credential in use was taken back', service: undefined };
  return undefined;
}

function mayTake(operation: Operation, { at, service, workedMs, isTrading }: Loss): boolean {
  const { kind, input } = operation;
  if (kind === 'SERVICE_CONTROL') {
    const { key, command, dependents } = input as {
      key: string;
      command: { do: string };
      dependents: readonly { key: string }[];
    };
    // Who asks for a start or a start mode has not asked for a stop.
    if (!['stop', 'restart'].includes(command.do)) return false;
    return service !== undefined && [key, ...dependents.map((each) => each.key)].includes(service);
  }
  const lifted = (input['lifted'] ?? []) as readonly { readonly code: string; readonly outcome: string }[];
  const isOverridden =
    lifted.some(({ code, outcome }) => code === 'TRADING_HOURS' && outcome === 'FAIL') &&
    isShown(operation, at);
  // Who overrides a late sale, where the hours fit, has overridden no hours.
  const isSaleAlone =
    ((input['window'] ?? input['restart']) as { fits?: boolean } | undefined)?.fits === true;
  if (isOverridden && !(isSaleAlone && isTrading)) return true;
  const decision = (input['decision'] ?? {}) as { case?: string; isNever?: boolean };
  // Ordering works only since this very operation connected the venue.
  return workedMs < NEW_MS && (decision.case === 'FIRST_TIME' || decision.isNever === true);
}

/** Whether the plan that was overridden showed the trading of that moment. */
function isShown({ input }: Operation, at: number): boolean {
  const window = (input['window'] ?? input['restart']) as
    | { startAt: string; estimatedEnd: string; trading: readonly { opensAt: string; closesAt: string }[] }
    | undefined;
  const within = window?.trading.find(
    ({ opensAt, closesAt }) => Date.parse(opensAt) <= at && at < Date.parse(closesAt),
  );
  if (!window || !within) return window === undefined || at - Date.parse(window.estimatedEnd) < LATE_MS;
  return (
    Date.parse(within.opensAt) < Date.parse(window.estimatedEnd) + LATE_MS &&
    Date.parse(within.closesAt) > Date.parse(window.startAt) - LATE_MS
  );
}

function textOf({ kind, id }: Operation, { what, at }: Loss, { plan }: Simulation): string {
  return `${what} by ${kind} ${id} at ${new Date(at).toISOString()}, ${Math.round((at - plan.at) / 1000)} s after the begin, while the venue trades.`;
}
