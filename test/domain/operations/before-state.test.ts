/** What a rollback returns to is what was before the operation, also where the machine booted in between and started what was Automatic by then. */
import { eachOnboarding } from '../onboarding/onboarding-bench.js';
import { UNTOUCHED } from '../onboarding/onboarding-venue.js';
import { callerOf } from '../rehearsal-domain.js';

const bench = eachOnboarding();

const link = () => ({
  'gateway-client': bench.venue.services['gateway-client'],
  'cloud-sync': bench.venue.services['cloud-sync'],
});

/** Up to the moment when the modes are set and no one has noted it; then the boot starts what is Automatic. */
async function killedBeforeTheStart(): Promise<string> {
  const { fingerprint } = await bench.plan();
  const { reached } = bench.venue.loseAnswerOf('Set-ServiceStartMode');
  const { id } = await bench.ask(fingerprint);
  await bench.passing(reached);
  const { stopped, model } = bench.domain.venue;
  bench.domain.venue.start(...stopped.filter((key) => model.services[key].startMode === 'Automatic'));
  expect(link()['gateway-client']).toEqual({ installed: true, running: true, startMode: 'Automatic' });
  return id;
}

describe('a server that died between setting the start modes and starting Gateway Client', () => {
  it('restores state and mode when the next life cannot continue', async () => {
    const id = await killedBeforeTheStart();
    bench.domain.venue.refuse('Start-VenueHostService', 'ACCESS_DENIED');
    await bench.domain.reborn();
    const { failure } = await bench.domain.until(id, 'FAILED');
    expect(link()).toEqual(UNTOUCHED);
    expect(failure?.restored).toContain('Gateway Client is stopped, as before.');
    expect(failure?.restored).toContain("Gateway Client's start mode is Manual, as before.");
  });

  it('restores state and mode when it was cancelled by then', async () => {
    const id = await killedBeforeTheStart();
    await bench.domain.plane.operations.cancel(callerOf('1'), id, 'enough');
    const { failure } = await bench.domain.until(id, 'CANCELLED');
    expect(link()).toEqual(UNTOUCHED);
    expect(failure?.restored).toContain('Gateway Client is stopped, as before.');
  });

  it('connects the venue where the next life can continue', async () => {
    const id = await killedBeforeTheStart();
    await bench.domain.reborn();
    await bench.domain.until(id, 'SUCCEEDED');
    expect(link()['gateway-client']).toEqual({ installed: true, running: true, startMode: 'Automatic' });
  });
});

describe('a Cloud Sync that was there before', () => {
  it('is left where it was also when no one could say so while the onboarding was planned', async () => {
    const { venue, domain } = bench;
    const running = { installed: true, running: true, startMode: 'Automatic' };
    venue.credential = 'old credential';
    domain.venue.model.machine.id = 'new machine';
    venue.run('gateway-client', 'cloud-sync');
    const look = domain.venue.scripts.get('Get-ServiceState');
    domain.venue.refuse('Get-ServiceState', 'ACCESS_DENIED');
    const { fingerprint } = await bench.plan();
    const { id } = await bench.ask(fingerprint);
    if (look) domain.venue.scripts.set('Get-ServiceState', look);
    domain.venue.refuse('Start-VenueHostService', 'ACCESS_DENIED');
    const { failure } = await domain.until(id, 'FAILED');
    expect(link()['cloud-sync']).toEqual(running);
    expect(failure?.restored).not.toContain('Cloud Sync was uninstalled again.');
    expect(domain.venue.calls).not.toContain('Install-CloudSync');
  });
});
