/** Asking for an onboarding: at once, twice, too late, again; and that its code is never seen again. */

import { codeRequests } from '../../../src/domain/onboarding/code-requests.js';
import { ScriptError } from '../../../src/domain/ports/script-runner.js';
import { callerOf, type PracticeDomain } from '../rehearsal-domain.js';
import { eachOnboarding } from './onboarding-bench.js';
import type { OnboardingVenue } from './onboarding-venue.js';

const MINUTE = 60_000;

const bench = eachOnboarding();
let domain: PracticeDomain;
let venue: OnboardingVenue;

beforeEach(() => {
  ({ domain, venue } = bench);
});

describe('who asks for an onboarding', () => {
  it('twice at once gets one operation, and is shown which one holds the venue', async () => {
    const { fingerprint } = await bench.plan();
    const answers = await Promise.allSettled([
      bench.ask(fingerprint),
      bench.ask(fingerprint, { by: '2', code: 'WXYZ6789' }),
    ]);
    const won = answers.filter((answer) => answer.status === 'fulfilled').map(({ value }) => value);
    const lost = answers.filter((answer) => answer.status === 'rejected').map(({ reason }) => reason);
    expect(won).toHaveLength(1);
    expect(lost).toMatchObject([{ code: 'OPERATION_IN_PROGRESS', details: { operationId: won[0]?.id } }]);
    await domain.until(won[0]?.id ?? '', 'SUCCEEDED');
    expect(bench.sent).toBe(1);
  });

  it('again with the same key gets the same operation, with another payload a conflict', async () => {
    const { fingerprint } = await bench.plan();
    const { id } = await bench.ask(fingerprint, { key: 'k' });
    await domain.until(id, 'SUCCEEDED');
    expect((await bench.ask(fingerprint, { key: 'k' })).id).toBe(id);
    await expect(bench.ask(fingerprint, { key: 'k', code: 'WXYZ6789' })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_CONFLICT',
    });
    await expect(bench.ask('other', { key: 'k' })).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' });
    expect(bench.sent).toBe(1);
  });

  it('hears that the plan changed, not that all is well, when the cloud goes away before the start', async () => {
    const { domain: practice, venue: before } = bench;
    before.credential = 'old credential';
    practice.venue.model.database.licences = [];
    practice.venue.model.machine.id = 'new machine';
    const plan = await bench.plan();
    expect(plan).toMatchObject({ case: 'RE_ESTABLISH', ready: true });
    practice.venue.refuse('Get-CloudVenue', 'CLOUD_UNREACHABLE');
    await expect(bench.ask(plan.fingerprint)).rejects.toMatchObject({ code: 'PLAN_CHANGED' });
  });

  it('again once it is connected is refused', async () => {
    const { fingerprint } = await bench.plan();
    await domain.until((await bench.ask(fingerprint)).id, 'SUCCEEDED');
    const again = await bench.plan();
    expect(again).toMatchObject({ case: 'ALREADY_CONNECTED', ready: false, steps: [] });
    await expect(bench.ask(again.fingerprint, { code: 'WXYZ6789' })).rejects.toMatchObject({
      code: 'ALREADY_CONNECTED',
    });
  });

  it('with a code that was redeemed here before is refused before anything begins', async () => {
    domain.venue.refuse('Save-CloudSyncPackage', 'SCRIPT_FAILED');
    await domain.until((await bench.ask((await bench.plan()).fingerprint)).id, 'FAILED');
    domain.venue.connection = 'never';
    await expect(bench.ask((await bench.plan()).fingerprint)).rejects.toMatchObject({ code: 'CODE_USED' });
    expect(bench.sent).toBe(1);
  });

  it('an hour after the plan needs a new one', async () => {
    const { fingerprint } = await bench.plan();
    await domain.clock.pass(60 * MINUTE);
    await expect(bench.ask(fingerprint)).rejects.toMatchObject({ code: 'PLAN_NOT_FOUND' });
  });

  it('after a fact has moved is shown which', async () => {
    const { fingerprint } = await bench.plan();
    domain.venue.model.machine.isElevated = false;
    await expect(bench.ask(fingerprint)).rejects.toMatchObject({
      code: 'PLAN_CHANGED',
      details: { changes: [{ fact: 'elevated', planned: 'true', now: 'false' }] },
    });
  });

  it('five minutes after the PIN must enter it again', async () => {
    const { fingerprint } = await bench.plan();
    await expect(bench.ask(fingerprint, { steppedUpUntil: domain.clock.now() })).rejects.toMatchObject({
      code: 'FORBIDDEN',
      details: { gate: 'STEP_UP' },
    });
  });

  it('for another customer number is refused', async () => {
    await expect(bench.ask((await bench.plan()).fingerprint, { customer: '99999999' })).rejects.toMatchObject(
      {
        code: 'VENUE_MISMATCH',
      },
    );
    await expect(domain.plane.onboarding.requestCode(callerOf('1'), '99999999')).rejects.toMatchObject({
      code: 'VENUE_MISMATCH',
    });
  });

  it('while a service is being changed has to wait for it', async () => {
    const { fingerprint } = await bench.plan();
    const { reached } = venue.holdUp('Start-VenueHostService');
    const change = domain.plane.services
      .control(callerOf('1'), 'gateway-client', { do: 'start' }, undefined)
      .catch((error) => error);
    await bench.passing(reached);
    await expect(bench.ask(fingerprint)).rejects.toMatchObject({ code: 'OPERATION_IN_PROGRESS' });
    await domain.plane.stop();
    await change;
  });

  it('never sees the code again, in no row, event or failure', async () => {
    domain.venue.scripts.set('Invoke-CodeRedemption', () => {
      throw new ScriptError('Invoke-CodeRedemption', 'FAILED', 'The code SENT1NEL is wrong', {
        errorId: 'CODE_WRONG',
      });
    });
    const { id } = await bench.ask((await bench.plan()).fingerprint, { code: 'SENT1NEL' });
    const operation = await domain.until(id, 'FAILED');
    const rows = [
      operation,
      await domain.state.operations.events(id, 0, 200),
      await domain.state.operations.steps([id]),
    ];
    expect(JSON.stringify(rows)).not.toContain('SENT1NEL');
  });

  it.each(['CODE_EXPIRED', 'CODE_USED'])(
    'with a code that is refused with %s reads no more that it works',
    async (errorId) => {
      const now = domain.clock.now();
      const expiresAt = new Date(now.getTime() + 600_000);
      const known = codeRequests(domain.state.keyValues, domain.clock);
      await known.sent({ sentTo: 'm*****r@example.com', sentAt: now, expiresAt, attemptsLeft: 5 });
      const { fingerprint } = await bench.plan();
      domain.venue.refuse('Invoke-CodeRedemption', errorId);
      const { id } = await bench.ask(fingerprint);
      await domain.until(id, 'FAILED');
      expect(await domain.plane.onboarding.codeRequest()).toBeUndefined();
    },
  );
});
