/** A planned stop does not outlive its reason: Services Monitor watches again what runs. */
import { startService } from '../../../rehearsal/model/people.js';
import { outlivedStops } from '../../../src/domain/services/planned-stops.js';
import { known } from '../../../src/domain/types/fact.js';
import { eachDomain } from '../rehearsal-domain.js';
import { type Change, services, serviceView, unread, wellStatusFacts } from '../status/status-situations.js';
import { serviceBench } from './service-bench.js';

const domain = eachDomain();
const { settled } = serviceBench(domain);
const RELEASE = 'Resume-ServicesMonitor';

const planned = () => domain.venue.model.monitor.plannedBy['service-control'];
const found = () =>
  domain.plane.status.status().findings.filter(({ code }) => code === 'MONITOR_IGNORES_SERVICE');

async function pass(seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) await domain.clock.pass(1000);
}

describe('a service that a clerk stopped', () => {
  beforeEach(async () => {
    domain.plane.keepStatus();
    await settled('netpos', { do: 'stop' });
    await pass(10);
  });

  it('keeps its planned stop while it is stopped', () => {
    expect(planned()).toEqual(['netpos']);
    expect(domain.venue.calls).not.toContain(RELEASE);
  });

  it('is named by a finding as long as that fails, and is retried', async () => {
    const release = domain.venue.scripts.get(RELEASE);
    domain.venue.scripts.set(RELEASE, () => ({ PlannedStops: ['netpos'], Released: false }));
    startService(domain.venue.model, 'netpos');
    await pass(30);
    expect(found()).toMatchObject([{ service: 'netpos', severity: 'WARNING' }]);
    expect(domain.venue.calls.filter((script) => script === RELEASE)).toHaveLength(1);
    if (release) domain.venue.scripts.set(RELEASE, release);
    await pass(70);
    expect(planned()).toEqual([]);
    expect(found()).toEqual([]);
  });
});

describe('a planned stop of a service that runs', () => {
  const { host } = wellStatusFacts();
  const stop: Change =
    host.is === 'known' ? { host: known({ ...host.value, plannedStops: ['netpos'] }) } : {};
  const heldBy = { operationId: '1', title: 'Stop', byName: 'Kim', at: new Date(), reason: undefined };
  const keysOf = (...changes: readonly Change[]) =>
    outlivedStops(Object.assign(wellStatusFacts(), stop, ...changes)).map(({ key }) => key);

  it('is over, unless an operation holds the service, or that is not known', () => {
    expect(keysOf(services(serviceView('netpos')))).toEqual(['netpos']);
    expect(keysOf(services(serviceView('netpos', { heldBy })))).toEqual([]);
    expect(keysOf(services(serviceView('netpos', { status: 'STOPPED' })))).toEqual([]);
    expect(keysOf(services(serviceView('netpos', { status: 'NOT_INSTALLED' })))).toEqual(['netpos']);
    expect(
      keysOf(services(serviceView('netpos')), { operations: unread('STATE_DATABASE_UNAVAILABLE') }),
    ).toEqual([]);
  });
});
