import { createContext, useContext, useEffect } from 'react';
import { useLostSince, useMay } from '../data/contexts';
import { failureOf } from '../data/failure';
import { useLiveQuery } from '../data/use-live-query';
import { usePush } from '../data/use-push';
import {
  AlertChangedDocument,
  type AlertLineFragment,
  AlertsDocument,
  VenueStateDocument,
  VenueStatusChangedDocument,
} from '../generated/graphql';
import { shownState } from './shown-state';

/** How often the status is read beside the pushed changes, in ms: as often as the server reads the venue. */
const LOOK = 5_000;

export const VenueStateContext = createContext<ReturnType<typeof useWatchedVenue> | undefined>(undefined);

/** What the frame has found out for every page. */
export function useVenueState() {
  const watched = useContext(VenueStateContext);
  if (!watched) throw new Error('There is no frame around this component.');
  return watched;
}

/** Asked once, by the frame. */
export function useWatchedVenue(timeZone: string) {
  // The tab says it while another page is in front.
  const { data, error, refresh } = useLiveQuery(VenueStateDocument, {}, LOOK, { whileHidden: true });
  const { data: changed } = usePush(VenueStatusChangedDocument);
  useEffect(() => {
    if (changed) refresh();
  }, [changed, refresh]);
  const lostSince = useLostSince();
  const status = data?.venueStatus;
  return {
    state: shownState({ status, failure: failureOf(error, 'venueStatus'), lostSince, timeZone }),
    /** When the server last read the venue; undefined: not known yet. */
    checkedAt: status?.checkedAt,
    consumers: data?.venue?.consumers ?? [],
    /** Undefined: not known yet. */
    maintenance: data?.maintenance ?? undefined,
    /** Since when the venue's database says nothing new; undefined: it answers. */
    asOf: asOfIn(data?.viewer?.knownSince, data?.venue?.observedAt),
  };
}

/** Both are of the last time that the database answered; the older of them is true of all. */
function asOfIn(knownSince: string | null | undefined, observedAt: string | undefined): string | undefined {
  if (!knownSince) return undefined;
  return observedAt && observedAt < knownSince ? observedAt : knownSince;
}

/** Alerts that are not cleared; none for a clerk who may not see them. Undefined: not known yet. */
export function useAlerts(): readonly AlertLineFragment[] | undefined {
  const may = useMay('SERVICES_VIEW');
  const { data: changed, every } = usePush(AlertChangedDocument, { pause: !may });
  const { data, refresh } = useLiveQuery(AlertsDocument, { may }, every);
  useEffect(() => {
    if (changed) refresh();
  }, [changed, refresh]);
  if (!data) return undefined;
  const edges = [...(data.open?.edges ?? []), ...(data.acknowledged?.edges ?? [])];
  // One that has changed since may be in both lists.
  const byId = new Map(edges.map(({ node }) => [node.id, node]));
  return [...byId.values()].filter(({ state }) => state !== 'CLEARED');
}
