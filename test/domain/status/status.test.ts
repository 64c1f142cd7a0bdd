/** The one judgement of how the venue is, held to the table that was written before it. */

import { conditionsOf } from '../../../src/domain/alerts/conditions.js';
import { nothingRead } from '../../../src/domain/facts/snapshot.js';
import { impededBy } from '../../../src/domain/services/view.js';
import { judgeStatus } from '../../../src/domain/status/judge-status.js';
import { impedimentsIn } from '../../../src/domain/status/status-poller.js';
import { known, knownOf, unknown } from '../../../src/domain/types/fact.js';
import { FINDING_CODES, FINDINGS } from '../../../src/domain/types/findings.js';
import type { Unfinished } from '../../../src/domain/venue/unfinished.js';
import { AppError } from '../../../src/errors/errors.js';
import {
  byAway,
  byFault,
  byOperation,
  byStoppedService,
  type ExpectedStatus,
  neverOnboarded,
} from '../../prove/status/expected.js';
import { NOON } from '../venue/facts-of.js';
import { ago, diagnosed, wellCloud } from '../venue/sync-facts.js';
import {
  AWAY,
  BESIDE,
  type Change,
  FAULTS,
  NEVER_ONBOARDED,
  OPERATIONS,
  operation,
  send,
  services,
  serviceView,
  stopped,
  unread,
  wellStatusFacts,
} from './status-situations.js';

const judged = (...changes: readonly Change[]) =>
  judgeStatus(Object.assign({}, wellStatusFacts(), ...changes));

function asExpected({ state, planned, consumers, findings }: ReturnType<typeof judged>) {
  const names = (available: boolean | undefined) =>
    consumers.filter((consumer) => consumer.available === available).map(({ name }) => name);
  return {
    state,
    planned,
    off: names(false).sort(),
    unknown: names(undefined).sort(),
    findings: findings.filter(({ severity }) => severity !== 'INFO').map(({ code }) => code),
  };
}

function wanted({ state, planned = false, off = [], unknown = [], findings = [] }: ExpectedStatus) {
  return { state, planned, off: [...off].sort(), unknown: [...unknown].sort(), findings };
}

function rows(
  expected: Readonly<Record<string, ExpectedStatus>>,
  changeOf: (name: string) => Change | undefined,
): (readonly [string, ExpectedStatus, Change | undefined])[] {
  return Object.entries(expected).map(([name, status]) => [name, status, changeOf(name)]);
}

describe('the status of a venue', () => {
  it.each([
    ['never onboarded', neverOnboarded, NEVER_ONBOARDED] as const,
    ...rows(byFault, (name) => FAULTS[name]),
    ...rows(byStoppedService, stopped),
    ...rows(byAway, (name) => AWAY[name]),
    ...rows(byOperation, (name) => OPERATIONS[name]),
  ])('is as it was written down beforehand: %s', (_name, expected, change) => {
    expect(change).toBeDefined();
    expect(asExpected(judged(change ?? {}))).toEqual(wanted(expected));
  });

  it('before anything was read is not known, and says so', () => {
    const status = judgeStatus(nothingRead(NOON));
    expect(status.state).toBe('UNKNOWN');
    expect(status.findings.map(({ code }) => code)).toEqual(['NOTHING_READ_YET']);
    expect(status.consumers.every(({ available }) => available === undefined)).toBe(true);
  });

  it('keeps the time since when for what is still so, and takes a new one for what is new', () => {
    const first = judged(FAULTS['elevation=missing'] ?? {});
    const later = new Date(NOON.getTime() + 60_000);
    const facts = { ...wellStatusFacts(), ...FAULTS['elevation=missing'], ...stopped('netpos'), at: later };
    const next = judgeStatus(facts, first);
    expect(next).toMatchObject({ state: 'ATTENTION', since: NOON, checkedAt: later });
    const since = Object.fromEntries(next.findings.map((finding) => [finding.code, finding.since]));
    expect(since).toEqual({ NOT_ELEVATED: NOON, SERVICE_DOWN: later });
  });

  it('says until when a planned send takes ordering down', () => {
    expect(judged(OPERATIONS['resync, running'] ?? {}).plannedUntil).toEqual(ago(-90));
    // 400 of 1000 rows in five minutes.
    expect(judged(OPERATIONS['first sync, running'] ?? {}).plannedUntil).toEqual(ago(-7.5));
    expect(judged(send('FULL', { is: 'absent' })).plannedUntil).toBeUndefined();
  });

  it('is not planned where a service ends during a planned send', () => {
    expect(judged(OPERATIONS['resync, running'] ?? {}, services(...gone('DOWN')))).toMatchObject({
      state: 'DOWN',
      planned: false,
    });
  });

  it('is planned while an operation restarts Gateway Client', () => {
    const status = judged(services(...gone('DEGRADED')));
    expect(status).toMatchObject({ state: 'DOWN', planned: true });
    expect(status.findings).toMatchObject([
      { code: 'SERVICE_CHANGING', severity: 'INFO', operationId: 'op-9' },
    ]);
  });

  it('is not well while an operation changes what some apps need', () => {
    const heldBy = { operationId: 'op-9', title: 'Onboard', byName: 'Morgan', at: NOON, reason: undefined };
    const changed = serviceView('cloud-sync', { status: 'STOPPED', health: 'DEGRADED', heldBy });
    // A finding that concerns something else is not why.
    expect(judged(services(changed), { lastBackupAt: { is: 'absent' } })).toMatchObject({
      state: 'ATTENTION',
      headline: 'Ordering works. An operation is changing Cloud Sync.',
    });
  });

  it('names the consumers, the service and the remedy of what is wrong', () => {
    expect(judged(stopped('gateway-client')).findings[0]).toMatchObject({
      code: 'SERVICE_DOWN',
      message: 'Gateway Client is not running.',
      remedy: 'Start it.',
      service: 'gateway-client',
      consumers: [
        ...['OrderAway', 'TouchMini', 'Third-party ordering', 'Doshii', 'Cloud BackOffice Analytics'],
        'SwiftAPI',
      ],
    });
  });

  it('never takes what could not be read for well', () => {
    expect(judged({ databaseOperations: unread('FACT_UNKNOWN') })).toMatchObject({
      state: 'OK',
      findings: [{ code: 'FACT_UNKNOWN', severity: 'INFO' }],
    });
    // Orders reach the till through a web server of which only the host knows.
    expect(judged({ host: unread('FACT_UNKNOWN') })).toMatchObject({
      state: 'UNKNOWN',
      headline: 'Whether ordering works is unknown. Some information could not be read: It does not respond.',
      findings: [{ consumers: ['OrderAway', 'TouchMini', 'Third-party ordering', 'SwiftAPI'] }],
    });
    expect(judged({ host: unread('POWERSHELL_UNAVAILABLE') }).findings[0]?.code).toBe(
      'POWERSHELL_UNAVAILABLE',
    );
  });

  it('of a venue that was once connected is down also while the cloud cannot be asked', () => {
    const gateway = stopped('gateway-client');
    const away = FAULTS['cloud=down'] ?? {};
    expect(judged(gateway, away).state).toBe('DOWN');
    expect(judged(gateway, away, { everConnected: known(false) }).state).not.toBe('DOWN');
  });
});

it('of a venue that was never connected does not say that ordering works, whatever is found besides', () => {
  const { findings, headline } = judged(FAULTS['registration=expired'] ?? {}, NEVER_ONBOARDED);
  expect(findings[0]?.code).toBe('REGISTRATION_EXPIRED');
  expect(headline).toMatch(/^Not connected to swiftpos Cloud yet\. The registration was valid through/);
});

it('names what takes ordering down, and no finding that concerns something else', () => {
  const { findings, headline } = judged(OPERATIONS['resync, running'] ?? {}, {
    lastBackupAt: { is: 'absent' },
  });
  expect(findings.map(({ code }) => code).slice(0, 2)).toEqual(['BACKUP_MISSING', 'SEND_RUNNING']);
  expect(headline).toMatch(/^Ordering is down on purpose\. All data is being sent/);
});

it('while all data is sent is down on purpose only while someone sends', () => {
  const sent = OPERATIONS['resync, running'] ?? {};
  expect(judged(sent)).toMatchObject({ state: 'DOWN', planned: true });
  const { findings, ...status } = judged(sent, stopped('cloud-sync'));
  const headline = 'Ordering is down. Cloud Sync is not running.';
  expect(status).toMatchObject({ state: 'DOWN', planned: false, headline });
  expect(findings[0]).toMatchObject({ code: 'SERVICE_DOWN', severity: 'CRITICAL', service: 'cloud-sync' });
});

it.each([
  ['moves', ago(1), {}, 'Wait until it is complete. undefined'],
  ['makes no progress', ago(11), {}, 'Restart Cloud Sync, and read its events. OPEN_SERVICES'],
  ['makes no progress without Cloud Sync', ago(11), stopped('cloud-sync'), 'Start it. OPEN_SERVICES'],
  [
    'is of no known time',
    undefined,
    {},
    /^Wait .* If its percentage no longer grows: Restart .*OPEN_SERVICES$/,
  ],
])('a first sync that %s says what to do next', (_, updatedAt, change, expected) => {
  const { openSend } = send('FIRST', known({ operationId: undefined, endsAt: undefined }));
  const open = openSend?.is === 'known' ? openSend.value : undefined;
  const moved = open && { openSend: known({ ...open, job: { ...open.job, updatedAt } }) };
  const status = judged(OPERATIONS['first sync, running'] ?? {}, moved ?? {}, change);
  const found = status.findings.find(({ code }) => code === 'SEND_RUNNING');
  expect(`${found?.remedy} ${found?.actionCode}`).toEqual(expect.stringMatching(expected));
  const [alert] = conditionsOf(status).found.filter(({ code }) => code === 'FIRST_SYNC_STALLED');
  expect(alert?.remedy).toBe(found?.remedy);
});

it('finds what keeps rows from being sent also while a log is backed up', async () => {
  const exceptions = { rows: 7, newestAt: ago(1), tables: ['sale'], newestMessage: 'Rejected' };
  const databaseOperations = [{ name: 'Log backup', startedAt: ago(3) }];
  expect((await diagnosed({ exceptions, databaseOperations })).cause).toBe('DATA_SYNC_FAILING');
  expect(judged({ databaseOperations: known(databaseOperations) })).toMatchObject({ state: 'OK' });
});

it.each(['VENUE_DATABASE_UNAVAILABLE', 'VENUE_ROW_MALFORMED'] as const)(
  'reports %s while the registration is only the last known one',
  (by) => {
    const { registration } = wellStatusFacts();
    expect(judged({ registration: { ...registration, failure: unread(by) } as never })).toMatchObject({
      state: 'ATTENTION',
      findings: [{ code: by }],
    });
  },
);

it('takes a login that may not see what runs for no database that is away', () => {
  const mayNot = new AppError('VENUE_DATABASE_UNAVAILABLE', { details: { failure: 'NOT_ALLOWED' } });
  expect(unknown(mayNot, 'FACT_UNKNOWN').by).toBe('FACT_UNKNOWN');
  expect(unknown(new AppError('VENUE_DATABASE_UNAVAILABLE'), 'FACT_UNKNOWN').by).toBe(
    'VENUE_DATABASE_UNAVAILABLE',
  );
});

it('of a venue that was never connected asks for no Cloud Sync while the cloud cannot be asked', () => {
  const { findings } = judged(NEVER_ONBOARDED, FAULTS['cloud=down'] ?? {});
  expect(findings.map(({ code }) => code)).toEqual(['CLOUD_UNREACHABLE']);
});

it.each([
  ['gateway-client', 'DOWN', ['CRITICAL SERVICE_DOWN']],
  ['cloud-sync', 'ATTENTION', ['WARNING SERVICE_DOWN']],
  ['netpos', 'OK', []],
])('of a connected venue in which %s is not set to run and does not is %s', (key, state, expected) => {
  const idle = { status: 'STOPPED', startMode: 'MANUAL', health: 'INACTIVE' } as const;
  const found = judged(services(serviceView(key, idle)));
  expect(found.state).toBe(state);
  expect(found.findings.map(({ code, severity }) => `${severity} ${code}`)).toEqual(expected);
  const [heldBy] = gone('DOWN').map((view) => view.heldBy);
  const held = judged(services(serviceView(key, { ...idle, heldBy })));
  expect(held.findings.map(({ severity }) => severity)).toEqual(expected.map(() => 'INFO'));
});

function gone(health: 'DOWN' | 'DEGRADED') {
  const heldBy = { operationId: 'op-9', title: 'Restart', byName: 'Morgan', at: NOON, reason: undefined };
  return [serviceView('gateway-client', { status: 'STOPPED', health, heldBy })];
}

it('names what an operation has left to be done, with the operation', () => {
  const open = 'A full send has to be withdrawn, but swiftpos Cloud has not confirmed it yet.';
  const { state, findings } = judged({ cleanups: known([{ operationId: 'op-1', open }]) });
  expect(state).toBe('ATTENTION');
  expect(findings[0]).toMatchObject({ code: 'CLEANUP_OPEN', message: open, operationId: 'op-1' });
});

it('says by a code what to do next, and sends to the operation that runs or leaves what is found', () => {
  const codesOf = (change: Change) =>
    judged(change).findings.map(({ code, actionCode }) => `${code} ${actionCode}`);
  expect(codesOf(stopped('gateway-client'))).toEqual(['SERVICE_DOWN OPEN_SERVICES']);
  expect(codesOf(FAULTS['swiftpos=migrated'] ?? {})).toContain('RECONNECT_NEEDED PLAN_ONBOARDING');
  expect(judged(FAULTS['swiftpos=migrated'] ?? {}).findings[0]?.causeCode).toBe('OTHER_SERVER');
  const away = { cloud: unknown(new AppError('CLOUD_UNREACHABLE'), 'CLOUD_UNREACHABLE') };
  const cut = judged(away).findings.find(({ code }) => code === 'CLOUD_UNREACHABLE');
  expect(cut?.causeCode).toBe('CLOUD_UNREACHABLE');
  expect(codesOf(BESIDE['Gateway Client, restarted by an operation'] ?? {})).toEqual([
    'SERVICE_CHANGING OPEN_OPERATION',
  ]);
});

const leftHere = (given: Partial<Unfinished> = {}): Change => {
  const own = { operationId: 'op-1', redemptionId: 'r-1', machineId: 'machine-new', redeemedBy: ago(60) };
  const { host } = { ...wellStatusFacts(), ...FAULTS['swiftpos=migrated'] };
  return { host, unfinished: known({ ...own, isConnected: false, ...given }) };
};
const onboarded = (minutesAgo: number): Change => ({
  cloud: known({ ...wellCloud(), connection: { ...wellCloud().connection, onboardedAt: ago(minutesAgo) } }),
});
const CONNECTED: Change = {
  ...leftHere({ isConnected: true, machineId: knownOf(wellStatusFacts().host)?.machineId ?? '' }),
  host: wellStatusFacts().host,
};
const MISSING = services(
  serviceView('cloud-sync', { installed: false, status: 'NOT_INSTALLED', health: 'INACTIVE' }),
);

it.each([
  ['a first credential is stored', NEVER_ONBOARDED, leftHere(), 'NEVER_CONNECTED FINISH_ONBOARDING'],
  ['a new credential is stored', leftHere(), {}, 'RECONNECT_NEEDED FINISH_ONBOARDING'],
  ['it is of another server', leftHere({ machineId: 'another' }), {}, 'RECONNECT_NEEDED PLAN_ONBOARDING'],
  ['another server took over', leftHere({ isConnected: true }), {}, 'RECONNECT_NEEDED PLAN_ONBOARDING'],
  ['its code is the newest', leftHere(), onboarded(60), 'RECONNECT_NEEDED FINISH_ONBOARDING'],
  ['another has a newer one', leftHere(), onboarded(50), 'RECONNECT_NEEDED PLAN_ONBOARDING'],
  ['it runs again', leftHere(), operation('ONBOARD', 'RUNNING'), 'RECONNECT_NEEDED OPEN_OPERATION'],
  ['Cloud Sync is missing', CONNECTED, MISSING, 'CLOUD_SYNC_MISSING FINISH_ONBOARDING'],
  ['Cloud Sync is stopped', CONNECTED, stopped('cloud-sync'), 'SERVICE_DOWN FINISH_ONBOARDING'],
  ['another service is', CONNECTED, stopped('netpos'), 'SERVICE_DOWN OPEN_SERVICES'],
  [
    'the first sync is missing',
    CONNECTED,
    { cloud: known({ ...wellCloud(), sync: { ...wellCloud().sync, lastCompletedAt: undefined } }) },
    'FIRST_SYNC_MISSING FINISH_ONBOARDING',
  ],
])('of an onboarding that is not finished, where %s, leads to what ends it', (_, one, other, expected) => {
  const status = judged(one, other);
  const found = status.findings.find(({ code }) => expected.startsWith(code));
  expect(`${found?.code} ${found?.actionCode}`).toBe(expected);
  const isFinish = found?.remedy === 'Finish the onboarding. It needs no new code.';
  expect(isFinish).toBe(expected.endsWith('FINISH_ONBOARDING'));
  const own = knownOf({ ...wellStatusFacts(), ...other }.services)?.find(({ key }) => key === found?.service);
  if (own && isFinish) expect(impededBy(impedimentsIn(status), own).nextAction).toBe(found?.remedy);
});

it.each([
  ['gateway-client', 'CRITICAL'],
  ['cloud-sync', 'WARNING'],
])('of %s that keeps stopping is %s: only ordering that is unknown is critical', (key, expected) => {
  const view = serviceView(key, { health: 'DEGRADED', isUnstable: true, startedAt: ago(1) });
  const found = judged(services(view)).findings.find(({ code }) => code === 'SERVICE_UNSTABLE');
  expect(found?.severity).toBe(expected);
});

it('blames a send whose withdrawal is not confirmed on what is left to be done, and calls it no plan', () => {
  const owner = known({ operationId: 'op-1', endsAt: undefined, isWithdrawing: true } as const);
  const cleanups = known([{ operationId: 'op-1', open: 'A full send is to be withdrawn.' }]);
  const { state, planned, findings } = judged(send('FULL', owner), { cleanups });
  expect({ state, planned }).toEqual({ state: 'DOWN', planned: false });
  expect(findings.map(({ code, severity }) => `${severity} ${code}`)).toEqual(['CRITICAL CLEANUP_OPEN']);
});

describe('the table of findings', () => {
  it.each(FINDING_CODES)('%s says what is and what to do, beginning with a verb or a parameter', (code) => {
    const { title, message, remedy } = FINDINGS[code];
    expect(title).not.toMatch(/[{.]/);
    expect(message).toMatch(/[.}]$/);
    expect(remedy).toMatch(/^(\{remedy\}$|[A-Z][a-z]+ .*\.$)/);
  });
});
