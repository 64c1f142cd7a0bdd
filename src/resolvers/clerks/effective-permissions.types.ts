import { ArgsType, Field, ObjectType } from 'type-graphql';
import { Permission } from '../../operations/words/permissions.js';
import { namedEnum } from '../schema/named-enum.js';
import { DateTimeScalar } from '../schema/scalars.js';

const Gate = namedEnum<'PERMISSION' | 'SCOPE'>('Gate', 'What both have to let somebody through.', {
  PERMISSION: 'The Clerk Security Group ticks the box.',
  SCOPE: 'The Clerk Group sees the Location Groups concerned.',
});

@ObjectType({ simpleResolvers: true, description: 'Whether one clerk may do something now, and why.' })
export class EffectivePermission {
  @Field(() => Permission)
  permission!: Permission;

  @Field(() => String, { description: "As in swiftpos' tree, e.g. Cloud Connectivity > Onboard" })
  path!: string;

  @Field(() => Boolean, { description: 'Both gates let the clerk through.' })
  allowed!: boolean;

  @Field(() => Gate, { nullable: true, description: 'What stands in the way; null: nothing.' })
  gate!: 'PERMISSION' | 'SCOPE' | undefined;

  @Field(() => String, { description: 'In words: by which group, or what is missing.' })
  why!: string;

  @Field(() => String, { nullable: true, description: 'Who ticked the box; null: Back Office, or nobody.' })
  grantedByName!: string | undefined;

  @Field(() => DateTimeScalar, { nullable: true })
  grantedAt!: Date | undefined;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ends by itself; null: never.' })
  until!: Date | undefined;
}

@ArgsType()
export class PermissionHoldersArgs {
  @Field(() => Permission)
  permission!: Permission;
}
