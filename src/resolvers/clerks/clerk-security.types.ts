import { IsOptional } from 'class-validator';
import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { PERMISSIONS, Permission } from '../../domain/types/permissions.js';
import { LocationGroup } from '../locations.types.js';
import { IsId, IsReason } from '../schema/argument-rules.js';
import { DateTimeScalar } from '../schema/scalars.js';
import { Requires } from '../schema/security.directive.js';
import { ApiToken } from './api-tokens.types.js';
import { EffectivePermission } from './effective-permissions.types.js';

registerEnumType(Permission, {
  name: 'Permission',
  description:
    'The permissions of a Clerk Security Group. The Clerk Group counts, too: an action on the whole venue needs every Location Group in scope.',
  valuesConfig: {
    CLOUD_CONNECTIVITY_ONBOARD: { description: 'Cloud Connectivity > Onboard: onboard and resync' },
    CLOUD_CONNECTIVITY_LOCATIONS: { description: 'Cloud Connectivity > Locations: activate' },
    SERVICES_VIEW: { description: PERMISSIONS.SERVICES_VIEW.path },
    SERVICES_CONTROL: { description: 'start, stop, restart, start mode' },
    CLERK_SECURITY_VIEW: { description: PERMISSIONS.CLERK_SECURITY_VIEW.path },
    CLERK_SECURITY_EDIT: { description: 'grant and revoke, under the group hierarchy' },
    EVENT_LOGS_VIEW: { description: PERMISSIONS.EVENT_LOGS_VIEW.path },
    AUDIT_VIEW: { description: PERMISSIONS.AUDIT_VIEW.path },
    API_TOKENS_MANAGE: { description: PERMISSIONS.API_TOKENS_MANAGE.path },
    METRICS_VIEW: { description: 'Metrics > View: GET /metrics' },
    SUPPORT_BUNDLE: { description: PERMISSIONS.SUPPORT_BUNDLE.path },
  },
});

@ObjectType({ simpleResolvers: true, description: 'One permission of one Clerk Security Group.' })
export class PermissionTick {
  @Field(() => Permission)
  permission!: Permission;

  @Field(() => String, { description: "As in swiftpos' tree, e.g. Cloud Connectivity > Onboard" })
  path!: string;

  @Field(() => Boolean, { description: 'False for a new permission.' })
  granted!: boolean;

  @Field(() => String, { nullable: true })
  grantedByName!: string | undefined;

  @Field(() => DateTimeScalar, { nullable: true })
  grantedAt!: Date | undefined;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it expires; null: never.' })
  expiresAt!: Date | undefined;
}

@ObjectType({ simpleResolvers: true, description: 'Determines which functions a clerk may use.' })
export class SecurityGroup {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => Int, { description: '1 is highest.' })
  rank!: number;

  @Requires(Permission.CLERK_SECURITY_VIEW)
  @Field(() => [PermissionTick], { nullable: true, description: 'Every permission, granted or not.' })
  permissions?: PermissionTick[];

  @Requires(Permission.CLERK_SECURITY_VIEW)
  @Field(() => [Clerk], { nullable: true })
  clerks?: Clerk[];
}

@ObjectType({ simpleResolvers: true, description: 'Determines which Location Groups a clerk has access to.' })
export class ClerkGroup {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => [LocationGroup], { description: 'Only those that the viewer has access to, too.' })
  locationGroups?: LocationGroup[];

  @Requires(Permission.CLERK_SECURITY_VIEW)
  @Field(() => [Clerk], { nullable: true })
  clerks?: Clerk[];
}

@ObjectType({ simpleResolvers: true, description: 'A staff member.' })
export class Clerk {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => ClerkGroup)
  clerkGroup?: ClerkGroup;

  @Field(() => SecurityGroup, { nullable: true, description: 'Null: in none, so without permissions.' })
  securityGroup?: SecurityGroup;

  @Field(() => [Permission], {
    nullable: true,
    description: 'In effect now; null for another clerk without CLERK_SECURITY_VIEW.',
  })
  permissions?: Permission[];

  @Field(() => [EffectivePermission], {
    nullable: true,
    description:
      'Every permission with the current result of both gates; null for another clerk without CLERK_SECURITY_VIEW.',
  })
  effectivePermissions?: EffectivePermission[];

  @Field(() => Boolean, {
    nullable: true,
    description: 'Locked out of signing in; null for another clerk without CLERK_SECURITY_VIEW.',
  })
  locked?: boolean;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      "For the requesting clerk, while the venue's database is unavailable: when their groups and permissions were last read. Null: now.",
  })
  knownSince?: Date;

  @Field(() => ApiToken, {
    nullable: true,
    description: 'For the requesting clerk: the API token that acts for them. Null: a person is signed in.',
  })
  apiToken?: ApiToken;
}

@InputType()
export class RevokePermissionInput {
  @Field(() => ID, { description: "Must rank strictly below the caller's own group." })
  @IsId()
  securityGroupId!: string;

  @Field(() => Permission, { description: 'The caller must have it, too.' })
  permission!: Permission;

  @Field(() => String, { description: '1 to 500 characters, for the audit log.' })
  @IsReason()
  reason!: string;
}

@InputType()
export class GrantPermissionInput extends RevokePermissionInput {
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the grant expires; null: never.',
  })
  @IsOptional()
  expiresAt?: Date | null;
}

@ArgsType()
export class UnlockClerkArgs {
  @Field(() => ID)
  @IsId()
  clerkId!: string;

  @Field(() => String, { description: '1 to 500 characters, for the audit log.' })
  @IsReason()
  reason!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A clerk who passes both gates.' })
export class PermissionHolder {
  @Field(() => Clerk)
  clerk!: Clerk;

  @Field(() => SecurityGroup, { nullable: true, description: 'The group that grants it.' })
  securityGroup!: SecurityGroup | undefined;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it expires; null: never.' })
  until!: Date | undefined;
}

@ObjectType({ simpleResolvers: true, description: 'The clerks who have a permission now.' })
export class PermissionHolders {
  @Field(() => Permission)
  permission!: Permission;

  @Field(() => String, { description: "As in swiftpos' tree, e.g. Cloud Connectivity > Onboard" })
  path!: string;

  @Field(() => [PermissionHolder])
  holders!: PermissionHolder[];

  @Field(() => Int, { nullable: true, description: 'The limit in the venue settings; null: no limit.' })
  limit!: number | undefined;

  @Field(() => String, { nullable: true, description: 'A warning; null: none.' })
  warning!: string | undefined;
}
