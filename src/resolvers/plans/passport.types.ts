import { Field, ID, InputType } from 'type-graphql';
import type { AdmittedPassport } from '../../domain/onboarding/admit-passport.js';
import type { OnboardingCase as OnboardingCaseName, PassportView } from '../../domain/plans/plan.js';
import { Secret } from '../../domain/types/secret.js';
import type { OldServer as OldServerName } from '../../domain/venue/link.js';
import { IsPassphrase, IsPassportFile, IsReason } from '../schema/edge-rules.js';
import { namedEnum } from '../schema/named-enum.js';
import { field, objectType } from '../schema/object-type.js';
import { DateTimeScalar, PassphraseScalar } from '../schema/scalars.js';

export const OnboardingCase = namedEnum<OnboardingCaseName>(
  'OnboardingCase',
  'The case of an onboarding now.',
  {
    FIRST_TIME: 'The cloud never received a heartbeat, even if an earlier attempt left data.',
    RE_ESTABLISH:
      'Connected before, but server or version changed, or the cloud knows another machine. The old link is kept until the new heartbeat is received.',
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

export const Passport = objectType<PassportView>(
  'Passport',
  'A migration file (passport) of the old server that was imported here. See docs/how-to/passport.md.',
  {
    id: field(() => ID),
    madeAt: field(() => DateTimeScalar, 'When the old server exported it.'),
    importedAt: field(() => DateTimeScalar),
    importedByName: field(() => String),
    machineId: field(() => String, 'The identity of the server whose gateway was in use.'),
    everConnected: field(() => Boolean, 'Whether the venue was connected at the export.'),
    oldServer: field(() => OldServer, 'Queried again for each plan.'),
  },
);

export const SealedPassport = objectType('SealedPassport', 'A new passport, sealed.', {
  id: field(() => ID),
  madeAt: field(() => DateTimeScalar),
  content: field(() => String, 'The file, as base64: at most 32 KiB of bytes.'),
});

export const ImportedPassport = objectType<AdmittedPassport>('ImportedPassport', 'The result of an import.', {
  passport: field(() => Passport),
  case: field(() => OnboardingCase, 'The case of an onboarding now.'),
  takenOver: field(() => [String], 'In words.'),
  left: field(
    () => [String],
    'Tasks that are left: permissions that this clerk may not grant, and settings for config.json.',
  ),
});

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
