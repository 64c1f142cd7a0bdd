/** Hosts that start slowly and scripts that hang burn no code: what never began has sent none, and what may run twice runs again. */
import { ScriptError } from '../../../src/domain/ports/script-runner.js';
import { askOnboarding, callerOf, eachDomain } from '../rehearsal-domain.js';
import { OnboardingVenue } from './onboarding-venue.js';

const domain = eachDomain();
beforeEach(() => void new OnboardingVenue(domain.venue));
const seconds = async (count: number) => {
  for (let second = 0; second < count; second += 1) await domain.clock.pass(1000);
};

/** No host is there in the next `ms`. As the pool has it: a call waits as long as it may, and what hangs is ended at its deadline. */
function noHostFor(ms: number, isMeant: (called: string) => boolean, needsMs = 5000) {
  const { clock, venue } = domain;
  const { run } = venue.runner;
  let readyAt: number | undefined;
  venue.runner.run = async (call) => {
    const { script, deadlineMs, signal } = call;
    if (!isMeant(script)) return run(call);
    readyAt ??= clock.workMs() + ms;
    const leftMs = Math.max(0, readyAt - clock.workMs());
    const { waitMs = deadlineMs } = call;
    await clock.sleep(Math.min(leftMs, waitMs), signal);
    if (signal?.aborted) throw new ScriptError(script, 'CANCELLED', 'no', { mayHaveRun: false });
    if (leftMs > waitMs) throw new ScriptError(script, 'TIMED_OUT', 'no host', { mayHaveRun: false });
    const hasMs = call.waitMs === undefined ? deadlineMs - leftMs : deadlineMs;
    await clock.sleep(Math.min(hasMs, needsMs), signal);
    if (hasMs < needsMs) throw new ScriptError(script, 'TIMED_OUT', 'late');
    return run(call);
  };
}
const sent = () => domain.venue.calls.filter((script) => script === 'Invoke-CodeRedemption').length;

it.each([
  ['Invoke-CodeRedemption', 0],
  ['Save-GatewayCredential', 1],
  ['Set-ServiceStartMode', 1],
  ['Start-VenueHostService', 1],
  ['Clear-PreviousCredential', 1],
])(
  'waits for a host that takes a minute to start when %s is due, and burns no code',
  async (script, codes) => {
    noHostFor(55_000, (called) => called === script && sent() >= codes);
    const { id } = await askOnboarding(domain);
    await seconds(80);
    await domain.until(id, 'SUCCEEDED');
    expect(sent()).toBe(1);
    expect(domain.venue.calls).not.toContain('Close-CodeRedemption');
    expect(JSON.stringify(await domain.state.operations.events(id, 0, 200))).not.toContain('still stored');
  },
);

it.each([
  ['Save-GatewayCredential', 1],
  ['Set-ServiceStartMode', 1],
  ['Set-ServiceStartMode', 2],
  ['Start-VenueHostService', 1],
  ['Start-VenueHostService', 2],
  ['Get-ServiceState', 1],
  ['Clear-PreviousCredential', 1],
])('continues when %s hangs after its work (call %i), and burns no code', async (script, at) => {
  const { venue, clock } = domain;
  const { run } = venue.runner;
  let calls = 0;
  venue.runner.run = async (call) => {
    const answer = await run(call);
    if (call.script !== script || !call.trace) return answer;
    calls += 1;
    if (calls !== at) return answer;
    await clock.sleep(call.deadlineMs, call.signal);
    throw new ScriptError(script, call.signal?.aborted ? 'CANCELLED' : 'TIMED_OUT', 'It hangs.');
  };
  const { id } = await askOnboarding(domain);
  await seconds(100);
  await domain.until(id, 'SUCCEEDED');
  expect(calls).toBeGreaterThan(at);
  expect(sent()).toBe(1);
});

it.each(['no host starts', 'it is cancelled before'])(
  'has sent no code, and says so, where %s',
  async (why) => {
    noHostFor(20 * 60_000, (called) => called === 'Invoke-CodeRedemption');
    const { id } = await askOnboarding(domain);
    await seconds(70);
    if (why !== 'no host starts') await domain.plane.operations.cancel(callerOf('1'), id, 'enough');
    await seconds(720);
    const { state, failure } = await domain.find(id);
    expect([state, failure?.code]).toEqual(
      why === 'no host starts' ? ['FAILED', 'POWERSHELL_UNAVAILABLE'] : ['CANCELLED', 'OPERATION_CANCELLED'],
    );
    expect(failure?.notRestored).toEqual([]);
    expect((await domain.state.operations.redemptionOf(id))?.state).toBe('REFUSED');
    expect(domain.venue.calls).not.toContain('Close-CodeRedemption');
    const events = await domain.state.operations.events(id, 0, 200);
    expect(JSON.stringify(events)).not.toContain('The cloud did not report');
  },
);
