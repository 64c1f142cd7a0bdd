import { Field, ID, ObjectType } from 'type-graphql';
import type { OnboardingCase as OnboardingCaseName, PassportView } from '../../domain/plans/plan.js';
import type { OldServer as OldServerName } from '../../domain/venue/link.js';
import { namedEnum } from '../schema/named-enum.js';
import { DateTimeScalar } from '../schema/scalars.js';

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

  @Field(() => String, { description: 'The identity of the server whose gateway was in use.' })
  machineId!: string;

  @Field(() => Boolean, { description: 'Whether the venue was connected at the export.' })
  everConnected!: boolean;

  @Field(() => OldServer, { description: 'Queried again for each plan.' })
  oldServer!: OldServerName;
}
