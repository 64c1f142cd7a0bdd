/** What depends on no success does not wait for a script that hangs each time: the other release, the send, the next step. */
import { ScriptError } from '../../../src/domain/ports/script-runner.js';
import { OnboardingVenue } from '../onboarding/onboarding-venue.js';
import { askOnboarding, askResync, eachDomain } from '../rehearsal-domain.js';

const domain = eachDomain();
const seconds = async (count: number) => {
  for (let second = 0; second < count; second += 1) await domain.clock.pass(1000);
};

function hangs(script: string): void {
  const { runner } = domain.venue;
  const { run } = runner;
  runner.run = async (call) => {
    if (call.script !== script) return run(call);
    await domain.clock.sleep(call.deadlineMs, call.signal);
    throw new ScriptError(script, call.signal?.aborted ? 'CANCELLED' : 'TIMED_OUT', 'It hangs.');
  };
}

it('resumes the monitoring of the link where the release of the daily restart hangs', async () => {
  const { id } = await askResync(domain, '1');
  await domain.clock.pass(3000);
  hangs('Resume-DailyRestart');
  domain.venue.complete();
  await seconds(60);
  await domain.until(id, 'SUCCEEDED');
  const release = (await domain.state.operations.steps([id])).find(({ name }) => name === 'release');
  expect(release?.result).toEqual({ held: ['hold-daily-restart'] });
});

it('sends on after a restart of the server where the daily restart cannot be suspended again', async () => {
  const { id } = await askResync(domain, '1');
  await domain.clock.pass(3000);
  hangs('Suspend-DailyRestart');
  const stopped = domain.plane.stop();
  await domain.clock.pass(4000);
  await stopped;
  await domain.reborn();
  domain.venue.complete();
  await seconds(240);
  await domain.until(id, 'SUCCEEDED');
});

it('continues with an onboarding whose installed Cloud Sync cannot be stopped', async () => {
  const venue = new OnboardingVenue(domain.venue);
  const install = domain.venue.scripts.get('Install-CloudSync');
  domain.venue.scripts.set('Install-CloudSync', (parameters) => {
    const row = install?.(parameters);
    venue.run('cloud-sync');
    return row;
  });
  hangs('Stop-VenueHostService');
  const { id } = await askOnboarding(domain);
  await seconds(600);
  await domain.until(id, 'SUCCEEDED');
});
