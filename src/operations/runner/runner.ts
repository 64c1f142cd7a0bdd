/**
 * The durable runner. State is in the table, never in a variable: what an earlier life began is claimed with a new fencing token and
 * goes on where it stood. `claim` -> step after step -> SUCCEEDED, or the way back (rollback.ts) -> FAILED or CANCELLED.
 */
import { AppError } from '../../errors.js';
import type { Log } from '../ports/machine.js';
import type { ScriptRunner } from '../ports/script-runner.js';
import type { StateDatabase } from '../ports/state-database.js';
import { withDeadline } from '../words/deadline.js';
import { failureOf } from '../words/failure.js';
import type { Memory, Operation, OperationState, OperationStep } from '../words/operation.js';
import type { Secret } from '../words/secret.js';
import type { Settings } from '../words/settings.js';
import { asAppError } from '../world/script-failure.js';
import { needAttention, questionOf } from './attention.js';
import { type EndingParts, endAs } from './ending.js';
import type { TrailOf } from './failure-trail.js';
import { rollBack } from './rollback.js';
import { type Choice, sagaOf } from './saga.js';
import { keepTime } from './schedule.js';
import { NeedsAttention, type Step } from './step.js';
import { createStepRun, percentOfOperation, type StepRunParts } from './step-run.js';

export interface RunnerParts extends EndingParts {
  readonly scripts: ScriptRunner;
  readonly log: Log;
  readonly bootId: string;
  readonly settings: Settings;
  /** The stop-everything switch: schedules wait while it is on. */
  readonly isStopped: () => Promise<boolean>;
  readonly trailOf: TrailOf;
}

/** A server that is told to stop has other things to end as well. */
const LET_GO_MS = 3000;

interface Running {
  readonly controller: AbortController;
  readonly settled: Promise<void>;
}

/** With what an operation is begun or taken up again. */
export interface Submission {
  /** Handed over with the request, by name; in memory only. */
  readonly secrets?: Readonly<Record<string, Secret>>;
  /** What a person decided about what nobody could say. */
  readonly choice?: Choice;
}

/** Another life of the server took the operation over: say nothing more about it. */
class LostClaim extends Error {
  override readonly name = 'LostClaim';
}

export class Runner {
  readonly #parts: RunnerParts;
  readonly #running = new Map<string, Running>();
  readonly #stopped = new AbortController();

  constructor(parts: RunnerParts) {
    this.#parts = parts;
  }

  /** Takes over what an earlier life left, and asks again for what needs attention, at once and every minute. */
  async start(): Promise<void> {
    for (const operation of await this.#parts.state.operations.active()) {
      if (operation.state !== 'SCHEDULED' && operation.state !== 'AWAITING_APPROVAL')
        this.submit(operation.id);
    }
    void keepTime(this.#parts, (operationId) => this.submit(operationId), this.#stopped.signal);
  }

  /** Lets go of everything without a word: the rows stay as they are for the next life, also where a way back hears nothing. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    for (const { controller } of this.#running.values()) controller.abort();
    await Promise.all([...this.#running.keys()].map((id) => this.settled(id, LET_GO_MS)));
  }

  /** Begins or takes over. */
  submit(operationId: string, how: Submission = {}): void {
    if (this.#running.has(operationId) || this.#stopped.signal.aborted) return;
    const controller = new AbortController();
    const settled = this.#run(operationId, controller, how)
      .catch((error) =>
        this.#parts.log.error({ err: error, operationId }, 'An operation could not be carried on'),
      )
      .finally(() => {
        this.#running.delete(operationId);
        this.#parts.feed.wake(operationId);
      });
    this.#running.set(operationId, { controller, settled });
  }

  /** Wakes a running operation that has been marked CANCELLING. */
  cancel(operationId: string): void {
    this.#running.get(operationId)?.controller.abort();
  }

  /** Resolves when the operation has left this runner's hands, or after `ms`. */
  async settled(operationId: string, ms: number): Promise<void> {
    const running = this.#running.get(operationId);
    if (!running) return;
    const enough = new AbortController();
    await Promise.race([running.settled, this.#parts.clock.sleep(ms, enough.signal)]);
    enough.abort();
  }

  async #run(id: string, controller: AbortController, how: Submission): Promise<void> {
    const { operations } = this.#parts.state;
    const from: OperationState[] = ['PENDING', 'RUNNING', 'CANCELLING', 'NEEDS_ATTENTION'];
    const operation = await operations.claim(id, this.#parts.bootId, from, this.#parts.clock.now());
    if (!operation) return;
    if (operation.cancelReason !== undefined) {
      await operations.transition(id, ['RUNNING'], 'CANCELLING', {}, operation.attempt);
      controller.abort();
    }
    const steps = sagaOf(this.#parts.sagas, operation).steps(operation.input);
    const parts: StepRunParts = { ...this.#parts, operation, steps, secrets: how.secrets ?? {}, controller };
    const givesUpAs = how.choice?.givesUpAs;
    try {
      // What nobody could say is asked again: it is no failure of what goes on.
      if (questionOf(operation) && !givesUpAs)
        await operations.progress(id, operation.attempt, { failure: null });
      if (givesUpAs) await rollBack(parts, failureOf(new AppError(givesUpAs)));
      else if (operation.failure && !questionOf(operation)) await rollBack(parts, operation.failure);
      else await this.#forward(parts);
    } catch (error) {
      if (this.#stopped.signal.aborted || error instanceof LostClaim) return;
      const { correlationId, kind } = operation;
      this.#parts.log.warn({ err: error, operationId: id, correlationId }, `${kind} did not go through`);
      if (error instanceof NeedsAttention) await needAttention(parts, error.failure);
      else await rollBack(parts, failureOf(whatEnded(error, controller.signal)));
    }
  }

  async #forward(parts: StepRunParts): Promise<void> {
    const { operation, steps, controller } = parts;
    const rows = await this.#parts.state.operations.steps([operation.id]);
    const results = new Map<string, Memory>(rows.map((row) => [row.name, row.result ?? {}]));
    for (const step of steps) {
      const row = rows.find((candidate) => candidate.name === step.name);
      if (row?.state === 'SUCCEEDED' || row?.state === 'SKIPPED') continue;
      // A step that an earlier life had begun says itself how it ends: a code on its way is asked about, also after a cancel.
      if (controller.signal.aborted && row?.state !== 'RUNNING') throw new AppError('OPERATION_CANCELLED');
      results.set(step.name, await this.#perform(parts, step, row, results));
    }
    await endAs(parts, 'SUCCEEDED');
  }

  /** Before-state first, then RUNNING, then the work, then SUCCEEDED: each stored before the next. */
  async #perform(
    parts: StepRunParts,
    step: Step,
    row: OperationStep | undefined,
    results: ReadonlyMap<string, Memory>,
  ): Promise<Memory> {
    const { operation } = parts;
    const { clock, feed } = this.#parts;
    const resumed = row?.state === 'RUNNING';
    const deadline = AbortSignal.timeout(step.deadlineMs);
    const run = (before: Memory) => createStepRun(parts, step, { before, resumed, results, deadline });
    const before = row?.before ?? (await step.before?.(run({}))) ?? {};
    await this.#updateStep(operation, step, {
      state: 'RUNNING',
      startedAt: row?.startedAt ?? clock.now(),
      before,
    });
    await feed.record(
      event(operation, step, resumed ? `${step.title}: going on after a restart.` : `${step.title}.`),
    );
    const result = (await withDeadline(step.perform(run(before)), deadline)) ?? {};
    await this.#updateStep(operation, step, {
      state: 'SUCCEEDED',
      finishedAt: clock.now(),
      percent: 100,
      result,
    });
    await this.#parts.state.operations.progress(operation.id, operation.attempt, {
      percent: percentOfOperation(parts.steps, step, 100),
    });
    await feed.record(event(operation, step, `${step.title}: done.`));
    return result;
  }

  async #updateStep(
    operation: Operation,
    step: Step,
    patch: Parameters<StateDatabase['operations']['updateStep']>[3],
  ): Promise<void> {
    const held = await this.#parts.state.operations.updateStep(
      operation.id,
      operation.attempt,
      step.name,
      patch,
    );
    if (!held) throw new LostClaim(`Operation ${operation.id} belongs to another life`);
  }
}

/** A cancel ends it as cancelled, whatever the step that was stopped threw. */
function whatEnded(error: unknown, signal: AbortSignal): unknown {
  return signal.aborted ? new AppError('OPERATION_CANCELLED') : asAppError(error);
}

function event(operation: Operation, step: Step | undefined, message: string) {
  return {
    operationId: operation.id,
    step: step?.name,
    level: 'INFORMATION' as const,
    percent: undefined,
    message,
  };
}
