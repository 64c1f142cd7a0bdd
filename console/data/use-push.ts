import type { CombinedError, TypedDocumentNode } from '@urql/core';
import { useState } from 'react';
import { useSubscription } from 'urql';
import { useEpoch } from './contexts';

/** How often something is asked for whose changes aren't pushed, in milliseconds. */
const LOOK = 3_000;

export interface Push<Data> {
  /** The last change. */
  readonly data: Data | undefined;
  /** False: it was refused or broke off. It is asked for again when the server is found again. */
  readonly isLive: boolean;
  /** For `useLiveQuery`: how often to ask beside it, in milliseconds; 0: not at all. */
  readonly every: number;
}

/** Follows changes that the server pushes. `pause`: not now. */
export function usePush<Data extends object>(
  query: TypedDocumentNode<Data, { [name: string]: never }>,
  { pause = false }: { readonly pause?: boolean } = {},
): Push<Data> {
  const epoch = useEpoch();
  const [refused, setRefused] = useState<{ readonly epoch: number; readonly error: CombinedError }>();
  const isLive = refused?.epoch !== epoch;
  const [{ data, error }] = useSubscription({ query, variables: {}, pause: pause || !isLive });
  // The last error stays while it is asked for again.
  if (error && error !== refused?.error) setRefused({ epoch, error });
  return { data, isLive, every: isLive ? 0 : LOOK };
}
