/** Windows Installer in an onboarding: it may be busy, take long, and continue when no one waits for it any more. */
import { readFileSync } from 'node:fs';
import { eachOnboarding } from './onboarding-bench.js';

const bench = eachOnboarding();

test('gives Windows Installer longer than its script waits for it, also during the rollback', async () => {
  const { venue, domain } = bench;
  const { fingerprint } = await bench.plan();
  const { runner } = domain.venue;
  const given: Record<string, number> = {};
  const { run } = runner;
  runner.run = (call) => {
    given[call.script] = call.deadlineMs;
    return run(call);
  };
  venue.refuseToStart('gateway-client');
  await domain.until((await bench.ask(fingerprint)).id, 'FAILED');
  const script = readFileSync('scripts/services/WindowsInstaller.ps1', 'utf8');
  const seconds = [...script.matchAll(/(?:Installer|Busy)Seconds = (\d+)/g)].map(([, n]) => Number(n));
  expect(seconds).toHaveLength(2);
  const [waits = 0, work = 0] = seconds;
  // A package that registers another service is taken out again in the same call.
  expect(given['Install-CloudSync']).toBeGreaterThan(2 * 1000 * (waits + work));
  expect(given['Uninstall-CloudSync']).toBeGreaterThan(1000 * (waits + work));
});

test('is not reported as uninstalled again while Windows Installer may still be at it', async () => {
  const { domain } = bench;
  const { fingerprint } = await bench.plan();
  domain.venue.refuse('Install-CloudSync', 'INSTALLER_BUSY');
  domain.venue.refuse('Uninstall-CloudSync', 'INSTALLER_BUSY');
  const { failure } = await domain.until((await bench.ask(fingerprint)).id, 'FAILED');
  expect(failure?.code).toBe('INSTALLER_BUSY');
  expect(failure?.restored).not.toContain('Cloud Sync was uninstalled again.');
  expect(failure?.notRestored).toContainEqual(
    expect.stringMatching(/^Whether Windows still installs Cloud Sync is unknown\. .+then try again\.$/),
  );
});
