import type { EventLineFragment, OperationState } from '../generated/graphql';

export type OperationEvent = EventLineFragment;

/** As many as the server answers at once. */
export const EVENT_PAGE = 200;

/** What is recorded by now, oldest first, page by page; when a page doesn't come, what came before it. */
export async function recordedEvents(
  ask: (after: number) => Promise<readonly OperationEvent[] | undefined>,
): Promise<readonly OperationEvent[]> {
  const events: OperationEvent[] = [];
  for (;;) {
    const page = (await ask(lastOf(events))) ?? [];
    events.push(...page);
    if (page.length < EVENT_PAGE) return events;
  }
}

/** Each once, in order: after a lost connection one may come a second time. */
export function withEvent(
  seen: readonly OperationEvent[],
  event: OperationEvent | null,
): readonly OperationEvent[] {
  return event && event.sequence > lastOf(seen) ? [...seen, event] : seen;
}

/** Number of the last one; 0 where there is none. */
export function lastOf(events: readonly OperationEvent[]): number {
  return events.at(-1)?.sequence ?? 0;
}

/** graphql-ws asks with the same variables when it reconnects, so `after` moves on in them with what has come. */
export function moveOn(variables: Record<string, unknown>, data: unknown): void {
  const { operationProgress: event } = (data ?? {}) as { operationProgress?: Partial<OperationEvent> | null };
  if (event?.sequence !== undefined) variables['after'] = event.sequence;
}

/** Over for good: nothing about it changes any more. */
export function isOver(state: OperationState): boolean {
  return state === 'SUCCEEDED' || state === 'FAILED' || state === 'CANCELLED';
}

/** It failed, and its changes are being rolled back; what was rolled back and what was not is known at its end. */
export function isRollingBack({ state, failure }: Ending): boolean {
  return state === 'RUNNING' && failure !== null && failure.choices.length === 0;
}

interface Ending {
  readonly state: OperationState;
  readonly failure: { readonly choices: readonly unknown[] } | null;
}

/** It has changed or held something by now. */
export function isBegun({ startedAt }: { readonly startedAt: string | null }): boolean {
  return startedAt !== null;
}
