/** An operation as one clerk may see it: names of locations that the clerk does not see are redacted. */

import { sees } from '../permissions/rules.js';
import { type Named, redactionFor } from '../permissions/visibility.js';
import type { Viewer } from '../request/viewer.js';
import type { Operation, OperationEvent, OperationFailure, OperationStep } from '../types/operation.js';

/** What an operation is about, with the name of its step, as it was when that was asked. */
export interface Concerned extends Named {
  readonly step: string;
}

export interface SeenOperation {
  text(text: string): string;
  step(step: OperationStep): OperationStep;
  event(event: OperationEvent): OperationEvent;
  readonly failure: OperationFailure | undefined;
}

export function seenBy(
  viewer: Pick<Viewer, 'scope'>,
  { failure }: Pick<Operation, 'failure'>,
  concerned: readonly Concerned[],
): SeenOperation {
  const text = redactionFor(viewer, concerned);
  // The name of a step holds the ID.
  const steps = new Map(
    concerned.map(({ step, locationGroupId }, index) => [
      step,
      sees(viewer, locationGroupId) ? step : `unseen-${index + 1}`,
    ]),
  );
  const maybe = (said: string | undefined) => (said === undefined ? undefined : text(said));
  const all = (said: readonly string[]) => said.map(text);
  return {
    text,
    step: (step) => ({
      ...step,
      name: steps.get(step.name) ?? step.name,
      title: text(step.title),
      detail: maybe(step.detail),
    }),
    event: (event) => ({
      ...event,
      step: event.step === undefined ? undefined : (steps.get(event.step) ?? event.step),
      message: text(event.message),
    }),
    failure: failure && {
      ...failure,
      message: text(failure.message),
      cause: maybe(failure.cause),
      restored: all(failure.restored),
      notRestored: all(failure.notRestored),
      trail: all(failure.trail),
    },
  };
}
