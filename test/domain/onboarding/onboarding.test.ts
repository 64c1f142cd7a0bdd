/**
 * Onboarding in the domain: what it does, and what its failures say. The simulated venue strikes each step.
 */

import type { ServiceKey } from '../../../rehearsal/model/service-keys.js';
import { callerOf, type PracticeDomain } from '../rehearsal-domain.js';
import { eachOnboarding } from './onboarding-bench.js';
import { type OnboardingVenue, UNTOUCHED } from './onboarding-venue.js';

const STORED =
  'The authentication code is used. Its credential stays stored: finishing the onboarding needs no new code.';

const bench = eachOnboarding();
let domain: PracticeDomain;
let venue: OnboardingVenue;

beforeEach(() => {
  ({ domain, venue } = bench);
});

const link = () => {
  const { 'gateway-client': gateway, 'cloud-sync': sync } = venue.services;
  return { 'gateway-client': gateway, 'cloud-sync': sync };
};

describe('an onboarding', () => {
  it('does in this order what its plan shows, and leaves the old credential behind at last', async () => {
    const { steps, case: onboardingCase } = await bench.plan();
    domain.venue.calls.length = 0;
    const { id } = await bench.begin();
    await domain.until(id, 'SUCCEEDED');
    expect(onboardingCase).toBe('FIRST_TIME');
    const changing = domain.venue.calls.filter((script) => !script.startsWith('Get-'));
    expect([...new Set(changing)]).toEqual([
      ...new Set(steps.map(({ script }) => script).filter((script) => !script?.startsWith('Get-'))),
    ]);
    const running = { installed: true, running: true, startMode: 'Automatic' };
    expect(link()).toEqual({ 'gateway-client': running, 'cloud-sync': running });
    expect(venue.redeemed).toEqual([venue.credential]);
    expect(venue.previous).toBeUndefined();
  });

  it.each([
    ['Confirm-Venue', 'VENUE_MISMATCH', []],
    ['Invoke-CodeRedemption', 'CODE_WRONG', []],
    ['Save-CloudSyncPackage', 'PACKAGE_SIGNATURE_WRONG', [STORED]],
    ['Start-VenueHostService', 'SERVICE_START_FAILED', [STORED]],
  ])('whose %s says %s puts everything else back', async (script, errorId, notRestored) => {
    const { fingerprint } = await bench.plan();
    domain.venue.refuse(script, errorId);
    const { id } = await bench.ask(fingerprint);
    const { failure } = await domain.until(id, 'FAILED');
    expect(failure).toMatchObject({ code: errorId, notRestored });
    expect(link()).toEqual(UNTOUCHED);
    expect({ packages: venue.packages, credential: venue.credential }).toEqual({
      packages: 0,
      credential: 'none',
    });
    expect(bench.sent).toBe(script === 'Confirm-Venue' ? 0 : 1);
  });

  it('that the cloud never hears ends as such, with the services as before', async () => {
    const { fingerprint } = await bench.plan();
    domain.venue.scripts.set('Start-VenueHostService', ({ Key }) => {
      domain.venue.start(Key as ServiceKey);
      domain.venue.model.faults['link'] = 'down';
      return { Outcome: 'Stable', ProcessId: 7, ExitCode: 0 };
    });
    const { id } = await bench.ask(fingerprint);
    const { failure } = await domain.until(id, 'FAILED');
    expect(failure?.code).toBe('HEARTBEAT_NOT_SEEN');
    expect(failure?.restored).toContain('Gateway Client is stopped, as before.');
    expect(link()).toEqual(UNTOUCHED);
  });

  it('leaves no stop planned, and names Services Monitor where it did not come back', async () => {
    venue.refuseToStart('gateway-client');
    const stop = domain.venue.scripts.get('Stop-VenueHostService');
    domain.venue.scripts.set('Stop-VenueHostService', (parameters) => {
      const [row] = Object(stop?.(parameters));
      return { ...row, MonitorReleased: false };
    });
    const { fingerprint } = await bench.plan();
    const { id } = await bench.ask(fingerprint);
    const { failure } = await domain.until(id, 'FAILED');
    expect([...venue.plannedStops]).toEqual([]);
    expect(failure?.restored).toContain('Gateway Client is stopped, as before.');
    expect(failure?.notRestored).toContain(
      'Services Monitor may still be stopped. Start it in services.msc if it is not running.',
    );
  });

  it('says that a service is stopped which stopped only after the look that followed its stop', async () => {
    const { fingerprint } = await bench.plan();
    domain.venue.scripts.set('Start-VenueHostService', () => {
      venue.run('gateway-client');
      return { Outcome: 'Failed', ProcessId: null, ExitCode: 1 };
    });
    const [look, stop] = ['Get-ServiceState', 'Stop-VenueHostService'].map((name) =>
      domain.venue.scripts.get(name),
    );
    domain.venue.scripts.set('Stop-VenueHostService', (parameters) => {
      domain.venue.scripts.set('Get-ServiceState', (asked) => {
        const seen = look?.(asked);
        stop?.(parameters);
        return seen;
      });
      return { Outcome: 'TimedOut', StoppedDependents: [], MonitorReleased: true };
    });
    const { id } = await bench.ask(fingerprint);
    const { failure } = await domain.until(id, 'FAILED');
    expect(failure?.restored.filter((line) => line.startsWith('Gateway Client is'))).toEqual([
      'Gateway Client is stopped, as before.',
    ]);
    expect(failure?.notRestored).toEqual([STORED]);
  });

  it('that is cancelled in a download says that its part is kept', async () => {
    const { fingerprint } = await bench.plan();
    const { reached } = venue.holdUp('Save-CloudSyncPackage');
    const { id } = await bench.ask(fingerprint);
    await bench.passing(reached);
    await domain.plane.operations.cancel(callerOf('2'), id, 'enough');
    await domain.until(id, 'CANCELLED');
    const said = (await domain.state.operations.events(id, 0, 200)).map(({ message }) => message);
    const kept = said.filter((message) => message.startsWith('The partial download of Cloud Sync is kept'));
    expect(kept).toHaveLength(1);
  });

  it('that is cancelled when only the previous credential is left to delete has succeeded', async () => {
    const { reached } = venue.holdUp('Clear-PreviousCredential');
    const { id } = await bench.begin();
    await bench.passing(reached);
    await domain.plane.operations.cancel(callerOf('1'), id, 'enough');
    await domain.until(id, 'SUCCEEDED');
    expect(venue.credential).toBe(venue.redeemed[0]);
    await domain.clock.minutes(2);
    expect(venue.previous).toBeUndefined();
  });

  it('that fails after the first heartbeat stays connected, names what is missing, and is finished without a code', async () => {
    domain.plane.keepStatus();
    venue.credential = 'old credential';
    domain.venue.model.faults['swiftpos'] = 'migrated';
    domain.venue.isSent = false;
    venue.refuseToStart('cloud-sync');
    const { id } = await bench.begin();
    const ended = await domain.until(id, 'FAILED');
    const { failure } = ended;
    expect(await domain.plane.onboarding.unfinishedId()).toBe(ended.id);
    expect(failure).toMatchObject({ code: 'ONBOARDING_UNFINISHED', restored: [] });
    expect(failure?.cause).toMatch(/^Cloud Sync did not start/);
    expect(failure?.notRestored).toContain('Not done yet: Start Cloud Sync.');
    expect(failure?.notRestored.join()).not.toContain('Delete the previous credential');
    expect(domain.venue.calls).not.toContain('Restore-GatewayCredential');
    expect([venue.credential, domain.venue.connection]).toEqual([venue.redeemed[0], 'connected']);
    delete domain.venue.model.faults['service'];

    const plan = await bench.plan();
    expect(plan).toMatchObject({ case: 'CLOUD_SYNC_ADDED', needsCode: false });
    expect(plan.steps.map(({ script }) => script)).not.toContain('Save-GatewayCredential');
    const finish = await bench.finish(plan.fingerprint);
    await domain.until(finish.id, 'SUCCEEDED');
    expect([bench.sent, venue.services['cloud-sync']]).toEqual([
      1,
      { installed: true, running: true, startMode: 'Automatic' },
    ]);
    await domain.clock.minutes(2);
    expect(venue.previous).toBeUndefined();
    expect(await bench.plan()).toMatchObject({ case: 'ALREADY_CONNECTED', needsCode: true });
  });

  it('that was rolled back is finished by the credential that stayed stored', async () => {
    domain.plane.keepStatus();
    venue.refuseToStart('gateway-client');
    const first = await bench.begin();
    const ended = await domain.until(first.id, 'FAILED');
    expect(await domain.plane.onboarding.unfinishedId()).toBe(ended.id);
    expect([venue.credential, venue.pending]).toEqual(['none', venue.redeemed[0]]);
    delete domain.venue.model.faults['service'];
    const plan = await bench.plan();
    expect(plan.needsCode).toBe(false);
    await domain.until((await bench.finish(plan.fingerprint)).id, 'SUCCEEDED');
    expect([bench.sent, venue.credential]).toEqual([1, venue.redeemed[0]]);
    expect(await domain.plane.onboarding.unfinishedId()).toBeUndefined();
  });

  it('is not to be finished on another machine, to which a backup was restored', async () => {
    domain.plane.keepStatus();
    venue.refuseToStart('gateway-client');
    const { id } = await bench.begin();
    await domain.until(id, 'FAILED');
    expect(await domain.plane.onboarding.unfinishedId()).toBe(id);
    domain.venue.model.machine.id = 'another machine';
    await domain.clock.pass(6000);
    expect((await bench.plan()).needsCode).toBe(true);
    expect(await domain.plane.onboarding.unfinishedId()).toBeUndefined();
  });

  it('is not finished without a code where none was redeemed', async () => {
    await expect(bench.finish((await bench.plan()).fingerprint)).rejects.toMatchObject({
      code: 'NOTHING_TO_FINISH',
    });
  });

  it('whose server dies before the code was sent fails and says to ask for a new one', async () => {
    const { fingerprint } = await bench.plan();
    const { reached } = venue.loseAnswerOf('Confirm-Venue');
    const { id } = await bench.ask(fingerprint);
    await bench.passing(reached);
    await domain.reborn();
    const { failure } = await domain.until(id, 'FAILED');
    expect(failure).toMatchObject({ code: 'OPERATION_INTERRUPTED', notRestored: [] });
    expect(failure?.remedy).toMatch(/new code/i);
    expect(bench.sent).toBe(0);
  });

  it('that only adds Cloud Sync never stops the gateway that runs, not even where it fails', async () => {
    venue.credential = 'old credential';
    venue.run('gateway-client');
    const { fingerprint, case: onboardingCase } = await bench.plan();
    expect(onboardingCase).toBe('CLOUD_SYNC_ADDED');
    venue.refuseToStart('cloud-sync');
    const { id } = await bench.ask(fingerprint);
    await domain.clock.pass(2000);
    await domain.until(id, 'FAILED');
    expect(venue.services).toMatchObject({
      'gateway-client': { running: true, startMode: 'Automatic' },
      'cloud-sync': { installed: true, running: false },
    });
  });
});
