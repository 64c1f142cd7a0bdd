import { ArgsType, Field, ID, ObjectType } from 'type-graphql';
import { IsId, IsPin } from '../schema/edge-rules.js';
import { DateTimeScalar } from '../schema/scalars.js';
import { Clerk } from './clerk-security.types.js';

@ObjectType({ simpleResolvers: true, description: '`stepUp` answers a new token; the old one ends.' })
export class SignInPayload {
  @Field(() => String, { description: 'For the header "Authorization: Bearer …". Shown once.' })
  token!: string;

  @Field(() => Clerk)
  clerk?: Clerk;

  @Field(() => DateTimeScalar, {
    description: 'The token ends then at the latest, and after 15 minutes without use.',
  })
  expiresAt!: Date;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Until then onboard, resync and grants need no new stepUp.',
  })
  steppedUpUntil!: Date | undefined;
}

@ArgsType()
export class StepUpArgs {
  @Field(() => String, { description: '4 to 12 digits.' })
  @IsPin()
  pin!: string;
}

@ArgsType()
export class SignInArgs extends StepUpArgs {
  @Field(() => ID)
  @IsId()
  clerkId!: string;
}
