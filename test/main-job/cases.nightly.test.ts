/** One venue through two cases of onboarding: connected without Cloud Sync, then Cloud Sync added. */
import { setTimeout as sleep } from 'node:timers/promises';
import { once } from '../domain/stand-in.js';
import { planOnboarding } from '../venue/requests.js';
import { firstSyncIsOver, linkTable, onboarded, startQuick, until } from './main-job.js';

/** Everyone reads a changed fault within a second. */
const SEEN_MS = 1100;
const RUNNING = { status: 'RUNNING', startMode: 'AUTOMATIC' };

const venue = once(
  () => startQuick(),
  (started) => started.stop(),
);

async function setFaults(faults: Record<string, string>): Promise<void> {
  await venue.setFaults(faults);
  await sleep(SEEN_MS);
}

test('a venue without the license is connected without Cloud Sync', async () => {
  await setFaults({ licence: 'no-cloud-sync' });
  expect(await onboarded(venue)).toMatchObject({ state: 'SUCCEEDED', failure: null });
  expect(await linkTable(venue)).toMatchObject({
    'gateway-client': RUNNING,
    'cloud-sync': { status: 'NOT_INSTALLED' },
  });
}, 150_000);

test('once it is licensed Cloud Sync is added, and the gateway runs on in the same process', async () => {
  const before = (await linkTable(venue))['gateway-client']?.['processId'];
  await setFaults({});
  expect(await planOnboarding(venue)).toMatchObject({ case: 'CLOUD_SYNC_ADDED' });
  expect(await onboarded(venue)).toMatchObject({ state: 'SUCCEEDED', failure: null });
  const services = await linkTable(venue);
  expect(services['cloud-sync']).toMatchObject(RUNNING);
  expect(services['gateway-client']).toMatchObject({ ...RUNNING, processId: before });
  // An end of this between a plan and its apply is a fact that moved: another sync would follow, or none.
  await until(() => firstSyncIsOver(venue), 'the first sync is over');
}, 150_000);
