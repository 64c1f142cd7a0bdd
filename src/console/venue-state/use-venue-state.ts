import { createContext, useContext, useEffect, useRef } from 'react';
import { failureOf } from '../data/failure';
import { useLostSince } from '../data/use-backend';
import { useLiveQuery } from '../data/use-live-query';
import { useRunningOperations } from '../data/use-running-operations';
import {
  DiagnosisDocument,
  type FrameQuery,
  type MaintenanceStateFragment,
  VenueStateDocument,
  type VenueStateQuery,
} from '../generated/graphql';
import { judgeVenue, type VenueState } from './judge-venue';

/** How often the venue is looked at from every page, in milliseconds. */
const LOOK = 10_000;
/** A diagnosis asks the cloud, PowerShell and the database. */
const LOOK_CLOSELY = 30_000;

export interface WatchedVenue {
  readonly state: VenueState;
  /** Undefined: not known yet. */
  readonly maintenance: MaintenanceStateFragment | undefined;
  /** Since when the venue's database says nothing new; undefined: it answers. */
  readonly asOf: string | undefined;
}

export const VenueStateContext = createContext<WatchedVenue | undefined>(undefined);

/** What the frame has found out for every page. */
export function useVenueState(): WatchedVenue {
  const watched = useContext(VenueStateContext);
  if (!watched) throw new Error('There is no frame around this component.');
  return watched;
}

/** Asked once, by the frame. */
export function useWatchedVenue(viewer: FrameQuery['viewer'] | undefined): WatchedVenue {
  const maySee = viewer?.permissions?.includes('SERVICES_VIEW') ?? false;
  const { data, error } = useLiveQuery(VenueStateDocument, { services: maySee }, LOOK, {
    // The tab says it while another page is in front.
    whileHidden: true,
  });
  const {
    data: found,
    error: notFound,
    refresh: lookClosely,
  } = useLiveQuery(DiagnosisDocument, { may: maySee }, LOOK_CLOSELY);
  const moved = whatMoves(data);
  const lastMoved = useRef(moved);
  useEffect(() => {
    if (lastMoved.current !== undefined && lastMoved.current !== moved) lookClosely();
    lastMoved.current = moved;
  }, [moved, lookClosely]);
  const running = useRunningOperations();
  const lostSince = useLostSince();
  const maintenance = data?.maintenance ?? undefined;
  // A part that could not be asked now is not known now, although it is still shown as it was.
  const unless = <T>(failed: unknown, value: T) => (failed ? undefined : (value ?? undefined));
  const isPending = maySee && found === undefined && notFound === undefined;
  const state = judgeVenue({
    isConnected: lostSince === undefined,
    venue: isPending ? undefined : unless(failureOf(error, 'venue'), data?.venue),
    services: maySee ? unless(failureOf(error, 'services'), data?.services) : 'hidden',
    diagnosis: maySee ? unless(failureOf(notFound, 'syncDiagnosis'), found?.syncDiagnosis) : 'hidden',
    maintenance,
    running,
  });
  return { state, maintenance, asOf: asOfIn(data?.viewer?.knownSince, data?.venue?.observedAt) };
}

/** What a diagnosis would see otherwise once it has changed; undefined: not known yet. */
function whatMoves(data: VenueStateQuery | undefined): string | undefined {
  if (!data?.venue) return undefined;
  const { onboarding, registrationState } = data.venue;
  const services = data.services?.map(({ key, status }) => `${key} ${status}`) ?? [];
  return [onboarding.state, registrationState, ...services].join(', ');
}

/** Both are of the last time that the database answered; the older of them is true of all. */
function asOfIn(knownSince: string | null | undefined, observedAt: string | undefined): string | undefined {
  if (!knownSince) return undefined;
  return observedAt && observedAt < knownSince ? observedAt : knownSince;
}
