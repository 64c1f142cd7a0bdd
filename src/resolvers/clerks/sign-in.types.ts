import { ArgsType, Field, ID, ObjectType } from 'type-graphql';
import { IsId, IsPin } from '../schema/argument-rules.js';
import { DateTimeScalar } from '../schema/scalars.js';
import { Clerk } from './clerk-security.types.js';

@ObjectType({ simpleResolvers: true, description: '`stepUp` returns a new token; the old one ends.' })
export class SignInPayload {
  @Field(() => String, { description: 'For the header "Authorization: Bearer …". Shown once.' })
  token!: string;

  @Field(() => Clerk, {
    description: 'Fails with PIN_TEMPORARY if the PIN is temporary. Omit it if that is possible.',
  })
  clerk?: Clerk;

  @Field(() => Boolean, {
    description:
      'The PIN is temporary: until `changePin` has replaced it, every other field fails with PIN_TEMPORARY.',
  })
  mustChangePin!: boolean;

  @Field(() => DateTimeScalar, {
    description: 'The latest end of the token. It also ends after 15 minutes without use.',
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
export class ChangePinArgs {
  @Field(() => String, { description: 'The current or temporary PIN.' })
  @IsPin()
  currentPin!: string;

  @Field(() => String, { description: '6 to 12 digits that are not easily guessed.' })
  @IsPin()
  newPin!: string;
}

@ArgsType()
export class SignInArgs extends StepUpArgs {
  @Field(() => ID)
  @IsId()
  clerkId!: string;
}
