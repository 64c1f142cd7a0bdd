import { createContext, useContext } from 'react';
import type { FrameQuery } from './generated/graphql';

export interface VenueAround {
  /** Until the venue has answered, this browser's. */
  readonly timeZone: string;
  readonly venue: FrameQuery['venue'] | undefined;
  readonly viewer: FrameQuery['viewer'] | undefined;
}

export const VenueContext = createContext<VenueAround>({
  timeZone: 'UTC',
  venue: undefined,
  viewer: undefined,
});

/** Who is signed in, and where. */
export function useVenue(): VenueAround {
  return useContext(VenueContext);
}
