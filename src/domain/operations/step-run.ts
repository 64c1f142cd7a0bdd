/** Makes the `StepRun` that a step is given: scripts with its deadline and retries, events that are recorded before they are announced. */
import { AppError } from '../../errors/errors.js';
import type { Log } from '../ports/machine.js';
import {
  HOST_START_MS,
  type ScriptCall,
  type ScriptEvent,
  type ScriptResult,
  type ScriptRunner,
} from '../ports/script-runner.js';
import { asStepError, isPassing } from '../scripts/failure.js';
import { type EventLevel, type Memory, type Operation, traceOf } from '../types/operation.js';
import { neededByOthers } from './admission.js';
import type { EndingParts } from './ending.js';
import type { TrailOf } from './failure-trail.js';
import { hasKept, mayRunAgain } from './repeats.js';
import { sagaOf } from './saga.js';
import type { Deadline } from './steps/deadline.js';
import type { ScriptOptions, Secrets, Step, StepRun } from './steps/step.js';

/** Shortest time between two writes of a step's percentage. A step's own messages are always written. */
const PERCENT_MS = 500;
/** The percentage becomes an event after this change, or after this time without an event: hundreds of events for a send of hours, not tens of thousands. */
const EVENT_PERCENT = 1;
const EVENT_MS = 15_000;
/** Pause before a retry; the longer one after a failure that only a person can end, such as a full disk. */
const RETRY_MS = 1000;
const RETRY_AFTER_PERSON_MS = 15_000;
/** Retries that succeed within this time, the failed attempt included, are not reported. */
const UNREPORTED_MS = 5000;
/** A script whose progress begins again counts as available this many times at most: without a limit its retries would continue for hours. */
const MOST_RESTARTS = 3;
/** No retry begins when less than this is left until the step's deadline. */
const LAST_RETRY_MS = 2500;
/**
 * A timer rings up to a millisecond early. A call that lasted this much less than its deadline met a pause of
 * this process.
 */
const PAUSE_MS = 100;
/** Of one operation: a send of a day says fewer. */
const MOST_EVENTS = 20_000;

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
  /** Whether the time is confirmed. */
  readonly verifyClock?: (unlessSure?: boolean) => Promise<boolean>;
}

export interface StepRunState {
  readonly before: Memory;
  readonly resumed: boolean;
  readonly results: ReadonlyMap<string, Memory>;
  readonly deadline: Deadline;
  /** Of a rollback: a cancel does not abort it. */
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
    // A rollback leaves the percentage at what the operation had reached.
    if (whole !== undefined) await update(percent, whole, detail, estimatedFinishAt);
    const isEvent =
      percent >= 100 || percent - reported.percent >= EVENT_PERCENT || now - reported.at >= EVENT_MS;
    if (!isEvent) return feed.wake(operation.id);
    reported = { percent, at: now };
    await say(detail, 'VERBOSE', whole);
  }

  async function update(percent: number, whole: number, detail: string, finishAt?: Date): Promise<void> {
    const { operations } = parts.state;
    await operations.updateStep(operation.id, operation.attempt, step.name, { percent, detail });
    await operations.progress(operation.id, operation.attempt, {
      percent: whole,
      ...(finishAt ? { estimatedFinishAt: finishAt } : {}),
    });
  }

  /** Events of a running script are recorded in their order, and awaited before the step continues. One that can't be recorded fails nothing. */
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
   * Retries with pauses: `again` waits after a failure and reports its cause once if it lasts; `worked` reports that a retry succeeded.
   * Ends shortly before the deadline, so that the step fails with the cause and not as timed out.
   */
  function retries(until: AbortSignal) {
    let tellAt = clock.workMs() + UNREPORTED_MS;
    const said = new Set<string>();
    return {
      async again(error: unknown): Promise<void> {
        if (until.aborted || state.deadline.leftMs() < LAST_RETRY_MS) throw error;
        const { message: why, code } = failureOf(error);
        if (clock.workMs() >= tellAt && !said.has(why)) {
          tellAt = clock.workMs() + EVENT_MS;
          said.add(why);
          recordLater(() => say(`${why} Retrying.`, 'WARNING'));
          await recorded;
        }
        const pauseMs = code === 'DISK_TOO_FULL' ? RETRY_AFTER_PERSON_MS : RETRY_MS;
        const leftMs = state.deadline.leftMs() - LAST_RETRY_MS;
        await clock.sleep(Math.min(pauseMs, Math.max(RETRY_MS, leftMs)), until);
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
    const { again, worked } = retries(options.uninterruptible ? state.deadline.signal : signal);
    let awaySince: number | undefined;
    let restarts = 0;
    for (;;) {
      const since = clock.workMs();
      try {
        const result = await parts.scripts.run(call);
        await worked();
        return result;
      } catch (error) {
        const wasPaused = call.deadlineMs - (clock.workMs() - since) > PAUSE_MS;
        // Not away: the script stored part of its download, or reported progress (MOST_RESTARTS times at most).
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
    async isAgeKnown(unlessSure) {
      const isConfirmed = (await parts.verifyClock?.(unlessSure)) ?? true;
      return !parts.isAfterRestart || isConfirmed;
    },
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
          waitMs: HOST_START_MS,
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
      const { again, worked } = retries(signal);
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
    async neededByOthers() {
      const needed = await neededByOthers(parts.state, parts.sagas, operation.id);
      return new Map([...needed].map(([key, each]) => [key, sagaOf(parts.sagas, each).title(each.input)]));
    },
    say,
    async said() {
      const events = await parts.state.operations.events(operation.id, 0, MOST_EVENTS);
      return events.filter((each) => each.step === step.name).map(({ message }) => message);
    },
    progress,
  };
}

function failureOf(error: unknown): { readonly message: string; readonly code?: string } {
  const known = asStepError(error);
  return known instanceof AppError ? known : { message: 'It failed.' };
}

const LEVELS: Readonly<Record<Exclude<ScriptEvent['stream'], 'progress'>, EventLevel>> = {
  verbose: 'VERBOSE',
  information: 'INFORMATION',
  warning: 'WARNING',
  error: 'ERROR',
};

/** Percentage of the operation at a percentage of one step. A resync has the percentage of its rows, from the step that is its measure. */
export function percentOfOperation(steps: readonly Step[], step: Step, percent: number): number {
  const index = steps.indexOf(step);
  const measure = steps.findIndex(({ isMeasure }) => isMeasure);
  if (measure < 0) return Math.min(100, (100 * index + percent) / steps.length);
  if (index < measure) return 0;
  // Steps after the measure are still to do.
  return index === measure ? Math.min(99, percent) : 99;
}
