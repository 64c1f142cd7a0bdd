import { stringifyDocument } from '@urql/core';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import {
  OperationDocument,
  OperationProgressDocument,
  type OperationProgressSubscription,
  type OperationQuery,
} from '../generated/graphql';
import { type Failure, failureOf } from './failure';
import { useBackend } from './use-backend';
import { useLiveQuery } from './use-live-query';

export type Operation = NonNullable<OperationQuery['operation']>;
export type OperationEvent = NonNullable<OperationProgressSubscription['operationProgress']>;

export interface FollowedOperation {
  readonly operation: Operation | undefined;
  /** Oldest first, each once. */
  readonly events: readonly OperationEvent[];
  readonly failure: Failure | undefined;
  readonly refresh: () => void;
}

/** How often an operation is looked at again while its events arrive, in milliseconds. */
const LOOK = 300;
const ended = new Set(['SUCCEEDED', 'FAILED', 'CANCELLED']);

/** An operation with its steps, looked at again for every event, through lost connections too. */
export function useOperation(id: string): FollowedOperation {
  const { data, error, refresh } = useLiveQuery(OperationDocument, { id });
  const refreshSoon = useSoon(refresh, LOOK);
  const events = useOperationEvents(id, refreshSoon);
  const operation = data?.operation?.id === id ? data.operation : undefined;
  const isActive = operation !== undefined && !ended.has(operation.state);
  useEffect(() => {
    if (!isActive) return;
    // The last change of state has no event of its own.
    const timer = setInterval(refresh, 2_000);
    return () => clearInterval(timer);
  }, [isActive, refresh]);
  return { operation, events, failure: failureOf(error, 'operation'), refresh };
}

/** Recorded events first, then live ones; resumed after the last one seen. */
function useOperationEvents(id: string, onEvent: () => void): readonly OperationEvent[] {
  const { socket } = useBackend();
  const [seen, setSeen] = useState<{ id: string; events: readonly OperationEvent[] }>({ id, events: [] });
  useEffect(() => {
    // graphql-ws sends the same payload again when it reconnects, so the number in it moves on with what was seen.
    const variables = { id, after: 0 };
    setSeen({ id, events: [] });
    const stop = socket.subscribe<OperationProgressSubscription>(
      { query: stringifyDocument(OperationProgressDocument), variables },
      {
        next: ({ data }) => {
          const event = data?.operationProgress;
          if (!event || event.sequence <= variables.after) return;
          variables.after = event.sequence;
          setSeen((before) => (before.id === id ? { id, events: [...before.events, event] } : before));
          onEvent();
        },
        error: onEvent,
        complete: onEvent,
      },
    );
    return stop;
  }, [socket, id, onEvent]);
  return useMemo(() => (seen.id === id ? seen.events : []), [seen, id]);
}

/** Calls it once for many askings in a short time. */
function useSoon(call: () => void, within: number): () => void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return useCallback(() => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      call();
    }, within);
  }, [call, within]);
}
