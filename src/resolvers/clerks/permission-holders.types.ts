import { Field, Int, ObjectType } from 'type-graphql';
import { Permission } from '../../domain/types/permissions.js';
import { DateTimeScalar } from '../schema/scalars.js';
import { Clerk, SecurityGroup } from './clerk-security.types.js';

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
