/** The rollback: last step first. Each compensation checks what it restored, and reports what it could not. */

import { AppError } from '../../errors/errors.js';
import { type Memory, type OperationFailure, type OperationStep, traceOf } from '../types/operation.js';
import { TRACES } from '../types/traces.js';
import { endAs, failureOf } from './ending.js';
import { type Forward, sagaOf } from './saga.js';
import { createStepRun, type StepRunParts } from './step-run.js';
import { deadlineAfter } from './steps/deadline.js';
import { seenLast } from './steps/restoration.js';
import type { Restoration, Step } from './steps/step.js';

/** A compensation may take this long, unless its step says otherwise. */
export const ROLLBACK_MS = 60_000;

export async function rollBack(parts: StepRunParts, failure: OperationFailure): Promise<void> {
  const { operation, clock, feed } = parts;
  const { operations } = parts.state;
  // Another server run may have taken it over: then that one rolls it back.
  if (!(await operations.progress(operation.id, operation.attempt, { failure }))) return;
  const rows = await operations.steps([operation.id]);
  const failed = rows.find((row) => row.state === 'RUNNING');
  if (failed) {
    await operations.updateStep(operation.id, operation.attempt, failed.name, {
      state: 'FAILED',
      finishedAt: clock.now(),
      detail: failure.message,
    });
  }
  const forward = sagaOf(parts.sagas, operation).goesForward;
  const missing = forward?.missing(operation, rows);
  const isCancelled = failure.code === 'OPERATION_CANCELLED';
  const then = missing ? 'Nothing is rolled back.' : 'Rolling back.';
  const message = isCancelled && !missing ? 'Cancelled; going back.' : `${failure.message} ${then}`;
  await feed.record({
    operationId: operation.id,
    step: failed?.name,
    level: 'ERROR',
    percent: undefined,
    message,
  });
  if (forward && missing) return endForward(parts, failure, forward, missing);
  const results = new Map(rows.map((row) => [row.name, row.result ?? {}]));
  const outcomes: Restoration[] = [];
  for (const step of [...parts.steps].reverse()) {
    const row = rows.find((candidate) => candidate.name === step.name);
    if (row && row.state !== 'PENDING') outcomes.push(await rollBackStep(parts, step, row, results));
  }
  const trail = await parts.trailOf(operation);
  await endAs(parts, isCancelled ? 'CANCELLED' : 'FAILED', { ...failure, trail, ...seenLast(outcomes) });
}

/** It ends where it is. A cancel when all is done comes too late. */
async function endForward(
  parts: StepRunParts,
  failure: OperationFailure,
  forward: Forward,
  missing: readonly string[],
): Promise<void> {
  if (missing.length === 0) return endAs(parts, 'SUCCEEDED');
  const { as: code, stays } = forward;
  const ended = failureOf(new AppError(code), {
    cause: failure.message,
    notRestored: [stays, ...missing.map((title) => `Not done yet: ${title}.`)],
    trail: await parts.trailOf(parts.operation),
  });
  await endAs(parts, failure.code === 'OPERATION_CANCELLED' ? 'CANCELLED' : 'FAILED', ended);
}

export function notRolledBack({ title }: Step, error: unknown): Restoration {
  const why = error instanceof AppError ? ` ${error.message}` : '';
  return { restored: [], notRestored: [`${title}: it could not be rolled back.${why}`] };
}

/** A step that an earlier server run rolled back returns what was recorded then. */
async function rollBackStep(
  parts: StepRunParts,
  step: Step,
  row: OperationStep,
  results: Map<string, Memory>,
): Promise<Restoration> {
  const noted = row.result?.['restoration'] as Restoration | undefined;
  if (noted) return noted;
  if (!step.compensate) return { restored: [], notRestored: [] };
  const { operation, clock } = parts;
  using deadline = deadlineAfter(clock, step.restoreMs ?? ROLLBACK_MS);
  const run = createStepRun(parts, step, {
    before: row.before ?? {},
    resumed: false,
    results,
    deadline,
    uninterruptible: true,
  });
  const done = row.state === 'SUCCEEDED';
  const compensate = step.compensate.bind(step, run, done);
  const trace = { ...traceOf(operation), step: step.name, isRollback: true };
  const restoration = await TRACES.step
    .tracePromise(compensate, trace)
    .catch((error: unknown): Restoration => {
      parts.log.warn({ err: error, ...traceOf(operation), step: step.name }, 'A compensation failed');
      return notRolledBack(step, error);
    });
  const result = { ...row.result, restoration };
  results.set(step.name, result);
  await parts.state.operations.updateStep(operation.id, operation.attempt, step.name, {
    ...(done && restoration.notRestored.length === 0 ? { state: 'COMPENSATED' as const } : {}),
    finishedAt: clock.now(),
    result,
  });
  for (const line of restoration.restored) await run.say(`Restored: ${line}`);
  for (const line of restoration.notRestored) await run.say(`Not rolled back: ${line}`, 'WARNING');
  return restoration;
}
