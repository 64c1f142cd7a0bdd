/** What surrounds every component: the session, the server and the venue. */
import { createContext, useContext, useSyncExternalStore } from 'react';
import type { FrameQuery, MayDoQuery, Permission } from '../generated/graphql';
import type { Backend } from './backend';
import type { Session } from './session';

export const SessionContext = createContext<Session | undefined>(undefined);
export const BackendContext = createContext<Backend | undefined>(undefined);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('There is no session around this component.');
  return session;
}

export function useBackend(): Backend {
  const backend = useContext(BackendContext);
  if (!backend) throw new Error('No clerk is signed in around this component.');
  return backend;
}

/** Since when the server doesn't answer, in milliseconds; undefined while it does. */
export function useLostSince(): number | undefined {
  const { connection } = useBackend();
  return useSyncExternalStore(connection.subscribe, connection.lostSince);
}

/** Changes each time the server is found again. */
export function useEpoch(): number {
  const { connection } = useBackend();
  return useSyncExternalStore(connection.subscribe, connection.epoch);
}

/** False while the socket is closed: callers that depend on its pushes must poll. */
export function useIsPushed(): boolean {
  const { connection } = useBackend();
  return useSyncExternalStore(connection.subscribe, connection.isPushed);
}

export interface VenueAround {
  /** Until the venue has answered, this browser's. */
  readonly timeZone: string;
  /** Its trading hours are none until they are known. */
  readonly venue: (NonNullable<FrameQuery['venue']> & NonNullable<MayDoQuery['venue']>) | undefined;
  readonly viewer: FrameQuery['viewer'] | undefined;
  /** Every permission of theirs by both gates; undefined: it is not known yet. */
  readonly mayDo: NonNullable<MayDoQuery['viewer']>['effectivePermissions'] | undefined;
}

export const VenueContext = createContext<VenueAround>({
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  venue: undefined,
  viewer: undefined,
  mayDo: undefined,
});

/** Who is signed in, and where. */
export function useVenue(): VenueAround {
  return useContext(VenueContext);
}

/** What the clerk may do, by both gates; as long as that is not known, what the group grants. Undefined: nothing is known. */
export function permissionsOf({
  mayDo,
  viewer,
}: Pick<VenueAround, 'mayDo' | 'viewer'>): readonly Permission[] | undefined {
  const allowed = mayDo?.filter((each) => each.allowed).map(({ permission }) => permission);
  return allowed ?? viewer?.permissions ?? undefined;
}

/** False as long as it is not known. */
export function useMay(permission: Permission): boolean {
  return permissionsOf(useVenue())?.includes(permission) ?? false;
}
