/** What the findings of a status say of the link, of backups, of an onboarding that runs and of facts that are not known. */

import { judgeStatus } from '../../../src/domain/status/judge-status.js';
import { known, knownOf } from '../../../src/domain/types/fact.js';
import { NOON } from '../venue/facts-of.js';
import { ago, wellCloud } from '../venue/sync-facts.js';
import {
  BESIDE,
  type Change,
  FAULTS,
  NEVER_ONBOARDED,
  OPERATIONS,
  operation,
  services,
  serviceView,
  unread,
  wellStatusFacts,
} from './status-situations.js';

const judged = (...changes: readonly Change[]) =>
  judgeStatus(Object.assign({}, wellStatusFacts(), ...changes));

it('reports in venue time since when an onboarded venue sends no heartbeat', () => {
  const [lost] = judged(FAULTS['link=down'] ?? {}).findings;
  expect(lost?.message).toBe(
    'Gateway Client is running, but the cloud has received no heartbeat since 2031-05-06 11:58.',
  );
});

const none = services(
  serviceView('cloud-sync', { status: 'NOT_INSTALLED', installed: false, health: 'INACTIVE' }),
);

it.each([
  ['not installed', none, 'CLOUD_SYNC_MISSING'],
  [
    'paused',
    services(serviceView('cloud-sync', { status: 'PAUSED', health: 'DEGRADED' })),
    'SERVICE_DEGRADED',
  ],
])('calls no outage planned where Cloud Sync is %s during a first sync', (_, change, code) => {
  const { state, planned, findings } = judged(OPERATIONS['first sync, running'] ?? {}, change);
  expect({ state, planned, first: findings[0] }).toMatchObject({
    state: 'DOWN',
    planned: false,
    first: { code, severity: 'CRITICAL' },
  });
});

it.each([
  ['was never connected', NEVER_ONBOARDED],
  [
    'rolled its first onboarding back',
    OPERATIONS['first onboarding, rolled back after its first heartbeat'] ?? {},
  ],
])('states nothing of ordering at a venue that %s, while the cloud does not respond', (_, change) => {
  const { state, headline, consumers } = judged(change, FAULTS['cloud=down'] ?? {});
  expect(state).toBe('UNKNOWN');
  expect(headline).toMatch(/^Whether ordering works is unknown\./);
  expect(consumers.map(({ available }) => available)).not.toContain(false);
});

it('states nothing of it there either where Gateway Client should run and does not', () => {
  const gateway = serviceView('gateway-client', { status: 'STOPPED', health: 'DOWN' });
  const { state, headline } = judged(NEVER_ONBOARDED, FAULTS['cloud=down'] ?? {}, services(gateway));
  expect(state).toBe('UNKNOWN');
  expect(headline).toMatch(/^Whether ordering works is unknown\./);
});

describe('while an onboarding runs', () => {
  const runs = operation('ONBOARD', 'RUNNING');

  it.each([
    ['NEVER_CONNECTED', NEVER_ONBOARDED],
    ['RECONNECT_NEEDED', FAULTS['swiftpos=migrated'] ?? {}],
    ['CLOUD_SYNC_MISSING', none],
  ])('%s asks for no other one, and names it', (code, change) => {
    const remedyOf = (...changes: readonly Change[]) =>
      judged(...changes).findings.find((finding) => finding.code === code);
    expect(remedyOf(change)).toMatchObject({ remedy: 'Plan an onboarding.', operationId: undefined });
    expect(remedyOf(change, runs)).toMatchObject({
      remedy: 'Wait until the onboarding has ended.',
      operationId: 'op-1',
    });
  });

  it('says to decide where it waits for that, and counts none that has not begun', () => {
    const remedyWith = (state: 'NEEDS_ATTENTION' | 'SCHEDULED') =>
      judged(NEVER_ONBOARDED, operation('ONBOARD', state)).findings.find(
        ({ code }) => code === 'NEVER_CONNECTED',
      )?.remedy;
    expect(remedyWith('NEEDS_ATTENTION')).toBe('Open the onboarding, and decide how it continues.');
    expect(remedyWith('SCHEDULED')).toBe('Plan an onboarding.');
  });

  it('keeps since when the venue has to be onboarded', () => {
    const before = judged(NEVER_ONBOARDED);
    const later = {
      ...wellStatusFacts(),
      ...NEVER_ONBOARDED,
      ...runs,
      at: new Date(NOON.getTime() + 60_000),
    };
    expect(judgeStatus(later, before).findings.map(({ since }) => since)).toEqual([NOON]);
  });

  it('no first sync is missing yet', () => {
    const cloud = wellCloud();
    const change = { cloud: known({ ...cloud, sync: { ...cloud.sync, lastCompletedAt: undefined } }) };
    const codes = (...changes: readonly Change[]) => judged(...changes).findings.map(({ code }) => code);
    expect(codes(change)).toEqual(['FIRST_SYNC_MISSING']);
    expect(codes(change, runs)).toEqual([]);
  });
});

it.each([
  ['start', 'for less than an hour', 59, []],
  [
    'start',
    'for an hour',
    60,
    ['The onboarding has been waiting since 2031-05-06 11:00 to start Cloud Sync.'],
  ],
  [
    'install',
    'for an hour',
    60,
    ['The onboarding has been waiting since 2031-05-06 11:00 to install Cloud Sync.'],
  ],
])('names an onboarding that waits to %s Cloud Sync %s', (does, _, minutes, messages) => {
  const since = new Date(NOON.getTime() - minutes * 60_000);
  const { findings } = judged({ waits: known([{ operationId: 'op-1', step: `${does}-cloud-sync`, since }]) });
  const waits = findings.filter(({ code }) => code === 'ONBOARDING_WAITS');
  expect(waits.map(({ message }) => message)).toEqual(messages);
  expect(waits.map(({ operationId }) => operationId)).toEqual(messages.map(() => 'op-1'));
});

it('counts a location that the cloud does not list as not activated', () => {
  expect(judged(BESIDE['a location that the cloud does not list'] ?? {}).findings).toMatchObject([
    { code: 'LOCATION_NOT_ACTIVATED', params: { count: '1' } },
  ]);
});

it('gives the reason of each fact that is not known, each once', () => {
  const because = (reason: string) => ({ ...unread('FACT_UNKNOWN'), reason });
  const { findings } = judged({
    databaseOperations: because('The view may not be read.'),
    backlog: because('The queue is locked.'),
    exceptions: because('The queue is locked.'),
  });
  expect(findings).toMatchObject([
    {
      code: 'FACT_UNKNOWN',
      params: { reason: 'The view may not be read. The queue is locked.', remedy: 'Wait.' },
    },
  ]);
});

describe('a service that stopped with Services Monitor and did not start again with it', () => {
  const { host } = wellStatusFacts();
  const left: Change = host.is === 'known' ? { host: known({ ...host.value, notStarted: ['netpos'] }) } : {};
  const netpos = (given: Parameters<typeof serviceView>[1]) => services(serviceView('netpos', given));
  const stopped = { status: 'STOPPED', startMode: 'MANUAL', health: 'INACTIVE' } as const;
  const found = (...changes: readonly Change[]) => judged(...changes).findings;

  it('is a finding with what to do, also if it does not start automatically', () => {
    expect(found(netpos(stopped))).toEqual([]);
    expect(found(netpos(stopped), left)).toMatchObject([
      {
        code: 'SERVICE_DOWN',
        service: 'netpos',
        severity: 'WARNING',
        message: 'NetPOS is not running.',
        remedy:
          'Read its last event, then start it. It stopped with Services Monitor, and its start failed afterwards. The start is retried every two minutes.',
      },
    ]);
  });

  it('keeps the words of its own', () => {
    const down = netpos({ ...stopped, health: 'DOWN', nextAction: 'Repair it.' });
    expect(found(down, left)[0]?.remedy).toMatch(/^Repair it\. It stopped with Services Monitor/);
  });

  it('is none once it runs', () => {
    expect(found(left)).toEqual([]);
  });
});

describe('a backup of the state', () => {
  it.each([
    ['never', { is: 'absent' } as const, 'OK', ['INFO BACKUP_MISSING']],
    ['six days ago', known(ago(6 * 24 * 60)), 'OK', []],
    ['seven days ago', known(ago(7 * 24 * 60)), 'ATTENTION', ['WARNING BACKUP_OLD']],
  ])('taken %s', (_when, lastBackupAt, state, expected) => {
    const status = judged({ lastBackupAt });
    expect(status.lastBackupAt).toEqual(knownOf(lastBackupAt));
    expect(status.state).toBe(state);
    expect(status.findings.map(({ code, severity }) => `${severity} ${code}`)).toEqual(expected);
  });
});

it.each([
  [{ isOnSameDisk: false, failure: undefined }, []],
  [{ isOnSameDisk: true, failure: undefined }, ['WARNING BACKUP_ON_SAME_DISK']],
  [{ isOnSameDisk: false, failure: 'Why.' }, ['WARNING BACKUP_FAILED']],
])('finds of daily backups that are %j', (backups, expected) => {
  const { findings } = judged({ backups: known(backups) });
  expect(findings.map(({ code, severity }) => `${severity} ${code}`)).toEqual(expected);
});
