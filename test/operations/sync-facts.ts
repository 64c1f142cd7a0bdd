/** A venue whose sync is well, to be changed where a test wants it ill. */
import { AppError } from '../../src/errors.js';
import { SERVICE_KEYS } from '../../src/operations/words/services.js';
import type { CloudVenue, SyncJob } from '../../src/operations/world/cloud.js';
import type { SyncFacts } from '../../src/operations/world/sync-evidence.js';
import type { HostService } from '../../src/operations/world/venue-host.js';

export const NOW = new Date('2031-05-06T02:00:00.000Z');
export const ago = (minutes: number): Date => new Date(NOW.getTime() - minutes * 60_000);

export function service(key: string, given: Partial<HostService> = {}): HostService {
  return {
    key,
    displayName: key,
    installed: true,
    state: 'Running',
    startMode: 'Automatic',
    version: '10.58.0',
    processId: 4711,
    startedAt: ago(600),
    exitCode: 0,
    dependsOn: [],
    observedAt: NOW,
    ...given,
  };
}

export function wellCloud(): CloudVenue {
  return {
    customerNumber: '10482213',
    companyName: 'Harbour View Hotel',
    connection: {
      state: 'connected',
      machineId: 'machine',
      swiftposVersion: '10.58.0',
      onboardedAt: ago(10_000),
      firstHeartbeatAt: ago(10_000),
      lastHeartbeatAt: NOW,
      otherServers: [],
    },
    locations: [
      { locationId: '1', activated: true, cloudClientId: 'C-1' },
      { locationId: '2', activated: true, cloudClientId: 'C-2' },
    ],
    sync: { lastCompletedAt: ago(5000), job: undefined },
    observedAt: NOW,
  };
}

export function wellFacts(): SyncFacts {
  return {
    registration: {
      customerNumber: '10482213',
      companyName: 'Harbour View Hotel',
      registeredEmail: 'manager@harbourview.example',
      expiresOn: '2032-01-01',
      swiftposVersion: '10.58.0',
      licences: ['CLOUD_SYNC'],
      region: 'AU',
      timeZone: 'Australia/Sydney',
    },
    tradingPeriods: [],
    databaseOperations: [],
    host: {
      machineId: 'machine',
      elevated: true,
      swiftposVersion: '10.58.0',
      webServer: 'Running',
      dailyRestartAt: '05:00',
    },
    services: new Map(SERVICE_KEYS.map((key) => [key, service(key)])),
    cloud: wellCloud(),
    cloudFailure: undefined,
    everConnected: true,
    linkTakenBack: false,
    at: NOW,
    backlog: { messages: 3, oldestAt: ago(0.1) },
    exceptions: { rows: 0, newestAt: undefined, tables: [], newestMessage: undefined },
    samples: [],
    locations: [
      { id: '1', name: 'Public Bar', locationGroupId: '1' },
      { id: '2', name: 'Kiosk', locationGroupId: '2' },
    ],
  };
}

export function withService(key: string, given: Partial<HostService>): Partial<SyncFacts> {
  return { services: new Map(wellFacts().services).set(key, service(key, given)) };
}

export function withConnection(given: Partial<CloudVenue['connection']>): Partial<SyncFacts> {
  const cloud = wellCloud();
  return { cloud: { ...cloud, connection: { ...cloud.connection, ...given } } };
}

export function withRegistration(given: Partial<SyncFacts['registration']>): Partial<SyncFacts> {
  return { registration: { ...wellFacts().registration, ...given } };
}

export function withJob(kind: SyncJob['kind'], state: SyncJob['state']): Partial<SyncFacts> {
  const job: SyncJob = {
    jobId: 'job',
    kind,
    state,
    rowsExpected: 1000,
    rowsReceived: 400,
    tables: [],
    startedAt: ago(5),
    completedAt: undefined,
  };
  const cloud = wellCloud();
  return { cloud: { ...cloud, sync: { ...cloud.sync, job } } };
}

export function noCloud(code: 'CLOUD_UNREACHABLE' | 'CLOUD_NO_ANSWER' | 'CLOUD_REFUSED'): Partial<SyncFacts> {
  return { cloud: undefined, cloudFailure: new AppError(code) };
}
