/** Relations of clerks and their groups, all through loaders. */
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { EffectivePermission } from '../../domain/permissions/effective.js';
import { visibleGroups } from '../../domain/permissions/visibility.js';
import type { ClerkGroupRow, ClerkRow, SecurityGroupRow } from '../../domain/ports/clerk-reader.js';
import type { LocationGroupRow } from '../../domain/ports/venue-store.js';
import type { ApiToken } from '../../domain/types/api-token.js';
import { ALL_PERMISSIONS, PERMISSIONS, Permission } from '../../domain/types/permissions.js';
import { AppError } from '../../errors/errors.js';
import type { RequestContext } from '../request/context.js';
import { Clerk, ClerkGroup, type PermissionTick, SecurityGroup } from './clerk-security.types.js';

@Resolver(() => Clerk)
export class ClerkResolver {
  @FieldResolver()
  async clerkGroup(@Root() clerk: ClerkRow, @Ctx() context: RequestContext): Promise<ClerkGroupRow> {
    const group = await context.loaders.clerkGroup.load(clerk.clerkGroupId);
    if (group === undefined)
      throw new AppError('NOT_FOUND', { message: "The clerk's Clerk Group no longer exists." });
    return group;
  }

  @FieldResolver()
  securityGroup(
    @Root() clerk: ClerkRow,
    @Ctx() context: RequestContext,
  ): Promise<SecurityGroupRow | undefined> | undefined {
    return clerk.securityGroupId === undefined
      ? undefined
      : context.loaders.securityGroup.load(clerk.securityGroupId);
  }

  @FieldResolver()
  async permissions(
    @Root() clerk: ClerkRow,
    @Ctx() context: RequestContext,
  ): Promise<readonly Permission[] | undefined> {
    if (clerk.id === context.viewer?.clerk.id) return inTreeOrder(context.viewer.permissions);
    if (!maySeeOthers(context)) return undefined;
    if (!clerk.active || clerk.securityGroupId === undefined) return [];
    return inTreeOrder(new Set(await context.loaders.permissions.load(clerk.securityGroupId)));
  }

  @FieldResolver()
  effectivePermissions(
    @Root() clerk: ClerkRow,
    @Ctx() context: RequestContext,
  ): Promise<readonly EffectivePermission[]> | undefined {
    const own = clerk.id === context.viewer?.clerk.id;
    return own || maySeeOthers(context) ? context.loaders.effective.load(clerk) : undefined;
  }

  @FieldResolver()
  knownSince(@Root() clerk: ClerkRow, @Ctx() context: RequestContext): Date | undefined {
    return clerk.id === context.viewer?.clerk.id ? context.viewer.knownSince : undefined;
  }

  @FieldResolver()
  apiToken(@Root() clerk: ClerkRow, @Ctx() context: RequestContext): ApiToken | undefined {
    return clerk.id === context.viewer?.clerk.id ? context.viewer.token : undefined;
  }

  @FieldResolver()
  locked(@Root() clerk: ClerkRow, @Ctx() context: RequestContext): Promise<boolean | undefined> | undefined {
    const own = clerk.id === context.viewer?.clerk.id;
    return own || maySeeOthers(context) ? context.loaders.locked.load(clerk.id) : undefined;
  }
}

@Resolver(() => ClerkGroup)
export class ClerkGroupResolver {
  @FieldResolver()
  async locationGroups(
    @Root() group: ClerkGroupRow,
    @Ctx() context: RequestContext,
  ): Promise<readonly LocationGroupRow[]> {
    return visibleGroups(context.viewer, await context.loaders.locationGroupsOfClerkGroup.load(group.id));
  }

  @FieldResolver()
  clerks(@Root() group: ClerkGroupRow, @Ctx() context: RequestContext): Promise<readonly ClerkRow[]> {
    return context.loaders.clerksOfClerkGroup.load(group.id);
  }
}

@Resolver(() => SecurityGroup)
export class SecurityGroupResolver {
  @FieldResolver()
  async permissions(
    @Root() group: SecurityGroupRow,
    @Ctx() context: RequestContext,
  ): Promise<PermissionTick[]> {
    const ticks = await context.loaders.ticks.load(group.id);
    return ticks.map((tick) => ({ ...tick, path: PERMISSIONS[tick.permission].path }));
  }

  @FieldResolver()
  clerks(@Root() group: SecurityGroupRow, @Ctx() context: RequestContext): Promise<readonly ClerkRow[]> {
    return context.loaders.clerksOfSecurityGroup.load(group.id);
  }
}

/** A null, not an error: who someone is may be read by many, what they may do by few. */
function maySeeOthers(context: RequestContext): boolean {
  const { viewer, controlPlane } = context;
  return (
    viewer !== undefined &&
    controlPlane.security.gateAgainst(viewer, Permission.CLERK_SECURITY_VIEW) === undefined
  );
}

function inTreeOrder(held: ReadonlySet<Permission>): readonly Permission[] {
  return ALL_PERMISSIONS.filter((permission) => held.has(permission));
}
