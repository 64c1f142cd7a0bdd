import { ArgsType, Field, InputType, Int, ObjectType } from 'type-graphql';
import type { CodeRequestView } from '../../domain/onboarding/code-requests.js';
import type { OnboardingCase as OnboardingCaseName, PassportView } from '../../domain/plans/plan.js';
import type { CodeShape } from '../../domain/types/authentication-code.js';
import { Secret } from '../../domain/types/secret.js';
import { Check, Impact, PLAN_DESCRIPTION, PlannedInput, PlannedStep, Window } from '../plans.types.js';
import { IsAuthenticationCode, IsCustomerNumber } from '../schema/argument-rules.js';
import { AuthenticationCodeScalar, DateTimeScalar } from '../schema/scalars.js';
import { Venue } from '../venue/venue.types.js';
import { OnboardingCase, Passport } from './passport.types.js';

@ObjectType({ simpleResolvers: true, description: 'The e-mail with the code, as reported by the cloud.' })
export class AuthenticationCodeRequest implements CodeRequestView {
  @Field(() => String, { description: 'Masked.' })
  sentTo!: string;

  @Field(() => DateTimeScalar)
  sentAt!: Date;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the code expires; earlier codes no longer work.',
  })
  expiresAt!: Date | undefined;

  @Field(() => Int, { nullable: true, description: 'How many more wrong codes the cloud accepts.' })
  attemptsLeft!: number | undefined;
}

@ObjectType({
  simpleResolvers: true,
  description: 'The format of an authentication code, from the venue settings (codeLength).',
})
export class AuthenticationCodeShape implements CodeShape {
  @Field(() => String, { description: 'Regular expression for a complete code.' })
  pattern!: string;

  @Field(() => String, { description: 'e.g. 8 characters: letters, digits and hyphens' })
  words!: string;
}

@ObjectType({ simpleResolvers: true, description: PLAN_DESCRIPTION })
export class OnboardingPlan {
  @Field(() => String, { description: 'The planFingerprint for onboard and finishOnboarding.' })
  fingerprint!: string;

  @Field(() => OnboardingCase)
  case!: OnboardingCaseName;

  @Field(() => Boolean, {
    description:
      'False: an onboarding whose code was redeemed was not finished. Finish it with finishOnboarding, without a code.',
  })
  needsCode!: boolean;

  @Field(() => Venue)
  venue?: Venue;

  @Field(() => Passport, {
    nullable: true,
    description:
      'The imported migration file (passport) of the old server, and whether that server is still connected.',
  })
  passport?: PassportView;

  @Field(() => Impact, {
    nullable: true,
    description: 'The first sync, during which ordering is down as in a resync; null if none follows.',
  })
  impact?: Impact;

  @Field(() => Window, { nullable: true })
  window?: Window;

  @Field(() => [Check])
  checks!: Check[];

  @Field(() => [PlannedStep])
  steps!: PlannedStep[];

  @Field(() => AuthenticationCodeRequest, {
    nullable: true,
    description: 'The last code that was requested here, while it is valid; null: none, or used.',
  })
  codeRequest?: AuthenticationCodeRequest;

  @Field(() => AuthenticationCodeShape)
  codeShape?: AuthenticationCodeShape;

  @Field(() => Boolean)
  ready!: boolean;

  @Field(() => DateTimeScalar)
  expiresAt!: Date;
}

@ArgsType()
export class RequestCodeArgs {
  @Field(() => String, { description: "Eight digits; must be this venue's: VENUE_MISMATCH." })
  @IsCustomerNumber()
  customerNumber!: string;
}

@InputType()
export class FinishOnboardingInput extends PlannedInput {}

@InputType()
export class OnboardInput extends PlannedInput {
  @Field(() => AuthenticationCodeScalar, { description: 'From the newest e-mail; it works once.' })
  @IsAuthenticationCode()
  authenticationCode!: Secret;
}
