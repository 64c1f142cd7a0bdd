/**
 * Outages in an onboarding delay it and burn no code: a cloud that is away, a disk that is full. The
 * simulated venue has the hosts that die or are away.
 */
import { ScriptError } from '../../../src/domain/ports/script-runner.js';
import { askOnboarding, callerOf, type PracticeDomain, practiceDomain } from '../rehearsal-domain.js';
import { OnboardingVenue } from './onboarding-venue.js';

const MINUTE = 60_000;
const noHost = (script: string) => new ScriptError(script, 'UNAVAILABLE', 'no host', { mayHaveRun: false });
const failed = (errorId: string) => (script: string) => new ScriptError(script, 'FAILED', 'no', { errorId });

describe('an onboarding', () => {
  let domain: PracticeDomain;
  beforeEach(async () => {
    domain = await practiceDomain();
    new OnboardingVenue(domain.venue);
  });
  afterEach(() => domain.close());

  /** From the first script that is meant on, `throws` for so long; answers since when. */
  function away(ms: number, isMeant: (called: string) => boolean, throws: (called: string) => ScriptError) {
    let until: number | undefined;
    domain.venue.before = (called) => {
      if (!isMeant(called)) return;
      until ??= domain.clock.now().getTime() + ms;
      if (domain.clock.now().getTime() < until) throw throws(called);
    };
    return () => until;
  }
  const seconds = async (count: number) => {
    for (let second = 0; second < count; second += 1) await domain.clock.pass(1000);
  };

  it('checks again when the cloud is away just before the heartbeat is waited for', async () => {
    let reads = 0;
    domain.venue.before = (script) => {
      const isBegun = domain.venue.calls.includes('Save-GatewayCredential');
      if (script !== 'Get-CloudVenue' || !isBegun) return;
      reads += 1;
      if (reads < 4) throw failed('CLOUD_UNREACHABLE')(script);
    };
    const { id } = await askOnboarding(domain);
    await domain.until(id, 'SUCCEEDED');
    expect(reads).toBeGreaterThan(3);
  });

  it('says what it waits for and when that is over, once each, however long it takes', async () => {
    away(MINUTE, (called) => called === 'Save-GatewayCredential', noHost);
    const { id } = await askOnboarding(domain);
    await seconds(70);
    await domain.until(id, 'SUCCEEDED');
    const events = await domain.state.operations.events(id, 0, 200);
    const said = events.filter(({ message }) => /Retrying\.$|^The retry/.test(message));
    expect(said.map(({ level, step, message }) => [level, step, message])).toEqual([
      ['WARNING', 'keep-credential', expect.stringMatching(/ Retrying\.$/)],
      ['INFORMATION', 'keep-credential', 'The retry succeeded.'],
    ]);
  });

  it.each([
    ['Save-GatewayCredential', 'IOException'],
    ['Save-CloudSyncPackage', 'System.IO.IOException'],
    ['Save-CloudSyncPackage', 'DISK_TOO_FULL'],
    ['Install-CloudSync', 'IOException'],
    ['Set-ServiceStartMode', 'SetContentIOError'],
  ])(
    'waits for a disk that takes nothing for half a minute when %s writes (%s), and burns no code',
    async (script, errorId) => {
      away(MINUTE / 2, (called) => called === script, failed(errorId));
      const { id } = await askOnboarding(domain);
      await seconds(60);
      await domain.until(id, 'SUCCEEDED');
      expect(domain.venue.calls.filter((called) => called === 'Invoke-CodeRedemption')).toHaveLength(1);
    },
  );

  it('waits for a cloud that is away for five minutes while the heartbeat is awaited, and says so', async () => {
    const isAwaited = () => domain.venue.calls.includes('Start-VenueHostService');
    const since = away(
      5 * MINUTE,
      (called) => called === 'Get-CloudVenue' && isAwaited(),
      failed('CLOUD_UNREACHABLE'),
    );
    const { id } = await askOnboarding(domain);
    await seconds(310);
    await domain.until(id, 'SUCCEEDED');
    expect(since()).toBeDefined();
  });

  it.each([
    ['Save-CloudSyncPackage', 'Save-GatewayCredential'],
    ['Get-CloudVenue', 'Start-VenueHostService'],
  ])('waits for a cloud that is away at %s as long as its site says', async (script, after) => {
    await domain.close();
    domain = await practiceDomain({ settings: { heartbeatMs: 5000, cloudPatienceMs: 3 * MINUTE } });
    new OnboardingVenue(domain.venue);
    domain.venue.before = (called) => {
      if (called === script && domain.venue.calls.includes(after)) throw failed('CLOUD_UNREACHABLE')(called);
    };
    const { id } = await askOnboarding(domain);
    await seconds(170);
    expect((await domain.find(id)).state).toBe('RUNNING');
    await seconds(40);
    expect((await domain.until(id, 'FAILED')).failure?.code).toBe('CLOUD_UNREACHABLE');
  });

  it('takes a give-up while the cloud is being asked again, and carries it out', async () => {
    const { promise, reject } = Promise.withResolvers<unknown>();
    domain.venue.scripts.set('Invoke-CodeRedemption', () => {
      throw new ScriptError('Invoke-CodeRedemption', 'HOST_DIED', 'gone');
    });
    domain.venue.scripts.set('Close-CodeRedemption', () => {
      throw failed('CLOUD_NO_ANSWER')('Close-CodeRedemption');
    });
    const { id } = await askOnboarding(domain);
    await domain.until(id, 'NEEDS_ATTENTION');
    domain.venue.scripts.set('Close-CodeRedemption', () => promise);
    await domain.clock.pass(MINUTE + 1000);
    expect((await domain.find(id)).state).toBe('RUNNING');
    const resolving = domain.plane.approvals.resolve(callerOf('1'), id, 'give-up', 'no time');
    await domain.clock.pass(2000);
    expect((await resolving).chosen).toBe('give-up');
    domain.venue.scripts.set('Close-CodeRedemption', () => {
      throw failed('CLOUD_NO_ANSWER')('Close-CodeRedemption');
    });
    reject(new ScriptError('Close-CodeRedemption', 'FAILED', 'away', { errorId: 'CLOUD_NO_ANSWER' }));
    expect((await domain.until(id, 'FAILED')).failure?.code).toBe('REDEMPTION_ABANDONED');
  });
});
