/** Which clerks have a permission, and a warning if they are more than the venue settings allow, or too few. */
import type { ClerkRow, SecurityGroupRow } from '../ports/clerk-reader.js';
import { PERMISSIONS, Permission } from '../types/permissions.js';
import type { Settings } from '../types/settings.js';
import { holdersOf, type StandingSources } from './standing.js';

export interface PermissionHolder {
  readonly clerk: ClerkRow;
  readonly securityGroup: SecurityGroupRow | undefined;
  /** Undefined: for good. */
  readonly until: Date | undefined;
}

export interface PermissionHolders {
  readonly permission: Permission;
  readonly path: string;
  /** Both gates let them through now. */
  readonly holders: readonly PermissionHolder[];
  /** How many are wanted at most; undefined: no limit. */
  readonly limit: number | undefined;
  /** What to see to; undefined: nothing. */
  readonly warning: string | undefined;
}

export interface HoldersParts extends StandingSources {
  readonly settings: Pick<Settings, 'onboardHolders'>;
}

export async function permissionHolders(
  parts: HoldersParts,
  permission: Permission,
): Promise<PermissionHolders> {
  const holders = (await holdersOf(parts, permission)).map(({ clerk, securityGroup, endings }) => ({
    clerk,
    securityGroup,
    until: endings.get(permission),
  }));
  const limit =
    permission === Permission.CLOUD_CONNECTIVITY_ONBOARD ? parts.settings.onboardHolders : undefined;
  return {
    permission,
    path: PERMISSIONS[permission].path,
    holders,
    limit,
    warning: warningOf(permission, holders, limit),
  };
}

function warningOf(
  permission: Permission,
  holders: readonly PermissionHolder[],
  limit: number | undefined,
): string | undefined {
  const { path } = PERMISSIONS[permission];
  if (limit !== undefined && holders.length > limit)
    return `${holders.length} clerks have "${path}", but the venue settings allow ${limit} at most. Revoke it where it is not needed.`;
  if (permission !== Permission.CLERK_SECURITY_EDIT) return undefined;
  if (holders.length === 0)
    return `No clerk has "${path}" and access to the whole venue, so only the local command can grant permissions.`;
  if (holders.some(({ until }) => until === undefined)) return undefined;
  const last = Math.max(...holders.map(({ until }) => until?.getTime() ?? 0));
  return `No clerk has "${path}" without an end. The last grant ends at ${new Date(last).toISOString()}.`;
}
