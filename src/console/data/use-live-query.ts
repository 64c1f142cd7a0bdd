import type { AnyVariables, CombinedError, TypedDocumentNode } from '@urql/core';
import { useCallback, useEffect, useRef } from 'react';
import { useQuery } from 'urql';
import { useEpoch, useLostSince } from './use-backend';

export interface LiveQuery<Data> {
  /** Kept when a later look fails. */
  readonly data: Data | undefined;
  readonly error: CombinedError | undefined;
  readonly fetching: boolean;
  readonly refresh: () => void;
}

/**
 * A query that is asked again every `every` milliseconds while the page can be seen and the server answers, and each time
 * that the server is found again. `every` 0: only then.
 */
export function useLiveQuery<Data, Variables extends AnyVariables>(
  query: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  every = 0,
): LiveQuery<Data> {
  const [{ data, error, fetching }, execute] = useQuery({ query, variables });
  const lostSince = useLostSince();
  const epoch = useEpoch();
  const known = useRef<Data>(undefined);
  if (data !== undefined) known.current = data;
  const refresh = useCallback(() => execute({ requestPolicy: 'network-only' }), [execute]);
  useEffect(() => {
    if (epoch > 0) refresh();
  }, [epoch, refresh]);
  useEffect(() => {
    if (every === 0 || lostSince !== undefined) return;
    const timer = setInterval(() => {
      if (!document.hidden) refresh();
    }, every);
    return () => clearInterval(timer);
  }, [every, lostSince, refresh]);
  return { data: data ?? known.current, error, fetching, refresh };
}
