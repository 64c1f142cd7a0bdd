import type { CombinedError } from '@urql/core';
import { type Failure, failureOf, unanswered } from './failure';

interface Answer<Data> {
  readonly data?: Data | undefined;
  readonly error?: CombinedError | undefined;
}

export interface Outcome<Data> {
  readonly data: Data | undefined;
  readonly failure: Failure | undefined;
}

/** Sends it; refused for want of a step-up, it asks for one and sends it once more. Undefined: the clerk went back. */
export async function withStepUp<Data>(
  send: () => Promise<Answer<Data>>,
  stepUp: () => Promise<boolean>,
): Promise<Outcome<Data> | undefined> {
  let answer = await send();
  if (failureOf(answer.error)?.gate === 'STEP_UP') {
    if (!(await stepUp())) return undefined;
    answer = await send();
  }
  const failure = failureOf(answer.error);
  return failure
    ? { data: undefined, failure: unanswered(failure) }
    : { data: answer.data, failure: undefined };
}
