/** Outages delay an operation and decide nothing: the state database away, hosts that die, checks that fail, a process that was stopped. */
import { AppError } from '../../../src/errors/errors.js';
import { OnboardingVenue } from '../onboarding/onboarding-venue.js';
import {
  askOnboarding,
  askResync,
  callerOf,
  eachDomain,
  type PracticeDomain,
  practiceDomain,
} from '../rehearsal-domain.js';

const MINUTE = 60_000;

describe('while the state database cannot be written', () => {
  let domain: PracticeDomain;
  beforeEach(async () => {
    domain = await practiceDomain({ settings: { secondPerson: true, statePatienceMs: 2 * MINUTE } });
  });
  afterEach(async () => {
    domain.lock(false);
    domain.venue.complete();
    await domain.close();
  });

  it('a full send waits with what it has to say, and is no failure', async () => {
    const { id } = await askResync(domain, '1');
    await domain.clock.pass(3000);
    domain.lock(true);
    await domain.clock.pass(70_000);
    domain.venue.complete();
    await domain.clock.pass(3000);
    expect((await domain.find(id)).state).toBe('RUNNING');
    domain.lock(false);
    expect((await domain.until(id, 'SUCCEEDED')).failure).toBeUndefined();
  });

  it('a full send that has moved just before is not taken for one that makes no progress', async () => {
    await domain.close();
    domain = await practiceDomain({ settings: { stallMs: 15_000, statePatienceMs: 2 * MINUTE } });
    const { id } = await askResync(domain, '1');
    await domain.clock.pass(3000);
    domain.lock(true);
    domain.venue.receive(400);
    await domain.clock.pass(1000);
    await domain.clock.pass(45_000);
    domain.lock(false);
    await domain.clock.pass(3000);
    expect((await domain.find(id)).state).toBe('RUNNING');
    domain.venue.complete();
    await domain.until(id, 'SUCCEEDED');
  });

  it('no step runs out of its time', async () => {
    domain.venue.stop('netpos');
    domain.venue.scripts.set('Start-VenueHostService', (_, __, onEvent) => {
      domain.venue.start(...domain.venue.stopped);
      domain.lock(true);
      onEvent?.({ stream: 'information', message: 'It runs.' });
      return { Outcome: 'Stable', ProcessId: 2, ExitCode: 0 };
    });
    const asked = domain.plane.services.control(callerOf('1'), 'netpos', { do: 'start' }, 'stuck');
    await domain.clock.pass(3000);
    for (let turn = 0; turn < 11; turn += 1) await domain.clock.pass(10_000);
    domain.lock(false);
    await domain.clock.pass(5000);
    await asked;
    const [operation] = await domain.state.operations.list({ first: 1 });
    expect(operation).toMatchObject({ state: 'SUCCEEDED', failure: undefined });
  });

  it('an approved operation that could not be begun is begun when it is back', async () => {
    domain.venue.tradesAlways();
    const { id, state } = await askResync(domain, '1', { overrides: ['TRADING_HOURS'] });
    expect(state).toBe('AWAITING_APPROVAL');
    await domain.clock.pass(3000);
    domain.lockAfter('approveOperation');
    await domain.plane.approvals.approve(callerOf('2'), id, 'continue').catch(() => undefined);
    await domain.clock.pass(3000);
    expect((await domain.find(id)).state).toBe('PENDING');
    domain.lock(false);
    await domain.clock.pass(3000);
    expect((await domain.find(id)).state).toBe('RUNNING');
    domain.venue.complete();
    await domain.until(id, 'SUCCEEDED');
  });

  it('an onboarding keeps its code in hand and continues with it', async () => {
    new OnboardingVenue(domain.venue);
    domain.lockAfter('onboard');
    const { id } = await askOnboarding(domain);
    await domain.clock.pass(30_000);
    domain.lock(false);
    await domain.until(id, 'SUCCEEDED');
    expect(domain.venue.calls.filter((script) => script === 'Invoke-CodeRedemption')).toHaveLength(1);
  });
});

describe('a full send', () => {
  const domain = eachDomain();

  it.each<[string, 'pause' | 'move', number]>([
    ['the machine slept for', 'pause', 10 * MINUTE],
    ['the clock was moved by', 'move', 24 * 60 * MINUTE],
    ['the clock was moved back by', 'move', -24 * 60 * MINUTE],
  ])('continues where %s (%s %i ms), and continues telling how far it is', async (_, what, ms) => {
    const { id } = await askResync(domain, '1');
    await domain.clock.pass(3000);
    domain.clock[what](ms);
    await domain.clock.pass(2000);
    domain.venue.receive(400);
    await domain.clock.pass(3000);
    expect((await domain.find(id)).state).toBe('RUNNING');
    const events = await domain.state.operations.events(id, 0, 200);
    expect(events.at(-1)?.message).toMatch(/^400 of 1,000 rows sent(, [\d,.]+ rows a second)?\.$/);
    domain.venue.complete();
    await domain.until(id, 'SUCCEEDED');
  });
});

describe('the stop-everything switch', () => {
  it('stops an approval, too', async () => {
    const domain = await practiceDomain({ settings: { secondPerson: true } });
    domain.venue.tradesAlways();
    const { id } = await askResync(domain, '1', { overrides: ['TRADING_HOURS'] });
    await domain.plane.maintenance.set(callerOf('2'), true, 'electricians');
    const approving = domain.plane.approvals.approve(callerOf('3'), id, 'continue');
    await expect(approving).rejects.toMatchObject({ code: 'MAINTENANCE' });
    expect((await domain.find(id)).state).toBe('AWAITING_APPROVAL');
    await domain.close();
  });

  it('stops what was being checked when it was switched on', async () => {
    const domain = await practiceDomain();
    const { fingerprint } = await domain.plane.resync.plan(callerOf('1').viewer);
    domain.venue.before = (script) => {
      if (script !== 'Get-CloudVenue') return;
      domain.venue.before = () => undefined;
      return domain.plane.maintenance.set(callerOf('2'), true, 'electricians');
    };
    const starting = domain.plane.resync.start(callerOf('1'), {
      customerNumber: '10482213',
      planFingerprint: fingerprint,
      reason: 'rows are missing',
      confirmation: 'Harbour View Hotel',
      overrides: [],
    });
    await expect(starting).rejects.toBeInstanceOf(AppError);
    await expect(starting).rejects.toMatchObject({ code: 'MAINTENANCE' });
    await domain.close();
  });
});
