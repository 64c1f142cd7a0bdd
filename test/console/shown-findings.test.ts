/** Findings and alerts on the venue's page: the server's own judgement and its own rules are put together. */
import type { Permission } from '../../console/generated/graphql';
import { plannedResync, shownAlert, shownFindings } from '../../console/venue-state/shown-findings';
import { shownState } from '../../console/venue-state/shown-state';
import { consumerGroups } from '../../console/views/venue/consumer-groups';
import { conditionsOf } from '../../src/domain/alerts/conditions';
import { judgeStatus } from '../../src/domain/status/judge-status';
import { AWAY, type Change, FAULTS, stopped, wellStatusFacts } from '../domain/status/status-situations';
import { operationWith } from './operation-samples';
import { alert, consumer, finding, wire } from './venue-samples';

const permissions = ['SERVICES_VIEW', 'AUDIT_VIEW'] as const;

function found(change: Change | undefined) {
  const status = judgeStatus(Object.assign(wellStatusFacts(), change));
  const alerts = conditionsOf(status).found.map(({ code, severity, subject, finding: about }) =>
    // The sentence of an alert may change in any version.
    alert({
      id: `${code} ${subject}`,
      code,
      message: `Alert ${code}.`,
      severity,
      findingCode: about?.code ?? null,
      actionCode: about?.actionCode ?? null,
      service: about?.service ?? null,
      operationId: about?.operationId ?? null,
    }),
  );
  const timeZone = 'Australia/Sydney';
  const { findings, cause } = shownState({
    status: wire(status),
    failure: undefined,
    lostSince: undefined,
    timeZone,
  });
  return { status, alerts, shown: shownFindings({ findings, cause, alerts, permissions }) };
}

describe('findings with alerts', () => {
  it.each(Object.entries({ ...FAULTS, ...AWAY, 'gateway stopped': stopped('gateway-client') }))(
    'show each finding and each alert once: %s',
    (_, change) => {
      const { status, alerts, shown } = found(change);
      const all = [...(shown.cause ? [shown.cause] : []), ...shown.others];
      expect(all.map(({ message }) => message).toSorted()).toEqual(
        status.findings.map(({ message }) => message).toSorted(),
      );
      const ids = all.flatMap((each) => each.alerts.map(({ id }) => id));
      expect(ids.toSorted()).toEqual(alerts.map(({ id }) => id).toSorted());
    },
  );

  it('give the cause both alerts about it: that ordering is down, and why', () => {
    const { shown } = found(stopped('gateway-client'));
    expect(shown.cause?.alerts.map(({ code }) => code)).toEqual(['ORDERING_DOWN', 'SERVICE_DOWN']);
  });

  it('are without an alert that is over, which only waits to be cleared', () => {
    const failed = alert({ code: 'OPERATION_FAILED', operationId: 'op-1' });
    const over = { ...failed, id: 'over', overSince: '2031-05-06T12:00:00.000Z' };
    const { others } = shownFindings({ findings: [], cause: undefined, alerts: [failed, over], permissions });
    expect(others.map(({ key }) => key)).toEqual([failed.id]);
  });

  it('tell two services apart, by codes alone', () => {
    const netpos = finding();
    const connect = finding({ service: 'connect', message: 'Connect is not running.' });
    const backup = finding({ code: 'BACKUP_MISSING', service: null, message: 'No backup was taken yet.' });
    const alerts = [
      alert({ id: 'c', message: 'In other words.', findingCode: 'SERVICE_DOWN', service: 'connect' }),
      alert({ id: 'b', code: 'BACKUP_MISSING', findingCode: 'BACKUP_MISSING' }),
    ];
    const { others } = shownFindings({
      findings: [netpos, connect, backup],
      cause: undefined,
      alerts,
      permissions,
    });
    expect(others.map(({ alerts: its }) => its.map(({ id }) => id))).toEqual([[], ['c'], ['b']]);
  });

  it('show an alert about no finding with its page, and put what is acknowledged last', () => {
    const alerts = [
      alert({
        id: 'audit',
        code: 'AUDIT_NOT_INTACT',
        actionCode: 'OPEN_AUDIT',
        state: 'ACKNOWLEDGED',
        message: 'An invalid row.',
      }),
      alert({ id: 'disk', code: 'DISK_LOW', message: 'The disk is full.' }),
      alert({ id: 'gone', message: 'NetPOS is not running.' }),
    ];
    const info = finding({ severity: 'INFO', service: 'connect', message: 'Connect is being changed.' });
    const { others } = shownFindings({ findings: [info], cause: undefined, alerts, permissions });
    // That NetPOS runs again is known before its alert is cleared.
    expect(others.map(({ message, place }) => [message, place?.view])).toEqual([
      ['The disk is full.', undefined],
      ['Connect is being changed.', 'services'],
      ['An invalid row.', 'audit'],
    ]);
  });

  it('send a clerk to a manager where they may not open the page on which it is acted on', () => {
    const backup = finding({
      code: 'BACKUP_MISSING',
      actionCode: 'OPEN_BACKUPS',
      service: null,
      remedy: 'Set "backups" in config.json.',
    });
    const link = finding({
      code: 'CLOUD_UNREACHABLE',
      actionCode: null,
      service: null,
      remedy: 'Check the internet connection.',
    });
    const remedies = (its: Permission[] | undefined) =>
      shownFindings({ findings: [backup, link], cause: link, alerts: [], permissions: its });
    for (const its of [undefined, ['SUPPORT_BUNDLE'] as Permission[]])
      expect(remedies(its).others[0]?.remedy).toBe('Set "backups" in config.json.');
    expect(remedies([]).others[0]?.remedy).toBe('Tell a manager or an administrator.');
    expect(remedies([]).cause?.remedy).toBe('Check the internet connection.');
  });

  it('leave the remedy of an operation to read, also without the page of operations', () => {
    const send = finding({
      code: 'SEND_RUNNING',
      severity: 'INFO',
      actionCode: 'OPEN_OPERATION',
      operationId: 'op-1',
      remedy: 'Wait until it is complete.',
    });
    const { others } = shownFindings({ findings: [send], cause: undefined, alerts: [], permissions: [] });
    expect(others[0]).toMatchObject({ remedy: 'Wait until it is complete.', place: undefined });
  });

  it('lead from an alert to the page of its action alone, whatever its code', () => {
    const pageOf = (actionCode: string | null) => shownAlert(alert({ actionCode }), permissions).place?.view;
    expect(pageOf('OPEN_MAINTENANCE')).toBe('maintenance');
    expect(pageOf('OPEN_DIAGNOSIS')).toBe('diagnosis');
    // The cause is over, it is done on the server, or the server is newer.
    expect([null, 'RUN_DOCTOR', 'OF_A_NEWER_SERVER'].map(pageOf)).toEqual(Array(3).fill(undefined));
  });
});

describe('consumers', () => {
  it('are one group while all work, and one for each other state and reason, what is off first', () => {
    const well = [consumer(), consumer({ name: 'Doshii' })];
    expect(consumerGroups(well, undefined)).toEqual([
      { available: true, names: ['OrderAway', 'Doshii'], reason: undefined },
    ]);
    const off = { available: false, detail: 'Gateway Client is not running.' };
    const mixed = [
      consumer(),
      consumer({ name: 'SwiftAPI', available: null, detail: 'Unread.' }),
      consumer({ name: 'TouchMini', ...off }),
      consumer({ name: 'Doshii', ...off }),
    ];
    expect(consumerGroups(mixed, undefined)).toEqual([
      { available: false, names: ['TouchMini', 'Doshii'], reason: 'Gateway Client is not running.' },
      { available: null, names: ['SwiftAPI'], reason: 'Unread.' },
      { available: true, names: ['OrderAway'], reason: undefined },
    ]);
  });

  it('do not repeat the reason that the status of the page has said', () => {
    const [group] = consumerGroups([consumer({ available: false, detail: 'It is off.' })], 'It is off.');
    expect(group?.reason).toBeUndefined();
  });
});

it('advises no resync where one is scheduled, and leads to that one', () => {
  const failing = finding({ code: 'DATA_SYNC_FAILING', remedy: 'Open the diagnosis.' });
  const waits = operationWith({ id: 'r', state: 'SCHEDULED', scheduledFor: '2031-05-05T16:00:00Z' });
  const planned = plannedResync([waits], 'Australia/Sydney');
  const all = { findings: [failing], cause: failing, alerts: [], permissions };
  expect(shownFindings({ ...all, planned }).cause).toMatchObject({
    remedy: 'A resync is scheduled for Tue 6 May, 02:00.',
    place: { view: 'resync', id: 'r' },
  });
  expect(shownFindings(all).cause?.remedy).toBe('Open the diagnosis.');
  expect(plannedResync([operationWith({ state: 'RUNNING' })], 'UTC')).toBeUndefined();
  expect(plannedResync([{ ...waits, state: 'AWAITING_APPROVAL' }], 'UTC')?.words).toBe(
    'A resync awaits approval.',
  );
});
