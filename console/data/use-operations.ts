import { useEffect, useState } from 'react';
import { useClient, useSubscription } from 'urql';
import {
  OperationChangedDocument,
  type OperationDetailFragment,
  OperationDocument,
  OperationEventsDocument,
  type OperationLineFragment,
  OperationProgressDocument,
  RunningOperationsDocument,
} from '../generated/graphql';
import { failureOf } from './failure';
import { EVENT_PAGE, isOver, lastOf, type OperationEvent, recordedEvents, withEvent } from './operations';
import { see } from './seen-operations';
import { useLiveQuery } from './use-live-query';
import { useIsHidden } from './use-page';
import { usePush } from './use-push';

export type Operation = OperationDetailFragment;

export type FollowedOperation = ReturnType<typeof useOperation>;

const none: readonly OperationEvent[] = [];

/** An operation as its events tell: each carries what it has changed, and the cache takes that over wherever it is shown. */
export function useOperation(id: string) {
  const { data, error, refresh } = useLiveQuery(OperationDocument, { id });
  const operation = data?.operation?.id === id ? data.operation : undefined;
  const state = operation?.state;
  const isHidden = useIsHidden();
  useEffect(() => {
    if (state && !isHidden) see(id, state);
  }, [id, state, isHidden]);
  const recorded = useRecordedEvents(id, operation !== undefined);
  const [{ data: live = none, error: silence, fetching: isSilent }] = useSubscription(
    {
      query: OperationProgressDocument,
      variables: { id, after: lastOf(recorded ?? none) },
      pause: recorded === undefined,
    },
    (seen: readonly OperationEvent[] = none, { operationProgress }) => withEvent(seen, operationProgress),
  );
  const isOpen = operation === undefined || !isOver(operation.state);
  useLookAfterwards(isSilent && live.length > 0, isOpen, refresh);
  return {
    operation,
    /** Oldest first, each once. */
    events: [...(recorded ?? none), ...live],
    failure: failureOf(error, 'operation'),
    /** Why its events come no more, though it may not be over. */
    silence: failureOf(silence, 'operationProgress'),
  };
}

/**
 * When its events have ended and none of them reported its end, it is checked again: no page says "running" for ever. urql says of a
 * subscription that it is fetching until the first event, and again after the last.
 */
function useLookAfterwards(hasEnded: boolean, isOpen: boolean, look: () => void): void {
  useEffect(() => {
    if (hasEnded && isOpen) look();
  }, [hasEnded, isOpen, look]);
}

/** Undefined until they are there. They are asked for in pages and without their operation: a long job has ten thousands of them. */
function useRecordedEvents(id: string, isKnown: boolean): readonly OperationEvent[] | undefined {
  const client = useClient();
  const [events, setEvents] = useState<readonly OperationEvent[]>();
  useEffect(() => {
    if (!isKnown) return;
    let isLeft = false;
    const ask = async (after: number) => {
      const variables = { id, first: EVENT_PAGE, after };
      const answer = client.query(OperationEventsDocument, variables, { requestPolicy: 'network-only' });
      return (await answer.toPromise()).data?.operation?.events;
    };
    void recordedEvents(ask).then((found) => {
      if (!isLeft) setEvents(found);
    });
    return () => {
      isLeft = true;
    };
  }, [client, id, isKnown]);
  return events;
}

/** What isn't over, newest first. Changes are pushed; the list is read again when one begins or ends. */
export function useRunningOperations(): readonly OperationLineFragment[] {
  const push = usePush(OperationChangedDocument);
  const { data, refresh } = useLiveQuery(RunningOperationsDocument, {}, push.every, { whileHidden: true });
  const found = data?.operations?.edges.map(({ node }) => node) ?? [];
  const changed = push.data?.operationChanged;
  const isListed = found.some(({ id }) => id === changed?.id);
  const over = changed ? isOver(changed.state) : false;
  useEffect(() => {
    if (changed?.id !== undefined && isListed === over) refresh();
  }, [changed?.id, isListed, over, refresh]);
  return found.filter(({ state }) => !isOver(state));
}
