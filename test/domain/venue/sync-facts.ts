/** A venue whose sync is well, to be changed where a test needs it ill. */

import { diagnose, type SyncDiagnosis } from '../../../src/domain/diagnosis/diagnosis.js';
import type { DiagnosisFacts } from '../../../src/domain/diagnosis/evidence.js';
import { provenCauses } from '../../../src/domain/diagnosis/proven-causes.js';
import { type OpenSend } from '../../../src/domain/facts/snapshot.js';
import type { LocationRow, SyncBacklog, SyncExceptions } from '../../../src/domain/ports/venue-store.js';
import { NO_ORDER } from '../../../src/domain/services/orders.js';
import { viewOf } from '../../../src/domain/services/view.js';
import { ABSENT, type Fact, known } from '../../../src/domain/types/fact.js';
import { SERVICE_KEYS } from '../../../src/domain/types/services.js';
import { type CloudVenue, isOpen, type SyncJob } from '../../../src/domain/venue/cloud.js';
import type { HostService } from '../../../src/domain/venue/host.js';
import { AppError } from '../../../src/errors/errors.js';
import {
  CONNECTED,
  cloudOf,
  NOON,
  planFacts,
  readOr,
  registrationOf,
  serviceOf,
  type Values,
  valuesOf,
} from './facts-of.js';

export const ago = (minutes: number): Date => new Date(NOON.getTime() - minutes * 60_000);

export function wellCloud(): CloudVenue {
  const connection = { ...CONNECTED, onboardedAt: ago(10_000), firstHeartbeatAt: ago(10_000) };
  return {
    ...cloudOf(connection, { lastCompletedAt: ago(5000) }),
    locations: [
      { locationId: '1', activated: true, cloudClientId: 'C-1' },
      { locationId: '2', activated: true, cloudClientId: 'C-2' },
    ],
  };
}

export interface SyncValues extends Values {
  readonly backlog: SyncBacklog | undefined;
  readonly exceptions: SyncExceptions | undefined;
  readonly samples: DiagnosisFacts['samples'];
  readonly locations: readonly LocationRow[];
}

export function wellFacts(): SyncValues {
  return {
    ...valuesOf({ cloud: wellCloud(), host: { dailyRestartAt: '05:00' }, everConnected: true }),
    services: new Map(SERVICE_KEYS.map((key) => [key, serviceOf(key)])),
    backlog: { messages: 3, oldestAt: ago(0.1) },
    exceptions: { rows: 0, newestAt: undefined, tables: [], newestMessage: undefined },
    samples: [],
    locations: [
      { id: '1', name: 'Public Bar', locationGroupId: '1' },
      { id: '2', name: 'Kiosk', locationGroupId: '2' },
    ],
  };
}

export function withService(key: string, given: Partial<HostService>): Partial<SyncValues> {
  return { services: new Map(wellFacts().services).set(key, serviceOf(key, given)) };
}

export function withConnection(given: Partial<CloudVenue['connection']>): Partial<SyncValues> {
  const cloud = wellCloud();
  return { cloud: { ...cloud, connection: { ...cloud.connection, ...given } } };
}

export function withRegistration(given: Partial<SyncValues['registration']>): Partial<SyncValues> {
  return { registration: registrationOf(given) };
}

export function withJob(kind: SyncJob['kind'], state: SyncJob['state']): Partial<SyncValues> {
  const rows = { rowsExpected: 1000, rowsReceived: 400, tables: [] };
  const job: SyncJob = { jobId: 'job', kind, state, ...rows, startedAt: ago(5), completedAt: undefined };
  const cloud = wellCloud();
  return { cloud: { ...cloud, sync: { ...cloud.sync, job } } };
}

export function noCloud(
  code: 'CLOUD_UNREACHABLE' | 'CLOUD_NO_ANSWER' | 'CLOUD_REFUSED',
): Partial<SyncValues> {
  return { cloud: undefined, cloudFailure: new AppError(code) };
}

/** With a send that an operation owns, where the cloud takes one, and services that no clerk changed. */
export function diagnosed(given: Partial<SyncValues> = {}): SyncDiagnosis {
  const values = { ...wellFacts(), ...given };
  const { licences, timeZone } = values.registration;
  const cloudSyncLicensed = licences.includes('CLOUD_SYNC');
  const around = { cloudSyncLicensed, trouble: new Map(), timeZone, ordered: NO_ORDER };
  const facts = syncFacts(values);
  const services =
    facts.hostServices.is === 'known'
      ? known([...facts.hostServices.value.values()].map((service) => viewOf(service, around, [])))
      : facts.hostServices;
  const all = { ...facts, services, operations: known([]), openSend: sendOf(values) };
  return diagnose(all, provenCauses(all));
}

export function syncFacts(values: SyncValues): DiagnosisFacts {
  return {
    ...planFacts(values),
    backlog: readOr(values.backlog, 'VENUE_DATABASE_UNAVAILABLE'),
    exceptions: readOr(values.exceptions, 'VENUE_DATABASE_UNAVAILABLE'),
    locations: known(values.locations),
    samples: values.samples,
  };
}

function sendOf({ cloud }: Pick<SyncValues, 'cloud'>): Fact<OpenSend> {
  const job = cloud?.sync.job;
  if (!isOpen(job)) return ABSENT;
  return known({ job, owner: known({ operationId: 'op-1', endsAt: undefined }) });
}
