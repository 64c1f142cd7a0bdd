import { useEffect } from 'react';
import { useSubscription } from 'urql';
import { AlertChangedDocument, type AlertLineFragment, AlertsDocument } from '../generated/graphql';
import { useVenue } from './contexts';
import { useLiveQuery } from './use-live-query';

/** How often they are read beside the pushed changes, in milliseconds. */
const LOOK = 30_000;

/** Alerts that are not cleared; none for a clerk who may not see them. Undefined: not known yet. */
export function useAlerts(): readonly AlertLineFragment[] | undefined {
  const may = useVenue().viewer?.permissions?.includes('SERVICES_VIEW') ?? false;
  const { data, refresh } = useLiveQuery(AlertsDocument, { may }, LOOK);
  const [{ data: changed }] = useSubscription({ query: AlertChangedDocument, pause: !may });
  useEffect(() => {
    if (changed) refresh();
  }, [changed, refresh]);
  if (!data) return undefined;
  const edges = [...(data.open?.edges ?? []), ...(data.acknowledged?.edges ?? [])];
  // One that has changed since may be in both lists.
  const byId = new Map(edges.map(({ node }) => [node.id, node]));
  return [...byId.values()].filter(({ state }) => state !== 'CLEARED');
}
