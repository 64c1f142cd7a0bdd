/** One venue through the cases of onboarding: not heard, connected without Cloud Sync, Cloud Sync added, moved to another server. */
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { WatchedRows } from '../prove/watched-rows.js';
import type { PracticeVenue } from '../venue/practice-venue.js';
import { planOnboarding } from '../venue/requests.js';
import {
  BEFORE_ONBOARDING,
  beginOnboarding,
  ended,
  firstSyncIsOver,
  linkTable,
  OPERATION_MS,
  onboarded,
  refusalOf,
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
  venue = await startQuick({ heartbeatMs: 8000 });
}, 60_000);

afterAll(() => venue?.stop(), 60_000);

async function setFaults(faults: Record<string, string>): Promise<void> {
  await venue.setFaults(faults);
  await sleep(SEEN_MS);
}

async function outcomeOf(wanted: string): Promise<string | undefined> {
  const { checks } = await planOnboarding(venue);
  return checks.find(({ code }) => code === wanted)?.outcome;
}

/** By the state database itself: nobody's word for it. */
function trail(action: string): string[] {
  const state = new DatabaseSync(venue.stateFile, { readOnly: true, timeout: 5000 });
  try {
    const rows = state.prepare('SELECT outcome FROM audit WHERE action = ? ORDER BY sequence').all(action);
    return rows.map(({ outcome }) => String(outcome));
  } finally {
    state.close();
  }
}

test('a gateway that the cloud never hears is stopped again', async () => {
  await setFaults({ link: 'down' });
  const told = await onboarded(venue);
  expect(told).toMatchObject({ state: 'FAILED', failure: { code: 'HEARTBEAT_NOT_SEEN' } });
  expect(told.failure?.restored).toContain('Gateway Client is stopped, as before.');
  expect(await linkTable(venue)).toEqual(BEFORE_ONBOARDING);
  expect(trail('onboard')).toEqual(['INTENDED', 'FAILED']);
}, 150_000);

test('a venue without the licence is connected without Cloud Sync', async () => {
  await setFaults({ licence: 'no-cloud-sync' });
  expect(await onboarded(venue)).toMatchObject({ state: 'SUCCEEDED', failure: null });
  expect(await linkTable(venue)).toMatchObject({
    'gateway-client': RUNNING,
    'cloud-sync': { status: 'NOT_INSTALLED' },
  });
  expect(trail('onboard').slice(2)).toEqual(['INTENDED', 'SUCCEEDED']);
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
  expect(await outcomeOf('OLD_SERVER')).toBe('FAIL');
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

test('a refusal stands in the trail, and what was granted can be revoked', async () => {
  const clerk = await venue.signIn('5');
  const input = { securityGroupId: '3', permission: 'SERVICES_VIEW', reason: 'Nights' };
  const change = (name: string, token: string) =>
    venue.request(
      `mutation ($input: ${name === 'grantPermission' ? 'Grant' : 'Revoke'}PermissionInput!) {
      it: ${name}(input: $input) { permissions { permission granted } } }`,
      { input },
      token,
    );
  const isTicked = (answer: { data: { it: { permissions: { permission: string; granted: boolean }[] } } }) =>
    answer.data.it.permissions.find(({ permission }) => permission === 'SERVICES_VIEW')?.granted;
  expect(refusalOf(await change('grantPermission', clerk))).toMatchObject({
    code: 'FORBIDDEN',
    gate: 'PERMISSION',
  });
  const token = await venue.token();
  expect(isTicked(await change('grantPermission', token))).toBe(true);
  expect(isTicked(await change('revokePermission', token))).toBe(false);
  expect(trail('grantPermission')).toEqual(['DENIED', 'INTENDED', 'SUCCEEDED']);
  expect(trail('revokePermission')).toEqual(['INTENDED', 'SUCCEEDED']);
}, 60_000);

test('a disabled service is not started', async () => {
  const call = (text: string) => venue.ask(`mutation { it: ${text} { status startMode } }`);
  expect((await call('setServiceStartMode(key: "netpos", startMode: DISABLED)')).data.it.startMode).toBe(
    'DISABLED',
  );
  expect(refusalOf(await call('startService(key: "netpos")'))?.code).toBe('SERVICE_DISABLED');
}, 60_000);
