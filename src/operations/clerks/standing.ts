/** What clerks may do now: both groups, the ticks in effect and the scope, in four statements however many they are. */
import type { ClerkReader, ClerkRow } from '../ports/clerk-reader.js';
import type { ClerkStore } from '../ports/clerk-store.js';
import type { VenueStore } from '../ports/venue-store.js';
import { Permission } from '../words/permissions.js';
import { gateAgainst, type Held, isLastHolder, seesAll } from './rules.js';
import type { Viewer } from './viewer.js';

export interface StandingSources {
  readonly clerks: ClerkReader;
  readonly venue: Pick<VenueStore, 'locationGroups'>;
}

/** A viewer without a session. */
export interface Standing extends Pick<Viewer, 'clerk' | 'securityGroup' | 'permissions' | 'scope'> {
  /** When those end that end by themselves. */
  readonly endings: ReadonlyMap<Permission, Date>;
}

/** Of these clerks, in their order; whoever is switched off holds nothing. */
export async function standingsOf(
  from: StandingSources,
  clerks: readonly ClerkRow[],
): Promise<readonly Standing[]> {
  const groupIds = [...new Set(clerks.flatMap((clerk) => clerk.securityGroupId ?? []))];
  const [groups, ticks, pairs, all] = await Promise.all([
    from.clerks.securityGroups(groupIds),
    from.clerks.ticks(groupIds),
    from.clerks.locationGroupIdsOf([...new Set(clerks.map((clerk) => clerk.clerkGroupId))]),
    from.venue.locationGroups(),
  ]);
  const allIds = all.map(({ id }) => id);
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
      scope: { every: seesAll(allIds, locationGroupIds), locationGroupIds },
    };
  });
}

/** Everybody whom both gates let through to this now. */
export async function holdersOf(from: StandingSources, permission: Permission): Promise<readonly Standing[]> {
  const all = await standingsOf(from, await from.clerks.clerks());
  return all.filter((standing) => gateAgainst(standing, permission) === undefined);
}

/** Whether nobody could edit clerk security for good any more once this group may not. */
export async function isLastEditor(from: StandingSources, securityGroupId: string): Promise<boolean> {
  return isLastHolder(await editorsOf(from), securityGroupId);
}

type Revoked = Parameters<ClerkStore['revoke']>[0];

/**
 * Clears a box. Another process, such as a command beside the server, may have cleared one at the same time: where that left no editor for
 * good, the box is ticked again. False then.
 */
export async function revokeUnlessLast(
  from: StandingSources & { readonly clerks: ClerkStore },
  tick: Revoked,
): Promise<boolean> {
  if (tick.permission !== EDIT) return from.clerks.revoke(tick).then(() => true);
  const before = await editorsOf(from);
  const ticks = await from.clerks.ticks([tick.securityGroupId]);
  await from.clerks.revoke(tick);
  const expiresAt = ticks.find(({ permission }) => permission === EDIT)?.expiresAt;
  const putBack = () => from.clerks.grant({ ...tick, ...(expiresAt ? { expiresAt } : {}) });
  const after = await editorsOf(from).catch(async (error: unknown) => {
    await putBack();
    throw error;
  });
  const forGood = (held: readonly Held[]) => held.some(({ until }) => until === undefined);
  if (after.length > 0 ? forGood(after) || !forGood(before) : before.length === 0) return true;
  await putBack();
  return false;
}

const EDIT = Permission.CLERK_SECURITY_EDIT;

async function editorsOf(from: StandingSources): Promise<readonly Held[]> {
  const editors = await holdersOf(from, EDIT);
  return editors.map(({ clerk, endings }) => ({
    securityGroupId: clerk.securityGroupId,
    until: endings.get(EDIT),
  }));
}
