import { ArgsType, Field, InputType, Int, ObjectType } from 'type-graphql';
import type { CodeRequestView } from '../../operations/onboarding/code-requests.js';
import type { OnboardingCase as OnboardingCaseName, PassportView } from '../../operations/plans/plan.js';
import type { CodeShape } from '../../operations/words/authentication-code.js';
import { Secret } from '../../operations/words/secret.js';
import { IsAuthenticationCode, IsCustomerNumber } from '../schema/edge-rules.js';
import { DateTimeScalar } from '../schema/scalars.js';
import { AuthenticationCodeScalar } from '../schema/write-only.js';
import { Venue } from '../venue/venue.types.js';
import { OnboardingCase } from './onboarding-case.js';
import { Passport } from './passport.types.js';
import { Check, Impact, PLAN_DESCRIPTION, PlannedInput, PlannedStep, Window } from './plans.types.js';

@ObjectType({ simpleResolvers: true, description: 'The e-mail with the code, as far as the cloud tells.' })
export class AuthenticationCodeRequest implements CodeRequestView {
  @Field(() => String, { description: 'Masked.' })
  sentTo!: string;

  @Field(() => DateTimeScalar)
  sentAt!: Date;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Until when the code works; an older code ended just now.',
  })
  expiresAt!: Date | undefined;

  @Field(() => Int, { nullable: true, description: 'How many wrong codes the cloud will still take.' })
  attemptsLeft!: number | undefined;
}

@ObjectType({
  simpleResolvers: true,
  description: 'What an authentication code looks like, as far as this site has said (codeLength).',
})
export class AuthenticationCodeShape implements CodeShape {
  @Field(() => String, { description: 'Regular expression that a whole code matches.' })
  pattern!: string;

  @Field(() => String, { description: 'e.g. 8 characters: letters, digits and hyphens' })
  words!: string;
}

@ObjectType({ simpleResolvers: true, description: PLAN_DESCRIPTION })
export class OnboardingPlan {
  @Field(() => String, { description: 'What onboard takes as planFingerprint.' })
  fingerprint!: string;

  @Field(() => OnboardingCase)
  case!: OnboardingCaseName;

  @Field(() => Venue)
  venue?: Venue;

  @Field(() => Passport, {
    nullable: true,
    description: 'Of the old server, where one was imported here, with whether that server still lives.',
  })
  passport?: PassportView;

  @Field(() => Impact, {
    nullable: true,
    description: 'Of the first sync, which takes ordering down as a resync does; null when none follows.',
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
    description: 'The last code that was sent from here, while it works; null: none, or it was used.',
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
export class OnboardInput extends PlannedInput {
  @Field(() => AuthenticationCodeScalar, { description: 'From the newest e-mail; it works once.' })
  @IsAuthenticationCode()
  authenticationCode!: Secret;
}
