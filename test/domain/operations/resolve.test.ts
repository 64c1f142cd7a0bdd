/** When it is unknown what became of the code: what is asked, what a person can decide, and that nothing is sent twice. */
import { ScriptError } from '../../../src/domain/ports/script-runner.js';
import { askOnboarding, askResync, callerOf, eachDomain, practiceDomain } from '../rehearsal-domain.js';

describe('an onboarding whose code may or may not be redeemed', () => {
  const domain = eachDomain({ settings: { attentionMs: 60_000 } });
  let id: string;

  beforeEach(async () => {
    const { venue } = domain;
    venue.connection = 'never';
    venue.scripts.set('Confirm-Venue', () => ({}));
    venue.scripts.set('Invoke-CodeRedemption', () => {
      throw new ScriptError('Invoke-CodeRedemption', 'TIMED_OUT', 'no answer');
    });
    venue.refuse('Close-CodeRedemption', 'CLOUD_NO_ANSWER');
    venue.scripts.set('Get-VenueEvent', () => ({
      RecordId: '1',
      At: '2031-05-05T17:10:02.000Z',
      Level: 'ERROR',
      Source: 'Gateway Client',
      EventId: 7034,
      Service: 'gateway-client',
      Message: 'died',
    }));
    venue.scripts.set('Save-GatewayCredential', () => ({ Previous: 'none' }));
    venue.scripts.set('Restore-GatewayCredential', () => ({ Restored: 'removed' }));
    venue.scripts.set('Clear-PreviousCredential', () => ({}));
    venue.scripts.set('Set-ServiceStartMode', () => ({}));
    venue.scripts.set('Start-VenueHostService', () => {
      venue.connection = 'connected';
      return { Outcome: 'Stable', ProcessId: 1, ExitCode: 0 };
    });
    venue.scripts.set('Stop-VenueHostService', () => ({ Outcome: 'Stopped' }));
    id = (await askOnboarding(domain)).id;
    await domain.until(id, 'NEEDS_ATTENTION');
  });

  const resolve = (choice: string, clerk = '1', viewer: object = {}) =>
    domain.plane.approvals.resolve(callerOf(clerk, viewer), id, choice, 'it is late');
  const sent = () => domain.venue.calls.filter((script) => script === 'Invoke-CodeRedemption').length;
  const cloudSays = (outcome: 'redeemed' | 'closed') =>
    domain.venue.scripts.set('Close-CodeRedemption', () => ({ Outcome: outcome }));

  it('waits for a person, with what is known and two choices that say what follows', async () => {
    const { failure, state } = await domain.find(id);
    expect(state).toBe('NEEDS_ATTENTION');
    expect(failure).toMatchObject({ code: 'REDEMPTION_OUTCOME_UNKNOWN' });
    expect(failure?.choices.map(({ name }) => name)).toEqual(['ask-again', 'give-up']);
    for (const { title, consequence } of failure?.choices ?? [])
      expect(`${title} ${consequence}`.length).toBeGreaterThan(40);
  });

  it('names the evidence once, and keeps it while the cloud is asked again', async () => {
    const trail = [
      '03:10:02 Gateway Client 7034: died',
      expect.stringMatching(/^DataDog: /),
      'correlation correlation of 1',
    ];
    expect((await domain.find(id)).failure?.trail).toEqual(trail);
    const reads = () => domain.venue.calls.filter((script) => script === 'Get-VenueEvent').length;
    await domain.clock.pass(61_000);
    await domain.until(id, 'NEEDS_ATTENTION');
    expect((await domain.find(id)).attempt).toBeGreaterThan(1);
    expect((await domain.find(id)).failure?.trail).toEqual(trail);
    expect(reads()).toBe(1);
  });

  it('keeps the slot of the venue, and cannot be cancelled meanwhile', async () => {
    await expect(askOnboarding(domain)).rejects.toMatchObject({ code: 'OPERATION_IN_PROGRESS' });
    await expect(domain.plane.operations.cancel(callerOf('1'), id, 'enough')).rejects.toMatchObject({
      code: 'REDEMPTION_OUTCOME_UNKNOWN',
    });
  });

  it('continues automatically within a minute once the cloud can say that the code was redeemed', async () => {
    cloudSays('redeemed');
    await domain.clock.pass(61_000);
    const { failure } = await domain.until(id, 'SUCCEEDED');
    expect(failure).toBeUndefined();
    expect(sent()).toBe(1);
  });

  it('ends automatically within a minute once the cloud has closed it', async () => {
    cloudSays('closed');
    await domain.clock.pass(61_000);
    const { failure } = await domain.until(id, 'FAILED');
    expect(failure).toMatchObject({ code: 'REDEMPTION_CLOSED', notRestored: [], choices: [] });
    expect(sent()).toBe(1);
  });

  it('takes no choice of a clerk who stepped up more than five minutes ago, and one by what was last known of a clerk', async () => {
    const stale = { steppedUpUntil: domain.clock.now() };
    await expect(resolve('give-up', '1', stale)).rejects.toMatchObject({
      details: { gate: 'STEP_UP', permission: 'CLOUD_CONNECTIVITY_ONBOARD' },
    });
    expect((await domain.find(id)).chosen).toBeUndefined();
    const answered = resolve('ask-again', '1', { knownSince: domain.clock.now() });
    await domain.clock.pass(10_000);
    expect((await answered).id).toBe(id);
  });

  it('asks at once when a person chooses ask-again, and continues', async () => {
    cloudSays('redeemed');
    const answered = resolve('ask-again');
    await domain.clock.pass(2000);
    await answered;
    await domain.until(id, 'SUCCEEDED');
    expect(sent()).toBe(1);
  });

  it('carries the choice out also where the state is away from then on', async () => {
    cloudSays('redeemed');
    domain.lockAfter('resolveOperation');
    const answered = resolve('ask-again');
    await domain.clock.pass(3000);
    expect((await answered).chosen).toBe('ask-again');
    domain.lock(false);
    await domain.clock.pass(3000);
    await domain.until(id, 'SUCCEEDED');
    expect(sent()).toBe(1);
  });

  it('waits on when ask-again learns nothing, and offers the choices again', async () => {
    const answered = resolve('ask-again');
    await domain.clock.pass(10_000);
    await answered;
    expect((await domain.until(id, 'NEEDS_ATTENTION')).failure?.choices).toHaveLength(2);
    expect(sent()).toBe(1);
  });

  it('restores what it can when a person gives up, and says that the code counts as used', async () => {
    const answered = resolve('give-up');
    await domain.clock.pass(10_000);
    await answered;
    const { failure } = await domain.until(id, 'FAILED');
    expect(failure).toMatchObject({ code: 'REDEMPTION_ABANDONED', choices: [] });
    expect(failure?.notRestored).toEqual([
      'Whether the authentication code was redeemed is unknown: treat it as used.',
    ]);
    expect(sent()).toBe(1);
  });

  it('is asked about once more by the next life of the server', async () => {
    await domain.plane.stop();
    cloudSays('redeemed');
    await domain.reborn();
    await domain.until(id, 'SUCCEEDED');
    expect(sent()).toBe(1);
  });

  it('is asked about also when it was cancelled before the server died, and then restored', async () => {
    const { state } = domain;
    await domain.plane.stop();
    await state.operations.transition(id, ['NEEDS_ATTENTION'], 'RUNNING', { failure: null });
    await state.operations.transition(id, ['RUNNING'], 'CANCELLING', { cancelReason: 'enough' });
    cloudSays('redeemed');
    await domain.reborn();
    const { failure } = await domain.until(id, 'CANCELLED');
    expect(failure?.notRestored).toEqual([
      'The authentication code is used. Its credential stays stored: finishing the onboarding needs no new code.',
    ]);
    expect(domain.venue.calls.at(-1)).not.toBe('Start-VenueHostService');
    expect(sent()).toBe(1);
  });

  it.each([
    ['a choice that is not offered', 'send-again', '1', {}, 'CHOICE_UNKNOWN'],
    [
      'a clerk without the permission',
      'give-up',
      '2',
      { permissions: new Set(['SERVICES_VIEW']) },
      'FORBIDDEN',
    ],
    ['a clerk who sees only part of the venue', 'give-up', '5', {}, 'FORBIDDEN'],
    ['a clerk who may not see it', 'give-up', '2', { permissions: new Set() }, 'NOT_FOUND'],
  ])('takes nothing from %s', async (_, choice, clerk, viewer, code) => {
    await expect(resolve(choice, clerk, viewer)).rejects.toMatchObject({ code });
    expect((await domain.find(id)).state).toBe('NEEDS_ATTENTION');
  });

  it('takes no choice once it is over', async () => {
    cloudSays('closed');
    await domain.clock.pass(61_000);
    await domain.until(id, 'FAILED');
    await expect(resolve('give-up')).rejects.toMatchObject({ code: 'CHOICE_UNKNOWN' });
  });
});

describe('a step for which no PowerShell host is up', () => {
  it('waits for one, and continues', async () => {
    const domain = await practiceDomain();
    let asked = 0;
    const hold = domain.venue.scripts.get('Suspend-DailyRestart');
    domain.venue.scripts.set('Suspend-DailyRestart', (parameters) => {
      asked += 1;
      if (asked > 3) return hold?.(parameters);
      throw new ScriptError('Suspend-DailyRestart', 'UNAVAILABLE', 'no host', { mayHaveRun: false });
    });
    const { id } = await askResync(domain, '1');
    await domain.clock.pass(5000);
    domain.venue.complete();
    await domain.until(id, 'SUCCEEDED');
    expect(asked).toBe(4);
    await domain.close();
  });

  it('runs again what died with its host, until the step has no more time', async () => {
    const domain = await practiceDomain();
    domain.venue.scripts.set('Suspend-DailyRestart', () => {
      throw new ScriptError('Suspend-DailyRestart', 'HOST_DIED', 'gone');
    });
    const { id } = await askResync(domain, '1');
    for (let turn = 0; turn < 40; turn += 1) await domain.clock.pass(4000);
    expect((await domain.until(id, 'FAILED')).failure?.code).toBe('POWERSHELL_UNAVAILABLE');
    expect(domain.venue.calls.filter((script) => script === 'Suspend-DailyRestart').length).toBeGreaterThan(
      5,
    );
    await domain.close();
  });
});
