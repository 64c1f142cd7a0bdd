/** Facts of a venue that is ready for its first onboarding; a test says what is different. */

import { onlyRead, type PlanFacts } from '../../../src/domain/facts/snapshot.js';
import type {
  DatabaseOperationRow,
  Registration,
  TradingPeriodRow,
} from '../../../src/domain/ports/venue-store.js';
import { ABSENT, type Fact, known, unknown } from '../../../src/domain/types/fact.js';
import type { CloudVenue } from '../../../src/domain/venue/cloud.js';
import type { HostService, VenueHost } from '../../../src/domain/venue/host.js';
import type { LinkTakenBack } from '../../../src/domain/venue/link.js';
import { AppError } from '../../../src/errors/errors.js';

export const NOON = new Date('2031-05-06T02:00:00.000Z');

export function registrationOf(given: Partial<Registration> = {}): Registration {
  return {
    customerNumber: '10482213',
    companyName: 'Harbour View Hotel',
    registeredEmail: 'manager@harbourview.example',
    expiresOn: '2032-01-01',
    swiftposVersion: '10.58.0',
    licences: ['CLOUD_SYNC'],
    region: 'AU',
    timeZone: 'Australia/Sydney',
    ...given,
  };
}

export function cloudOf(
  connection: Partial<CloudVenue['connection']> = {},
  sync: Partial<CloudVenue['sync']> = {},
): CloudVenue {
  return {
    customerNumber: '10482213',
    companyName: 'Harbour View Hotel',
    connection: {
      state: 'never',
      machineId: undefined,
      swiftposVersion: undefined,
      onboardedAt: undefined,
      firstHeartbeatAt: undefined,
      lastHeartbeatAt: undefined,
      otherServers: [],
      ...connection,
    },
    locations: [],
    sync: { lastCompletedAt: undefined, job: undefined, ...sync },
    observedAt: NOON,
    cloudTime: undefined,
  };
}

/** What the cloud says of a venue that has been connected by this machine. */
export const CONNECTED: Partial<CloudVenue['connection']> = {
  state: 'connected',
  machineId: 'machine',
  swiftposVersion: '10.58.0',
  firstHeartbeatAt: NOON,
  lastHeartbeatAt: NOON,
};

export function serviceOf(key: string, given: Partial<HostService> = {}): HostService {
  return {
    key,
    displayName: key,
    installed: true,
    state: 'Running',
    startMode: 'Automatic',
    version: '10.58.0',
    processId: 4711,
    startedAt: NOON,
    exitCode: 0,
    dependsOn: [],
    observedAt: NOON,
    ...given,
  };
}

const HOST: VenueHost = {
  machineId: 'machine',
  elevated: true,
  swiftposVersion: '10.58.0',
  webServer: 'Running',
  plannedStops: [],
  notStarted: [],
  dailyRestartAt: 'none',
};

/** The values of a venue's facts; undefined is what could not be read. */
export interface Values {
  readonly registration: Registration;
  readonly tradingPeriods: readonly TradingPeriodRow[];
  readonly databaseOperations: readonly DatabaseOperationRow[] | undefined;
  readonly host: VenueHost | undefined;
  readonly services: ReadonlyMap<string, HostService>;
  readonly cloud: CloudVenue | undefined;
  readonly cloudFailure: AppError | undefined;
  readonly everConnected: boolean;
  readonly linkTakenBack: LinkTakenBack;
  readonly at: Date;
}

export function valuesOf(
  given: Partial<Omit<Values, 'host'>> & { readonly host?: Partial<VenueHost> | null } = {},
): Values {
  const { host, ...others } = given;
  return {
    registration: registrationOf(),
    tradingPeriods: [],
    databaseOperations: [],
    host: host === null ? undefined : { ...HOST, ...host },
    services: new Map([
      [
        'gateway-client',
        serviceOf('gateway-client', { state: 'Stopped', startMode: 'Manual', processId: undefined }),
      ],
      ['cloud-sync', serviceOf('cloud-sync', { installed: false, state: 'Missing', startMode: undefined })],
    ]),
    cloud: cloudOf(),
    cloudFailure: undefined,
    everConnected: false,
    linkTakenBack: 'NO',
    at: NOON,
    ...others,
  };
}

export function factsOf(...given: Parameters<typeof valuesOf>): PlanFacts {
  return planFacts(valuesOf(...given));
}

export function planFacts(values: Values): PlanFacts {
  const { at, registration, everConnected, linkTakenBack, services } = values;
  const cloud = values.cloud
    ? known(values.cloud)
    : unknown(values.cloudFailure ?? new AppError('CLOUD_NO_ANSWER'), 'CLOUD_UNREACHABLE');
  return onlyRead({
    at,
    registration: known(registration),
    tradingPeriods: known(values.tradingPeriods),
    databaseOperations: readOr(values.databaseOperations, 'VENUE_DATABASE_UNAVAILABLE'),
    host: readOr(values.host, 'POWERSHELL_UNAVAILABLE'),
    hostServices: readOr(services.size > 0 ? services : undefined, 'POWERSHELL_UNAVAILABLE'),
    cloud,
    everConnected: known(everConnected),
    linkTakenBack: known(linkTakenBack),
    unfinished: ABSENT,
  });
}

export function readOr<T>(
  value: T | undefined,
  by: 'POWERSHELL_UNAVAILABLE' | 'VENUE_DATABASE_UNAVAILABLE',
): Fact<T> {
  return value === undefined ? unknown(new AppError(by), by) : known(value);
}

/** The cloud names others, and PowerShell does not name this one. */
export function unnamed(...otherServers: string[]): PlanFacts {
  return factsOf({ cloud: cloudOf({ otherServers }), host: null });
}
