import type { OperationState } from '../generated/graphql';

/** Over for good: nothing about it changes any more. */
export function isOver(state: OperationState): boolean {
  return state === 'SUCCEEDED' || state === 'FAILED' || state === 'CANCELLED';
}
