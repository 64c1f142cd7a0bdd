/** Each check as a table: facts in, outcome out; what can't be learned is UNKNOWN, never PASS. */

import type { PlanFacts } from '../../../src/domain/facts/snapshot.js';
import { notConnectedYet } from '../../../src/domain/onboarding/checks.js';
import { decide, recogniseCase } from '../../../src/domain/onboarding/recognise-case.js';
import * as checks from '../../../src/domain/plans/checks.js';
import type { Check } from '../../../src/domain/plans/plan.js';
import type { SendWindow } from '../../../src/domain/plans/window.js';
import type { DatabaseOperationRow } from '../../../src/domain/ports/venue-store.js';
import { connected, firstSyncRunning } from '../../../src/domain/resync/checks.js';
import { known } from '../../../src/domain/types/fact.js';
import type { VenueHost } from '../../../src/domain/venue/host.js';
import type { LinkTakenBack } from '../../../src/domain/venue/link.js';
import { registrationState } from '../../../src/domain/venue/registration.js';
import { AppError } from '../../../src/errors/errors.js';
import {
  CONNECTED,
  cloudOf,
  factsOf,
  NOON,
  readOr,
  registrationOf,
  serviceOf,
  unnamed,
} from '../venue/facts-of.js';

const GATEWAY = serviceOf('gateway-client');
const SYNC = serviceOf('cloud-sync');
const FIRST_JOB = {
  jobId: 'job',
  kind: 'FIRST',
  state: 'RUNNING',
  rowsExpected: 10,
  rowsReceived: 5,
  tables: [],
  startedAt: NOON,
  completedAt: undefined,
} as const;

describe('a registration', () => {
  it.each([
    ['2031-05-05', 'EXPIRED'],
    ['2031-05-06', 'EXPIRING'],
    ['2031-06-05', 'EXPIRING'],
    ['2031-06-06', 'CURRENT'],
  ])('that is valid through %s is %s on 6 May', (expiresOn, state) => {
    expect(registrationState(expiresOn, 'Australia/Sydney', NOON)).toBe(state);
  });

  it('ends with the day of the venue, not of UTC', () => {
    const stillTheFifthInUtc = new Date('2031-05-05T20:00:00.000Z');
    expect(registrationState('2031-05-05', 'Australia/Sydney', stillTheFifthInUtc)).toBe('EXPIRED');
    expect(registrationState('2031-05-05', 'Europe/London', stillTheFifthInUtc)).toBe('EXPIRING');
  });
});

const rows: [string, (facts: PlanFacts) => Check, PlanFacts, string][] = [
  ['swiftpos 10.58', checks.swiftposVersion, factsOf(), 'PASS'],
  ['swiftpos 10.37', checks.swiftposVersion, version('10.37'), 'PASS'],
  ['swiftpos 10.36', checks.swiftposVersion, version('10.36'), 'FAIL'],
  ['a version that no one can read', checks.swiftposVersion, version('ten'), 'FAIL'],
  ['a current registration', checks.registration, factsOf(), 'PASS'],
  ['one that ends within 30 days', checks.registration, expiring('2031-05-20'), 'WARN'],
  ['one that has expired', checks.registration, expiring('2031-05-05'), 'FAIL'],
  ['an Administrator', checks.elevation, factsOf(), 'PASS'],
  ['no Administrator', checks.elevation, factsOf({ host: { elevated: false } }), 'FAIL'],
  ['a PowerShell that says nothing of elevation', checks.elevation, factsOf({ host: null }), 'UNKNOWN'],
  ['a database at rest', checks.databaseOperation, factsOf(), 'PASS'],
  [
    'a log backup',
    checks.databaseOperation,
    factsOf({ databaseOperations: [{ ...reindex(), name: 'Log backup' }] }),
    'PASS',
  ],
  ['a re-index', checks.databaseOperation, factsOf({ databaseOperations: [reindex()] }), 'FAIL'],
  [
    'a database that says nothing',
    checks.databaseOperation,
    factsOf({ databaseOperations: undefined }),
    'UNKNOWN',
  ],
  ['a cloud that answers', checks.cloudReachable, factsOf(), 'PASS'],
  ['a cloud that does not', checks.cloudReachable, cloudAway(), 'FAIL'],
  ['no other server', checks.oldServer, factsOf(), 'PASS'],
  ['an old server', checks.oldServer, factsOf({ cloud: cloudOf({ otherServers: ['old'] }) }), 'FAIL'],
  ['the old server as the one that the cloud hears', checks.oldServer, moved('connected'), 'FAIL'],
  ['the old server silent', checks.oldServer, moved('disconnected'), 'PASS'],
  [
    'this very server among the others',
    checks.oldServer,
    factsOf({ cloud: cloudOf({ otherServers: ['machine'] }) }),
    'PASS',
  ],
  ['one other, PowerShell silent: it may be this one', checks.oldServer, unnamed('old'), 'UNKNOWN'],
  ['two others, PowerShell silent', checks.oldServer, unnamed('old', 'older'), 'FAIL'],
  [
    'heard, by a nameless machine',
    checks.oldServer,
    { ...moved('connected'), host: readOr<VenueHost>(undefined, 'POWERSHELL_UNAVAILABLE') },
    'UNKNOWN',
  ],
  ['a cloud that cannot be asked for servers', checks.oldServer, cloudAway(), 'UNKNOWN'],
  ['no first sync', firstSyncRunning, factsOf(), 'PASS'],
  ['a first sync that runs', firstSyncRunning, factsOf({ cloud: cloudOf({}, { job: FIRST_JOB }) }), 'FAIL'],
  ['a cloud that cannot be asked for a sync', firstSyncRunning, cloudAway(), 'UNKNOWN'],
  ['a link that holds', connected, linked(), 'PASS'],
  ['a link that does not', connected, linked({ connection: { state: 'disconnected' } }), 'FAIL'],
  ['a Cloud Sync that is stopped', connected, linked({ sync: 'Stopped' }), 'FAIL'],
  ['a Cloud Sync whose state is unknown', connected, linked({ sync: 'Unknown' }), 'UNKNOWN'],
  ['a cloud that cannot be asked for the link', connected, cloudAway(), 'UNKNOWN'],
];

describe('a check', () => {
  it.each(rows)('finds %s', (_, check, facts, outcome) => {
    const found = check(facts);
    expect(found.outcome).toBe(outcome);
    expect(found.detail).not.toBe('');
  });

  it.each(rows.filter(([, , , outcome]) => outcome !== 'PASS'))(
    'has a remedy that starts with a verb for %s',
    (_, check, facts) => {
      expect(check(facts).remedy).toMatch(/^(?!An? |The |It |If |First |No |Nothing )[A-Z].*\.$/);
    },
  );

  /** But one: a site's DBA may let no one see what runs, and a person can look. */
  it.each(rows)('of %s cannot be overridden', (what, check, facts) => {
    expect(check(facts).overridable).toBe(what === 'a database that says nothing');
  });
});

describe('trading hours', () => {
  const window = (fits: boolean, trades: boolean | undefined = !fits) =>
    ({ fits, trades, verdict: 'Said in words.' }) as SendWindow;

  it('are no matter when nothing is sent', () => {
    expect(checks.tradingHours(undefined, 'FAIL').outcome).toBe('PASS');
  });

  it('only warn a venue that has no ordering to lose', () => {
    expect(checks.tradingHours(window(false), 'WARN')).toMatchObject({ outcome: 'WARN', overridable: false });
  });

  it('stop the others, unless overridden', () => {
    expect(checks.tradingHours(window(false), 'FAIL')).toMatchObject({ outcome: 'FAIL', overridable: true });
    expect(checks.tradingHours(window(true), 'FAIL').outcome).toBe('PASS');
  });

  it('that are not known are UNKNOWN, never PASS', () => {
    const unknownCheck = { ...window(false), trades: undefined };
    expect(checks.tradingHours(unknownCheck, 'FAIL')).toMatchObject({
      outcome: 'UNKNOWN',
      overridable: true,
    });
    expect(checks.tradingHours(unknownCheck, 'WARN').outcome).toBe('WARN');
  });
});

describe('a daily restart', () => {
  it.each([
    ['none', 'none', false, 'PASS'],
    ['one that no one reported of', undefined, true, 'UNKNOWN'],
    ['one that is held', '05:00', true, 'PASS'],
    ['one that is not', '05:00', false, 'WARN'],
  ])('%s', (_, dailyRestartAt, held, outcome) => {
    expect(checks.dailyRestart(factsOf({ host: { dailyRestartAt } }), held).outcome).toBe(outcome);
  });

  it('that are not known may be overridden', () => {
    const found = checks.dailyRestart(factsOf({ host: null }), true);
    expect(found).toMatchObject({ outcome: 'UNKNOWN', overridable: true });
  });
});

describe('an onboarding', () => {
  const bothInstalled = new Map([
    ['gateway-client', GATEWAY],
    ['cloud-sync', SYNC],
  ]);
  const SILENT = connectedFacts({ state: 'disconnected' });
  const TAKEN_BACK = { linkTakenBack: known<LinkTakenBack>('YES') } as const;
  it.each([
    ['FIRST_TIME', 'the cloud never saw a heartbeat', factsOf()],
    ['FIRST_TIME', 'an earlier attempt left services behind', factsOf({ services: bothInstalled })],
    ['ALREADY_CONNECTED', 'everything is there', connectedFacts()],
    ['ALREADY_CONNECTED', 'the gateway is only stopped', SILENT],
    ['RE_ESTABLISH', 'an onboarding that was restored left no credential', { ...SILENT, ...TAKEN_BACK }],
    ['ALREADY_CONNECTED', 'the gateway is connected after all', { ...connectedFacts(), ...TAKEN_BACK }],
    ['RE_ESTABLISH', 'the cloud knows another machine', connectedFacts({ machineId: 'old machine' })],
    ['RE_ESTABLISH', 'it was upgraded from below 10.37', connectedFacts({ swiftposVersion: '10.36.9' })],
    ['CLOUD_SYNC_ADDED', 'Cloud Sync is licensed but not installed', factsOf({ cloud: cloudOf(CONNECTED) })],
    [
      'ALREADY_CONNECTED',
      'the cloud is away and the venue was connected once',
      { ...cloudAway(), everConnected: known(true) },
    ],
    ['FIRST_TIME', 'the cloud is away and no one remembers a link', cloudAway()],
    ['ALREADY_CONNECTED', 'only the version is another', connectedFacts({ swiftposVersion: '10.40.0' })],
  ])('is %s when %s', (expected, _, facts) => {
    expect(recogniseCase(facts)).toBe(expected);
    const check = notConnectedYet(facts, recogniseCase(facts));
    expect(check.outcome).toBe(
      facts.cloud.is === 'known' ? (expected === 'ALREADY_CONNECTED' ? 'FAIL' : 'PASS') : 'UNKNOWN',
    );
    expect(check.overridable).toBe(false);
  });

  it('is not known where PowerShell did not say whether Cloud Sync is there', () => {
    const facts = factsOf({ cloud: cloudOf(CONNECTED), services: new Map() });
    expect(notConnectedYet(facts, recogniseCase(facts))).toMatchObject({
      outcome: 'UNKNOWN',
      overridable: false,
    });
  });

  it('is of nothing to add where Cloud Sync is not licensed', () => {
    const facts = factsOf({ cloud: cloudOf(CONNECTED), registration: registrationOf({ licences: [] }) });
    expect(decide(facts)).toMatchObject({
      case: 'ALREADY_CONNECTED',
      cloudSyncLicensed: false,
      installCloudSync: false,
      firstSyncFollows: false,
    });
  });

  it('is followed by a first sync unless one was completed before', () => {
    expect(decide(factsOf())).toMatchObject({ installCloudSync: true, firstSyncFollows: true });
    const moved = cloudOf({ ...CONNECTED, machineId: 'old machine' }, { lastCompletedAt: NOON });
    expect(decide(factsOf({ cloud: moved })).firstSyncFollows).toBe(false);
  });

  function connectedFacts(connection: object = {}): PlanFacts {
    return factsOf({ cloud: cloudOf({ ...CONNECTED, ...connection }), services: bothInstalled });
  }
});

function version(swiftposVersion: string): PlanFacts {
  return factsOf({ registration: registrationOf({ swiftposVersion }) });
}

function expiring(expiresOn: string): PlanFacts {
  return factsOf({ registration: registrationOf({ expiresOn }) });
}

function reindex() {
  return { name: 'Re-index', startedAt: NOON } as DatabaseOperationRow;
}

function cloudAway(): PlanFacts {
  return factsOf({ cloud: undefined, cloudFailure: new AppError('CLOUD_UNREACHABLE') });
}

function linked(given: { connection?: object; sync?: 'Running' | 'Stopped' | 'Unknown' } = {}): PlanFacts {
  return factsOf({
    cloud: cloudOf({ ...CONNECTED, ...given.connection }),
    services: new Map([['cloud-sync', serviceOf('cloud-sync', { state: given.sync ?? 'Running' })]]),
  });
}

function moved(state: 'connected' | 'disconnected'): PlanFacts {
  return factsOf({ cloud: cloudOf({ ...CONNECTED, machineId: 'old', state }) });
}
