import { type AnyVariables, type CombinedError, createRequest, type TypedDocumentNode } from '@urql/core';
import { useCallback, useEffect, useRef } from 'react';
import { useQuery } from 'urql';
import { useEpoch, useIsPushed, useLostSince } from './contexts';
import { retryAfterOf } from './failure';
import { withKnown } from './partial-results';

export interface LiveQuery<Data> {
  /** Kept when a later look fails. */
  readonly data: Data | undefined;
  /** The answer is to these variables; false while what is shown is that of the ones before. */
  readonly isCurrent: boolean;
  readonly error: CombinedError | undefined;
  readonly fetching: boolean;
  readonly refresh: () => void;
}

/** How often something is checked that no one pushes now, or that could not be asked, in milliseconds. */
const LOOK = 3_000;

/**
 * A query that is asked again every `every` milliseconds while the page can be seen and the server answers, and each time
 * that the server is found again. `every` 0: only then, while the socket is closed, and after a failure that may pass.
 * `whileHidden`: also while another page is in front, for what someone is notified of there. Default false.
 */
export function useLiveQuery<Data extends object, Variables extends AnyVariables>(
  query: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  every = 0,
  { whileHidden = false }: { readonly whileHidden?: boolean } = {},
): LiveQuery<Data> {
  const [{ data, error, fetching, operation }, execute] = useQuery({ query, variables });
  const lostSince = useLostSince();
  const epoch = useEpoch();
  const isPushed = useIsPushed();
  const asked = JSON.stringify(variables);
  const known = useRef<{ readonly data: Data; readonly asked: string }>(undefined);
  if (data) {
    const before = error && known.current?.asked === asked ? known.current.data : undefined;
    known.current = { data: withKnown(data, before), asked };
  }
  const refresh = useCallback(() => execute({ requestPolicy: 'network-only' }), [execute]);
  useEffect(() => {
    if (epoch > 0) refresh();
  }, [epoch, refresh]);
  const isMissed = !isPushed || error?.networkError !== undefined;
  const period = every || (isMissed ? LOOK : 0);
  useEffect(() => {
    if (period === 0 || lostSince !== undefined) return;
    // By the clock: parts of a page that check the same ask in the same moment, and that is one request.
    let timer: ReturnType<typeof setTimeout>;
    const wait = () => {
      timer = setTimeout(look, period - (Date.now() % period));
    };
    const look = () => {
      if (whileHidden || !document.hidden) refresh();
      wait();
    };
    wait();
    return () => clearTimeout(timer);
  }, [period, lostSince, whileHidden, refresh]);
  useEffect(() => {
    const seconds = retryAfterOf(error);
    if (seconds === undefined) return;
    const timer = setTimeout(refresh, seconds * 1_000);
    return () => clearTimeout(timer);
  }, [error, refresh]);
  const isCurrent = data !== undefined && operation?.key === createRequest(query, variables).key;
  return { data: known.current?.data, isCurrent, error, fetching, refresh };
}
