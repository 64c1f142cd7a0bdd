import { ArgsType, Field, ID } from 'type-graphql';
import { IsId, IsPin } from '../schema/edge-rules.js';
import { field, nullable, objectType } from '../schema/object-type.js';
import { DateTimeScalar } from '../schema/scalars.js';
import { Clerk } from './clerk-security.types.js';

export const SignInPayload = objectType('SignInPayload', '`stepUp` returns a new token; the old one ends.', {
  token: field(() => String, 'For the header "Authorization: Bearer …". Shown once.'),
  clerk: field(() => Clerk, 'Fails with PIN_TEMPORARY if the PIN is temporary. Omit it if that is possible.'),
  mustChangePin: field(
    () => Boolean,
    'The PIN is temporary: until `changePin` has replaced it, every other field fails with PIN_TEMPORARY.',
  ),
  expiresAt: field(
    () => DateTimeScalar,
    'The latest end of the token. It also ends after 15 minutes without use.',
  ),
  steppedUpUntil: nullable(() => DateTimeScalar, 'Until then onboard, resync and grants need no new stepUp.'),
});

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
