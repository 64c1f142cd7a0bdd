import { CONTROL_EVENTS } from '../../../rehearsal/model/control-events.js';
import { writeControlEvent } from '../../../rehearsal/model/events.js';
import * as people from '../../../rehearsal/model/people.js';
import { runScript } from '../../../rehearsal/model/scripts.js';
import { advance, createVenueModel, type VenueModel } from '../../../rehearsal/model/venue-model.js';
import { AT, pass, refusal, run } from './run.js';

const stateOf = (model: VenueModel, ...keys: string[]) =>
  run(model, 'Get-ServiceState', { Key: keys }).map(({ State }) => State);
const start = (model: VenueModel, key: string) =>
  run(model, 'Start-VenueHostService', { Key: key, TimeoutSeconds: 30, StableSeconds: 3 })[0];
const stop = (model: VenueModel, key: string, more: Record<string, unknown> = {}) =>
  run(model, 'Stop-VenueHostService', { Key: key, GraceSeconds: 20, ...more })[0];

/** Nothing starts what a test has stopped. */
function withoutMonitor(): VenueModel {
  const model = createVenueModel({ at: AT });
  people.killService(model, 'services-monitor');
  return model;
}

describe('Start-VenueHostService', () => {
  it('starts a service that becomes stable, with its process', () => {
    const model = createVenueModel({ at: AT });
    expect(start(model, 'gateway-client')).toMatchObject({
      Outcome: 'Stable',
      State: 'Running',
      ExitCode: 0,
    });
    expect(model.at - AT).toBeGreaterThanOrEqual(model.timing.serviceStart + 3000);
    expect(run(model, 'Get-ServiceState', { Key: 'gateway-client' })).toMatchObject([
      { Installed: true, State: 'Running', StartMode: 'Manual', ProcessId: expect.any(Number) },
    ]);
  });

  it.each([
    ['stops-after-start', 'Failed', 1067, [7034]],
    ['never-starts', 'Failed', 1053, [7009, 7000]],
    ['crashes', 'Stable', 0, []],
  ])('under %s ends %s with exit code %s', (fault, outcome, exitCode, events) => {
    const model = withoutMonitor();
    model.faults['service'] = `gateway-client:${fault}`;
    expect(start(model, 'gateway-client')).toMatchObject({
      Outcome: outcome,
      ExitCode: exitCode,
      EventIds: events,
    });
  });

  it('sees one that Services Monitor starts again as flapping or failed, never as stable', () => {
    const model = createVenueModel({ at: AT });
    model.faults['service'] = 'netpos:stops-after-start';
    people.killService(model, 'netpos');
    expect(start(model, 'netpos')?.['Outcome']).not.toBe('Stable');
  });

  it('starts what the service depends on first, and refuses where that does not start', () => {
    const model = withoutMonitor();
    people.stopService(model, 'connect');
    pass(model, 5000);
    expect(stateOf(model, 'netpos', 'connect')).toEqual(['Stopped', 'Stopped']);
    expect(start(model, 'netpos')).toMatchObject({ Outcome: 'Stable' });
    expect(stateOf(model, 'connect')).toEqual(['Running']);
    people.stopService(model, 'connect');
    pass(model, 5000);
    model.faults['service'] = 'connect:never-starts';
    const call = { Key: 'netpos', TimeoutSeconds: 30, StableSeconds: 3 };
    expect(refusal(model, 'Start-VenueHostService', call).errorId).toBe('SERVICE_DEPENDENCY_FAILED');
  });

  it('says what Windows refuses, and that a service is missing', () => {
    const model = withoutMonitor();
    people.setStartMode(model, 'gateway-client', 'Disabled');
    const call = { TimeoutSeconds: 30, StableSeconds: 3 };
    const refusedFor = (Key: string) => refusal(model, 'Start-VenueHostService', { Key, ...call }).errorId;
    expect(refusedFor('gateway-client')).toBe('SERVICE_DISABLED');
    const missing = { Outcome: 'Missing', State: 'Missing', ExitCode: null, ServiceExitCode: null };
    expect(start(model, 'cloud-sync')).toMatchObject(missing);
    people.stopService(model, 'connect');
    pass(model, 5000);
    model.services.connect.clusterResource = 'Cluster 1';
    expect(refusedFor('connect')).toBe('CLUSTERED_SERVICE');
  });

  it('fails with 1068 where what it depends on dies meanwhile', () => {
    const model = withoutMonitor();
    people.stopService(model, 'connect');
    pass(model, 5000);
    people.startService(model, 'netpos');
    people.killService(model, 'connect');
    pass(model, 5000);
    expect(model.services.netpos).toMatchObject({ state: 'Stopped', exitCode: 1068 });
  });

  it('ends the planned stop of the service and of what it depends on', () => {
    const model = createVenueModel({ at: AT });
    stop(model, 'connect');
    expect(model.monitor.plannedBy).toEqual({ 'service-control': ['netpos', 'connect'] });
    start(model, 'netpos');
    people.killService(model, 'connect');
    pass(model, 10_000);
    expect(stateOf(model, 'connect')).toEqual(['Running']);
  });

  it("leaves an operation's planned stop", () => {
    const model = createVenueModel({ at: AT });
    run(model, 'Suspend-ServicesMonitor', { OperationId: 'one', Key: ['netpos'] });
    start(model, 'netpos');
    people.killService(model, 'netpos');
    pass(model, 10_000);
    expect(stateOf(model, 'netpos')).toEqual(['Stopped']);
  });

  it('calls one flapping whose death Windows logged meanwhile', () => {
    const model = createVenueModel({ at: AT });
    const parameters = { Key: 'netpos', TimeoutSeconds: 30, StableSeconds: 3 };
    const running = runScript(model, { script: 'Start-VenueHostService', parameters, secrets: {} });
    advance(model, model.at + Number(running.next().value));
    running.next();
    writeControlEvent(model, 'netpos', CONTROL_EVENTS.died);
    for (let step = running.next(); ; step = running.next()) {
      if (step.done) return expect(step.value).toMatchObject([{ Outcome: 'Flapping', EventIds: [7034] }]);
      advance(model, model.at + step.value);
    }
  });

  it('does not call one stable whose event log cannot be read', () => {
    const model = createVenueModel({ at: AT });
    model.machine.isEventLogReadable = false;
    const call = { Key: 'gateway-client', TimeoutSeconds: 30, StableSeconds: 3 };
    expect(refusal(model, 'Start-VenueHostService', call).errorId).toBe('EVENT_LOG_UNREADABLE');
  });
});

describe('Stop-VenueHostService', () => {
  it('stops what depends on the service first, and names it', () => {
    const model = createVenueModel({ at: AT });
    expect(stop(model, 'connect')).toMatchObject({
      Outcome: 'Stopped',
      StoppedDependents: ['netpos'],
      ExitCode: 0,
    });
    pass(model, 60_000);
    expect(stateOf(model, 'connect', 'netpos')).toEqual(['Stopped', 'Stopped']);
  });

  it('times out with a stubborn one, which stops when the fault is over', () => {
    const model = createVenueModel({ at: AT });
    model.faults['service'] = 'netpos:stubborn';
    expect(stop(model, 'netpos')).toMatchObject({ Outcome: 'Timeout', State: 'Running' });
    model.faults = {};
    pass(model, 5000);
    expect(stateOf(model, 'netpos')).toEqual(['Stopped']);
  });

  it('is undone by a Services Monitor that restarts planned stops', () => {
    const model = createVenueModel({ at: AT });
    model.faults['monitor'] = 'restarts-planned-stops';
    expect(stop(model, 'netpos')).toMatchObject({ Outcome: 'RestartedByOther' });
  });

  it('leaves no plan behind where it restores what was before', () => {
    const model = createVenueModel({ at: AT });
    expect(stop(model, 'netpos', { PlannedUntil: 'Stopped' })).toMatchObject({
      Outcome: 'Stopped',
      MonitorReleased: true,
    });
    expect(Object.values(model.monitor.plannedBy).flat()).toEqual([]);
    pass(model, 60_000);
    expect(stateOf(model, 'netpos')).toEqual(['Stopped']);
  });

  it('asks one that is starting again until it takes the stop', () => {
    const model = withoutMonitor();
    people.stopService(model, 'netpos');
    pass(model, 5000);
    people.startService(model, 'netpos');
    expect(stateOf(model, 'netpos')).toEqual(['StartPending']);
    expect(people.stopService(model, 'netpos')).toBe(1061);
    expect(stop(model, 'netpos')).toMatchObject({ Outcome: 'Stopped' });
  });
});

test('a script acts in the name of the one who called it', () => {
  const model = createVenueModel({ at: AT });
  model.actor = 'one';
  const parameters = { Key: 'netpos', GraceSeconds: 20 };
  const running = runScript(model, { script: 'Stop-VenueHostService', parameters, secrets: {} });
  model.actor = 'other';
  for (let step = 0; step < 3; step += 1) advance(model, model.at + Number(running.next().value));
  expect(model.services.netpos.stoppedBy).toBe('one');
  expect(model.actor).toBe('other');
});

describe('a script that ends early', () => {
  const stopping = (model: VenueModel) => {
    const parameters = { Key: 'netpos', GraceSeconds: 20, PlannedUntil: 'Stopped' };
    const running = runScript(model, { script: 'Stop-VenueHostService', parameters, secrets: {} });
    for (let step = 0; step < 3; step += 1) advance(model, model.at + Number(running.next().value));
    return running;
  };

  it('leaves everything as it is when its host is killed', () => {
    const model = createVenueModel({ at: AT });
    stopping(model);
    expect(model.monitor.plannedBy).toEqual({ rollback: ['netpos'] });
  });

  it('cleans up when it is stopped', () => {
    const model = createVenueModel({ at: AT });
    stopping(model).return([]);
    expect(model.monitor.plannedBy).toEqual({ rollback: [] });
  });
});
