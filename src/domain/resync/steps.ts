/** The saga of a resync and its steps. Cloud Sync sends the rows; the cloud's job is the only measure of progress, also after a restart. */
import { VENUE_SLOT } from '../operations/intents.js';
import type { Saga } from '../operations/saga.js';
import type { Step } from '../operations/steps/step.js';
import type { NewId } from '../ports/machine.js';
import { onlyRow } from '../scripts/output.js';
import type { Memory } from '../types/operation.js';
import { Permission } from '../types/permissions.js';
import { LINK_SERVICES } from '../types/services.js';
import { readSyncJob } from '../venue/cloud.js';
import { type CheckAgainParts, checkAgainStep, checkIfOld, requireInTime } from './check-again-step.js';
import { compareStep } from './compare-step.js';
import { EXPECT_SEND, KEPT_UP, sendStep } from './send-step.js';
import {
  leftSuspended,
  resumeStep,
  suspendAgain,
  suspendMonitorStep,
  suspendRestartStep,
} from './suspension-steps.js';
import { leftOpen, withdrawOtherStep, withdrawOwn } from './withdrawal.js';

export interface ResyncDecision {
  readonly customerNumber: string;
  /** It was scheduled or had to be approved: what was true then is asked again before anything begins. */
  readonly checkAgain: boolean;
  /** An open full send that no operation runs: withdrawn first, by a clerk's override with a reason. */
  readonly withdraws?: string | undefined;
}

export interface ResyncStepParts extends CheckAgainParts {
  readonly newId: NewId;
}

export function resyncSaga(parts: ResyncStepParts): Saga {
  return {
    kind: 'RESYNC',
    action: 'resync',
    permission: Permission.CLOUD_CONNECTIVITY_ONBOARD,
    doing: 'The resync',
    done: () => 'All data was sent to swiftpos Cloud again.',
    title: () => 'Resync the venue',
    slot: () => VENUE_SLOT,
    holds: () => LINK_SERVICES,
    keepsUp: () => KEPT_UP,
    steps: (input: Memory) => resyncSteps(parts, input['decision'] as ResyncDecision),
    deferredCleanups: ({ id, input }, rows) => [
      ...leftOpen((input['decision'] as ResyncDecision).customerNumber, rows),
      ...leftSuspended(id, rows),
    ],
  };
}

export function resyncSteps(parts: ResyncStepParts, decision: ResyncDecision): readonly Step[] {
  return [
    ...(decision.checkAgain ? [checkAgainStep(parts)] : []),
    suspendRestartStep(parts),
    suspendMonitorStep(),
    ...(decision.withdraws === undefined
      ? []
      : [withdrawOtherStep(decision.customerNumber, decision.withdraws)]),
    expectStep(parts, decision),
    sendStep(parts, decision.customerNumber, suspendAgain),
    compareStep(parts),
    resumeStep(),
  ];
}

/** One call; what is away is asked again for longer. */
const CALL_MS = 30_000;
/** More than all steps before it wait for what is away. */
const STEPS_MS = 15 * 60_000;

/** From here on ordering is down: the interlock asks whether it still fits. */
function expectStep(parts: ResyncStepParts, { customerNumber }: ResyncDecision): Step {
  const script = 'Register-SyncJob';
  return {
    name: EXPECT_SEND,
    title: 'Tell the cloud to expect a full send',
    script,
    parameters: {
      CustomerNumber: customerNumber,
      JobId: '<new id>',
      Kind: 'FULL',
      TableCount: '<rows of each table>',
    },
    compensatedBy: 'Withdraw it. The cloud keeps the old data',
    deadlineMs: 5 * 60_000,
    restoreMs: 2 * 60_000,
    async before(run) {
      const counts = await run.query(() => parts.venue.syncTableCounts());
      return {
        jobId: parts.newId(),
        counts: Object.fromEntries(counts.map(({ table, rows }) => [table, rows])),
      };
    },
    async perform(run) {
      await requireInTime(parts, run, STEPS_MS);
      await checkIfOld(parts, run, jobId(run.before));
      const counts = run.before['counts'] as Record<string, number>;
      const parameters = {
        CustomerNumber: customerNumber,
        JobId: jobId(run.before),
        Kind: 'FULL',
        TableCount: counts,
      };
      readSyncJob(onlyRow(await run.script(script, parameters, { deadlineMs: CALL_MS }), script));
      return { jobId: jobId(run.before), counts };
    },
    compensate: (run) => withdrawOwn(run, customerNumber, jobId(run.before)),
  };
}

function jobId(memory: Memory): string {
  return String(memory['jobId']);
}
