/** What somebody has seen of operations on a page that follows them: nobody is told of it again. */
import type { OperationState } from '../generated/graphql';

const seen = new Map<string, OperationState>();

export function see(id: string, state: OperationState): void {
  seen.set(id, state);
}

export function hasSeen(id: string, state: OperationState): boolean {
  return seen.get(id) === state;
}
