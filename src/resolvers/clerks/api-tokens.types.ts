import { ArrayMaxSize, ArrayMinSize } from 'class-validator';
import { ArgsType, Field, ID, InputType, ObjectType } from 'type-graphql';
import { Permission } from '../../operations/words/permissions.js';
import { IsId, isTypedText } from '../schema/edge-rules.js';
import { DateTimeScalar } from '../schema/scalars.js';

@ObjectType({
  simpleResolvers: true,
  description:
    'A token for scripts. It asks for the clerk who made it, within the permissions that it names and that clerk still holds, and ends when that clerk is switched off.',
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

  @Field(() => DateTimeScalar, { nullable: true, description: 'To about a minute; null: never.' })
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
  @Field(() => String, { description: '1 to 100 characters: what it is for.' })
  @isTypedText(100)
  name!: string;

  @Field(() => [Permission], {
    description:
      'At least one; the creator must hold each. A token made by a token can not name API_TOKENS_MANAGE.',
  })
  @ArrayMinSize(1, { message: 'must name at least one permission' })
  @ArrayMaxSize(20, { message: 'must name at most 20 permissions' })
  permissions!: Permission[];

  @Field(() => DateTimeScalar, {
    description:
      'At most 90 days from now; 24 hours where it names CLOUD_CONNECTIVITY_ONBOARD, CLERK_SECURITY_EDIT or API_TOKENS_MANAGE. Not after the end of a token that asks.',
  })
  expiresAt!: Date;
}

@ArgsType()
export class ApiTokenArgs {
  @Field(() => ID)
  @IsId()
  id!: string;
}
