import * as people from '../../../rehearsal/model/people.js';
import { databaseOperations } from '../../../rehearsal/model/rows.js';
import { advance, createVenueModel, dueAt, type VenueModel } from '../../../rehearsal/model/venue-model.js';
import { AT, pass, refusal, run, VENUE } from './run.js';

const stateOf = (model: VenueModel, ...keys: string[]) =>
  run(model, 'Get-ServiceState', { Key: keys }).map(({ State }) => State);
describe('Services Monitor', () => {
  it('starts a service again that died, and leaves a planned stop alone', () => {
    const model = createVenueModel({ at: AT });
    run(model, 'Suspend-ServicesMonitor', { OperationId: 'one', Key: ['netpos'] });
    people.killService(model, 'netpos');
    people.killService(model, 'connect');
    pass(model, 10_000);
    expect(stateOf(model, 'netpos', 'connect')).toEqual(['Stopped', 'Running']);
    expect(model.services.connect.startedBy).toBe('services-monitor');
    expect(run(model, 'Resume-ServicesMonitor', { OperationId: 'one' })).toEqual([
      { PlannedStops: [], Released: true },
    ]);
    pass(model, 10_000);
    expect(stateOf(model, 'netpos')).toEqual(['Running']);
  });

  it('starts nothing that it never saw running', () => {
    const model = createVenueModel({ at: AT });
    pass(model, 60_000);
    expect(stateOf(model, 'gateway-client')).toEqual(['Stopped']);
  });

  it('tries one that cannot be started each three seconds', () => {
    const model = createVenueModel({ at: AT });
    people.setStartMode(model, 'netpos', 'Disabled');
    people.killService(model, 'netpos');
    pass(model, 10_000);
    expect(model.events.filter(({ eventId }) => eventId === 200)).toHaveLength(4);
  });

  it.each([
    ['at 05:00 at the venue', {}, '2031-05-05T19:00:00.000Z'],
    ['by a clock that is an hour behind', { clockOffsetMs: -3_600_000 }, '2031-05-05T20:00:00.000Z'],
  ])('restarts everything daily %s, once', (_, machine, at) => {
    const model = createVenueModel({ at: AT, connected: 'synced' });
    Object.assign(model.machine, machine);
    expect(dueAt(model)).toBe(Date.parse(at));
    const before = model.services.connect.processId;
    advance(model, Date.parse(at) + 90_000);
    expect(model.events.filter(({ eventId }) => eventId === 201)).toHaveLength(1);
    expect(model.services.connect).toMatchObject({ state: 'Running', stoppedBy: 'daily-restart' });
    expect(model.services.connect.processId).not.toBe(before);
    expect(dueAt(model)).toBe(Date.parse(at) + 86_400_000);
  });

  it('leaves the daily restart out while it is held, until the hold ends', () => {
    const model = createVenueModel({ at: AT });
    const held = run(model, 'Suspend-DailyRestart', { OperationId: 'one', Until: '2031-05-05T21:00:00Z' });
    expect(held).toEqual([{ DailyRestartHeld: true }]);
    expect(run(model, 'Resume-DailyRestart', { OperationId: 'two' })).toEqual([
      { DailyRestartHeld: true, Released: true },
    ]);
    advance(model, Date.parse('2031-05-05T19:05:00.000Z'));
    expect(model.events.map(({ eventId }) => eventId)).toEqual([202]);
    expect(run(model, 'Get-VenueHost')).toMatchObject([{ DailyRestartAt: '05:00', DailyRestartHeld: true }]);
    advance(model, Date.parse('2031-05-05T21:05:00.000Z'));
    expect(run(model, 'Get-VenueHost')).toMatchObject([{ DailyRestartHeld: false }]);
  });

  it('restarts within minutes under daily-restart-in-window', () => {
    const model = createVenueModel({ at: AT + 15_000 });
    model.faults['monitor'] = 'daily-restart-in-window';
    expect(dueAt(model)).toBe(AT + 180_000);
    expect(run(model, 'Get-VenueHost')).toMatchObject([{ DailyRestartAt: '03:13' }]);
  });
});

test('a paused Services Monitor starts nothing, and remembers what it saw', () => {
  const model = createVenueModel({ at: AT });
  people.pauseService(model, 'services-monitor');
  people.killService(model, 'netpos');
  pass(model, 60_000);
  expect(stateOf(model, 'netpos')).toEqual(['Stopped']);
  people.resumeService(model, 'services-monitor');
  pass(model, 10_000);
  expect(stateOf(model, 'netpos')).toEqual(['Running']);
});

describe('people and the machine', () => {
  it('starts Automatic services with the machine, and delayed ones later', () => {
    const model = createVenueModel({ at: AT, connected: 'synced' });
    people.setStartMode(model, 'cloud-sync', 'AutomaticDelayed');
    people.setStartMode(model, 'end-of-day', 'Manual');
    people.reboot(model, 60_000);
    expect(people.startService(model, 'end-of-day')).toBe(1115);
    expect(stateOf(model, 'gateway-client')).toEqual(['Stopped']);
    pass(model, 70_000);
    expect(stateOf(model, 'gateway-client', 'netpos', 'cloud-sync', 'end-of-day')).toEqual([
      'Running',
      'Running',
      'Stopped',
      'Stopped',
    ]);
    expect(model.services['end-of-day'].exitCode).toBe(1077);
    pass(model, 120_000);
    expect(stateOf(model, 'cloud-sync')).toEqual(['Running']);
  });

  it('pauses and resumes a service, which then does no work', () => {
    const model = createVenueModel({ at: AT, connected: 'synced' });
    people.pauseService(model, 'gateway-client');
    pass(model, 6000);
    expect(stateOf(model, 'gateway-client')).toEqual(['Paused']);
    expect(run(model, 'Get-CloudVenue', VENUE)).toMatchObject([{ Connection: { State: 'disconnected' } }]);
    people.resumeService(model, 'gateway-client');
    expect(stateOf(model, 'gateway-client')).toEqual(['Running']);
  });

  it('pauses all processes while the machine sleeps', () => {
    const model = createVenueModel({ at: AT, connected: 'synced' });
    people.killService(model, 'netpos');
    people.sleepMachine(model, 60_000);
    pass(model, 59_000);
    expect(model.services.netpos.state).toBe('Stopped');
    expect(model.cloud.redemptions).toMatchObject([{ lastHeartbeatAt: AT }]);
    pass(model, 10_000);
    expect(model.services.netpos.state).toBe('Running');
    expect(model.cloud.redemptions[0]?.lastHeartbeatAt).toBeGreaterThanOrEqual(AT + 60_000);
  });

  it('re-indexes the database, and activates a location', () => {
    const model = createVenueModel({ at: AT });
    people.startReindex(model);
    people.startReindex(model);
    pass(model, 1000);
    expect(databaseOperations(model)).toEqual([{ name: 'Re-index', startedAt: new Date(AT) }]);
    people.endReindex(model);
    expect(databaseOperations(model)).toEqual([]);
    model.faults['database'] = 'reindexing';
    const since = new Date(model.at);
    pass(model, 60_000);
    expect(databaseOperations(model)).toEqual([{ name: 'Re-index', startedAt: since }]);
    people.activateLocation(model, '2');
    expect(run(model, 'Get-CloudVenue', VENUE)).toMatchObject([
      { Locations: [{ Activated: false }, { LocationId: '2', Activated: true }, {}, {}] },
    ]);
  });

  it('removes and installs a service', () => {
    const model = createVenueModel({ at: AT });
    people.removeService(model, 'gateway-client');
    expect(stateOf(model, 'gateway-client')).toEqual(['Missing']);
    expect(
      refusal(model, 'Set-ServiceStartMode', { Key: 'gateway-client', StartMode: 'Manual' }).errorId,
    ).toBe('SERVICE_NOT_INSTALLED');
    people.installService(model, 'gateway-client');
    expect(run(model, 'Set-ServiceStartMode', { Key: 'gateway-client', StartMode: 'Automatic' })).toEqual([
      { Key: 'gateway-client', StartMode: 'Automatic', Previous: 'Manual' },
    ]);
  });
});
