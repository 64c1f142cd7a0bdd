/** A full send that was registered in the cloud is always owned: by its operation, or by the deferred cleanup that withdraws it. */
import { aftermath } from '../../../src/domain/operations/summary.js';
import { ScriptError } from '../../../src/domain/ports/script-runner.js';
import type { Operation } from '../../../src/domain/types/operation.js';
import { newOperation } from '../../storage/samples.js';
import { askResync, callerOf, type PracticeDomain, practiceDomain } from '../rehearsal-domain.js';

let domain: PracticeDomain;
let id: string;
beforeEach(async () => {
  domain = await practiceDomain();
  id = (await askResync(domain, '1')).id;
  for (let turn = 0; turn < 100 && !domain.venue.job; turn += 1) await domain.clock.pass(100);
});
afterEach(() => domain.close());

const CLOUD = ['Get-SyncJob', 'Get-CloudVenue', 'Remove-SyncJob'];
const said = async () => (await domain.state.operations.events(id, 0, 500)).map(({ message }) => message);
const resumed = () => domain.venue.calls.filter((script) => script.startsWith('Resume-'));

function cloudIsAway(isAway: boolean): void {
  domain.venue.before = (script) => {
    if (isAway && CLOUD.includes(script))
      throw new ScriptError(script, 'FAILED', 'away', { errorId: 'CLOUD_UNREACHABLE' });
  };
}

async function cancelWhileAway(): Promise<void> {
  cloudIsAway(true);
  await domain.plane.operations.cancel(callerOf('1'), id, 'enough');
  await domain.clock.minutes(4);
}

it('keeps the holds and retries the withdrawal after a cancel, until the cloud confirms it', async () => {
  await cancelWhileAway();
  const { state, failure } = await domain.find(id);
  expect(state).toBe('CANCELLED');
  expect(failure?.notRestored).toEqual(
    expect.arrayContaining([expect.stringMatching(/^The full send is still open in swiftpos Cloud/)]),
  );
  expect(domain.venue.restartHeld).toBe(true);
  expect(resumed()).toEqual([]);
  await domain.clock.minutes(3);
  expect(domain.venue.job?.state).toBe('EXPECTED');
  expect(resumed()).toEqual([]);
  cloudIsAway(false);
  await domain.clock.minutes(2);
  expect(domain.venue.job?.state).toBe('WITHDRAWN');
  expect(domain.venue.restartHeld).toBe(false);
  expect((await said()).slice(-3)).toEqual([
    'The full send was withdrawn. The cloud keeps the old data.',
    'The daily restart resumes.',
    'Services Monitor monitors the link again.',
  ]);
});

it('continues withdrawing it however many operations have ended since', async () => {
  await cancelWhileAway();
  const { operations } = domain.state;
  for (let attempt = 1; attempt <= 120; attempt += 1) {
    const createdAt = new Date(domain.clock.now().getTime() + attempt);
    await operations.create(newOperation({ id: `attempt ${attempt}`, createdAt }));
    await operations.transition(`attempt ${attempt}`, ['PENDING'], 'FAILED', { finishedAt: createdAt });
  }
  cloudIsAway(false);
  await domain.clock.minutes(2);
  expect(domain.venue.job?.state).toBe('WITHDRAWN');
});

it.each([
  ['had all of it', () => domain.venue.complete(), 'it had already been completed'],
  [
    'never knew it',
    () => {
      domain.venue.job = undefined;
    },
    'The cloud does not know this full send',
  ],
])('says which it was when the cloud %s, and releases the holds', async (_, change, words) => {
  await cancelWhileAway();
  change();
  cloudIsAway(false);
  await domain.clock.minutes(2);
  expect((await said()).slice(-3)[0]).toContain(words);
  expect(domain.venue.restartHeld).toBe(false);
});

it('withdraws it and releases the holds after a restore that ended its operation', async () => {
  await domain.plane.stop();
  const restored = { takenAt: '2031-05-05T17:00:00.000Z', isSettled: false };
  await domain.state.keyValues.set('restored', restored, domain.clock.now());
  await domain.reborn();
  expect((await domain.find(id)).failure?.code).toBe('STATE_RESTORED');
  await domain.clock.minutes(2);
  expect(domain.venue.job?.state).toBe('WITHDRAWN');
  expect(domain.venue.restartHeld).toBe(false);
  expect(new Set(resumed())).toEqual(new Set(['Resume-DailyRestart', 'Resume-ServicesMonitor']));
});

it('suspends the daily restart and Services Monitor again after a restart in mid-send', async () => {
  await domain.clock.pass(2000);
  await domain.plane.stop();
  // Windows has booted: Services Monitor runs again, and holds nothing.
  domain.venue.restartHeld = false;
  domain.venue.calls.length = 0;
  await domain.reborn();
  await domain.clock.pass(3000);
  expect(domain.venue.restartHeld).toBe(true);
  expect(domain.venue.calls).toContain('Suspend-ServicesMonitor');
  domain.venue.complete();
  await domain.until(id, 'SUCCEEDED');
});

describe('an open full send that no operation runs', () => {
  const STRANGE = { id: '00000000-0000-4000-8000-000000000001', state: 'RUNNING' } as const;
  beforeEach(async () => {
    domain.venue.complete();
    await domain.until(id, 'SUCCEEDED');
    domain.venue.job = STRANGE;
    domain.venue.receive(240);
    domain.venue.calls.length = 0;
  });

  it('blocks a plan, which shows how many rows the cloud has and the step that would withdraw it', async () => {
    const plan = await domain.plane.resync.plan(callerOf('1').viewer);
    expect(plan.ready).toBe(false);
    expect(plan.checks.find(({ code }) => code === 'FULL_SEND_RUNNING')).toMatchObject({
      outcome: 'FAIL',
      overridable: true,
      detail: expect.stringContaining('240 of 1,000 rows'),
    });
    expect(plan.steps.map(({ name }) => name)).toContain('withdraw-open-send');
    await expect(askResync(domain, '1')).rejects.toMatchObject({ code: 'PLAN_NOT_READY' });
  });

  it('is withdrawn before the new one is registered, by an override with a reason', async () => {
    const next = await askResync(domain, '1', { overrides: ['FULL_SEND_RUNNING', 'SYNC_IS_CAUSE'] });
    for (let turn = 0; turn < 100 && domain.venue.job?.id === STRANGE.id; turn += 1)
      await domain.clock.pass(100);
    domain.venue.complete();
    await domain.until(next.id, 'SUCCEEDED');
    const asked = domain.venue.calls.filter((script) => script.endsWith('-SyncJob'));
    expect(asked.slice(0, 2)).toEqual(['Remove-SyncJob', 'Register-SyncJob']);
  });

  /** The new send is refused, so that the resync is rolled back. */
  async function failAfterWithdrawal(): Promise<Operation> {
    domain.venue.before = (script) => {
      if (script === 'Register-SyncJob') throw new ScriptError(script, 'FAILED', 'refused');
    };
    const next = await askResync(domain, '1', { overrides: ['FULL_SEND_RUNNING', 'SYNC_IS_CAUSE'] });
    for (let turn = 0; turn < 100 && (await domain.find(next.id)).finishedAt === undefined; turn += 1)
      await domain.clock.pass(100);
    return domain.find(next.id);
  }

  it('stays withdrawn after a failure, which the rollback names', async () => {
    const { state, failure } = await failAfterWithdrawal();
    expect(state).toBe('FAILED');
    expect(failure?.notRestored).toEqual([
      'The full send that was open stays withdrawn. The cloud keeps the old data.',
    ]);
    expect(aftermath(failure)).not.toBe('All changes were rolled back.');
  });

  it('is not named where it had ended before it could be withdrawn', async () => {
    const answer = ({ JobId }: Readonly<Record<string, unknown>>) =>
      JobId === STRANGE.id ? 'Over' : 'Unknown';
    domain.venue.scripts.set('Remove-SyncJob', (given) => ({ Withdrawn: false, Outcome: answer(given) }));
    expect((await failAfterWithdrawal()).failure?.notRestored).toEqual([]);
  });

  it('may be withdrawn where the answer of the cloud was lost', async () => {
    // Before the new send was announced: nothing else is withdrawn.
    domain.venue.scripts.set('Remove-SyncJob', () => {
      throw new ScriptError('Remove-SyncJob', 'FAILED', 'no answer');
    });
    expect((await failAfterWithdrawal()).failure?.notRestored).toEqual([
      'The full send that was open may have been withdrawn. The cloud keeps the old data then.',
    ]);
  });
});
