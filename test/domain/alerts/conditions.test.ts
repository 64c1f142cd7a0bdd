/** Written by hand: which finding opens which alert, and after how long. */
import { conditionsOf } from '../../../src/domain/alerts/conditions.js';
import {
  judgeStatus,
  type StatusFinding,
  type VenueStatus,
} from '../../../src/domain/status/judge-status.js';
import { ALERT_CODES, ALERT_RULES, type AlertRule } from '../../../src/domain/types/alert-rules.js';
import { FINDING_CODES, FINDINGS, type FindingCode } from '../../../src/domain/types/findings.js';
import { operationOf } from '../../../src/domain/types/venue-alert.js';
import { FAULTS, stopped, wellStatusFacts } from '../status/status-situations.js';

const AT = new Date('2031-05-06T12:00:00Z');

const finding = (code: FindingCode, more: Partial<StatusFinding> = {}): StatusFinding => ({
  code,
  severity: FINDINGS[code].severity,
  since: AT,
  message: `Message of ${code}.`,
  remedy: `Remedy of ${code}.`,
  causeCode: undefined,
  actionCode: FINDINGS[code].actionCode,
  params: {},
  consumers: [],
  service: undefined,
  operationId: undefined,
  ...more,
});

const status = (findings: readonly StatusFinding[], more: Partial<VenueStatus> = {}): VenueStatus => ({
  state: 'ATTENTION',
  since: AT,
  planned: false,
  plannedUntil: undefined,
  headline: 'Headline.',
  cause: findings[0],
  findings,
  consumers: [],
  checkedAt: AT,
  lastBackupAt: undefined,
  failures: [],
  ...more,
});

const keysOf = (of: VenueStatus, plannedEnd?: Date) =>
  conditionsOf(of, plannedEnd).found.map(({ code, subject }) => `${code} ${subject}`.trim());

const OPENS: Readonly<Partial<Record<FindingCode, string>>> = {
  SERVICE_DOWN: 'SERVICE_DOWN SERVICE_DOWN',
  SERVICE_UNSTABLE: 'SERVICE_UNSTABLE SERVICE_UNSTABLE',
  WEB_SERVER_DOWN: 'WEB_SERVER_DOWN',
  CLOUD_SYNC_MISSING: 'SERVICE_DOWN CLOUD_SYNC_MISSING',
  LINK_DOWN: 'LINK_LOST',
  RECONNECT_NEEDED: 'LINK_LOST',
  CLOUD_UNREACHABLE: 'LINK_LOST',
  NOTHING_READ_YET: 'VENUE_UNREADABLE',
  POWERSHELL_UNAVAILABLE: 'VENUE_UNREADABLE',
  VENUE_DATABASE_UNAVAILABLE: 'VENUE_UNREADABLE',
  VENUE_ROW_MALFORMED: 'VENUE_UNREADABLE',
  FIRST_SYNC_MISSING: 'FIRST_SYNC_STALLED',
  SEND_RUNNING: 'FIRST_SYNC_STALLED',
  OPERATION_NEEDS_ATTENTION: 'OPERATION_NEEDS_ATTENTION',
  ONBOARDING_WAITS: 'ONBOARDING_WAITS',
  MAINTENANCE_ON: 'MAINTENANCE_LONG',
  REGISTRATION_EXPIRING: 'REGISTRATION_ENDING 30',
  REGISTRATION_EXPIRED: 'REGISTRATION_ENDING 0',
  WRONG_PINS: 'WRONG_PINS',
  BACKUP_OLD: 'BACKUP_OLD',
  BACKUP_MISSING: 'BACKUP_MISSING',
};

describe('a finding', () => {
  it.each(FINDING_CODES)('%s opens the alert of the table, and no other', (code) => {
    expect(keysOf(status([finding(code)]))).toEqual(OPENS[code] ? [OPENS[code]] : []);
  });

  it('opens its alert after the time of the table', () => {
    const waits = ALERT_CODES.map((code) => {
      const { severity, afterSeconds, tradingHoursOnly }: AlertRule = ALERT_RULES[code];
      return `${code} ${severity ?? 'AS_FOUND'} ${afterSeconds}${tradingHoursOnly ? ' trading' : ''}`;
    });
    expect(waits).toEqual([
      'ORDERING_DOWN CRITICAL 120 trading',
      'PLANNED_OUTAGE_OVERRUN CRITICAL 300',
      'SERVICE_DOWN AS_FOUND 120',
      'SERVICE_UNSTABLE AS_FOUND 0',
      'WEB_SERVER_DOWN AS_FOUND 120',
      'LINK_LOST AS_FOUND 600',
      'VENUE_UNREADABLE AS_FOUND 600',
      'FIRST_SYNC_STALLED AS_FOUND 3600',
      'OPERATION_FAILED WARNING 0',
      'OPERATION_NEEDS_ATTENTION AS_FOUND 0',
      'OPERATION_AWAITS_APPROVAL WARNING 0',
      'ONBOARDING_WAITS AS_FOUND 82800',
      'MAINTENANCE_LONG AS_FOUND 18000',
      'REGISTRATION_ENDING AS_FOUND 0',
      'AUDIT_NOT_INTACT CRITICAL 0',
      'TOO_MANY_HOLDERS WARNING 0',
      'WRONG_PINS AS_FOUND 0',
      'BACKUP_OLD AS_FOUND 0',
      'BACKUP_MISSING AS_FOUND 604800',
      'TOKEN_ENDING WARNING 0',
      'CLERK_ACCESS_ENDED WARNING 0',
      'DISK_LOW CRITICAL 60',
    ]);
  });

  it('about each service opens an alert of its own, and two about the link open one', () => {
    const services = ['gateway-client', 'cloud-sync'].map((service) => finding('SERVICE_DOWN', { service }));
    const links = [finding('LINK_DOWN'), finding('CLOUD_UNREACHABLE')];
    expect(keysOf(status([...services, ...links]))).toEqual([
      'SERVICE_DOWN gateway-client',
      'SERVICE_DOWN cloud-sync',
      'LINK_LOST',
    ]);
  });

  it.each([
    [30.5, '30'],
    [8, '30'],
    [7, '7'],
    [1.5, '7'],
    [1, '1'],
    [0, '1'],
  ])('of a registration that ends in %d days is of stage %s', (days, stage) => {
    const day = new Date(AT.getTime() + days * 86_400_000).toISOString();
    const found = finding('REGISTRATION_EXPIRING', { params: { day } });
    expect(keysOf(status([found]))).toEqual([`REGISTRATION_ENDING ${stage}`]);
  });

  it('of a send that an operation owns opens nothing; of the first sync it lasts only at one percent', () => {
    const send = (more: Partial<StatusFinding>) => keysOf(status([finding('SEND_RUNNING', more)]));
    expect(send({ operationId: 'op-1' })).toEqual([]);
    expect(send({ params: { percent: '41' } })).toEqual(['FIRST_SYNC_STALLED 41']);
  });
});

describe('ordering', () => {
  const down = { state: 'DOWN', headline: 'Ordering is down.' } as const;

  it('that is down opens ORDERING_DOWN with the headline and the remedy of its cause, not of a worse finding', () => {
    const faults = { ...FAULTS['registration=expired'], ...stopped('gateway-client') };
    const venue = judgeStatus({ ...wellStatusFacts(), ...faults });
    const cause = venue.findings.find(({ code }) => code === 'SERVICE_DOWN');
    expect(venue.findings[0]?.code).toBe('REGISTRATION_EXPIRED');
    expect(conditionsOf(venue).found[0]).toEqual({
      code: 'ORDERING_DOWN',
      subject: '',
      severity: 'CRITICAL',
      message: `Ordering is down. ${cause?.message}`,
      remedy: cause?.remedy,
    });
  });

  it('that is down as planned opens nothing until the planned end has passed', () => {
    const planned = status([finding('SERVICE_CHANGING')], { ...down, planned: true });
    expect(keysOf(planned)).toEqual([]);
    expect(keysOf(planned, new Date(AT.getTime() + 1))).toEqual([]);
    expect(keysOf(planned, AT)).toEqual(['PLANNED_OUTAGE_OVERRUN']);
    expect(conditionsOf(planned).quiet.has('ORDERING_DOWN')).toBe(true);
  });

  it('whose state is unknown proves nothing', () => {
    expect(conditionsOf(status([], { state: 'UNKNOWN' })).hidden.has('ORDERING_DOWN')).toBe(true);
    expect(conditionsOf(status([], { state: 'OK' })).hidden.size).toBe(0);
  });
});

describe('what is not read', () => {
  it.each([
    ['POWERSHELL_UNAVAILABLE', 'SERVICE_DOWN', 'BACKUP_OLD'],
    // At a moment in which it is down it is no less unstable.
    ['SERVICE_DOWN', 'SERVICE_UNSTABLE', 'WEB_SERVER_DOWN'],
    ['VENUE_DATABASE_UNAVAILABLE', 'REGISTRATION_ENDING', 'SERVICE_DOWN'],
    ['STATE_DATABASE_UNAVAILABLE', 'OPERATION_NEEDS_ATTENTION', 'LINK_LOST'],
    ['FACT_UNKNOWN', 'WEB_SERVER_DOWN', 'SERVICE_DOWN'],
    ['CLOUD_UNREACHABLE', 'FIRST_SYNC_STALLED', 'SERVICE_DOWN'],
  ] as const)('%s keeps %s as it is, and not %s', (code, hidden, other) => {
    const conditions = conditionsOf(status([finding(code)]));
    expect(conditions.hidden.has(hidden)).toBe(true);
    expect(conditions.hidden.has(other)).toBe(false);
  });

  it('keeps maintenance mode quiet about the venue, and not about the control plane', () => {
    const { quiet } = conditionsOf(status([finding('MAINTENANCE_ON')]));
    expect([...quiet]).toEqual([
      'ORDERING_DOWN',
      'PLANNED_OUTAGE_OVERRUN',
      'SERVICE_DOWN',
      'SERVICE_UNSTABLE',
      'WEB_SERVER_DOWN',
      'LINK_LOST',
      'VENUE_UNREADABLE',
      'FIRST_SYNC_STALLED',
    ]);
  });
});

test('an alert about an operation names it, and no other does', () => {
  expect(operationOf({ code: 'OPERATION_FAILED', subject: 'op-1' })).toBe('op-1');
  expect(operationOf({ code: 'OPERATION_NEEDS_ATTENTION', subject: 'op-2' })).toBe('op-2');
  expect(operationOf({ code: 'SERVICE_DOWN', subject: 'connect' })).toBeUndefined();
});

it.each(FINDING_CODES.filter((code) => OPENS[code]))(
  '%s has one severity as a finding and as an alert',
  (code) => {
    const severityOf = (severity: StatusFinding['severity']) =>
      conditionsOf(status([finding(code, { severity })])).found.map((it) => it.severity);
    expect(severityOf('CRITICAL')).toEqual(['CRITICAL']);
    expect(severityOf('WARNING')).toEqual(['WARNING']);
    // It lasted too long to be only information.
    expect(severityOf('INFO')).toEqual(['WARNING']);
  },
);
