/** Makes the `StepRun` that a step is given: scripts with its deadline and retries, events that are recorded before they are announced. */
import { AppError } from '../../errors/errors.js';
import type { Log } from '../ports/machine.js';
import {
  type ScriptCall,
  ScriptError,
  type ScriptEvent,
  type ScriptResult,
  type ScriptRunner,
} from '../ports/script-runner.js';
import { asStepError, isPassing } from '../scripts/failure.js';
import { type EventLevel, type Memory, type Operation, traceOf } from '../types/operation.js';
import type { EndingParts } from './ending.js';
import type { TrailOf } from './failure-trail.js';
import type { Deadline } from './steps/deadline.js';
import type { ScriptOptions, Secrets, Step, StepRun } from './steps/step.js';

/** How far a step is, is written down at most this often; a step's own words always. */
const PERCENT_MS = 500;
/** It becomes an event when it has moved by a percent, or when nothing was reported for so long: a send of hours says hundreds of lines and not tens of thousands. */
const TELL_PERCENT = 1;
const TELL_MS = 15_000;
/** Between two tries of what was away; and of what only a person can change. */
const AGAIN_MS = 1000;
const AFTER_A_PERSON_MS = 15_000;
/** What is over sooner, the try that failed included, is not worth a word. */
const WORTH_A_WORD_MS = 5000;
/** So often what came and was lost again counts as an answer; one that begins again each time would continue for hours. */
const MOST_RESTARTS = 3;
/** So shortly before its deadline nothing is tried again. */
const SHORT_MS = 2500;

export interface StepRunParts extends EndingParts {
  readonly scripts: ScriptRunner;
  readonly trailOf: TrailOf;
  readonly log: Log;
  readonly operation: Operation;
  readonly steps: readonly Step[];
  readonly secrets: Secrets;
  /** Aborted by a cancel or by the server's stop. */
  readonly controller: AbortController;
  /** An earlier server run had begun it. */
  readonly isAfterRestart: boolean;
}

export interface StepRunState {
  readonly before: Memory;
  readonly resumed: boolean;
  readonly results: ReadonlyMap<string, Memory>;
  readonly deadline: Deadline;
  /** The rollback listens to no cancel. */
  readonly uninterruptible?: boolean;
}

export function createStepRun(parts: StepRunParts, step: Step, state: StepRunState): StepRun {
  const { operation, clock, feed, controller } = parts;
  const { signal: deadline } = state.deadline;
  const signal = state.uninterruptible ? deadline : AbortSignal.any([controller.signal, deadline]);
  let percentAt = Number.NEGATIVE_INFINITY;
  let reported = { percent: Number.NEGATIVE_INFINITY, at: Number.NEGATIVE_INFINITY };

  async function say(message: string, level: EventLevel = 'INFORMATION', percent?: number): Promise<void> {
    await feed.record({ operationId: operation.id, step: step.name, level, percent, message });
  }

  async function progress(percent: number, detail: string, estimatedFinishAt?: Date): Promise<void> {
    const now = clock.workMs();
    if (percent < 100 && now - percentAt < PERCENT_MS) return;
    percentAt = now;
    const whole = state.uninterruptible ? undefined : percentOfOperation(parts.steps, step, percent);
    // The rollback has no percent of its own, and what was reached stays what was reached.
    if (whole !== undefined) await reach(percent, whole, detail, estimatedFinishAt);
    const isNews =
      percent >= 100 || percent - reported.percent >= TELL_PERCENT || now - reported.at >= TELL_MS;
    if (!isNews) return feed.wake(operation.id);
    reported = { percent, at: now };
    await say(detail, 'VERBOSE', whole);
  }

  async function reach(percent: number, whole: number, detail: string, finishAt?: Date): Promise<void> {
    const { operations } = parts.state;
    await operations.updateStep(operation.id, operation.attempt, step.name, { percent, detail });
    await operations.progress(operation.id, operation.attempt, {
      percent: whole,
      ...(finishAt ? { estimatedFinishAt: finishAt } : {}),
    });
  }

  /** Events come while the script runs; they are recorded in their order, and awaited before the step continues. One that can't be decides nothing. */
  let recorded: Promise<void> = Promise.resolve();
  function recordLater(record: () => Promise<void>): void {
    recorded = recorded
      .then(record)
      .catch((error) => parts.log.warn({ err: error, ...traceOf(operation) }, 'An event was not recorded'));
  }

  let progressAt = Number.NEGATIVE_INFINITY;
  function onEvent(event: ScriptEvent): void {
    if (event.stream === 'progress') progressAt = clock.workMs();
    recordLater(() =>
      event.stream === 'progress'
        ? progress(event.percent ?? 0, event.message)
        : say(event.message, LEVELS[event.stream]),
    );
  }

  /**
   * For one thing that is tried until it works: `again` waits after a failure, and says for what, once, when it takes longer;
   * `worked` says that it is over. Until shortly before the deadline, so that it is the failure that is reported and not the time.
   */
  function tries(until: AbortSignal) {
    let tellAt = clock.workMs() + WORTH_A_WORD_MS;
    const said = new Set<string>();
    return {
      async again(error: unknown): Promise<void> {
        if (until.aborted || state.deadline.leftMs() < SHORT_MS) throw error;
        const why = inWords(error);
        if (clock.workMs() >= tellAt && !said.has(why)) {
          tellAt = clock.workMs() + TELL_MS;
          said.add(why);
          recordLater(() => say(`${why} Retrying.`, 'WARNING'));
          await recorded;
        }
        const pauseMs = codeOf(error) === 'DISK_TOO_FULL' ? AFTER_A_PERSON_MS : AGAIN_MS;
        await clock.sleep(Math.min(pauseMs, Math.max(AGAIN_MS, state.deadline.leftMs() - SHORT_MS)), until);
        if (until.aborted) throw error;
      },
      async worked(): Promise<void> {
        if (said.size === 0) return;
        recordLater(() => say('The retry succeeded.'));
        await recorded;
      },
    };
  }

  async function runScript(call: ScriptCall, options: ScriptOptions): Promise<ScriptResult> {
    const { again, worked } = tries(options.uninterruptible ? state.deadline.signal : signal);
    let awaySince: number | undefined;
    let restarts = 0;
    for (;;) {
      const since = clock.workMs();
      try {
        const result = await parts.scripts.run(call);
        await worked();
        return result;
      } catch (error) {
        const wasPaused = clock.workMs() - since < call.deadlineMs;
        // Not away: what it asked for came, and is kept; or it came, a few times.
        if (hasKept(error)) restarts = 0;
        if (hasKept(error) || (progressAt >= since && ++restarts <= MOST_RESTARTS)) awaySince = undefined;
        awaySince ??= clock.workMs();
        const isPatient = clock.workMs() - awaySince < (options.patienceMs ?? Number.POSITIVE_INFINITY);
        const how = { once: options.once ?? false, wasPaused, isRollback: state.uninterruptible ?? false };
        if (!isPatient || !mayRunAgain(error, how)) throw error;
        await again(error);
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
        const call: ScriptCall = {
          script,
          parameters,
          deadlineMs: options.deadlineMs ?? step.deadlineMs,
          ...(options.secrets ? { secrets: options.secrets } : {}),
          ...(options.uninterruptible ? {} : { signal }),
          onEvent,
          trace: traceOf(operation),
        };
        const { output } = await runScript(call, options);
        return output;
      } catch (error) {
        throw state.deadline.signal.aborted
          ? new AppError('STEP_TIMED_OUT', { cause: error })
          : asStepError(error);
      } finally {
        await recorded;
      }
    },
    async query(question) {
      const { again, worked } = tries(signal);
      for (;;) {
        try {
          const answer = await question(signal);
          await worked();
          return answer;
        } catch (error) {
          if (!isPassing(error)) throw asStepError(error);
          await again(error);
        }
      }
    },
    say,
    progress,
  };
}

function inWords(error: unknown): string {
  const known = asStepError(error);
  return known instanceof AppError ? known.message : 'It failed.';
}

function codeOf(error: unknown): string | undefined {
  const known = asStepError(error);
  return known instanceof AppError ? known.code : undefined;
}

/** The script said so of what it broke off: the next try continues from there. */
function hasKept(error: unknown): boolean {
  return error instanceof ScriptError && Number(error.detail['bytesKept'] ?? 0) > 0;
}

/** A pause of this process made its call time out: the answer was there, and no one read it. */
function mayRunAgain(
  error: unknown,
  how: { once: boolean; wasPaused: boolean; isRollback: boolean },
): boolean {
  if (!(error instanceof ScriptError)) return false;
  if (!error.mayHaveRun) return error.failure === 'UNAVAILABLE' || error.failure === 'BUSY';
  if (how.once) return false;
  if (error.failure === 'TIMED_OUT') return how.wasPaused;
  // No one cancels a rollback: the hosts end with the server, and its next life continues.
  if (error.failure === 'CANCELLED') return how.isRollback;
  return error.failure === 'HOST_DIED' || (error.failure === 'FAILED' && isPassing(error));
}

const LEVELS: Readonly<Record<Exclude<ScriptEvent['stream'], 'progress'>, EventLevel>> = {
  verbose: 'VERBOSE',
  information: 'INFORMATION',
  warning: 'WARNING',
  error: 'ERROR',
};

/** How far the whole is when one step is so far. A send has one percentage, that of its rows, wherever it is shown. */
export function percentOfOperation(steps: readonly Step[], step: Step, percent: number): number {
  const index = steps.indexOf(step);
  const measure = steps.findIndex(({ isMeasure }) => isMeasure);
  if (measure < 0) return Math.min(100, (100 * index + percent) / steps.length);
  if (index < measure) return 0;
  // What follows is not over yet.
  return index === measure ? Math.min(99, percent) : 99;
}
