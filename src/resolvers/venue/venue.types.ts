import { Float, Int } from 'type-graphql';
import type { TradingPeriodRow, Weekday as WeekdayName } from '../../domain/ports/venue-store.js';
import type { FirstSyncView, OnboardingView } from '../../domain/venue/onboarding-state.js';
import type { VenueView } from '../../domain/venue/reader.js';
import { LocationGroup, Window } from '../plans.types.js';
import { namedEnum } from '../schema/named-enum.js';
import { field, nullable, objectType } from '../schema/object-type.js';
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
    NEVER_CONNECTED: 'No heartbeat was ever received.',
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

export const TradingPeriod = objectType<TradingPeriodRow>(
  'TradingPeriod',
  'When the venue trades on one weekday.',
  {
    weekday: field(() => Weekday),
    opensAt: field(() => String, 'HH:MM, venue time'),
    closesAt: field(() => String, 'HH:MM, venue time; after midnight when it is earlier than opensAt.'),
  },
);

export const Consumer = objectType(
  'Consumer',
  'OrderAway, TouchMini, third-party ordering, Doshii, Cloud BackOffice Analytics, SwiftAPI.',
  {
    name: field(() => String),
    servedBy: field(() => [String], 'Keys of the services that it depends on.'),
    available: nullable(() => Boolean, 'Whether it works now; null: unknown.'),
    detail: nullable(() => String, 'Why it does not work.'),
  },
);

export const Onboarding = objectType<OnboardingView>(
  'Onboarding',
  "The venue's connection to swiftpos Cloud.",
  {
    state: field(() => OnboardingState),
    onboardedAt: nullable(() => DateTimeScalar, 'When the last code was redeemed; null: never, or unknown.'),
    lastHeartbeatAt: nullable(() => DateTimeScalar),
    detail: nullable(() => String, 'A further sentence, e.g. the progress of the first sync.'),
    firstSync: nullable(() => FirstSync, 'While it is in progress; null: none.'),
  },
);

export const Venue = objectType('Venue', 'The site that this server belongs to.', {
  rehearsal: field(() => Boolean, 'A rehearsal: nothing here reaches swiftpos.'),
  customerNumber: field(() => String, 'Eight digits.'),
  companyName: field(() => String),
  registeredEmail: field(() => String, 'Masked, e.g. m*****r@example.com'),
  registrationExpiresOn: field(() => DateScalar, 'The last day on which the registration is valid.'),
  registrationState: field(() => RegistrationState),
  swiftposVersion: field(() => String, 'e.g. 10.58.0'),
  licences: field(() => [Licence]),
  region: field(() => CloudRegion),
  observedAt: field(
    () => DateTimeScalar,
    "When the venue's database was read: now, or the last time before it became unavailable.",
  ),
  onboarding: field(() => Onboarding),
  locationGroups: field(() => [LocationGroup], 'Locations that the clerk has access to.'),
  timeZone: field(() => String, 'IANA name; the time zone of trading hours and windows.'),
  tradingHours: field(() => [TradingPeriod]),
  consumers: field(
    () => [Consumer],
    'The consumers of the cloud link, with the services they depend on and whether they work now.',
  ),
  status: field(() => VenueStatus, 'As venueStatus.'),
});

export const FirstSync = objectType<FirstSyncView & { readonly window?: unknown }>(
  'FirstSync',
  'The progress of the first sync, as counted by the cloud. Ordering is off until it is complete.',
  {
    startedAt: nullable(() => DateTimeScalar, 'Null: its first rows are still awaited.'),
    rowsSent: field(() => Int),
    rowsExpected: field(() => Int),
    rowsPerSecond: nullable(() => Float, 'When it started; null before the first row is received.'),
    estimatedEnd: nullable(
      () => DateTimeScalar,
      'Estimated from the current rate; null before the first row is received.',
    ),
    window: nullable(() => Window, 'Whether it ends before trading starts; null while its end is unknown.'),
  },
);
