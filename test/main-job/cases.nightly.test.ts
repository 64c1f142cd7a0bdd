/** One venue through the cases of onboarding: connected without Cloud Sync, Cloud Sync added, moved to another server. */
import { setTimeout as sleep } from 'node:timers/promises';
import { WatchedRows } from '../prove/watched-rows.js';
import type { PracticeVenue } from '../venue/practice-venue.js';
import { planOnboarding } from '../venue/requests.js';
import {
  beginOnboarding,
  ended,
  failing,
  firstSyncIsOver,
  linkTable,
  OPERATION_MS,
  onboarded,
  startQuick,
  until,
} from './main-job.js';

/** The old server's last heartbeat counts for five seconds. */
const SILENT_MS = 6000;
/** Everyone reads a changed fault within a second. */
const SEEN_MS = 1100;
const RUNNING = { status: 'RUNNING', startMode: 'AUTOMATIC' };

let venue: PracticeVenue;

beforeAll(async () => {
  venue = await startQuick();
}, 60_000);

afterAll(() => venue?.stop(), 60_000);

async function setFaults(faults: Record<string, string>): Promise<void> {
  await venue.setFaults(faults);
  await sleep(SEEN_MS);
}

test('a venue without the licence is connected without Cloud Sync', async () => {
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

test('on a new server an onboarding that went back after its first heartbeat leaves one that can be begun', async () => {
  await setFaults({ swiftpos: 'migrated' });
  expect(failing(await planOnboarding(venue))).toContain('OLD_SERVER');
  await sleep(SILENT_MS);
  const rows = new WatchedRows(venue.stateFile);
  const id = await beginOnboarding(venue);
  await rows.until('ONBOARD', new Set(), 'step:start-cloud-sync:RUNNING', OPERATION_MS);
  rows.close();
  await venue.ask('mutation ($id: ID!) { cancelOperation(id: $id, reason: "Wrong evening") { state } }', {
    id,
  });
  expect(await ended(venue, id)).toMatchObject({ state: 'CANCELLED' });
  // As soon as the cloud takes its last heartbeat for old.
  await until(
    async () => (await planOnboarding(venue)).case === 'RE_ESTABLISH',
    'another one can be planned',
  );
  const seen = await venue.ask('{ venue { onboarding { state } } services { key nextAction } }');
  expect(seen.data.venue.onboarding.state).toBe('RECONNECT_NEEDED');
  const gateway = seen.data.services.find(({ key }: { key: string }) => key === 'gateway-client');
  expect(gateway.nextAction).toMatch(/since the last onboarding went back\. Plan an onboarding\.$/);
}, 150_000);

test('on a new server the link is established again, with a code of its own', async () => {
  const before = await venue.redemptions();
  await setFaults({ swiftpos: 'migrated' });
  expect(await planOnboarding(venue)).toMatchObject({ case: 'RE_ESTABLISH' });
  const told = await ended(venue, await beginOnboarding(venue));
  expect(told).toMatchObject({ state: 'SUCCEEDED', failure: null });
  expect(await venue.redemptions()).toBe(before + 1);
  expect(await planOnboarding(venue)).toMatchObject({ case: 'ALREADY_CONNECTED' });
}, 150_000);
