/** Onboarding in the domain: each step made to fail, to be cancelled and to be met by a kill. */

import type { ServiceKey } from '../../../rehearsal/model/service-keys.js';
import { callerOf, type PracticeDomain } from '../rehearsal-domain.js';
import { eachOnboarding } from './onboarding-bench.js';
import { type OnboardingVenue, UNTOUCHED } from './onboarding-venue.js';

const USED_UP = 'The authentication code is used. Another attempt needs a new one.';

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
    ['Save-GatewayCredential', 'SCRIPT_FAILED', [USED_UP]],
    ['Save-CloudSyncPackage', 'PACKAGE_SIGNATURE_WRONG', [USED_UP]],
    ['Install-CloudSync', 'PACKAGE_MISSING', [USED_UP]],
    ['Set-ServiceStartMode', 'SCRIPT_FAILED', [USED_UP]],
    ['Start-VenueHostService', 'SERVICE_START_FAILED', [USED_UP]],
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
    expect(failure?.notRestored).toEqual([USED_UP]);
  });

  it.each([
    'Confirm-Venue',
    'Save-GatewayCredential',
    'Save-CloudSyncPackage',
    'Install-CloudSync',
    'Set-ServiceStartMode',
    'Start-VenueHostService',
  ])('that is cancelled in %s ends at once, with the services as before', async (script) => {
    const { fingerprint } = await bench.plan();
    const { reached } = venue.holdUp(script);
    const { id } = await bench.ask(fingerprint);
    await bench.passing(reached);
    await domain.plane.operations.cancel(callerOf('2'), id, 'enough');
    const { failure } = await domain.until(id, 'CANCELLED');
    expect(failure).toMatchObject({
      code: 'OPERATION_CANCELLED',
      notRestored: script === 'Confirm-Venue' ? [] : [USED_UP],
    });
    expect(link()).toEqual(UNTOUCHED);
    const said = (await domain.state.operations.events(id, 0, 200)).map(({ message }) => message);
    expect(
      said.filter((message) => message.startsWith('The partial download of Cloud Sync is kept')),
    ).toHaveLength(script === 'Save-CloudSyncPackage' ? 1 : 0);
  });

  it('that is cancelled after the first heartbeat can be begun again, also where nothing is to be installed', async () => {
    domain.venue.model.database.licences = [];
    const { reached } = venue.holdUp('Clear-PreviousCredential');
    const { id } = await bench.begin();
    await bench.passing(reached);
    await domain.plane.operations.cancel(callerOf('1'), id, 'enough');
    await domain.until(id, 'CANCELLED');
    await domain.clock.pass(6000);
    expect({ credential: venue.credential, connection: domain.venue.connection }).toEqual({
      credential: 'none',
      connection: 'disconnected',
    });
    const again = await bench.plan();
    expect(again).toMatchObject({ case: 'RE_ESTABLISH' });
    const next = await bench.ask(again.fingerprint, { code: 'EFGH6789' });
    await domain.until(next.id, 'SUCCEEDED');
    expect((await bench.plan()).case).toBe('ALREADY_CONNECTED');
    // What was taken back once is no reason to onboard a venue whose gateway is only stopped.
    domain.venue.connection = 'disconnected';
    expect((await bench.plan()).case).toBe('ALREADY_CONNECTED');
  });

  it('that is cancelled while the code is on its way asks what became of it before it goes back', async () => {
    const { fingerprint } = await bench.plan();
    const { reached } = venue.holdUp('Invoke-CodeRedemption');
    const { id } = await bench.ask(fingerprint);
    await bench.passing(reached);
    await domain.plane.operations.cancel(callerOf('1'), id, 'enough');
    const { failure } = await domain.until(id, 'CANCELLED');
    expect(domain.venue.calls.filter((script) => script === 'Close-CodeRedemption')).toHaveLength(1);
    expect({ sent: bench.sent, redeemed: venue.redeemed, notRestored: failure?.notRestored }).toEqual({
      sent: 1,
      redeemed: [],
      notRestored: [],
    });
  });

  it.each([
    ['Save-GatewayCredential'],
    ['Save-CloudSyncPackage'],
    ['Install-CloudSync'],
    ['Set-ServiceStartMode'],
    ['Start-VenueHostService'],
    ['Clear-PreviousCredential'],
    ['Invoke-CodeRedemption'],
  ])('whose server dies just after %s continues in the next life; the code is sent once', async (script) => {
    const { fingerprint } = await bench.plan();
    const { reached } = venue.loseAnswerOf(script);
    const { id } = await bench.ask(fingerprint);
    await bench.passing(reached);
    await domain.reborn();
    const { failure, attempt } = await domain.until(id, 'SUCCEEDED');
    expect({ failure, attempt, sent: bench.sent, redeemed: venue.redeemed.length }).toEqual({
      failure: undefined,
      attempt: 2,
      sent: 1,
      redeemed: 1,
    });
    expect(venue.services['gateway-client']).toMatchObject({ running: true, startMode: 'Automatic' });
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

  it('over an old link keeps its credential until the end, and restores it on a failure', async () => {
    venue.credential = 'old credential';
    domain.venue.model.machine.id = 'new machine';
    const { fingerprint, case: onboardingCase } = await bench.plan();
    expect(onboardingCase).toBe('RE_ESTABLISH');
    domain.venue.refuse('Install-CloudSync', 'PACKAGE_MISSING');
    const { id } = await bench.ask(fingerprint);
    const { failure } = await domain.until(id, 'FAILED');
    expect(failure?.restored).toContain("The gateway's previous credential was restored.");
    expect(venue.credential).toBe('old credential');
  });

  it('that only adds Cloud Sync never stops the gateway that runs, not even during its rollback', async () => {
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
      'cloud-sync': { installed: false },
    });
  });
});
