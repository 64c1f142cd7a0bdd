import { createContext, useContext } from 'react';
import type { FrameQuery, MayDoQuery } from './generated/graphql';

export interface VenueAround {
  /** Until the venue has answered, this browser's. */
  readonly timeZone: string;
  readonly venue: FrameQuery['venue'] | undefined;
  readonly viewer: FrameQuery['viewer'] | undefined;
  /** Every permission of theirs by both gates; undefined: it is not known yet. */
  readonly mayDo: NonNullable<MayDoQuery['viewer']>['effectivePermissions'] | undefined;
}

export const VenueContext = createContext<VenueAround>({
  timeZone: 'UTC',
  venue: undefined,
  viewer: undefined,
  mayDo: undefined,
});

/** Who is signed in, and where. */
export function useVenue(): VenueAround {
  return useContext(VenueContext);
}
