/** What a resync suspends while it runs, the daily restart and Services Monitor, and how it resumes them: at its end, or later if that can't be done then. */
import { AppError } from '../../errors/errors.js';
import { deadlineForTwo } from '../operations/steps/deadline.js';
import type { DeferredCleanup, Restoration, Step, StepRun } from '../operations/steps/step.js';
import { onlyRow } from '../scripts/output.js';
import type { OperationStep } from '../types/operation.js';
import { LINK_SERVICES } from '../types/services.js';
import { EXPECT_SEND, type SendParts } from './send-step.js';
import { isStillOpen } from './withdrawal.js';

interface Suspension {
  /** The step that suspends it. */
  readonly step: string;
  readonly suspendScript: string;
  readonly resumeScript: string;
  readonly resumed: string;
  /** A warning. Without an end: on Windows it stays suspended until it is resumed. */
  readonly stillSuspended: string;
}

const RESTART: Suspension = {
  step: 'hold-daily-restart',
  suspendScript: 'Suspend-DailyRestart',
  resumeScript: 'Resume-DailyRestart',
  resumed: 'The daily restart resumes.',
  stillSuspended: 'The daily restart of services is still suspended.',
};
const MONITOR: Suspension = {
  step: 'tell-services-monitor',
  suspendScript: 'Suspend-ServicesMonitor',
  resumeScript: 'Resume-ServicesMonitor',
  resumed: 'Services Monitor monitors the link again.',
  stillSuspended:
    'Services Monitor still ignores the link: it would not start services that stop unexpectedly.',
};
const CALL_MS = 20_000;
const REPEATED_MS = deadlineForTwo(CALL_MS);
/** Also in the send, which has a day for its own work. */
const CALL = { deadlineMs: CALL_MS, patienceMs: REPEATED_MS };
/** Twice at most: what can't be resumed now is resumed later. */
const RESUME = { deadlineMs: CALL_MS, patienceMs: CALL_MS };
const AFTER_SEND = 'It resumes as soon as the full send is withdrawn.';
const LATER = 'The server retries it. You can also do it in Services Monitor.';

export function suspendRestartStep({ clock, settings }: SendParts): Step {
  const script = RESTART.suspendScript;
  return {
    name: RESTART.step,
    title: 'Suspend the daily restart of services',
    script,
    parameters: { OperationId: '<this operation>', Until: '<at the latest>' },
    compensatedBy: 'Resume the daily restart',
    deadlineMs: REPEATED_MS,
    before: async () => ({}),
    async perform(run) {
      const until = new Date(clock.now().getTime() + settings.fullSendMs).toISOString();
      await suspendRestart(run, until);
      return { until };
    },
    compensate: (run) => resume(RESTART, run),
  };
}

async function suspendRestart(run: StepRun, until: string): Promise<void> {
  const script = RESTART.suspendScript;
  const output = await run.script(script, { OperationId: run.operation.id, Until: until }, CALL);
  if (!onlyRow(output, script).flag('DailyRestartHeld')) throw notTaken('The daily restart of services');
}

const keys = LINK_SERVICES.filter((key) => key !== 'services-monitor');

export function suspendMonitorStep(): Step {
  const script = MONITOR.suspendScript;
  return {
    name: MONITOR.step,
    title: 'Suspend the monitoring of the link by Services Monitor',
    script,
    parameters: { OperationId: '<this operation>', Key: keys },
    compensatedBy: 'Resume the monitoring of the link',
    deadlineMs: REPEATED_MS,
    before: async () => ({}),
    async perform(run) {
      await suspendMonitor(run);
      return undefined;
    },
    compensate: (run) => resume(MONITOR, run),
  };
}

async function suspendMonitor(run: StepRun): Promise<void> {
  const script = MONITOR.suspendScript;
  const output = await run.script(script, { OperationId: run.operation.id, Key: keys }, CALL);
  const planned = onlyRow(output, script).texts('PlannedStops');
  if (!keys.every((key) => planned.includes(key))) throw notTaken('The planned stop of the link');
}

/** After a restart of the server, which may have been one of Windows: then nothing is suspended any more. A failure is recorded, and does not end the send. */
export async function suspendAgain(run: StepRun): Promise<void> {
  try {
    await suspendRestart(run, String(run.resultOf(RESTART.step)['until']));
    await suspendMonitor(run);
  } catch (error) {
    if (run.signal.aborted || !(error instanceof AppError)) throw error;
    const message = `The daily restart or Services Monitor could not be suspended again: ${error.message} Leave Services Monitor stopped until the send has ended.`;
    await run.say(message, 'WARNING');
  }
}

const RELEASE = 'release';

/** The send is complete: what can't be resumed now is a warning, and a deferred cleanup resumes it. */
export function resumeStep(): Step {
  return {
    name: RELEASE,
    title: 'Resume the daily restart and the monitoring of the link',
    script: RESTART.resumeScript,
    parameters: { OperationId: '<this operation>' },
    deadlineMs: 2 * REPEATED_MS,
    async perform(run) {
      const all = [RESTART, MONITOR];
      const outcomes: Restoration[] = [];
      for (const suspension of all) outcomes.push(await resume(suspension, run));
      if (run.cancelled) throw new AppError('OPERATION_CANCELLED');
      for (const { notRestored } of outcomes) for (const line of notRestored) await run.say(line, 'WARNING');
      const held = all.filter((_, index) => outcomes[index]?.notRestored.length !== 0);
      return { held: held.map(({ step }) => step) };
    },
  };
}

async function resume(
  { resumeScript, resumed, stillSuspended }: Suspension,
  run: StepRun,
): Promise<Restoration> {
  // While rows still arrive nothing may restart what sends them.
  if (isStillOpen(run.resultOf(EXPECT_SEND)))
    return { restored: [], notRestored: [`${stillSuspended} ${AFTER_SEND}`] };
  try {
    requireResumed(await run.script(resumeScript, { OperationId: run.operation.id }, RESUME), resumeScript);
    return { restored: [resumed], notRestored: [] };
  } catch {
    return { restored: [], notRestored: [`${stillSuspended} ${LATER}`] };
  }
}

/** What an ended resync left suspended, by its rows; also of one that ended without a rollback, as after a restore of a backup. */
export function leftSuspended(
  operationId: string,
  rows: readonly OperationStep[],
): readonly DeferredCleanup[] {
  const rowOf = (name: string) => rows.find((row) => row.name === name);
  const release = rowOf(RELEASE);
  const left = (release?.result?.['held'] ?? []) as readonly string[];
  const isLeft = ({ step }: Suspension) => {
    const row = rowOf(step);
    const noted = row?.result?.['restoration'] as Restoration | undefined;
    if (noted) return noted.notRestored.length > 0;
    return release?.state === 'SUCCEEDED' ? left.includes(step) : row?.startedAt !== undefined;
  };
  return [RESTART, MONITOR].filter(isLeft).map(({ step, resumeScript, resumed, stillSuspended }) => ({
    step,
    script: resumeScript,
    parameters: { OperationId: operationId },
    open: stillSuspended,
    done: (output) => {
      requireResumed(output, resumeScript);
      return resumed;
    },
  }));
}

/** The script reads it from Services Monitor's order file. False if the monitor did not start again. */
function requireResumed(output: readonly unknown[], script: string): void {
  if (!onlyRow(output, script).flag('Released')) throw notTaken('The release');
}

function notTaken(what: string): AppError {
  return new AppError('SCRIPT_FAILED', { message: `${what} is not registered with Services Monitor.` });
}
