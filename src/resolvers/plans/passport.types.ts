import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { AdmittedPassport } from '../../operations/onboarding/admit-passport.js';
import type { OnboardingCase as OnboardingCaseName, PassportView } from '../../operations/plans/plan.js';
import { Secret } from '../../operations/words/secret.js';
import type { OldServer as OldServerName } from '../../operations/world/link.js';
import { IsPassphrase, IsPassportFile, IsReason } from '../schema/edge-rules.js';
import { namedEnum } from '../schema/named-enum.js';
import { DateTimeScalar } from '../schema/scalars.js';
import { PassphraseScalar } from '../schema/write-only.js';
import { OnboardingCase } from './onboarding-case.js';

export const OldServer = namedEnum<OldServerName>(
  'OldServer',
  'What the cloud says now of the server before this one.',
  {
    CONNECTED: 'Still heard: two servers would share one Customer Number, so onboarding is refused.',
    SILENT: 'Not heard any more.',
    NEVER_CONNECTED: 'No server of this venue was ever heard.',
    UNKNOWN: 'The cloud could not be asked, or PowerShell did not say which server this is.',
  },
);

@ObjectType({
  simpleResolvers: true,
  description: 'A passport of the old server, as it was imported here. docs/how-to/passport.md',
})
export class Passport implements PassportView {
  @Field(() => ID)
  id!: string;

  @Field(() => DateTimeScalar, { description: 'When the old server made it.' })
  madeAt!: Date;

  @Field(() => DateTimeScalar)
  importedAt!: Date;

  @Field(() => String)
  importedByName!: string;

  @Field(() => String, { description: 'Of the server whose gateway was in use.' })
  machineId!: string;

  @Field(() => Boolean, { description: 'Whether the venue was connected when it was made.' })
  everConnected!: boolean;

  @Field(() => OldServer, { description: 'Asked anew with each plan.' })
  oldServer!: OldServerName;
}

@ObjectType({ simpleResolvers: true, description: 'A new passport, sealed.' })
export class SealedPassport {
  @Field(() => ID)
  id!: string;

  @Field(() => DateTimeScalar)
  madeAt!: Date;

  @Field(() => String, { description: 'The file, as base64: at most 32 KiB of bytes.' })
  content?: string;
}

@ObjectType({ simpleResolvers: true, description: 'What became of an import.' })
export class ImportedPassport implements AdmittedPassport {
  @Field(() => Passport)
  passport!: PassportView;

  @Field(() => OnboardingCase, { description: 'What onboarding would mean now.' })
  case!: OnboardingCaseName;

  @Field(() => [String], { description: 'In words.' })
  takenOver!: readonly string[];

  @Field(() => [String], {
    description:
      'What is left for a person, in words: what this clerk may not grant, and what config.json decides.',
  })
  left!: readonly string[];
}

@InputType()
export class ExportPassportInput {
  @Field(() => PassphraseScalar, { description: 'Tell it to the new server by another way than the file.' })
  @IsPassphrase()
  passphrase!: Secret;

  @Field(() => String, { description: '1 to 500 characters, for the audit trail.' })
  @IsReason()
  reason!: string;
}

@InputType()
export class ImportPassportInput {
  @Field(() => String, { description: 'The file, as base64.' })
  @IsPassportFile()
  content!: string;

  @Field(() => PassphraseScalar, { description: 'The one that it was sealed under: PASSPHRASE_WRONG.' })
  @IsPassphrase()
  passphrase!: Secret;

  @Field(() => String, { description: '1 to 500 characters, for the audit trail.' })
  @IsReason()
  reason!: string;
}
