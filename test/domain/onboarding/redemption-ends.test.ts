/** Both ends of a redemption that comes to nothing: the cloud is asked, and its credential stays stored. */
import { redeemStep } from '../../../src/domain/onboarding/redeem-step.js';
import { ScriptError } from '../../../src/domain/ports/script-runner.js';
import type { OperationFailure } from '../../../src/domain/types/operation.js';
import { callerOf } from '../rehearsal-domain.js';
import { eachOnboarding } from './onboarding-bench.js';

const STORED =
  'The authentication code is used. Its credential stays stored: finishing the onboarding needs no new code.';

afterEach(() => bench.domain.lock(false));
const bench = eachOnboarding({ statePatienceMs: 5000 });

/** The redemption is answered, and at that very moment this happens. */
function whenRedeemed(happens: () => unknown): void {
  const { scripts } = bench.domain.venue;
  const redeem = scripts.get('Invoke-CodeRedemption');
  scripts.set('Invoke-CodeRedemption', async (...asked) => {
    const answer = redeem?.(...asked);
    await happens();
    return answer;
  });
}

async function over(id: string): Promise<OperationFailure | undefined> {
  for (let turn = 0; turn < 300 && !(await bench.domain.find(id)).finishedAt; turn += 1)
    await bench.domain.clock.pass(500);
  return (await bench.domain.find(id)).failure;
}

const closed = () => bench.domain.venue.calls.filter((script) => script === 'Close-CodeRedemption').length;

it('a redemption whose outcome cannot be written down for longer than patience lasts is asked about, and continues', async () => {
  whenRedeemed(() => bench.domain.lock(true));
  const { id } = await bench.begin();
  await bench.domain.clock.pass(3000);
  for (let turn = 0; turn < 20; turn += 1) await bench.domain.clock.pass(1000);
  bench.domain.lock(false);
  await bench.domain.until(id, 'SUCCEEDED');
  expect([bench.sent, bench.venue.redeemed.length]).toEqual([1, 1]);
  expect(closed()).toBeGreaterThan(0);
});

it('a redemption whose outcome is refused by the database is asked about before it goes back', async () => {
  const { operations } = bench.domain.state;
  const write = operations.setRedemptionState;
  let fails = true;
  operations.setRedemptionState = async (redemptionId, from, to, at) => {
    if (to === 'REDEEMED' && fails) {
      fails = false;
      throw new Error('disk I/O error');
    }
    return write(redemptionId, from, to, at);
  };
  const { id } = await bench.begin();
  const failure = await over(id);
  operations.setRedemptionState = write;
  expect(closed()).toBe(1);
  expect(failure?.notRestored).toEqual([STORED]);
  expect(bench.venue.pending).toBe(bench.venue.redeemed[0]);
});

it('a redemption that is written down as redeemed continues without the cloud', async () => {
  const redemption = { id: 'r', operationId: 'o', state: 'REDEEMED' };
  const step = redeemStep(
    { settings: {}, operations: { redemptionOf: async () => redemption } } as never,
    '1',
  );
  const script = () => Promise.reject(new Error('The cloud is not asked'));
  expect(await step.perform({ operation: { id: 'o' }, script } as never)).toEqual({ redemptionId: 'r' });
});

it.each([['CLOUD_UNREACHABLE'], ['BUSY'], ['MACHINE_UNKNOWN']])(
  'a code that cannot leave (%s) is kept for minutes, and leaves when the cloud is back, once',
  async (errorId) => {
    const { venue, clock } = bench.domain;
    const redeem = venue.scripts.get('Invoke-CodeRedemption');
    venue.refuse('Invoke-CodeRedemption', errorId);
    const { id } = await bench.begin();
    for (let turn = 0; turn < 18; turn += 1) await clock.pass(10_000);
    expect((await bench.domain.find(id)).state).toBe('RUNNING');
    expect((await bench.domain.state.operations.redemptionOf(id))?.state).toMatch(/STORED|SENDING/);
    if (redeem) venue.scripts.set('Invoke-CodeRedemption', redeem);
    await bench.domain.until(id, 'SUCCEEDED');
    expect([bench.venue.redeemed.length, closed()]).toEqual([1, 0]);
    const said = (await bench.domain.state.operations.events(id, 0, 200)).map(({ message }) => message);
    expect(said.filter((message) => message.includes('has not been sent yet'))).toHaveLength(1);
  },
);

it('a code that cannot leave for longer than the cloud is waited for is not used up, and that is said', async () => {
  bench.domain.venue.refuse('Invoke-CodeRedemption', 'CLOUD_UNREACHABLE');
  const { id } = await bench.begin();
  for (let turn = 0; turn < 12; turn += 1) await bench.domain.clock.pass(60_000);
  expect(await over(id)).toMatchObject({ code: 'CLOUD_UNREACHABLE', notRestored: [] });
  expect((await bench.domain.state.operations.redemptionOf(id))?.state).toBe('REFUSED');
});

it('a server that cannot be distinguished has not sent the code, and says so to the end', async () => {
  bench.domain.venue.refuse('Invoke-CodeRedemption', 'MACHINE_UNKNOWN');
  const { id } = await bench.begin();
  for (let turn = 0; turn < 12; turn += 1) await bench.domain.clock.pass(60_000);
  expect(await over(id)).toMatchObject({ code: 'MACHINE_UNKNOWN', notRestored: [] });
  expect(closed()).toBe(0);
  const said = (await bench.domain.state.operations.events(id, 0, 200)).map(({ message }) => message);
  expect(said.join()).toContain(
    "This server's identity could not be read. The code has not been sent yet; the server retries.",
  );
  expect(said.join()).not.toContain('did not say');
});

it('a cancel while the code cannot leave ends it, with the code unused', async () => {
  bench.domain.venue.refuse('Invoke-CodeRedemption', 'CLOUD_UNREACHABLE');
  const { id } = await bench.begin();
  await bench.domain.clock.pass(5000);
  await bench.domain.plane.operations.cancel(callerOf('1'), id, 'enough');
  expect(await over(id)).toMatchObject({ code: 'OPERATION_CANCELLED', notRestored: [] });
});

it.each([['none'], ['old credential']])(
  'a cancel between redemption and keeping the credential keeps it stored, with %s before',
  async (before) => {
    if (before !== 'none') bench.venue.credential = before;
    const { fingerprint } = await bench.plan();
    let id = '';
    whenRedeemed(() => bench.domain.plane.operations.cancel(callerOf('1'), id, 'enough'));
    id = (await bench.ask(fingerprint)).id;
    const failure = await over(id);
    expect(bench.domain.venue.calls).not.toContain('Save-GatewayCredential');
    expect(failure).toMatchObject({
      code: 'OPERATION_CANCELLED',
      notRestored: [STORED],
      restored: [],
    });
    expect([bench.venue.pending, bench.venue.credential]).toEqual([bench.venue.redeemed[0], before]);
  },
);

it('a redemption whose time is up while the cloud does not answer needs attention', async () => {
  const { clock, find, venue } = bench.domain;
  venue.scripts.set('Invoke-CodeRedemption', () => {
    throw new ScriptError('Invoke-CodeRedemption', 'HOST_DIED', 'gone');
  });
  venue.scripts.set('Close-CodeRedemption', () => new Promise(() => undefined));
  const { id } = await bench.begin();
  for (let turn = 0; turn < 300 && !(await find(id)).failure; turn += 1) await clock.pass(3000);
  expect(await find(id)).toMatchObject({
    state: 'NEEDS_ATTENTION',
    failure: { code: 'REDEMPTION_OUTCOME_UNKNOWN' },
  });
});

describe('a code that was given up on', () => {
  async function givenUp(): Promise<string> {
    const { venue } = bench.domain;
    const redeem = venue.scripts.get('Invoke-CodeRedemption');
    venue.scripts.set('Invoke-CodeRedemption', (...given) => {
      redeem?.(...given);
      throw new ScriptError('Invoke-CodeRedemption', 'HOST_DIED', 'gone');
    });
    venue.before = (script) => {
      if (script === 'Close-CodeRedemption')
        throw new ScriptError(script, 'FAILED', 'away', { errorId: 'CLOUD_NO_ANSWER' });
    };
    const { id } = await bench.begin();
    await bench.domain.until(id, 'NEEDS_ATTENTION');
    return id;
  }
  const giveUp = async (id: string) => {
    const resolving = bench.domain.plane.approvals.resolve(callerOf('1'), id, 'give-up', 'no time');
    await bench.domain.clock.pass(2000);
    await resolving;
    return over(id);
  };

  it('is asked about once more, and what it gave stays stored where the cloud says that it was redeemed', async () => {
    const id = await givenUp();
    bench.domain.venue.before = () => undefined;
    const failure = await giveUp(id);
    expect(failure).toMatchObject({
      code: 'REDEMPTION_ABANDONED',
      notRestored: [STORED],
      restored: [],
    });
    expect(bench.venue.pending).toBe(bench.venue.redeemed[0]);
  });

  it('stays unknown, and is said to be, where the cloud says nothing', async () => {
    const failure = await giveUp(await givenUp());
    expect(failure?.notRestored).toEqual([
      'Whether the authentication code was redeemed is unknown: treat it as used.',
    ]);
  });
});

it('a credential that the cloud no longer has is not finished with again: the next onboarding takes a code', async () => {
  const { model } = bench.domain.venue;
  bench.venue.refuseToStart('gateway-client');
  await over((await bench.begin()).id);
  delete model.faults['service'];
  // Revoked, or the cloud was restored from an older backup.
  model.cloud.redemptions = [];
  const plan = await bench.plan();
  expect(plan.needsCode).toBe(false);
  expect((await over((await bench.finish(plan.fingerprint)).id))?.code).toBe('REDEMPTION_CLOSED');

  const next = await bench.plan();
  expect(next.needsCode).toBe(true);
  const { id } = await bench.ask(next.fingerprint, { code: 'EFGH6789' });
  await bench.domain.until(id, 'SUCCEEDED');
});
