/** From a clerk to a viewer: both groups, the ticks in effect and the scope, in four statements. */
import type { ClerkReader } from '../ports/clerk-reader.js';
import type { VenueStore } from '../ports/venue-store.js';
import type { Viewer } from './viewer.js';

/** Undefined when the clerk is unknown or switched off. */
export async function loadViewer(
  from: { clerks: ClerkReader; venue: VenueStore },
  clerkId: string,
  session: { readonly id: string; readonly steppedUpUntil: Date | undefined },
): Promise<Viewer | undefined> {
  const [clerk] = await from.clerks.clerks([clerkId]);
  if (!clerk?.active) return undefined;
  const groupIds = clerk.securityGroupId === undefined ? [] : [clerk.securityGroupId];
  const [groups, ticks, seen, all] = await Promise.all([
    from.clerks.securityGroups(groupIds),
    from.clerks.ticks(groupIds),
    from.clerks.locationGroupIdsOf([clerk.clerkGroupId]),
    from.venue.locationGroups(),
  ]);
  const held = ticks.filter((tick) => tick.granted);
  const locationGroupIds = new Set(seen.map((row) => row.locationGroupId));
  return {
    clerk,
    sessionId: session.id,
    securityGroup: groups[0],
    permissions: new Set(held.map((tick) => tick.permission)),
    endings: new Map(
      held.flatMap(({ permission, expiresAt }) => (expiresAt ? [[permission, expiresAt]] : [])),
    ),
    scope: {
      every: all.length > 0 && all.every((group) => locationGroupIds.has(group.id)),
      locationGroupIds,
    },
    steppedUpUntil: session.steppedUpUntil,
  };
}
