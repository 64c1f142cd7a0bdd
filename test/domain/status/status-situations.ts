/** The situations of test/prove/status/expected.ts as facts. */

import { type OpenSend, type Snapshot } from '../../../src/domain/facts/snapshot.js';
import type { ServiceView } from '../../../src/domain/services/view.js';
import { type Fact, known } from '../../../src/domain/types/fact.js';
import type { Operation } from '../../../src/domain/types/operation.js';
import { SERVICES } from '../../../src/domain/types/services.js';
import type { CloudVenue, SyncJob } from '../../../src/domain/venue/cloud.js';
import type { VenueHost } from '../../../src/domain/venue/host.js';
import { NOON } from '../venue/facts-of.js';
import { ago, wellCloud, wellFacts } from '../venue/sync-facts.js';

export type Change = Partial<Snapshot>;

const { registration, host, locations } = wellFacts();

export function serviceView(key: string, given: Partial<ServiceView> = {}): ServiceView {
  return {
    key,
    displayName: SERVICES.find((service) => service.key === key)?.name ?? key,
    installed: true,
    status: 'RUNNING',
    startMode: 'AUTOMATIC',
    version: '10.58.0',
    processId: 4711,
    startedAt: ago(600),
    serves: [],
    stopsWith: [],
    health: 'HEALTHY',
    nextAction: undefined,
    isUnstable: false,
    heldBy: undefined,
    stoppedBy: undefined,
    observedAt: NOON,
    ...given,
  };
}

export function wellStatusFacts(): Snapshot {
  return {
    at: NOON,
    registration: known(registration),
    locations: known(locations),
    host: known(host as VenueHost),
    hostServices: { is: 'absent' },
    services: known(SERVICES.map(({ key }) => serviceView(key))),
    cloud: known(wellCloud()),
    openSend: { is: 'absent' },
    everConnected: known(true),
    linkTakenBack: known('NO'),
    unfinished: { is: 'absent' },
    operations: known([]),
    waits: known([]),
    failures: known([]),
    maintenance: known({ until: undefined }),
    databaseOperations: known([]),
    tradingPeriods: known([]),
    lastSaleAt: known(undefined),
    clerkRows: known(undefined),
    backlog: known({ messages: 3, oldestAt: ago(0.1) }),
    wrongPins: known(0),
    cleanups: known([]),
    lastBackupAt: known(ago(60)),
    backups: { is: 'absent' },
    exceptions: known({ rows: 0, newestAt: undefined, tables: [], newestMessage: undefined }),
    clockAheadMs: known(0),
    parts: known([]),
  };
}

export const unread = (by: Extract<Fact<never>, { is: 'unknown' }>['by']) =>
  ({ is: 'unknown', by, reason: 'It does not respond.', remedy: 'Wait.' }) as const;

const connection = (given: Partial<CloudVenue['connection']>): Change => {
  const cloud = wellCloud();
  return { cloud: known({ ...cloud, connection: { ...cloud.connection, ...given } }) };
};
const venue = (given: Partial<typeof registration>): Change => ({
  registration: known({ ...registration, ...given }),
});
const machine = (given: Partial<VenueHost>): Change => ({
  host: known({ ...(host as VenueHost), ...given }),
});
export const services = (...views: readonly ServiceView[]): Change => ({
  services: known(SERVICES.map(({ key }) => views.find((view) => view.key === key) ?? serviceView(key))),
});
const noCloud: Change = { cloud: unread('CLOUD_UNREACHABLE'), openSend: unread('CLOUD_UNREACHABLE') };

export const NEVER_ONBOARDED: Change = {
  ...connection({
    state: 'never',
    machineId: undefined,
    swiftposVersion: undefined,
    onboardedAt: undefined,
    firstHeartbeatAt: undefined,
    lastHeartbeatAt: undefined,
  }),
  everConnected: known(false),
  ...services(
    serviceView('gateway-client', { status: 'STOPPED', startMode: 'MANUAL', health: 'INACTIVE' }),
    serviceView('cloud-sync', { status: 'NOT_INSTALLED', installed: false, health: 'INACTIVE' }),
  ),
};

export const FAULTS: Readonly<Record<string, Change>> = {
  none: {},
  'cloud=down': noCloud,
  'cloud=error-500': noCloud,
  'cloud=reset': noCloud,
  'cloud=malformed': noCloud,
  'cloud=huge': noCloud,
  'registration=expired': venue({ expiresOn: '2031-05-01' }),
  'registration=expiring': venue({ expiresOn: '2031-05-20' }),
  'licence=no-cloud-sync': venue({ licences: [] }),
  'sync=exceptions': {
    exceptions: known({ rows: 7, newestAt: ago(1), tables: ['sale'], newestMessage: 'Rejected' }),
  },
  'sync=backlog': { backlog: known({ messages: 4000, oldestAt: ago(30) }) },
  'link=down': connection({ state: 'disconnected', lastHeartbeatAt: ago(2) }),
  'link=old-server-connected': connection({ otherServers: ['old machine'] }),
  'elevation=missing': machine({ elevated: false }),
  'swiftpos=too-old': {
    ...venue({ swiftposVersion: '10.36.0' }),
    ...machine({ swiftposVersion: '10.36.0' }),
  },
  'swiftpos=version-mismatch': venue({ swiftposVersion: '10.57.0' }),
  'swiftpos=migrated': machine({ machineId: 'machine-new' }),
  'swiftpos=web-server-down': machine({ webServer: 'Stopped' }),
  'database=reindexing': { databaseOperations: known([{ name: 'REINDEX', startedAt: ago(1) }]) },
};

/** A gateway that does not run is not heard either. */
export const stopped = (key: string): Change => ({
  ...services(serviceView(key, { status: 'STOPPED', health: 'DOWN', nextAction: 'Start it.' })),
  ...(key === 'gateway-client' ? connection({ state: 'disconnected', lastHeartbeatAt: ago(2) }) : {}),
});

export const AWAY: Readonly<Record<string, Change>> = {
  PowerShell: {
    host: unread('POWERSHELL_UNAVAILABLE'),
    services: unread('POWERSHELL_UNAVAILABLE'),
    cloud: unread('POWERSHELL_UNAVAILABLE'),
    openSend: unread('POWERSHELL_UNAVAILABLE'),
  },
  'venue database': {
    locations: unread('VENUE_DATABASE_UNAVAILABLE'),
    databaseOperations: unread('VENUE_DATABASE_UNAVAILABLE'),
    backlog: unread('VENUE_DATABASE_UNAVAILABLE'),
    exceptions: unread('VENUE_DATABASE_UNAVAILABLE'),
  },
  'state database': {
    everConnected: unread('STATE_DATABASE_UNAVAILABLE'),
    linkTakenBack: unread('STATE_DATABASE_UNAVAILABLE'),
    unfinished: unread('STATE_DATABASE_UNAVAILABLE'),
    operations: unread('STATE_DATABASE_UNAVAILABLE'),
    cleanups: unread('STATE_DATABASE_UNAVAILABLE'),
    maintenance: unread('STATE_DATABASE_UNAVAILABLE'),
  },
};

export function send(kind: SyncJob['kind'], owner: OpenSend['owner']): Change {
  const job: SyncJob = {
    jobId: 'job',
    kind,
    state: 'RUNNING',
    rowsExpected: 1000,
    rowsReceived: 400,
    tables: [],
    startedAt: ago(5),
    completedAt: undefined,
  };
  const cloud = wellCloud();
  const lastCompletedAt = kind === 'FIRST' ? undefined : cloud.sync.lastCompletedAt;
  return { openSend: known({ job, owner }), cloud: known({ ...cloud, sync: { lastCompletedAt, job } }) };
}

export const operation = (kind: Operation['kind'], state: Operation['state']): Change => ({
  operations: known([{ id: 'op-1', kind, state } as Operation]),
});

export const OPERATIONS: Readonly<Record<string, Change>> = {
  'first sync, running': send('FIRST', known({ operationId: undefined, endsAt: undefined })),
  'resync, running': {
    ...operation('RESYNC', 'RUNNING'),
    ...send('FULL', known({ operationId: 'op-1', endsAt: ago(-90) })),
  },
  'resync, scheduled': operation('RESYNC', 'SCHEDULED'),
  'resync, waiting for approval': operation('RESYNC', 'AWAITING_APPROVAL'),
  'resync, cancelled': {},
  'resync, succeeded': {},
  'resync, failed': operation('RESYNC', 'FAILED'),
  'resync, cancelling while the cloud is away': { ...noCloud, ...operation('RESYNC', 'CANCELLING') },
  'resync, cancelled, its send still open': {
    ...send('FULL', known({ operationId: 'op-1', endsAt: undefined, isWithdrawing: true })),
    cleanups: known([{ operationId: 'op-1', open: 'A full send has to be withdrawn.' }]),
  },
  'first onboarding, failed': { ...NEVER_ONBOARDED, ...operation('ONBOARD', 'FAILED') },
  'first onboarding, rolled back after its first heartbeat': {
    ...NEVER_ONBOARDED,
    ...connection({ state: 'disconnected', lastHeartbeatAt: ago(2) }),
    everConnected: known(true),
    linkTakenBack: known('FIRST'),
  },
  'first onboarding, waiting for a decision': {
    ...NEVER_ONBOARDED,
    ...operation('ONBOARD', 'NEEDS_ATTENTION'),
  },
  'full send that no operation owns': send('FULL', { is: 'absent' }),
  'an operation that needs a decision': operation('ONBOARD', 'NEEDS_ATTENTION'),
  'maintenance switch on': { maintenance: known({ until: new Date(NOON.getTime() + 7_200_000) }) },
};

const order = { title: 'Restart', byName: 'Morgan', at: NOON, reason: undefined };
const gone = (given: Partial<ServiceView>): Change =>
  services(serviceView('gateway-client', { status: 'STOPPED', health: 'DOWN', ...given }));

/** Beside the table: what an operation or a clerk does with a service, and what only one side might see. */
export const BESIDE: Readonly<Record<string, Change>> = {
  'Gateway Client, restarted by an operation': gone({
    health: 'DEGRADED',
    nextAction: '"Restart" is in progress. Check again when it has ended.',
    heldBy: { ...order, operationId: 'op-9' },
  }),
  'Gateway Client, again and again': services(
    serviceView('gateway-client', {
      health: 'DEGRADED',
      isUnstable: true,
      nextAction: 'It stopped unexpectedly 5 times in the last 24 hours, last at 11:58. Read its events.',
    }),
  ),
  'Gateway Client, stopped by a clerk': gone({
    nextAction: 'Start it again when the work is done.',
    stoppedBy: { ...order, operationId: 'op-9' },
  }),
  'an onboarding that runs': { ...NEVER_ONBOARDED, ...operation('ONBOARD', 'RUNNING') },
  'a location that the cloud does not list': {
    locations: known([...locations, { id: '3', name: 'Terrace', locationGroupId: '1' }]),
  },
  'rows that failed before a full send': {
    ...send('FULL', { is: 'absent' }),
    exceptions: known({ rows: 7, newestAt: ago(9), tables: ['sale'], newestMessage: 'Rejected' }),
  },
};
