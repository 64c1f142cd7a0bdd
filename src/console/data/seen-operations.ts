/** What somebody has seen of operations on a page that follows them: nobody is told of it again. */
import type { OperationState } from '../generated/graphql';
import { isOver } from './is-over';

const seen = new Map<string, OperationState>();

export function see(id: string, state: OperationState): void {
  seen.set(id, state);
}

/** With a sign-in: what one clerk saw nobody else has seen. */
export function forgetSeen(): void {
  seen.clear();
}

export function hasSeen(id: string, state: OperationState): boolean {
  return seen.get(id) === state;
}

/** Its end was seen: there is nothing more to tell of it. */
export function hasSeenEnd(id: string): boolean {
  const state = seen.get(id);
  return state !== undefined && isOver(state);
}
