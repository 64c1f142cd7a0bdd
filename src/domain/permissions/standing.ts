/** The current permissions, scope and groups of clerks, in four statements however many clerks they are. */
import { AppError } from '../../errors/errors.js';
import type { ClerkReader, ClerkRow } from '../ports/clerk-reader.js';
import { unlessMalformed, type VenueStore } from '../ports/venue-store.js';
import type { Viewer } from '../request/viewer.js';
import { Permission } from '../types/permissions.js';
import { gateAgainst, type Held, isLastHolder, seesAll } from './rules.js';

export interface StandingSources {
  readonly clerks: ClerkReader;
  readonly venue: Pick<VenueStore, 'locationGroups'>;
}

/** A viewer without a session. */
export interface Standing extends Pick<Viewer, 'clerk' | 'securityGroup' | 'permissions' | 'scope'> {
  /** When those end that end by themselves. */
  readonly endings: ReadonlyMap<Permission, Date>;
}

/** Of these clerks, in their order; anyone who is switched off holds nothing. */
export async function standingsOf(
  from: StandingSources,
  clerks: readonly ClerkRow[],
): Promise<readonly Standing[]> {
  const groupIds = [...new Set(clerks.flatMap((clerk) => clerk.securityGroupId ?? []))];
  const [groups, ticks, pairs, all] = await Promise.all([
    from.clerks.securityGroups(groupIds),
    from.clerks.ticks(groupIds),
    from.clerks.locationGroupIdsOf([...new Set(clerks.map((clerk) => clerk.clerkGroupId))]),
    from.venue.locationGroups().catch(unlessMalformed),
  ]);
  const allIds = all?.map(({ id }) => id);
  return clerks.map((clerk) => {
    const held = ticks.filter(
      (tick) => clerk.active && tick.granted && tick.securityGroupId === clerk.securityGroupId,
    );
    const seen = pairs.filter(({ clerkGroupId }) => clerkGroupId === clerk.clerkGroupId);
    const locationGroupIds = new Set(seen.map((pair) => pair.locationGroupId));
    return {
      clerk,
      securityGroup: groups.find(({ id }) => id === clerk.securityGroupId),
      permissions: new Set(held.map(({ permission }) => permission)),
      endings: new Map(
        held.flatMap(({ permission, expiresAt }) => (expiresAt ? [[permission, expiresAt]] : [])),
      ),
      // If a group can't be read, no clerk is known to see all of them.
      scope: { every: allIds !== undefined && seesAll(allIds, locationGroupIds), locationGroupIds },
    };
  });
}

/** Everyone whom both gates let through to this now. */
export async function holdersOf(from: StandingSources, permission: Permission): Promise<readonly Standing[]> {
  const all = await standingsOf(from, await from.clerks.clerks());
  return all.filter((standing) => gateAgainst(standing, permission) === undefined);
}

/** Whether no one could edit clerk security for good any more once this group may not. */
export async function isLastEditor(from: StandingSources, securityGroupId: string): Promise<boolean> {
  return isLastHolder(await editorsOf(from), securityGroupId);
}

const EDIT = Permission.CLERK_SECURITY_EDIT;

/** Who may edit clerk security now. */
export async function editorsOf(from: StandingSources): Promise<readonly Held[]> {
  const editors = await holdersOf(from, EDIT);
  return editors.map(({ clerk, endings }) => ({
    securityGroupId: clerk.securityGroupId,
    until: endings.get(EDIT),
  }));
}

/**
 * The view lacks the clerk's row, or it is malformed. Whether that is for a moment or for good, the watch of
 * clerks decides.
 */
export class ClerkMissing extends AppError {
  constructor(clerkId: string) {
    super('VENUE_ROW_MALFORMED', {
      message: `Clerk ${clerkId} is missing from the venue's database now, so the request was refused.`,
      remedy: 'Try again in a minute. If it persists, run "venue-control doctor" on the server.',
      details: { view: 'clerk', column: 'id' },
    });
  }
}

/** Undefined when the clerk is switched off. Throws ClerkMissing. */
export async function loadViewer(
  from: StandingSources,
  clerkId: string,
  session: { readonly id: string; readonly steppedUpUntil: Date | undefined },
): Promise<Viewer | undefined> {
  const [clerk] = await from.clerks.clerks([clerkId]);
  if (!clerk) throw new ClerkMissing(clerkId);
  if (!clerk.active) return undefined;
  const [standing] = await standingsOf(from, [clerk]);
  return standing && { ...standing, sessionId: session.id, steppedUpUntil: session.steppedUpUntil };
}
