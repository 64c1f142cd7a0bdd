import { Field, ObjectType } from 'type-graphql';
import { Permission } from '../../domain/types/permissions.js';
import { namedEnum } from '../schema/named-enum.js';
import { DateTimeScalar } from '../schema/scalars.js';

const Gate = namedEnum<'PERMISSION' | 'SCOPE'>('Gate', 'The two checks of each permission.', {
  PERMISSION: 'The Clerk Security Group grants the permission.',
  SCOPE: 'The Clerk Group has access to the Location Groups concerned.',
});

@ObjectType({ simpleResolvers: true, description: 'Whether a clerk has a permission now, and why.' })
export class EffectivePermission {
  @Field(() => Permission)
  permission!: Permission;

  @Field(() => String, { description: "As in swiftpos' tree, e.g. Cloud Connectivity > Onboard" })
  path!: string;

  @Field(() => Boolean, { description: 'The clerk passes both gates.' })
  allowed!: boolean;

  @Field(() => Gate, { nullable: true, description: 'The gate that denies it; null: none.' })
  gate!: 'PERMISSION' | 'SCOPE' | undefined;

  @Field(() => Boolean, {
    description: 'The Clerk Group has access to what the permission requires: a grant would take effect.',
  })
  inScope!: boolean;

  @Field(() => String, { description: 'The group that grants it, or what is missing.' })
  why!: string;

  @Field(() => String, { nullable: true, description: 'Who granted it; null: Back Office, or not granted.' })
  grantedByName!: string | undefined;

  @Field(() => DateTimeScalar, { nullable: true })
  grantedAt!: Date | undefined;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it expires; null: never.' })
  until!: Date | undefined;
}
