/** Situations as data: what is seen -> which cause is named, which others stay possible, and whether a resync is offered. */
import type { SyncCause } from '../../../src/domain/diagnosis/causes.js';
import {
  ago,
  diagnosed,
  noCloud,
  type SyncValues,
  wellCloud,
  wellFacts,
  withConnection,
  withJob,
  withRegistration,
  withService,
} from './sync-facts.js';

const failing: Partial<SyncValues> = {
  exceptions: { rows: 7, newestAt: ago(1), tables: ['sale'], newestMessage: 'Rejected by the cloud' },
};
const reindexing: Partial<SyncValues> = { databaseOperations: [{ name: 'REINDEX', startedAt: ago(3) }] };
const behind = (messages: number, minutes: number): Partial<SyncValues> => ({
  backlog: { messages, oldestAt: ago(minutes) },
});
const host = (given: object): Partial<SyncValues> => {
  const well = wellFacts().host;
  return well ? { host: { ...well, ...given } } : {};
};
const locations = (activated: boolean): Partial<SyncValues> => ({
  cloud: {
    ...wellCloud(),
    locations: [
      { locationId: '1', activated: true, cloudClientId: 'C-1' },
      { locationId: '2', activated, cloudClientId: undefined },
    ],
  },
});
const NEVER = withConnection({
  state: 'never',
  machineId: undefined,
  swiftposVersion: undefined,
  firstHeartbeatAt: undefined,
  lastHeartbeatAt: undefined,
});
const silent = withConnection({ state: 'disconnected', lastHeartbeatAt: ago(30) });
const stopped = { state: 'Stopped', processId: undefined } as const;

/** In words, what differs from a venue that is well, the cause, the other candidates. */
const SITUATIONS: readonly (readonly [string, Partial<SyncValues>, SyncCause, readonly SyncCause[]])[] = [
  ['everything is well', {}, 'NONE', []],
  ['the registration has expired', withRegistration({ expiresOn: '2031-05-01' }), 'REGISTRATION_EXPIRED', []],
  ['the registration expires today', withRegistration({ expiresOn: '2031-05-06' }), 'NONE', []],
  [
    'the registration expired yesterday in venue time',
    withRegistration({ expiresOn: '2031-05-05' }),
    'REGISTRATION_EXPIRED',
    [],
  ],
  ['Cloud Sync is not licensed', withRegistration({ licences: [] }), 'LICENCE_MISSING', []],
  [
    'not licensed, and Cloud Sync is not installed',
    {
      ...withRegistration({ licences: ['WEB_API'] }),
      ...withService('cloud-sync', { installed: false, state: 'Missing' }),
    },
    'LICENCE_MISSING',
    [],
  ],
  [
    'Gateway Client is stopped, the cloud hears nothing',
    { ...silent, ...withService('gateway-client', stopped) },
    'GATEWAY_STOPPED',
    [],
  ],
  ['Gateway Client is paused', withService('gateway-client', { state: 'Paused' }), 'GATEWAY_STOPPED', []],
  ['Gateway Client is starting', withService('gateway-client', { state: 'StartPending' }), 'NONE', []],
  ['Gateway Client runs, the cloud hears nothing', silent, 'LINK_DOWN', []],
  [
    'the cloud cannot be reached',
    noCloud('CLOUD_UNREACHABLE'),
    'UNKNOWN',
    ['LINK_DOWN', 'LOCATION_NOT_ACTIVATED'],
  ],
  [
    'the cloud does not answer in time',
    noCloud('CLOUD_NO_ANSWER'),
    'UNKNOWN',
    ['LINK_DOWN', 'LOCATION_NOT_ACTIVATED'],
  ],
  [
    'the cloud refuses to say anything',
    noCloud('CLOUD_REFUSED'),
    'UNKNOWN',
    ['LINK_DOWN', 'LOCATION_NOT_ACTIVATED'],
  ],
  [
    'the cloud is away and the gateway is stopped',
    { ...noCloud('CLOUD_UNREACHABLE'), ...withService('gateway-client', stopped) },
    'GATEWAY_STOPPED',
    ['LINK_DOWN', 'LOCATION_NOT_ACTIVATED'],
  ],
  ['the web server is stopped', host({ webServer: 'Stopped' }), 'WEB_SERVER_DOWN', []],
  ['it is unknown how the web server is', host({ webServer: 'Unknown' }), 'UNKNOWN', ['WEB_SERVER_DOWN']],
  ['Cloud Sync is stopped', withService('cloud-sync', stopped), 'CLOUD_SYNC_STOPPED', []],
  [
    'Cloud Sync is licensed but not installed',
    withService('cloud-sync', { installed: false, state: 'Missing' }),
    'CLOUD_SYNC_STOPPED',
    [],
  ],
  [
    'Cloud Sync is stopped and messages pile up',
    { ...withService('cloud-sync', stopped), ...behind(900, 60) },
    'CLOUD_SYNC_STOPPED',
    ['BACKLOG'],
  ],
  ['a re-index is running', reindexing, 'DATABASE_OPERATION_RUNNING', []],
  [
    'a re-index is running and messages wait',
    { ...reindexing, ...behind(250, 12) },
    'DATABASE_OPERATION_RUNNING',
    ['BACKLOG'],
  ],
  [
    'the database does not say what runs in it',
    { databaseOperations: undefined },
    'UNKNOWN',
    ['DATABASE_OPERATION_RUNNING'],
  ],
  [
    'database and programs are of different versions',
    withRegistration({ swiftposVersion: '10.57.0' }),
    'VERSION_MISMATCH',
    [],
  ],
  [
    'the cloud knows an older version',
    withConnection({ swiftposVersion: '10.50.0' }),
    'VERSION_MISMATCH',
    [],
  ],
  ['rows cannot be sent', failing, 'DATA_SYNC_FAILING', []],
  [
    'rows cannot be sent and messages wait',
    { ...failing, ...behind(400, 30) },
    'DATA_SYNC_FAILING',
    ['BACKLOG'],
  ],
  [
    'rows cannot be sent while the versions differ',
    { ...failing, ...withRegistration({ swiftposVersion: '10.57.0' }) },
    'VERSION_MISMATCH',
    ['DATA_SYNC_FAILING'],
  ],
  [
    'rows cannot be sent while Cloud Sync is stopped',
    { ...failing, ...withService('cloud-sync', stopped) },
    'CLOUD_SYNC_STOPPED',
    ['DATA_SYNC_FAILING'],
  ],
  [
    'rows cannot be sent and the registration has expired',
    { ...failing, ...withRegistration({ expiresOn: '2031-01-01' }) },
    'REGISTRATION_EXPIRED',
    ['DATA_SYNC_FAILING'],
  ],
  ['SyncException cannot be read', { exceptions: undefined }, 'UNKNOWN', ['DATA_SYNC_FAILING']],
  ['99 messages wait', behind(99, 2), 'NONE', []],
  ['100 messages wait', behind(100, 2), 'BACKLOG', []],
  ['one message has waited for ten minutes', behind(1, 10), 'BACKLOG', []],
  [
    'messages wait and rows failed before a full send that moves everything',
    { ...failing, ...withJob('FULL', 'RUNNING'), ...behind(5000, 45) },
    'NONE',
    [],
  ],
  [
    'messages wait after a full send is over',
    { ...withJob('FULL', 'COMPLETED'), ...behind(5000, 45) },
    'BACKLOG',
    [],
  ],
  ['SyncMessage cannot be read', { backlog: undefined }, 'UNKNOWN', ['BACKLOG']],
  ['one location is not activated', locations(false), 'LOCATION_NOT_ACTIVATED', []],
  [
    'one location is not activated and messages wait',
    { ...locations(false), ...behind(300, 20) },
    'BACKLOG',
    ['LOCATION_NOT_ACTIVATED'],
  ],
  [
    'PowerShell does not answer',
    { host: undefined, services: new Map() },
    'UNKNOWN',
    ['GATEWAY_STOPPED', 'WEB_SERVER_DOWN', 'CLOUD_SYNC_STOPPED', 'VERSION_MISMATCH'],
  ],
  [
    'PowerShell does not answer, but rows cannot be sent',
    { ...failing, host: undefined, services: new Map() },
    'DATA_SYNC_FAILING',
    ['GATEWAY_STOPPED', 'WEB_SERVER_DOWN', 'CLOUD_SYNC_STOPPED', 'VERSION_MISMATCH'],
  ],
  ['the venue was never connected', NEVER, 'LINK_DOWN', []],
  [
    'the cloud knows another server, and Gateway Client is stopped',
    {
      ...withConnection({ machineId: 'other', state: 'disconnected' }),
      ...withService('gateway-client', stopped),
    },
    'LINK_DOWN',
    [],
  ],
];

describe('the diagnosis', () => {
  it.each(SITUATIONS)('when %s', (_, given, cause, candidates) => {
    const diagnosis = diagnosed(given);
    expect({ cause: diagnosis.cause, candidates: diagnosis.candidates }).toEqual({ cause, candidates });
    expect(diagnosis.resyncJustified).toBe(cause === 'DATA_SYNC_FAILING');
    expect(diagnosis.recommendation).toMatch(/\.$/);
  });

  it('shows one piece of evidence for each thing it checks, seen or not', () => {
    for (const [, given] of SITUATIONS) {
      const { evidence } = diagnosed(given);
      expect(evidence).toHaveLength(11);
      expect(new Set(evidence.map(({ code }) => code)).size).toBe(11);
    }
  });

  it('asks a venue that was never connected to onboard, not to resync', () => {
    expect(diagnosed(NEVER).recommendation).toBe(
      'This venue has not been onboarded yet. Plan an onboarding.',
    );
  });

  it('says whether the queue grows or shrinks, from earlier checks', () => {
    const value = (messages: number) => {
      const samples = [{ at: ago(4), messages: 200 }];
      const { evidence } = diagnosed({ samples, backlog: { messages, oldestAt: ago(6) } });
      return evidence.find(({ code }) => code === 'SYNC_MESSAGE')?.value;
    };
    expect(value(900)).toBe('900, the oldest for 6 min; growing, 200 4 min ago');
    expect(value(20)).toBe('20, the oldest for 6 min; shrinking, 200 4 min ago');
    expect(value(200)).toBe('200, the oldest for 6 min; as many as 4 min ago');
  });

  it('supports no cause with what is well', () => {
    expect(diagnosed().evidence.flatMap(({ supports }) => supports)).toEqual([]);
  });
});
