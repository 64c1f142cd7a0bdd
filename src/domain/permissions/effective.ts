/** What clerks may really do now, by both gates: what blocks it, or by which group, since when, by whom and until when. */
import type { ClerkRow, PermissionTickRow } from '../ports/clerk-reader.js';
import { ALL_PERMISSIONS, PERMISSIONS, type Permission } from '../types/permissions.js';
import { gateAgainst } from './rules.js';
import { type Standing, type StandingSources, standingsOf } from './standing.js';

export interface EffectivePermission {
  readonly permission: Permission;
  /** As in swiftpos' tree of permissions. */
  readonly path: string;
  readonly allowed: boolean;
  /** What blocks it. */
  readonly gate: 'PERMISSION' | 'SCOPE' | undefined;
  /** Their Clerk Group has access to what it requires: a grant would take effect. */
  readonly inScope: boolean;
  /** In words. */
  readonly why: string;
  /** Of the permission, also where the other gate blocks it. */
  readonly grantedByName: string | undefined;
  readonly grantedAt: Date | undefined;
  /** Undefined: never. */
  readonly until: Date | undefined;
}

/** Every permission for each clerk, in the order of the tree. */
export async function effectiveOf(
  from: StandingSources,
  clerks: readonly ClerkRow[],
): Promise<ReadonlyMap<string, readonly EffectivePermission[]>> {
  const groupIds = [...new Set(clerks.flatMap((clerk) => clerk.securityGroupId ?? []))];
  const [standings, ticks] = await Promise.all([standingsOf(from, clerks), from.clerks.ticks(groupIds)]);
  const ticked = new Map(ticks.map((tick) => [`${tick.securityGroupId} ${tick.permission}`, tick]));
  return new Map(
    standings.map((standing) => [
      standing.clerk.id,
      ALL_PERMISSIONS.map((permission) => {
        const tick = ticked.get(`${standing.clerk.securityGroupId} ${permission}`);
        return effective(standing, permission, tick?.granted ? tick : undefined);
      }),
    ]),
  );
}

function effective(
  standing: Standing,
  permission: Permission,
  tick: PermissionTickRow | undefined,
): EffectivePermission {
  const gate = gateAgainst(standing, permission);
  return {
    permission,
    path: PERMISSIONS[permission].path,
    allowed: gate === undefined,
    gate,
    inScope:
      gateAgainst({ permissions: new Set([permission]), scope: standing.scope }, permission) === undefined,
    why: whyOf(standing, permission, gate, tick),
    grantedByName: tick?.grantedByName,
    grantedAt: tick?.grantedAt,
    until: tick?.expiresAt,
  };
}

function whyOf(
  { clerk, securityGroup, scope }: Standing,
  permission: Permission,
  gate: EffectivePermission['gate'],
  tick: PermissionTickRow | undefined,
): string {
  if (!clerk.active) return 'Deactivated in Back Office: has no permissions.';
  if (!securityGroup) return 'In no Clerk Security Group: has no permissions.';
  if (!tick) return `"${securityGroup.name}" does not grant it.`;
  if (gate === undefined) return `"${securityGroup.name}" grants it: ${origin(tick)}.`;
  const sight = scope.locationGroupIds.size > 0 ? 'only a part of the venue' : 'no Location Group';
  const need =
    PERMISSIONS[permission].scope === 'every'
      ? 'it requires the whole venue'
      : 'it requires at least one location';
  return `"${securityGroup.name}" grants it, but the Clerk Group has access to ${sight}, and ${need}.`;
}

function origin({ grantedByName, grantedAt, expiresAt }: PermissionTickRow): string {
  const by = grantedByName === undefined ? 'set in Back Office' : `granted by ${grantedByName}`;
  const since = grantedAt ? ` on ${grantedAt.toISOString()}` : '';
  return `${by}${since}${expiresAt ? `, until ${expiresAt.toISOString()}` : ''}`;
}
