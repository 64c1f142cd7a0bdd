/** Facts of a venue that is ready for its first onboarding; a test says what is different. */

import type { Registration } from '../../../src/domain/ports/venue-store.js';
import type { CloudVenue } from '../../../src/domain/venue/cloud.js';
import type { VenueFacts } from '../../../src/domain/venue/facts.js';
import type { HostService, VenueHost } from '../../../src/domain/venue/host.js';

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
  notStarted: [],
  dailyRestartAt: 'none',
};

export function factsOf(
  given: Partial<Omit<VenueFacts, 'host'>> & { host?: Partial<VenueHost> | null } = {},
): VenueFacts {
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
    unfinished: undefined,
    at: NOON,
    ...others,
  };
}

/** The cloud names others, and PowerShell does not name this one. */
export function unnamed(...otherServers: string[]): VenueFacts {
  return { ...factsOf({ cloud: cloudOf({ otherServers }) }), host: undefined };
}
