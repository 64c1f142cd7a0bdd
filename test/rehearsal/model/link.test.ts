import { connectionOf } from '../../../rehearsal/model/cloud/venue.js';
import * as people from '../../../rehearsal/model/people.js';
import { consumersOf, orderingWorks } from '../../../rehearsal/model/truth.js';
import { createVenueModel, dueAt, type VenueModel } from '../../../rehearsal/model/venue-model.js';
import { AT, idOf, pass, refusal, run, VENUE } from './run.js';

const connection = (model: VenueModel) =>
  run(model, 'Get-CloudVenue', VENUE)[0]?.['Connection'] as Record<string, unknown>;

/** Redeems a code and takes its credential into use. */
function renew(model: VenueModel, id: string): void {
  run(model, 'Request-AuthenticationCode', VENUE);
  const Code = people.readMailbox(model) ?? '';
  run(model, 'Invoke-CodeRedemption', { ...VENUE, RedemptionId: id }, { Code });
  run(model, 'Save-GatewayCredential', { RedemptionId: id });
}

describe('the link', () => {
  it('is connected with a heartbeat of this second while Gateway Client runs', () => {
    const model = createVenueModel({ at: AT, connected: 'synced' });
    pass(model, 3_600_400);
    expect(connection(model)).toMatchObject({
      State: 'connected',
      MachineId: model.machine.id,
      LastHeartbeatAt: new Date(AT + 3_600_000).toISOString(),
      OtherServers: [],
    });
    expect(model.ledger.filter(({ kind }) => kind === 'heartbeats')).toHaveLength(1);
  });

  it.each<[string, (model: VenueModel) => void]>([
    ['Gateway Client dies', (model) => people.killService(model, 'gateway-client')],
    ['the cloud does not respond', (model) => Object.assign(model.faults, { cloud: 'down' })],
    ['the cloud cannot be reached', (model) => Object.assign(model.cloud, { isUnreachable: true })],
    ['this is another server', (model) => Object.assign(model.faults, { swiftpos: 'migrated' })],
  ])('is disconnected five seconds after %s', (_, happens) => {
    const model = createVenueModel({ at: AT, connected: 'synced' });
    people.killService(model, 'services-monitor');
    happens(model);
    pass(model, 5000);
    expect(connectionOf(model).state).toBe('connected');
    expect(dueAt(model)).toBe(AT + 5001);
    pass(model, 1);
    expect(connectionOf(model).state).toBe('disconnected');
    expect(orderingWorks(model).works).toBe(false);
  });

  it('counts heartbeats whose response is lost', () => {
    const model = createVenueModel({ at: AT, connected: 'synced' });
    model.faults['cloud'] = 'reset';
    pass(model, 60_000);
    delete model.faults['cloud'];
    expect(model.cloud.redemptions).toMatchObject([{ lastHeartbeatAt: AT + 60_000 }]);
  });

  it('is down under link=down, and other servers are seen', () => {
    const model = createVenueModel({ at: AT, connected: 'synced' });
    const other = people.addOtherServer(model);
    pass(model, 1000);
    expect(connection(model)).toMatchObject({ State: 'connected', OtherServers: [other] });
    people.removeOtherServer(model, other);
    pass(model, 6000);
    expect(connection(model)).toMatchObject({ OtherServers: [] });
    model.faults['link'] = 'down';
    expect(connection(model)).toMatchObject({ State: 'disconnected' });
    pass(model, 6000);
    expect(connection(model)).toMatchObject({ State: 'disconnected' });
    model.faults['link'] = 'old-server-connected';
    pass(model, 1000);
    expect(connection(model)).toMatchObject({ State: 'connected', OtherServers: [expect.any(String)] });
  });

  it('is the newest server that sent a heartbeat', () => {
    const model = createVenueModel({ at: AT, connected: 'synced' });
    const other = people.addOtherServer(model, true);
    pass(model, 1000);
    expect(connection(model)).toMatchObject({ MachineId: other, OtherServers: [model.machine.id] });
    expect(orderingWorks(model)).toEqual({ works: false, because: 'another server is connected' });
  });

  it('reports a change of the link once, under both sources', () => {
    const model = createVenueModel({ at: AT, connected: 'synced' });
    model.faults['cloud'] = 'down';
    pass(model, 60_000);
    delete model.faults['cloud'];
    pass(model, 60_000);
    const reported = (key: string) =>
      model.events.filter(({ service }) => service === key).map(({ eventId }) => eventId);
    expect(reported('gateway-client')).toEqual([100, 1001, 101, 100, 1001]);
    expect(reported('cloud-sync')).toEqual([100, 101, 100]);
    const found = run(model, 'Get-VenueEvent', { First: 2, MinimumLevel: 'WARNING', Text: 'LINK down' });
    expect(found).toMatchObject([
      { RecordId: '5', Level: 'WARNING', EventId: 101, Service: 'cloud-sync' },
      { RecordId: '4', Level: 'WARNING', EventId: 101, Service: 'gateway-client' },
    ]);
    expect(run(model, 'Get-VenueEvent', { First: 50, BeforeRecord: '3' })).toMatchObject([
      { RecordId: '2' },
      { RecordId: '1' },
    ]);
  });
});

describe('the credential', () => {
  it('is taken by a running Gateway Client that reads its file again', () => {
    const model = createVenueModel({ at: AT, connected: 'synced' });
    renew(model, idOf(1));
    pass(model, 1000);
    expect(model.gateway.inUse).toBe(idOf(1));
  });

  it('is taken at the next start by one that does not', () => {
    const model = createVenueModel({ at: AT, connected: 'synced' });
    model.gateway.rereads = false;
    const before = model.gateway.inUse;
    renew(model, idOf(1));
    pass(model, 60_000);
    expect(model.gateway.inUse).toBe(before);
    expect(connection(model)).toMatchObject({ State: 'connected' });
    people.pauseService(model, 'gateway-client');
    pass(model, 10_000);
    people.resumeService(model, 'gateway-client');
    pass(model, 10_000);
    expect(model.gateway.inUse).toBe(before);
    people.killService(model, 'gateway-client');
    pass(model, 10_000);
    expect(model.gateway.inUse).toBe(idOf(1));
  });

  it('goes back to the one before, until that is deleted', () => {
    const model = createVenueModel({ at: AT, connected: 'synced' });
    const before = model.credentials.current;
    renew(model, idOf(1));
    const given = { RedemptionId: idOf(1) };
    expect(run(model, 'Save-GatewayCredential', given)).toEqual([{ Previous: 'kept' }]);
    expect(run(model, 'Restore-GatewayCredential', given)).toEqual([{ Restored: 'previous' }]);
    expect(model.credentials).toMatchObject({ current: before, previous: null });
    expect(model.credentials.pending?.redemptionId).toBe(idOf(1));
    run(model, 'Save-GatewayCredential', given);
    expect(run(model, 'Clear-PreviousCredential', { RedemptionId: idOf(2) })).toEqual([{ Cleared: false }]);
    expect(run(model, 'Clear-PreviousCredential', given)).toEqual([{ Cleared: true }]);
    expect(run(model, 'Restore-GatewayCredential', given)).toEqual([{ Restored: 'none' }]);
    expect(model.credentials.current).toBeNull();
    expect(model.credentials.pending?.redemptionId).toBe(idOf(1));
  });

  it('stays stored where it was redeemed and never used', () => {
    const model = createVenueModel({ at: AT });
    run(model, 'Request-AuthenticationCode', VENUE);
    const Code = people.readMailbox(model) ?? '';
    run(model, 'Invoke-CodeRedemption', { ...VENUE, RedemptionId: idOf(1) }, { Code });
    expect(model.credentials.pending).toMatchObject({ redemptionId: idOf(1) });
    expect(run(model, 'Restore-GatewayCredential', { RedemptionId: idOf(1) })).toEqual([
      { Restored: 'none' },
    ]);
    expect(model.credentials.pending).toMatchObject({ redemptionId: idOf(1) });
  });

  it('is refused where its file cannot be written', () => {
    const model = createVenueModel({ at: AT });
    const why = 'The folder is read-only.';
    model.gateway.placeError = { errorId: 'GATEWAY_PLACE_UNUSABLE', why };
    expect(run(model, 'Test-GatewayPlace')).toEqual([{ Why: why }]);
    const call = { ...VENUE, CompanyName: 'Harbour View Hotel' };
    expect(refusal(model, 'Confirm-Venue', call).errorId).toBe('GATEWAY_PLACE_UNUSABLE');
    model.gateway.placeError = null;
    expect(refusal(model, 'Confirm-Venue', { ...VENUE, CompanyName: 'Another' }).errorId).toBe(
      'VENUE_MISMATCH',
    );
    expect(run(model, 'Confirm-Venue', call)).toEqual([call]);
  });
});

describe('what really works', () => {
  const works = (model: VenueModel) =>
    consumersOf(model)
      .filter((consumer) => consumer.works)
      .map(({ name }) => name);
  const all = [
    'OrderAway',
    'TouchMini',
    'Third-party ordering',
    'SwiftAPI',
    'Doshii',
    'Cloud BackOffice Analytics',
  ];

  it.each<[string, (model: VenueModel) => unknown, string[]]>([
    ['all of it', () => undefined, all],
    [
      'without SwiftAPI',
      (model) => Object.assign(model.faults, { swiftpos: 'web-server-down' }),
      all.slice(4),
    ],
    ['with an expired registration', (model) => Object.assign(model.faults, { registration: 'expired' }), []],
    [
      'without a licence',
      (model) => Object.assign(model.faults, { licence: 'no-cloud-sync' }),
      all.slice(0, 4),
    ],
    ['without Cloud Sync', (model) => people.killService(model, 'cloud-sync'), all.slice(0, 4)],
    ['without Gateway Client', (model) => people.killService(model, 'gateway-client'), all.slice(4)],
    [
      'during a full send',
      (model) =>
        run(model, 'Register-SyncJob', { ...VENUE, JobId: idOf(1), Kind: 'FULL', TableCount: { sale: 1 } }),
      ['Third-party ordering', 'SwiftAPI', 'Doshii'],
    ],
  ])('is %s', (_, happens, expected) => {
    const model = createVenueModel({ at: AT, connected: 'synced' });
    happens(model);
    expect(works(model)).toEqual(expected);
  });

  it('is nothing before the venue is connected', () => {
    expect(works(createVenueModel({ at: AT }))).toEqual([]);
    expect(orderingWorks(createVenueModel({ at: AT })).works).toBe(false);
  });
});
