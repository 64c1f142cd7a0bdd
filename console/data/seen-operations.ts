/** What someone has seen of operations, on a page that follows them or as news: it is not shown again, also after a reload of this tab. */
import type { OperationState } from '../generated/graphql';
import { isOver } from './operations';

const KEY = 'venue-control.seen';
/** More than run in a day; the oldest are forgotten. */
const MOST = 100;

const seen = kept();

export function see(id: string, state: OperationState): void {
  if (seen.get(id) === state) return;
  seen.delete(id);
  seen.set(id, state);
  for (const oldest of [...seen.keys()].slice(0, -MOST)) seen.delete(oldest);
  globalThis.sessionStorage?.setItem(KEY, JSON.stringify([...seen]));
}

/** With a sign-in: what one clerk saw no one else has seen. */
export function forgetSeen(): void {
  seen.clear();
  globalThis.sessionStorage?.removeItem(KEY);
}

/** It is in this state now: what it was in before, and comes to again, is to be reported again. */
export function forgetBefore(id: string, state: OperationState): void {
  if (seen.has(id) && seen.get(id) !== state) seen.delete(id);
}

export function hasSeen(id: string, state: OperationState): boolean {
  return seen.get(id) === state;
}

/** Its end was seen: there is nothing more to tell of it. */
export function hasSeenEnd(id: string): boolean {
  const state = seen.get(id);
  return state !== undefined && isOver(state);
}

/** Our own writing, unless someone has been at it: then nothing was seen. */
function kept(): Map<string, OperationState> {
  try {
    return new Map(JSON.parse(globalThis.sessionStorage?.getItem(KEY) ?? '[]'));
  } catch {
    return new Map();
  }
}
