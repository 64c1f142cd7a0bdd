import { ArrayMaxSize, ArrayMinSize } from 'class-validator';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Permission } from '../../domain/types/permissions.js';
import { isTypedText } from '../schema/argument-rules.js';
import { DateTimeScalar } from '../schema/scalars.js';

@ObjectType({
  simpleResolvers: true,
  description:
    'A token for scripts. It acts for the clerk who created it, with the permissions that it lists and that clerk still has. It ends when that clerk is deactivated.',
})
export class ApiToken {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => [Permission], { description: 'What it names.' })
  permissions!: Permission[];

  @Field(() => DateTimeScalar)
  createdAt!: Date;

  @Field(() => DateTimeScalar)
  expiresAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Accurate to about a minute; null: never.' })
  lastUsedAt!: Date | undefined;

  @Field(() => String)
  createdByName!: string;
}

@ObjectType({ simpleResolvers: true })
export class ApiTokenPayload {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String, { description: 'Shown once.' })
  token!: string;

  @Field(() => [Permission])
  permissions!: Permission[];

  @Field(() => DateTimeScalar)
  expiresAt!: Date;
}

@InputType()
export class CreateApiTokenInput {
  @Field(() => String, { description: 'The purpose: 1 to 100 characters.' })
  @isTypedText(100)
  name!: string;

  @Field(() => [Permission], {
    description:
      "At least one; the creator must have each. A token that a token creates can't have API_TOKENS_MANAGE.",
  })
  @ArrayMinSize(1, { message: 'must name at least one permission' })
  @ArrayMaxSize(20, { message: 'must name at most 20 permissions' })
  permissions!: Permission[];

  @Field(() => DateTimeScalar, {
    description:
      'At most 90 days from now; 400 days with METRICS_VIEW alone; 24 hours with CLOUD_CONNECTIVITY_ONBOARD, CLERK_SECURITY_EDIT or API_TOKENS_MANAGE. Not after the end of the requesting token.',
  })
  expiresAt!: Date;
}
