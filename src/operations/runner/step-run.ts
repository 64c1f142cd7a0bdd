/** Makes what a step is given: scripts with its deadline, events that are recorded before they are announced. */
import { AppError } from '../../errors.js';
import type { Log } from '../ports/machine.js';
import {
  type ScriptCall,
  ScriptError,
  type ScriptEvent,
  type ScriptResult,
  type ScriptRunner,
} from '../ports/script-runner.js';
import type { EventLevel, Memory, Operation } from '../words/operation.js';
import type { Secret } from '../words/secret.js';
import { asAppError } from '../world/script-failure.js';
import type { EndingParts } from './ending.js';
import type { TrailOf } from './failure-trail.js';
import type { Step, StepRun } from './step.js';

/** Percentages are written down at most this often; a step's words always. */
const PERCENT_MS = 500;
/** While no PowerShell host is up. */
const HOST_DOWN_MS = 1000;

export interface StepRunParts extends EndingParts {
  readonly scripts: ScriptRunner;
  readonly trailOf: TrailOf;
  readonly log: Log;
  readonly operation: Operation;
  readonly steps: readonly Step[];
  readonly secrets: Readonly<Record<string, Secret>>;
  /** Aborted by a cancel or by the server's stop. */
  readonly controller: AbortController;
}

export interface StepRunState {
  readonly before: Memory;
  readonly resumed: boolean;
  readonly results: ReadonlyMap<string, Memory>;
  readonly deadline: AbortSignal;
  /** The way back listens to no cancel. */
  readonly deaf?: boolean;
}

export function createStepRun(parts: StepRunParts, step: Step, state: StepRunState): StepRun {
  const { operation, clock, feed, controller } = parts;
  const signal = state.deaf ? state.deadline : AbortSignal.any([controller.signal, state.deadline]);
  let percentAt = 0;

  async function say(message: string, level: EventLevel = 'INFORMATION', percent?: number): Promise<void> {
    await feed.record({ operationId: operation.id, step: step.name, level, percent, message });
  }

  async function progress(percent: number, detail: string, estimatedFinishAt?: Date): Promise<void> {
    const now = clock.now().getTime();
    if (percent < 100 && now - percentAt < PERCENT_MS) return;
    percentAt = now;
    const whole = percentOfOperation(parts.steps, step, percent);
    await parts.state.operations.updateStep(operation.id, operation.attempt, step.name, { percent, detail });
    await parts.state.operations.progress(operation.id, operation.attempt, {
      percent: whole,
      ...(estimatedFinishAt ? { estimatedFinishAt } : {}),
    });
    await say(detail, 'VERBOSE', whole);
  }

  /** Events arrive while the script runs; they are recorded in their order, and awaited before the step goes on. */
  let recorded: Promise<void> = Promise.resolve();
  function onEvent(event: ScriptEvent): void {
    recorded = recorded
      .then(() =>
        event.stream === 'progress'
          ? progress(event.percent ?? 0, event.message)
          : say(event.message, LEVELS[event.stream]),
      )
      .catch((error) =>
        parts.log.warn({ err: error, operationId: operation.id }, 'An event was not recorded'),
      );
  }

  /** Hosts that don't come up are waited for until the step's deadline: what certainly never began may be asked for again. */
  async function onceUp(call: ScriptCall): Promise<ScriptResult> {
    for (;;) {
      try {
        return await parts.scripts.run(call);
      } catch (error) {
        const neverBegan =
          error instanceof ScriptError && error.failure === 'UNAVAILABLE' && !error.mayHaveRun;
        if (!neverBegan || signal.aborted) throw error;
        await clock.sleep(HOST_DOWN_MS, signal);
        if (signal.aborted) throw error;
      }
    }
  }

  return {
    operation,
    resumed: state.resumed,
    signal,
    get cancelled() {
      return controller.signal.aborted;
    },
    secrets: parts.secrets,
    before: state.before,
    resultOf: (name) => state.results.get(name) ?? {},
    async script(script, parameters, options = {}) {
      try {
        const { output } = await onceUp({
          script,
          parameters,
          deadlineMs: options.deadlineMs ?? step.deadlineMs,
          ...(options.secrets ? { secrets: options.secrets } : {}),
          ...(options.deaf ? {} : { signal }),
          onEvent,
        });
        return output;
      } catch (error) {
        throw state.deadline.aborted ? new AppError('STEP_TIMED_OUT', { cause: error }) : asAppError(error);
      } finally {
        await recorded;
      }
    },
    say,
    progress,
  };
}

const LEVELS: Readonly<Record<Exclude<ScriptEvent['stream'], 'progress'>, EventLevel>> = {
  verbose: 'VERBOSE',
  information: 'INFORMATION',
  warning: 'WARNING',
  error: 'ERROR',
};

/** How far the whole is when one step is so far. */
export function percentOfOperation(steps: readonly Step[], step: Step, percent: number): number {
  const weight = (candidate: Step) => candidate.weight ?? 1;
  const total = steps.reduce((sum, candidate) => sum + weight(candidate), 0);
  const before = steps.slice(0, steps.indexOf(step)).reduce((sum, candidate) => sum + weight(candidate), 0);
  return Math.min(100, (100 * before + percent * weight(step)) / total);
}
