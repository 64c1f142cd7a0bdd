import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { PermissionHolders as Holders } from '../../domain/permissions/holders.js';
import type { ClerkGroupRow, ClerkRow, SecurityGroupRow } from '../../domain/ports/clerk-reader.js';
import { Permission } from '../../domain/types/permissions.js';
import { AppError } from '../../errors/errors.js';
import type { RequestContext } from '../request/context.js';
import { IdArgs } from '../schema/argument-rules.js';
import { Requires } from '../schema/security.directive.js';
import {
  Clerk,
  ClerkGroup,
  GrantPermissionInput,
  PermissionHolders,
  RevokePermissionInput,
  SecurityGroup,
  UnlockClerkArgs,
} from './clerk-security.types.js';

const HIERARCHY =
  'Needs a step-up less than five minutes old, and a group that ranks strictly above the target and has the permission itself, at least as long. Otherwise FORBIDDEN with gate STEP_UP or HIERARCHY, and who can grant it.';

@Resolver()
export class ClerkSecurityResolver {
  @Requires(Permission.CLERK_SECURITY_VIEW)
  @Query(() => [ClerkGroup], { nullable: true, description: 'In ID order; 0 is Managers.' })
  clerkGroups(@Ctx() context: RequestContext): Promise<readonly ClerkGroupRow[]> {
    return context.controlPlane.clerks.clerkGroups();
  }

  @Requires(Permission.CLERK_SECURITY_VIEW)
  @Query(() => [SecurityGroup], { nullable: true, description: 'Highest rank first.' })
  securityGroups(@Ctx() context: RequestContext): Promise<readonly SecurityGroupRow[]> {
    return context.controlPlane.clerks.securityGroups();
  }

  @Requires(Permission.CLERK_SECURITY_VIEW)
  @Query(() => Clerk, { nullable: true, description: 'NOT_FOUND for an unknown ID.' })
  async clerk(@Args(() => IdArgs) args: IdArgs, @Ctx() context: RequestContext): Promise<ClerkRow> {
    const found = await context.loaders.clerk.load(args.id);
    if (found === undefined) throw new AppError('NOT_FOUND', { message: 'No clerk has that ID.' });
    return found;
  }

  @Requires(Permission.CLERK_SECURITY_VIEW)
  @Query(() => PermissionHolders, {
    nullable: true,
    description:
      'Clerks who pass both gates, with a warning if they are more than the venue settings allow, or if none is left.',
  })
  permissionHolders(
    @Arg('permission', () => Permission) permission: Permission,
    @Ctx() context: RequestContext,
  ): Promise<Holders> {
    return context.controlPlane.security.holdersOf(permission);
  }

  @Requires(Permission.CLERK_SECURITY_EDIT)
  @Mutation(() => SecurityGroup, {
    nullable: true,
    description: `Grants a permission; never shortens an existing grant. ${HIERARCHY}`,
  })
  grantPermission(
    @Arg('input', () => GrantPermissionInput) input: GrantPermissionInput,
    @Ctx() context: RequestContext,
  ): Promise<SecurityGroupRow> {
    const { securityGroupId, permission, reason } = input;
    return context.controlPlane.security.grant(context.caller(), {
      securityGroupId,
      permission,
      reason,
      ...(input.expiresAt ? { expiresAt: input.expiresAt } : {}),
    });
  }

  @Requires(Permission.CLERK_SECURITY_EDIT)
  @Mutation(() => SecurityGroup, {
    nullable: true,
    description: `Revokes a permission, except the last one to edit clerk security. ${HIERARCHY}`,
  })
  revokePermission(
    @Arg('input', () => RevokePermissionInput) input: RevokePermissionInput,
    @Ctx() context: RequestContext,
  ): Promise<SecurityGroupRow> {
    const { securityGroupId, permission, reason } = input;
    return context.controlPlane.security.revoke(context.caller(), { securityGroupId, permission, reason });
  }

  @Requires(Permission.CLERK_SECURITY_EDIT)
  @Mutation(() => Clerk, {
    nullable: true,
    description:
      'Unlocks a clerk who was locked out by failed sign-ins. Needs a step-up less than five minutes old, and a group that ranks strictly above theirs.',
  })
  unlockClerk(
    @Args(() => UnlockClerkArgs) args: UnlockClerkArgs,
    @Ctx() context: RequestContext,
  ): Promise<ClerkRow> {
    return context.controlPlane.signInLocks.unlock(context.caller(), args.clerkId, args.reason);
  }
}
