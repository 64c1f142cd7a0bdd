import { Field, Int, ObjectType } from 'type-graphql';
import { Permission } from '../../operations/words/permissions.js';
import { DateTimeScalar } from '../schema/scalars.js';
import { Clerk, SecurityGroup } from './clerk-security.types.js';

@ObjectType({ simpleResolvers: true, description: 'A clerk whom both gates let through.' })
export class PermissionHolder {
  @Field(() => Clerk)
  clerk!: Clerk;

  @Field(() => SecurityGroup, { nullable: true, description: 'By which they hold it.' })
  securityGroup!: SecurityGroup | undefined;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ends by itself; null: never.' })
  until!: Date | undefined;
}

@ObjectType({ simpleResolvers: true, description: 'Who may do something now.' })
export class PermissionHolders {
  @Field(() => Permission)
  permission!: Permission;

  @Field(() => String, { description: "As in swiftpos' tree, e.g. Cloud Connectivity > Onboard" })
  path!: string;

  @Field(() => [PermissionHolder])
  holders!: PermissionHolder[];

  @Field(() => Int, { nullable: true, description: 'How many this site wants at most; null: no limit.' })
  limit!: number | undefined;

  @Field(() => String, { nullable: true, description: 'What to see to; null: nothing.' })
  warning!: string | undefined;
}
