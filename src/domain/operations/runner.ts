/**
 * The durable runner. State is in the table, never in a variable: an operation that an earlier server run began is claimed with a new fencing
 * token and continues at the step where it was. `claim` -> step after step -> SUCCEEDED, or the rollback (rollback.ts) -> FAILED or CANCELLED.
 */
import { AppError } from '../../errors/errors.js';
import { inTime } from '../ports/machine.js';
import { isStateAway, type StateDatabase } from '../ports/state-database.js';
import { asStepError } from '../scripts/failure.js';
import {
  type Memory,
  type Operation,
  type OperationState,
  type OperationStep,
  traceOf,
} from '../types/operation.js';
import { TRACES } from '../types/traces.js';
import { needAttention } from './attention.js';
import { endAs, failureOf } from './ending.js';
import type { TrailOf } from './failure-trail.js';
import { rollBack } from './rollback.js';
import { chosenOf, questionOf, sagaOf } from './saga.js';
import { Schedule, type ScheduleParts } from './schedule.js';
import { createStepRun, percentOfOperation, type StepRunParts } from './step-run.js';
import { deadlineAfter, withDeadline } from './steps/deadline.js';
import { begun, event, NeedsAttention, type Secrets, type Step, type StepRun } from './steps/step.js';

export interface RunnerParts extends ScheduleParts {
  readonly bootId: string;
  readonly trailOf: TrailOf;
}

/** How long `stop` waits for an operation. */
const STOP_MS = 3000;

const CLAIMED: OperationState[] = ['PENDING', 'RUNNING', 'CANCELLING', 'NEEDS_ATTENTION'];

interface Running {
  readonly controller: AbortController;
  readonly settled: Promise<void>;
}

/** Another server run took the operation over: this one writes nothing more about it. */
class LostClaim extends Error {
  override readonly name = 'LostClaim';
}

export class Runner {
  readonly #parts: RunnerParts;
  readonly #running = new Map<string, Running>();
  readonly #secrets = new Map<string, Secrets>();
  readonly #stopped = new AbortController();
  readonly schedule: Schedule;

  constructor(parts: RunnerParts) {
    this.#parts = parts;
    this.schedule = new Schedule(parts, (operationId) => this.submit(operationId));
  }

  /** Takes over the active operations of earlier server runs, now and with each pass of the schedule. */
  async start(): Promise<void> {
    await this.schedule.start(this.#stopped.signal);
  }

  /** Aborts what runs and records nothing: the next server run takes over the rows as they are, also those of a rollback, which ignores the abort. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    for (const { controller } of this.#running.values()) controller.abort();
    await Promise.all([...this.#running.keys()].map((id) => this.settled(id, STOP_MS)));
  }

  /** Keeps the secrets of a request in memory until the operation is over. Called before the row exists, as the schedule may submit it at once. */
  keepSecrets(operationId: string, secrets: Secrets): void {
    this.#secrets.set(operationId, secrets);
  }

  forgetSecrets(operationId: string): void {
    this.#secrets.delete(operationId);
  }

  /** Begins or takes over an operation; does nothing if it runs here already. */
  submit(operationId: string): void {
    if (this.#running.has(operationId) || this.#stopped.signal.aborted) return;
    const controller = new AbortController();
    const settled = this.#run(operationId, controller)
      .then(() => this.forgetSecrets(operationId))
      .catch((error) =>
        this.#parts.log.error(
          { err: error, operationId },
          'An operation could not be resumed; the server retries',
        ),
      )
      .finally(() => {
        this.#running.delete(operationId);
        this.#parts.feed.wake(operationId);
        this.schedule.wake();
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
    if (running) await inTime(this.#parts.clock, ms, running.settled);
  }

  async #run(id: string, controller: AbortController): Promise<void> {
    const { operations } = this.#parts.state;
    const { bootId, clock, verifyClock } = this.#parts;
    const earlier = (await operations.find(id))?.bootId;
    if (earlier !== undefined && earlier !== bootId) await verifyClock?.();
    const operation = await operations.claim(id, bootId, CLAIMED, clock.now());
    if (!operation) return;
    if (operation.cancelReason !== undefined) {
      await operations.transition(id, ['RUNNING'], 'CANCELLING', {}, operation.attempt);
      controller.abort();
    }
    const steps = sagaOf(this.#parts.sagas, operation).steps(operation.input);
    const secrets = this.#secrets.get(id) ?? {};
    const isAfterRestart = earlier !== undefined && earlier !== bootId;
    const parts = { ...this.#parts, operation, steps, secrets, controller, isAfterRestart };
    const { kind, attempt } = operation;
    const run = { ...traceOf(operation), kind, attempt, isAfterRestart: isAfterRestart && attempt > 1 };
    await TRACES.operation.tracePromise(() => this.#runToEnd(parts), run);
  }

  async #runToEnd(parts: StepRunParts): Promise<void> {
    const { operation, controller } = parts;
    try {
      await this.#runOrRollBack(parts);
    } catch (error) {
      if (this.#stopped.signal.aborted || error instanceof LostClaim) return;
      // The schedule takes it over when the state database is back, and continues at the step in its row.
      if (isStateAway(error)) throw error;
      this.#parts.log.warn({ err: error, ...traceOf(operation) }, `${operation.kind} failed`);
      if (error instanceof NeedsAttention) await needAttention(parts, error.failure);
      else await rollBack(parts, failureOf(whatEnded(error, controller.signal)));
    }
  }

  /** Runs the steps; rolls back if an earlier run had begun to, or if a clerk has given up. */
  async #runOrRollBack(parts: StepRunParts): Promise<void> {
    const { operation } = parts;
    const givesUpAs = chosenOf(sagaOf(parts.sagas, operation), operation)?.givesUpAs;
    if (givesUpAs) return rollBack(parts, failureOf(new AppError(givesUpAs)));
    if (operation.failure && !questionOf(operation)) return rollBack(parts, operation.failure);
    if (operation.chosen)
      await parts.state.operations.progress(operation.id, operation.attempt, { chosen: null });
    await this.#runSteps(parts);
  }

  async #runSteps(parts: StepRunParts): Promise<void> {
    const { operation, steps, controller } = parts;
    const rows = await this.#parts.state.operations.steps([operation.id]);
    const results = new Map<string, Memory>(rows.map((row) => [row.name, row.result ?? {}]));
    for (const step of steps) {
      const row = rows.find((candidate) => candidate.name === step.name);
      if (row?.state === 'SUCCEEDED' || row?.state === 'SKIPPED') continue;
      // A step that had begun in an earlier run is run also after a cancel: a code that was sent must be asked about.
      if (controller.signal.aborted && row?.state !== 'RUNNING') throw new AppError('OPERATION_CANCELLED');
      const perform = () => this.#runStep(parts, step, row, results);
      const trace = { ...traceOf(operation), step: step.name };
      results.set(step.name, await TRACES.step.tracePromise(perform, trace));
      if (questionOf(operation)) await this.#clearQuestion(parts);
    }
    await endAs(parts, 'SUCCEEDED');
  }

  /** The outcome is known now, so the question ends; a clerk who gave up meanwhile still counts. */
  async #clearQuestion(parts: StepRunParts): Promise<void> {
    const { id, attempt } = parts.operation;
    const givesUpAs = await parts.state.transaction(async ({ operations }) => {
      const now = await operations.find(id);
      const chosen = now && chosenOf(sagaOf(parts.sagas, now), now);
      if (!chosen?.givesUpAs) await operations.progress(id, attempt, { failure: null, chosen: null });
      return chosen?.givesUpAs;
    });
    if (givesUpAs) throw new AppError(givesUpAs);
  }

  /** Before-state, RUNNING, the work, SUCCEEDED: each is stored before the next, so that a crash between two is repaired by the next run. */
  async #runStep(
    parts: StepRunParts,
    step: Step,
    row: OperationStep | undefined,
    results: ReadonlyMap<string, Memory>,
  ): Promise<Memory> {
    const { operation } = parts;
    const { clock, feed } = this.#parts;
    const resumed = row?.state === 'RUNNING';
    using deadline = deadlineAfter(clock, step.deadlineMs);
    const run = (before: Memory) => createStepRun(parts, step, { before, resumed, results, deadline });
    const before = row?.before ?? (await step.before?.(run({}))) ?? {};
    await this.#updateStep(operation, step, {
      state: 'RUNNING',
      startedAt: row?.startedAt ?? clock.now(),
      before,
    });
    await feed.record(event(operation, step, begun(step, resumed, parts.isAfterRestart)));
    const performed = withDeadline(clock, step.perform(run(before)), deadline.signal);
    const result = (await performed.catch((error) => this.#orUnknown(error, step, run(before)))) ?? {};
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

  /** After a deadline the outcome may be unknown: then the operation needs attention and has not failed. */
  async #orUnknown(error: unknown, step: Step, run: StepRun): Promise<never> {
    const isLate = error instanceof AppError && error.code === 'STEP_TIMED_OUT';
    const unknown = isLate ? await step.unknownAfter?.(run) : undefined;
    throw unknown ? new NeedsAttention(unknown) : error;
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
    if (!held) throw new LostClaim(`Operation ${operation.id} belongs to another server run`);
  }
}

/** A cancelled operation ends as cancelled, whatever its step threw. */
function whatEnded(error: unknown, signal: AbortSignal): unknown {
  return signal.aborted ? new AppError('OPERATION_CANCELLED') : asStepError(error);
}
