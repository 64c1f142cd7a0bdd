/**
 * A first sync that an onboarding began has an owner after its rollback: it is withdrawn, or the server
 * continues to withdraw it.
 */
import { ScriptError } from '../../../src/domain/ports/script-runner.js';
import type { Operation } from '../../../src/domain/types/operation.js';
import type { Script } from '../fake-venue.js';
import { eachOnboarding } from './onboarding-bench.js';

const WITHDRAWN = 'The first sync was withdrawn.';
const bench = eachOnboarding();
/** The cloud is away once the first sync has begun. */
let isAway: boolean;
let start: Script;

beforeEach(() => {
  const { venue } = bench.domain;
  isAway = false;
  // Its package starts Cloud Sync for a moment.
  const install = venue.scripts.get('Install-CloudSync') as Script;
  venue.scripts.set('Install-CloudSync', (...call) => {
    venue.job ??= { id: 'first', kind: 'FIRST', state: 'RUNNING' };
    return install(...call);
  });
  start = venue.scripts.get('Start-VenueHostService') as Script;
  venue.scripts.set('Start-VenueHostService', () => ({ Outcome: 'Flapping', ProcessId: 7, ExitCode: 0 }));
  venue.before = (script) => {
    const isBegun = venue.job !== undefined && venue.calls.includes('Invoke-CodeRedemption');
    if (isAway && isBegun && ['Get-CloudVenue', 'Remove-FirstSync'].includes(script))
      throw new ScriptError(script, 'FAILED', 'away', { errorId: 'CLOUD_UNREACHABLE' });
  };
});

async function failed(): Promise<Operation> {
  const { id } = await bench.begin();
  for (let turn = 0; turn < 600 && !(await bench.domain.find(id)).finishedAt; turn += 1)
    await bench.domain.clock.pass(100);
  const operation = await bench.domain.find(id);
  expect(operation.state).toBe('FAILED');
  return operation;
}

/** The gateway runs by a credential of its own, which the rollback restores. */
function linkedBefore(): void {
  bench.venue.credential = 'old credential';
  bench.domain.venue.isSent = false;
  bench.venue.run('gateway-client');
}

const findings = () => bench.domain.plane.status.status().findings.map(({ code }) => code);

it('withdraws it after Cloud Sync is gone and while the credential is still there, and says so', async () => {
  const { failure } = await failed();
  const { job, calls } = bench.domain.venue;
  expect(job?.state).toBe('WITHDRAWN');
  expect(failure?.restored).toContain(WITHDRAWN);
  const order = ['Uninstall-CloudSync', 'Remove-FirstSync', 'Restore-GatewayCredential'];
  expect(calls.filter((script) => order.includes(script)).slice(0, 3)).toEqual(order);
});

it('leaves one that was open before', async () => {
  linkedBefore();
  bench.domain.venue.job = { id: 'earlier', kind: 'FIRST', state: 'RUNNING' };
  expect((await failed()).failure?.restored).not.toContain(WITHDRAWN);
  expect(bench.domain.venue.job?.state).toBe('RUNNING');
});

it('continues to withdraw it where the cloud is away, which the status says instead of "Wait until it is complete"', async () => {
  linkedBefore();
  isAway = true;
  const { id, failure } = await failed();
  expect(failure?.notRestored).toContainEqual(
    expect.stringMatching(/^A first sync may still be open in swiftpos Cloud/),
  );
  // It can be read, and withdraws nothing yet.
  bench.domain.venue.before = (script) => {
    if (script === 'Remove-FirstSync')
      throw new ScriptError(script, 'FAILED', 'away', { errorId: 'CLOUD_UNREACHABLE' });
  };
  bench.domain.plane.keepStatus();
  await bench.domain.clock.minutes(2);
  expect(findings()).toContain('CLEANUP_OPEN');
  expect(findings()).not.toContain('SEND_RUNNING');
  bench.domain.venue.before = () => undefined;
  await bench.domain.clock.minutes(2);
  expect(bench.domain.venue.job?.state).toBe('WITHDRAWN');
  expect(findings()).not.toContain('CLEANUP_OPEN');
  const events = await bench.domain.state.operations.events(id, 0, 100);
  expect(events.at(-1)?.message).toBe(WITHDRAWN);
});

it('withdraws it by the stored credential where none is in use, and begins another onboarding', async () => {
  isAway = true;
  await failed();
  isAway = false;
  bench.domain.plane.keepStatus();
  await bench.domain.clock.minutes(2);
  expect(bench.domain.venue.job?.state).toBe('WITHDRAWN');
  expect(findings()).not.toContain('CLEANUP_OPEN');
  bench.domain.venue.scripts.set('Start-VenueHostService', start);
  const { id } = await bench.begin({ code: 'EFGH6789' });
  await bench.domain.until(id, 'SUCCEEDED');
  await bench.domain.clock.minutes(2);
  expect(bench.domain.venue.job?.state).toMatch(/^(EXPECTED|RUNNING)$/);
  expect(findings()).not.toContain('CLEANUP_OPEN');
});
