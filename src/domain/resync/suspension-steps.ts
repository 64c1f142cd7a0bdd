/** What a resync suspends while it runs, the daily restart and Services Monitor, and how it resumes them: at its end, or later if that can't be done then. */
import { AppError } from '../../errors/errors.js';
import type { DeferredCleanup, Restoration, Step, StepRun } from '../operations/steps/step.js';
import { onlyRow } from '../scripts/output.js';
import type { OperationStep } from '../types/operation.js';
import { LINK_SERVICES } from '../types/services.js';
import { EXPECT_SEND, type SendParts } from './send-step.js';
import { isStillOpen } from './withdrawal.js';

interface Hold {
  /** The step that takes it. */
  readonly step: string;
  readonly hold: string;
  readonly letGo: string;
  readonly isLetGo: string;
  /** While it is held, as a warning says it. Without an end: on Windows it lasts until it is released. */
  readonly isHeld: string;
}

const RESTART: Hold = {
  step: 'hold-daily-restart',
  hold: 'Suspend-DailyRestart',
  letGo: 'Resume-DailyRestart',
  isLetGo: 'The daily restart resumes.',
  isHeld: 'The daily restart of services is still suspended.',
};
const MONITOR: Hold = {
  step: 'tell-services-monitor',
  hold: 'Suspend-ServicesMonitor',
  letGo: 'Resume-ServicesMonitor',
  isLetGo: 'Services Monitor monitors the link again.',
  isHeld: 'Services Monitor still ignores the link: it would not start services that stop unexpectedly.',
};
/** A host that is away is waited for longer than a call may take. */
const REPEATED_MS = 2 * 60_000;
const CALL = { deadlineMs: 20_000 };
const AFTER_SEND = 'It resumes as soon as the full send is withdrawn.';
const LATER = 'The server retries it. You can also do it in Services Monitor.';

export function suspendRestartStep({ clock, settings }: SendParts): Step {
  const script = RESTART.hold;
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
      await holdRestart(run, until);
      return { until };
    },
    compensate: (run) => letGoOf(RESTART, run),
  };
}

async function holdRestart(run: StepRun, until: string): Promise<void> {
  const script = RESTART.hold;
  const output = await run.script(script, { OperationId: run.operation.id, Until: until }, CALL);
  if (!onlyRow(output, script).flag('DailyRestartHeld')) throw notTaken('The daily restart of services');
}

const keys = LINK_SERVICES.filter((key) => key !== 'services-monitor');

export function suspendMonitorStep(): Step {
  const script = MONITOR.hold;
  return {
    name: MONITOR.step,
    title: 'Suspend the monitoring of the link by Services Monitor',
    script,
    parameters: { OperationId: '<this operation>', Key: keys },
    compensatedBy: 'Resume the monitoring of the link',
    deadlineMs: REPEATED_MS,
    before: async () => ({}),
    async perform(run) {
      await tellMonitor(run);
      return undefined;
    },
    compensate: (run) => letGoOf(MONITOR, run),
  };
}

async function tellMonitor(run: StepRun): Promise<void> {
  const script = MONITOR.hold;
  const output = await run.script(script, { OperationId: run.operation.id, Key: keys }, CALL);
  const planned = onlyRow(output, script).texts('PlannedStops');
  if (!keys.every((key) => planned.includes(key))) throw notTaken('The planned stop of the link');
}

/** After a restart, which may have been Windows': what starts with it holds nothing any more. A failure is recorded, and ends no send. */
export async function holdAgain(run: StepRun): Promise<void> {
  try {
    await holdRestart(run, String(run.resultOf(RESTART.step)['until']));
    await tellMonitor(run);
  } catch (error) {
    if (run.signal.aborted || !(error instanceof AppError)) throw error;
    const message = `The daily restart or Services Monitor could not be suspended again: ${error.message} Leave Services Monitor stopped until the send has ended.`;
    await run.say(message, 'WARNING');
  }
}

const RELEASE = 'release';

/** The send is complete by now: what can't be released is said, done later, and no failure. */
export function releaseStep(): Step {
  return {
    name: RELEASE,
    title: 'Resume the daily restart and the monitoring of the link',
    script: RESTART.letGo,
    parameters: { OperationId: '<this operation>' },
    deadlineMs: 45_000,
    async perform(run) {
      const holds = [RESTART, MONITOR];
      const outcomes: Restoration[] = [];
      for (const hold of holds) outcomes.push(await letGoOf(hold, run));
      if (run.cancelled) throw new AppError('OPERATION_CANCELLED');
      for (const { notRestored } of outcomes) for (const line of notRestored) await run.say(line, 'WARNING');
      const held = holds.filter((_, index) => outcomes[index]?.notRestored.length !== 0);
      return { held: held.map(({ step }) => step) };
    },
  };
}

async function letGoOf({ letGo, isLetGo, isHeld }: Hold, run: StepRun): Promise<Restoration> {
  // While rows still arrive nothing may restart what sends them.
  if (isStillOpen(run.resultOf(EXPECT_SEND)))
    return { restored: [], notRestored: [`${isHeld} ${AFTER_SEND}`] };
  try {
    requireReleased(await run.script(letGo, { OperationId: run.operation.id }, CALL), letGo);
    return { restored: [isLetGo], notRestored: [] };
  } catch {
    return { restored: [], notRestored: [`${isHeld} ${LATER}`] };
  }
}

/** What an ended resync still holds, by what its rows say; also of one that ended without a rollback, as after a restore. */
export function leftHeld(operationId: string, rows: readonly OperationStep[]): readonly DeferredCleanup[] {
  const rowOf = (name: string) => rows.find((row) => row.name === name);
  const release = rowOf(RELEASE);
  const left = (release?.result?.['held'] ?? []) as readonly string[];
  const isLeft = ({ step }: Hold) => {
    const row = rowOf(step);
    const noted = row?.result?.['restoration'] as Restoration | undefined;
    if (noted) return noted.notRestored.length > 0;
    return release?.state === 'SUCCEEDED' ? left.includes(step) : row?.startedAt !== undefined;
  };
  return [RESTART, MONITOR].filter(isLeft).map(({ step, letGo, isLetGo, isHeld }) => ({
    step,
    script: letGo,
    parameters: { OperationId: operationId },
    open: isHeld,
    done: (output) => {
      requireReleased(output, letGo);
      return isLetGo;
    },
  }));
}

/** The script reads it from Services Monitor's order file. False if the monitor did not start again. */
function requireReleased(output: readonly unknown[], script: string): void {
  if (!onlyRow(output, script).flag('Released')) throw notTaken('The release');
}

function notTaken(what: string): AppError {
  return new AppError('SCRIPT_FAILED', { message: `${what} is not registered with Services Monitor.` });
}
