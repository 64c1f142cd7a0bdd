import { IsOptional } from 'class-validator';
import { ArgsType, type ClassType, Field, ID, InputType, Int, registerEnumType } from 'type-graphql';
import { PERMISSIONS, Permission } from '../../domain/types/permissions.js';
import { LocationGroup } from '../plans.types.js';
import { IsId, IsReason } from '../schema/edge-rules.js';
import { field, nullable, objectType, requiring } from '../schema/object-type.js';
import { DateTimeScalar } from '../schema/scalars.js';
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

export const PermissionTick = objectType('PermissionTick', 'One permission of one Clerk Security Group.', {
  permission: field(() => Permission),
  path: field(() => String, "As in swiftpos' tree, e.g. Cloud Connectivity > Onboard"),
  granted: field(() => Boolean, 'False for a new permission.'),
  grantedByName: nullable(() => String),
  grantedAt: nullable(() => DateTimeScalar),
  expiresAt: nullable(() => DateTimeScalar, 'When it expires; null: never.'),
});

export const SecurityGroup: ClassType = objectType(
  'SecurityGroup',
  'Determines which functions a clerk may use.',
  {
    id: field(() => ID),
    name: field(() => String),
    rank: field(() => Int, '1 is highest.'),
    permissions: requiring(
      Permission.CLERK_SECURITY_VIEW,
      nullable(() => [PermissionTick], 'Every permission, granted or not.'),
    ),
    clerks: requiring(
      Permission.CLERK_SECURITY_VIEW,
      nullable(() => [Clerk]),
    ),
  },
);

export const ClerkGroup: ClassType = objectType(
  'ClerkGroup',
  'Determines which Location Groups a clerk has access to.',
  {
    id: field(() => ID),
    name: field(() => String),
    locationGroups: field(() => [LocationGroup], 'Only those that the viewer has access to, too.'),
    clerks: requiring(
      Permission.CLERK_SECURITY_VIEW,
      nullable(() => [Clerk]),
    ),
  },
);

export const Clerk: ClassType = objectType('Clerk', 'A staff member.', {
  id: field(() => ID),
  name: field(() => String),
  clerkGroup: field(() => ClerkGroup),
  securityGroup: nullable(() => SecurityGroup, 'Null: in none, so without permissions.'),
  permissions: nullable(
    () => [Permission],
    'In effect now; null for another clerk without CLERK_SECURITY_VIEW.',
  ),
  effectivePermissions: nullable(
    () => [EffectivePermission],
    'Every permission with the current result of both gates; null for another clerk without CLERK_SECURITY_VIEW.',
  ),
  locked: nullable(
    () => Boolean,
    'Locked out of signing in; null for another clerk without CLERK_SECURITY_VIEW.',
  ),
  knownSince: nullable(
    () => DateTimeScalar,
    "For the requesting clerk, while the venue's database is unavailable: when their groups and permissions were last read. Null: now.",
  ),
  apiToken: nullable(
    () => ApiToken,
    'For the requesting clerk: the API token that acts for them. Null: a person is signed in.',
  ),
});

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

export const PermissionHolder = objectType('PermissionHolder', 'A clerk who passes both gates.', {
  clerk: field(() => Clerk),
  securityGroup: nullable(() => SecurityGroup, 'The group that grants it.'),
  until: nullable(() => DateTimeScalar, 'When it expires; null: never.'),
});

export const PermissionHolders = objectType('PermissionHolders', 'The clerks who have a permission now.', {
  permission: field(() => Permission),
  path: field(() => String, "As in swiftpos' tree, e.g. Cloud Connectivity > Onboard"),
  holders: field(() => [PermissionHolder]),
  limit: nullable(() => Int, 'The limit in the venue settings; null: no limit.'),
  warning: nullable(() => String, 'A warning; null: none.'),
});
