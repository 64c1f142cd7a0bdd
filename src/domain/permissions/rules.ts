/**
 * The rules of clerk security, all of them and nothing else: who passes a gate, who ranks above whom, what a grant may do. Pure, so that
 * an oracle can be compared with them and each comparison be turned round to see whether anyone notices (`npm run prove -- mutants`).
 */
import type { PermissionTickRow, SecurityGroupRow } from '../ports/clerk-reader.js';
import type { Viewer } from '../request/viewer.js';
import { PERMISSIONS, type Permission } from '../types/permissions.js';

type Ranked = Pick<SecurityGroupRow, 'rank'> | undefined;

/** Both gates. Undefined: may pass. */
export function gateAgainst(
  { permissions, scope }: Pick<Viewer, 'permissions' | 'scope'>,
  permission: Permission,
): 'SCOPE' | 'PERMISSION' | undefined {
  if (!permissions.has(permission)) return 'PERMISSION';
  const { every, locationGroupIds } = scope;
  const passes = PERMISSIONS[permission].scope === 'every' ? every : every || locationGroupIds.size > 0;
  return passes ? undefined : 'SCOPE';
}

/** The one answer to whether someone sees a Location Group, and with it what is in it. */
export function sees({ scope }: Pick<Viewer, 'scope'>, locationGroupId: string): boolean {
  return scope.every || scope.locationGroupIds.has(locationGroupId);
}

/** All of the venue, which has something to see. */
export function seesAll(all: readonly string[], seen: ReadonlySet<string>): boolean {
  return all.length > 0 && all.every((id) => seen.has(id));
}

/** Has proved presence less than five minutes ago. */
export function isPresent({ steppedUpUntil }: Pick<Viewer, 'steppedUpUntil'>, now: Date): boolean {
  return steppedUpUntil !== undefined && steppedUpUntil > now;
}

/** Strictly. A clerk who is in no group ranks below everyone, and above no one. */
export function ranksAbove(own: Ranked, other: Ranked): boolean {
  return own !== undefined && own.rank < (other?.rank ?? Number.POSITIVE_INFINITY);
}

/** The lowest rank that may be a second person. */
const SECOND_PERSON_RANK = 2;

/** Another person than the one who asked, of rank 1 or 2. */
export function maySecond(
  { clerk, securityGroup }: Pick<Viewer, 'clerk' | 'securityGroup'>,
  { requestedById }: { readonly requestedById: string },
): boolean {
  return (
    clerk.id !== requestedById && securityGroup !== undefined && securityGroup.rank <= SECOND_PERSON_RANK
  );
}

/** Whether a grant until `until` continues after what the granter holds has ended. Undefined: never ends. */
export function outlasts(until: Date | undefined, own: Date | undefined): boolean {
  return own !== undefined && (until === undefined || until > own);
}

/** Whether a grant until `until` would end earlier what the group holds now. */
export function shortens(
  until: Date | undefined,
  { granted, expiresAt }: Pick<PermissionTickRow, 'granted' | 'expiresAt'>,
): boolean {
  return granted && until !== undefined && (expiresAt === undefined || until < expiresAt);
}

/** Who holds a permission, by group, and until when; undefined: for good. */
export interface Held {
  readonly securityGroupId: string | undefined;
  readonly until: Date | undefined;
}

/** Whether no one would hold it for good any more, or no one at all, once the group holds it no more. */
export function isLastHolder(holders: readonly Held[], securityGroupId: string): boolean {
  const ofGroup = holders.filter((holder) => holder.securityGroupId === securityGroupId);
  const others = holders.filter((holder) => holder.securityGroupId !== securityGroupId);
  const forGood = (held: readonly Held[]) => held.some(({ until }) => until === undefined);
  if (ofGroup.length === 0 || forGood(others)) return false;
  return others.length === 0 || forGood(ofGroup);
}
