import { useState } from 'react';
import { useSubscription } from 'urql';
import { ServiceChangedDocument, type ServiceRowFragment, ServicesDocument } from '../generated/graphql';
import { useEpoch } from './contexts';
import { failureOf } from './failure';
import { useLiveQuery } from './use-live-query';

export type ServiceRow = ServiceRowFragment;

/** How often services are checked where changes aren't pushed, in milliseconds. */
const LOOK = 3_000;

/** The seven services. Changes are pushed by `serviceChanged`; only where that is refused they are checked every 3 s. */
export function useServices() {
  const epoch = useEpoch();
  const [refusedAt, setRefusedAt] = useState<number>();
  const isRefused = refusedAt === epoch;
  const [{ error }] = useSubscription({ query: ServiceChangedDocument, pause: isRefused });
  if (error && !isRefused) setRefusedAt(epoch);
  const { data, error: failed, refresh } = useLiveQuery(ServicesDocument, {}, isRefused ? LOOK : 0);
  return {
    services: data?.services ?? undefined,
    failure: failureOf(failed, 'services'),
    /** True: changes are pushed. False: someone has to look. */
    live: !isRefused,
    refresh,
  };
}
