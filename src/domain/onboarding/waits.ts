/** The steps of an onboarding that wait for the cloud or the venue's database. */
import { AppError, type ErrorCode } from '../../errors/errors.js';
import { holdsUp } from '../facts/plan-facts.js';
import { CloudPoller } from '../operations/steps/cloud-polling.js';
import type { Step, StepRun } from '../operations/steps/step.js';
import type { Clock } from '../ports/machine.js';
import { ScriptError, type ScriptRunner } from '../ports/script-runner.js';
import type { DatabaseOperationRow, VenueStore } from '../ports/venue-store.js';
import { isPassing } from '../scripts/failure.js';
import { MODE_MS } from '../services/steps.js';
import type { Memory } from '../types/operation.js';
import type { Settings } from '../types/settings.js';
import { type CloudVenue, getCloudVenue, isOpen, wholePercentOf } from '../venue/cloud.js';
import { HEARTBEAT } from '../venue/unfinished.js';

export interface WaitParts {
  readonly scripts: ScriptRunner;
  readonly clock: Clock;
  readonly settings: Settings;
}

export interface WaitedFor {
  readonly customerNumber: string;
  readonly machineId: string;
}

/** What an onboarding waits for at the cloud once its code is used up: an outage of the cloud prolongs the wait and decides nothing. */
export function heartbeatStep(parts: WaitParts, decision: WaitedFor): Step {
  return {
    name: HEARTBEAT,
    title: 'Wait until the cloud receives a heartbeat',
    script: 'Get-CloudVenue',
    parameters: { CustomerNumber: decision.customerNumber },
    deadlineMs: deadlineOf(parts.settings),
    async before(run) {
      const { connection } = await run.query((signal) =>
        getCloudVenue(parts.scripts, decision.customerNumber, signal),
      );
      return { lastHeartbeatAt: connection.lastHeartbeatAt?.toISOString() ?? null };
    },
    async perform(run) {
      const seenIn = ({ connection }: CloudVenue) => {
        const seen = connection.lastHeartbeatAt?.toISOString();
        const isNew = seen !== undefined && seen !== run.before['lastHeartbeatAt'];
        const isOurs = connection.state === 'connected' && connection.machineId === decision.machineId;
        return isOurs && isNew ? { heartbeatAt: seen } : undefined;
      };
      try {
        return await awaitCloud(parts, run, decision, 'HEARTBEAT_NOT_SEEN', seenIn);
      } catch (error) {
        // A rollback would take away a link that works: one more poll, also after a cancel.
        const last = await getCloudVenue(parts.scripts, decision.customerNumber).catch(() => undefined);
        const seen = last && seenIn(last);
        if (!seen) throw error;
        return seen;
      }
    },
  };
}

export function firstSyncStep(parts: WaitParts, decision: WaitedFor): Step {
  return {
    name: 'first-sync',
    title: 'Wait until the first sync starts',
    script: 'Get-CloudVenue',
    parameters: { CustomerNumber: decision.customerNumber },
    compensatedBy: 'Withdraw the first sync, once Cloud Sync is stopped',
    deadlineMs: deadlineOf(parts.settings),
    async perform(run) {
      const found = await awaitCloud(parts, run, decision, 'FIRST_SYNC_NOT_BEGUN', ({ sync }) => {
        if (sync.lastCompletedAt) return { percent: 100 };
        return isOpen(sync.job) ? { percent: wholePercentOf(sync.job), jobId: sync.job.jobId } : undefined;
      });
      await run.say(
        `The first sync has started: ${String(found['percent'])} % so far. It continues automatically.`,
      );
      return found;
    },
  };
}

/** The time that it has while the cloud answers, and that for which one that is away is waited for. */
function deadlineOf({ heartbeatMs, cloudPatienceMs }: Settings): number {
  return heartbeatMs + cloudPatienceMs;
}

/** Polls the cloud until `findIn` finds what the step waits for. */
async function awaitCloud(
  parts: WaitParts,
  run: StepRun,
  { customerNumber }: WaitedFor,
  notSeen: ErrorCode,
  findIn: (cloud: CloudVenue) => Memory | undefined,
): Promise<Memory> {
  const { clock, settings, scripts } = parts;
  const poller = new CloudPoller(parts, run);
  let until = clock.workMs() + settings.heartbeatMs;
  while (clock.workMs() < until && !run.signal.aborted) {
    const since = clock.workMs();
    const cloud = await poller.poll((signal) => getCloudVenue(scripts, customerNumber, signal));
    const found = cloud && findIn(cloud);
    if (found) return found;
    await clock.sleep(settings.pollMs, run.signal);
    if (poller.isAway) until += clock.workMs() - since;
  }
  throw new AppError(run.cancelled ? 'OPERATION_CANCELLED' : notSeen, { cause: poller.lastFailure });
}

export interface SendWaitParts {
  readonly venue: VenueStore;
  readonly scripts: ScriptRunner;
  readonly clock: Clock;
}

/** As long as a re-index of a large database may take. */
const DATABASE_MS = 12 * 60 * 60_000;
/** For a database that does not say: longer than SQL Server takes to start, and than a refused login is left alone. */
const UNKNOWN_MS = 30 * 60_000;
const POLL_MS = 5000;
/** Within a week the plan's own break comes again. An end before it would take back a link that works. */
const WINDOW_MS = 8 * 24 * 60 * 60_000;
const WINDOW_AGAIN_MS = 60_000;

/**
 * What an onboarding waits for before data is sent. A database operation that began since the plan is waited
 * for: the first sync reads every table. `isManual`: its start mode was left Manual for that.
 */
export function beforeSend(parts: SendWaitParts, step: Step, isManual: boolean): Step {
  const send: Step = {
    ...step,
    async perform(run) {
      await untilDatabaseIsFree(parts, run);
      const result = await step.perform(run);
      const automatic = { Key: 'cloud-sync', StartMode: 'Automatic' };
      if (isManual) await run.script('Set-ServiceStartMode', automatic, { deadlineMs: MODE_MS });
      return result;
    },
  };
  const waiting = whenPermitted(parts, send, 'Cloud Sync starts when its first sync fits.');
  return { ...waiting, deadlineMs: waiting.deadlineMs + DATABASE_MS + (isManual ? MODE_MS : 0) };
}

/**
 * A step that waits until the interlock permits it, where the plan's break is past: a download or a database
 * operation may have taken hours since the plan was made, and the server may have been off. `waits`: its
 * event then.
 */
export function whenPermitted({ clock }: Pick<SendWaitParts, 'clock'>, step: Step, waits: string): Step {
  return {
    ...step,
    deadlineMs: step.deadlineMs + WINDOW_MS,
    async perform(run) {
      // The time of the wait is no time for the script, nor for a PowerShell that is away.
      const own = { deadlineMs: step.deadlineMs, patienceMs: step.deadlineMs };
      const script: StepRun['script'] = (name, parameters, options) =>
        run.script(name, parameters, { ...own, ...options });
      const isAnnounced = async () => (await run.said()).some((message) => message.startsWith(waits));
      for (let isSaid = run.resumed && (await isAnnounced()); ; isSaid = true) {
        try {
          return await step.perform(Object.create(run, { script: { value: script } }));
        } catch (error) {
          const why = whyNotPermitted(error, isSaid);
          if (why === undefined) throw error;
          if (!isSaid) await run.say(`${waits} ${why}`, 'WARNING');
        }
        await clock.sleep(WINDOW_AGAIN_MS, run.signal);
        if (run.signal.aborted) throw new AppError(run.cancelled ? 'OPERATION_CANCELLED' : 'STEP_TIMED_OUT');
      }
    },
  };
}

/**
 * Undefined: it was permitted, or no wait changes what is wrong. PowerShell or a database that is away before
 * the interlock is asked begins no wait, and ends none (`waits`).
 */
function whyNotPermitted(error: unknown, waits: boolean): string | undefined {
  if (!(error instanceof AppError)) return undefined;
  if (error.code === 'ORDERING_PROTECTED') return String(error.details['verdict']);
  const hasBegun = error.cause instanceof ScriptError && error.cause.mayHaveRun;
  const isAway = waits && !hasBegun && isPassing(error);
  return error.details['isUnjudged'] || isAway ? error.message : undefined;
}

/** A login that may not query was allowed for in the plan. Whatever else fails says nothing of what runs. */
function whyUnknown(error: unknown): readonly DatabaseOperationRow[] | AppError {
  if (!(error instanceof AppError)) throw error;
  const { failure } = error.details;
  if (failure === 'NOT_ALLOWED') return [];
  if (failure === 'DAMAGED') throw error;
  return error;
}

async function untilDatabaseIsFree({ venue, clock }: SendWaitParts, run: StepRun): Promise<void> {
  let said = '';
  let knownAt = clock.workMs();
  for (;;) {
    const seen = await venue.databaseOperations().catch(whyUnknown);
    if (!(seen instanceof AppError)) knownAt = clock.workMs();
    else if (clock.workMs() - knownAt >= UNKNOWN_MS) throw seen;
    const why = whatFor(seen);
    if (why === '' && said !== '') await run.say('No database operation is running.');
    if (why === '') return;
    if (why !== said) await run.say(why, 'WARNING');
    said = why;
    await clock.sleep(POLL_MS, run.signal);
    if (run.signal.aborted) throw new AppError(run.cancelled ? 'OPERATION_CANCELLED' : 'STEP_TIMED_OUT');
  }
}

/** Empty: nothing is waited for. */
function whatFor(seen: readonly DatabaseOperationRow[] | AppError): string {
  if (seen instanceof AppError)
    return `Whether a database operation is running is unknown: ${seen.message} ${seen.remedy} Cloud Sync starts when none is running.`;
  const names = seen.filter(holdsUp).map(({ name }) => name);
  return names.length === 0
    ? ''
    : `Cloud Sync starts when the database operation has ended: ${names.join(', ')}.`;
}
