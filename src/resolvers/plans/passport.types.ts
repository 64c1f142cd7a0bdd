import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { AdmittedPassport } from '../../domain/onboarding/admit-passport.js';
import type { OnboardingCase as OnboardingCaseName, PassportView } from '../../domain/plans/plan.js';
import { Secret } from '../../domain/types/secret.js';
import type { OldServer as OldServerName } from '../../domain/venue/link.js';
import { IsPassphrase, IsPassportFile, IsReason } from '../schema/edge-rules.js';
import { namedEnum } from '../schema/named-enum.js';
import { DateTimeScalar, PassphraseScalar } from '../schema/scalars.js';

export const OnboardingCase = namedEnum<OnboardingCaseName>(
  'OnboardingCase',
  'The case of an onboarding now.',
  {
    FIRST_TIME: 'The cloud never received a heartbeat, even if an earlier attempt left data.',
    RE_ESTABLISH:
      'Connected before, but server or version changed, or the cloud knows another machine. A link that works is kept until the new heartbeat is received.',
    CLOUD_SYNC_ADDED: 'The gateway is connected, Cloud Sync is licensed, its service is missing.',
    ALREADY_CONNECTED: 'Nothing to add: onboard is refused.',
  },
);

export const OldServer = namedEnum<OldServerName>(
  'OldServer',
  'The current state of the old server in the cloud.',
  {
    CONNECTED: 'Still connected: two servers would share one Customer Number, so onboarding is refused.',
    SILENT: 'No longer connected.',
    NEVER_CONNECTED: 'No server of this venue was ever connected.',
    UNKNOWN: "The cloud could not be queried, or this server's identity could not be read.",
  },
);

@ObjectType({
  simpleResolvers: true,
  description:
    'A migration file (passport) of the old server that was imported here. See docs/how-to/passport.md.',
})
export class Passport implements PassportView {
  @Field(() => ID)
  id!: string;

  @Field(() => DateTimeScalar, { description: 'When the old server exported it.' })
  madeAt!: Date;

  @Field(() => DateTimeScalar)
  importedAt!: Date;

  @Field(() => String)
  importedByName!: string;

  @Field(() => String, { description: 'The identity of the server whose gateway was in use.' })
  machineId!: string;

  @Field(() => Boolean, { description: 'Whether the venue was connected at the export.' })
  everConnected!: boolean;

  @Field(() => OldServer, { description: 'Queried again for each plan.' })
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

@ObjectType({ simpleResolvers: true, description: 'The result of an import.' })
export class ImportedPassport implements AdmittedPassport {
  @Field(() => Passport)
  passport!: PassportView;

  @Field(() => OnboardingCase, { description: 'The case of an onboarding now.' })
  case!: OnboardingCaseName;

  @Field(() => [String], { description: 'In words.' })
  takenOver!: readonly string[];

  @Field(() => [String], {
    description:
      'Tasks that are left: permissions that this clerk may not grant, and settings for config.json.',
  })
  left!: readonly string[];
}

@InputType()
export class ExportPassportInput {
  @Field(() => PassphraseScalar, { description: 'Transfer it to the new server separately from the file.' })
  @IsPassphrase()
  passphrase!: Secret;

  @Field(() => String, { description: '1 to 500 characters, for the audit log.' })
  @IsReason()
  reason!: string;
}

@InputType()
export class ImportPassportInput {
  @Field(() => String, { description: 'The file, as base64.' })
  @IsPassportFile()
  content!: string;

  @Field(() => PassphraseScalar, { description: 'The passphrase of the export; otherwise PASSPHRASE_WRONG.' })
  @IsPassphrase()
  passphrase!: Secret;

  @Field(() => String, { description: '1 to 500 characters, for the audit log.' })
  @IsReason()
  reason!: string;
}
