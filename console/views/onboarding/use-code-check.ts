import { useEffect, useRef } from 'react';
import { isOver } from '../../data/operations';
import { type Operation, useOperation } from '../../data/use-operations';
import { isAboutCode } from './words';

/** Name of the step that takes the code. */
const REDEEM = 'redeem-code';

export interface CodeCheck {
  /** The code was taken, or something else has become of the operation: its own page shows which. */
  readonly onGone: () => void;
  /** The code was refused, and everything is as it was. */
  readonly onRefused: (failure: NonNullable<Operation['failure']>) => void;
}

/** Follows an onboarding until it is known what became of its code. */
export function useCodeCheck(id: string, { onGone, onRefused }: CodeCheck): void {
  const { operation, failure } = useOperation(id);
  const answer = useRef({ onGone, onRefused });
  answer.current = { onGone, onRefused };
  useEffect(() => {
    // What may pass is asked again automatically.
    const passes = failure?.code === 'NOT_CONNECTED' || failure?.retryAfterSeconds !== undefined;
    if (failure && !passes) return answer.current.onGone();
    if (!operation) return;
    const { state, steps } = operation;
    if (isOver(state) && operation.failure && isAboutCode(operation.failure)) {
      answer.current.onRefused(operation.failure);
      return;
    }
    const isTaken = steps.some(({ name, state }) => name === REDEEM && state === 'SUCCEEDED');
    if (isTaken || isOver(state) || state === 'NEEDS_ATTENTION') answer.current.onGone();
  }, [operation, failure]);
}
