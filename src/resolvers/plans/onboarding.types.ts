import { ArgsType, Field, InputType, Int } from 'type-graphql';
import type { CodeRequestView } from '../../domain/onboarding/code-requests.js';
import type { CodeShape } from '../../domain/types/authentication-code.js';
import { Secret } from '../../domain/types/secret.js';
import { Check, Impact, PLAN_DESCRIPTION, PlannedInput, PlannedStep, Window } from '../plans.types.js';
import { IsAuthenticationCode, IsCustomerNumber } from '../schema/edge-rules.js';
import { field, nullable, objectType } from '../schema/object-type.js';
import { AuthenticationCodeScalar, DateTimeScalar } from '../schema/scalars.js';
import { Venue } from '../venue/venue.types.js';
import { OnboardingCase, Passport } from './passport.types.js';

export const AuthenticationCodeRequest = objectType<CodeRequestView>(
  'AuthenticationCodeRequest',
  'The e-mail with the code, as reported by the cloud.',
  {
    sentTo: field(() => String, 'Masked.'),
    sentAt: field(() => DateTimeScalar),
    expiresAt: nullable(() => DateTimeScalar, 'When the code expires; earlier codes no longer work.'),
    attemptsLeft: nullable(() => Int, 'How many more wrong codes the cloud accepts.'),
  },
);

export const AuthenticationCodeShape = objectType<CodeShape>(
  'AuthenticationCodeShape',
  'The format of an authentication code, from the venue settings (codeLength).',
  {
    pattern: field(() => String, 'Regular expression for a complete code.'),
    words: field(() => String, 'e.g. 8 characters: letters, digits and hyphens'),
  },
);

export const OnboardingPlan = objectType('OnboardingPlan', PLAN_DESCRIPTION, {
  fingerprint: field(() => String, 'The planFingerprint for onboard.'),
  case: field(() => OnboardingCase),
  venue: field(() => Venue),
  passport: nullable(
    () => Passport,
    'The imported migration file (passport) of the old server, and whether that server is still connected.',
  ),
  impact: nullable(
    () => Impact,
    'The first sync, during which ordering is down as in a resync; null if none follows.',
  ),
  window: nullable(() => Window),
  checks: field(() => [Check]),
  steps: field(() => [PlannedStep]),
  codeRequest: nullable(
    () => AuthenticationCodeRequest,
    'The last code that was requested here, while it is valid; null: none, or used.',
  ),
  codeShape: field(() => AuthenticationCodeShape),
  ready: field(() => Boolean),
  expiresAt: field(() => DateTimeScalar),
});

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
