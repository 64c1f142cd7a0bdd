/** What an onboarding waits for at the cloud once its code is used up: an outage of the cloud prolongs the wait and decides nothing. */
import { AppError, type ErrorCode } from '../../errors/errors.js';
import { CloudPoller } from '../operations/steps/cloud-polling.js';
import type { Step, StepRun } from '../operations/steps/step.js';
import type { Clock } from '../ports/machine.js';
import type { ScriptRunner } from '../ports/script-runner.js';
import type { Memory } from '../types/operation.js';
import type { Settings } from '../types/settings.js';
import { type CloudVenue, getCloudVenue, isOpen, percentOf } from '../venue/cloud.js';

export interface WaitParts {
  readonly scripts: ScriptRunner;
  readonly clock: Clock;
  readonly settings: Settings;
}

export interface WaitedFor {
  readonly customerNumber: string;
  readonly machineId: string;
}

export function heartbeatStep(parts: WaitParts, decision: WaitedFor): Step {
  return {
    name: 'heartbeat',
    title: 'Wait until the cloud receives a heartbeat',
    script: 'Get-CloudVenue',
    parameters: { CustomerNumber: decision.customerNumber },
    deadlineMs: deadlineOf(parts.settings),
    async before(run) {
      const { connection } = await run.look((signal) =>
        getCloudVenue(parts.scripts, decision.customerNumber, signal),
      );
      return { lastHeartbeatAt: connection.lastHeartbeatAt?.toISOString() ?? null };
    },
    perform: (run) =>
      awaitCloud(parts, run, decision, 'HEARTBEAT_NOT_SEEN', ({ connection }) => {
        const seen = connection.lastHeartbeatAt?.toISOString();
        const isNew = seen !== undefined && seen !== run.before['lastHeartbeatAt'];
        const isOurs = connection.state === 'connected' && connection.machineId === decision.machineId;
        return isOurs && isNew ? { heartbeatAt: seen } : undefined;
      }),
  };
}

export function firstSyncStep(parts: WaitParts, decision: WaitedFor): Step {
  return {
    name: 'first-sync',
    title: 'Wait until the first sync starts',
    script: 'Get-CloudVenue',
    parameters: { CustomerNumber: decision.customerNumber },
    deadlineMs: deadlineOf(parts.settings),
    async perform(run) {
      const found = await awaitCloud(parts, run, decision, 'FIRST_SYNC_NOT_BEGUN', ({ sync }) => {
        if (sync.lastCompletedAt) return { percent: 100 };
        return isOpen(sync.job)
          ? { percent: Math.floor(percentOf(sync.job)), jobId: sync.job.jobId }
          : undefined;
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

/** Asks the cloud until `look` finds what it waits for. */
async function awaitCloud(
  parts: WaitParts,
  run: StepRun,
  { customerNumber }: WaitedFor,
  notSeen: ErrorCode,
  look: (cloud: CloudVenue) => Memory | undefined,
): Promise<Memory> {
  const { clock, settings, scripts } = parts;
  const poller = new CloudPoller(parts, run);
  let until = clock.workMs() + settings.heartbeatMs;
  while (clock.workMs() < until && !run.signal.aborted) {
    const since = clock.workMs();
    const cloud = await poller.look((signal) => getCloudVenue(scripts, customerNumber, signal));
    const found = cloud && look(cloud);
    if (found) return found;
    await clock.sleep(settings.pollMs, run.signal);
    if (poller.isAway) until += clock.workMs() - since;
  }
  throw new AppError(run.cancelled ? 'OPERATION_CANCELLED' : notSeen, { cause: poller.lastFailure });
}
