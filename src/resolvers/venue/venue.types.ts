import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { TradingPeriodRow, Weekday as WeekdayName } from '../../domain/ports/venue-store.js';
import type { FirstSyncView, OnboardingView } from '../../domain/venue/onboarding-state.js';
import type { VenueView } from '../../domain/venue/reader.js';
import { LocationGroup } from '../locations.types.js';
import { Window } from '../plans.types.js';
import { namedEnum } from '../schema/named-enum.js';
import { DateScalar, DateTimeScalar } from '../schema/scalars.js';
import { VenueStatus } from './status.types.js';

export const RegistrationState = namedEnum<VenueView['registrationState']>(
  'RegistrationState',
  "Whether the venue's registration with swiftpos is valid today, in the venue's time zone.",
  { CURRENT: '', EXPIRING: 'Within 30 days.', EXPIRED: '' },
);

export const Licence = namedEnum<VenueView['licences'][number]>(
  'Licence',
  'What the registration includes.',
  {
    CLOUD_SYNC: "Pushes the venue's data to the Cloud Database.",
    WEB_API: '',
    MAINTENANCE: '',
  },
);

export const CloudRegion = namedEnum<VenueView['region']>(
  'CloudRegion',
  'Which swiftpos Cloud the venue belongs to.',
  {
    AU: '',
    UK: '',
    EU: '',
  },
);

export const OnboardingState = namedEnum<OnboardingView['state']>(
  'OnboardingState',
  'The state of the connection to swiftpos Cloud.',
  {
    NEVER_CONNECTED: 'No heartbeat was ever received, except during an onboarding that was rolled back.',
    CONNECTED: 'The cloud receives heartbeats from this server.',
    RECONNECT_NEEDED:
      'Connected before, but server or version changed, or the cloud knows another machine: onboard again.',
    CLOUD_SYNC_PENDING: 'Connected; Cloud Sync is licensed but not installed.',
    UNKNOWN: 'The cloud cannot be queried now.',
  },
);

export const Weekday = namedEnum<WeekdayName>('Weekday', 'Day of the week, venue time.', {
  MONDAY: '',
  TUESDAY: '',
  WEDNESDAY: '',
  THURSDAY: '',
  FRIDAY: '',
  SATURDAY: '',
  SUNDAY: '',
});

@ObjectType({ simpleResolvers: true, description: 'When the venue trades on one weekday.' })
export class TradingPeriod implements TradingPeriodRow {
  @Field(() => Weekday)
  weekday!: WeekdayName;

  @Field(() => String, { description: 'HH:MM, venue time' })
  opensAt!: string;

  @Field(() => String, { description: 'HH:MM, venue time; after midnight when it is earlier than opensAt.' })
  closesAt!: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'OrderAway, TouchMini, third-party ordering, Doshii, Cloud BackOffice Analytics, SwiftAPI.',
})
export class Consumer {
  @Field(() => String)
  name!: string;

  @Field(() => [String], { description: 'Keys of the services that it depends on.' })
  servedBy!: string[];

  @Field(() => Boolean, { nullable: true, description: 'Whether it works now; null: unknown.' })
  available!: boolean | undefined;

  @Field(() => String, { nullable: true, description: 'Why it does not work.' })
  detail!: string | undefined;
}

@ObjectType({ simpleResolvers: true, description: "The venue's connection to swiftpos Cloud." })
export class Onboarding implements OnboardingView {
  @Field(() => OnboardingState)
  state!: OnboardingView['state'];

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the last code was redeemed; null: never, or unknown.',
  })
  onboardedAt!: Date | undefined;

  @Field(() => DateTimeScalar, { nullable: true })
  lastHeartbeatAt!: Date | undefined;

  @Field(() => String, {
    nullable: true,
    description: 'A further sentence, e.g. the progress of the first sync.',
  })
  detail!: string | undefined;

  @Field(() => FirstSync, { nullable: true, description: 'While it is in progress; null: none.' })
  firstSync!: FirstSync | undefined;
}

@ObjectType({ simpleResolvers: true, description: 'The site that this server belongs to.' })
export class Venue {
  @Field(() => Boolean, { description: 'A rehearsal: nothing here reaches swiftpos.' })
  rehearsal!: boolean;

  @Field(() => String, { description: 'Eight digits.' })
  customerNumber!: string;

  @Field(() => String)
  companyName!: string;

  @Field(() => String, { description: 'Masked, e.g. m*****r@example.com' })
  registeredEmail?: string;

  @Field(() => DateScalar, { description: 'The last day on which the registration is valid.' })
  registrationExpiresOn?: string;

  @Field(() => RegistrationState)
  registrationState!: VenueView['registrationState'];

  @Field(() => String, { description: 'e.g. 10.58.0' })
  swiftposVersion!: string;

  @Field(() => [Licence])
  licences!: VenueView['licences'];

  @Field(() => CloudRegion)
  region!: VenueView['region'];

  @Field(() => DateTimeScalar, {
    description: "When the venue's database was read: now, or the last time before it became unavailable.",
  })
  observedAt!: Date;

  @Field(() => Onboarding)
  onboarding?: Onboarding;

  @Field(() => [LocationGroup], { description: 'Locations that the clerk has access to.' })
  locationGroups?: LocationGroup[];

  @Field(() => String, { description: 'IANA name; the time zone of trading hours and windows.' })
  timeZone!: string;

  @Field(() => [TradingPeriod])
  tradingHours?: TradingPeriod[];

  @Field(() => [Consumer], {
    description:
      'The consumers of the cloud link, with the services they depend on and whether they work now.',
  })
  consumers?: Consumer[];

  @Field(() => VenueStatus, { description: 'As venueStatus.' })
  status?: VenueStatus;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'The progress of the first sync, as counted by the cloud. Ordering is off until it is complete.',
})
export class FirstSync implements FirstSyncView {
  @Field(() => DateTimeScalar, { nullable: true, description: 'Null: its first rows are still awaited.' })
  startedAt!: Date | undefined;

  @Field(() => Int)
  rowsSent!: number;

  @Field(() => Int)
  rowsExpected!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'When it started; null before the first row is received.',
  })
  rowsPerSecond!: number | undefined;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Estimated from the current rate; null before the first row is received.',
  })
  estimatedEnd!: Date | undefined;

  @Field(() => Window, {
    nullable: true,
    description: 'Whether it ends before trading starts; null while its end is unknown.',
  })
  window?: Window;
}
