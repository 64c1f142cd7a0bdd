/** A till that sleeps: the server is stopped for 20 s in the middle of what it waits for, and nothing of that is a failure. */
import { setTimeout as sleep } from 'node:timers/promises';
import { WatchedRows } from '../prove/watched-rows.js';
import { type PracticeVenue, QUICK, startVenue } from '../venue/practice-venue.js';
import { planResync, resync } from '../venue/requests.js';
import { beginOnboarding, ended, firstSyncIsOver, OPERATION_MS, until } from './main-job.js';

/** Longer than anything that is waited for here. */
const PAUSE_MS = 20_000;
const SITE = { ...QUICK, heartbeatMs: 8000, stallMs: 8000 };
/** Everyone reads a changed fault within a second. */
const SEEN_MS = 1100;

let venue: PracticeVenue;
beforeAll(async () => {
  venue = await startVenue({ site: SITE, pace: 0.2 });
}, 60_000);
afterAll(() => venue?.stop(), 60_000);

/** Of the server alone: its services and its cloud go on. */
async function pause(): Promise<void> {
  const pid = venue.pid ?? 0;
  process.kill(pid, 'SIGSTOP');
  await sleep(PAUSE_MS);
  process.kill(pid, 'SIGCONT');
}

async function isStored(kind: string, sign: string): Promise<void> {
  const rows = new WatchedRows(venue.stateFile);
  await rows.until(kind, new Set(), sign, OPERATION_MS);
  rows.close();
}

test('an onboarding whose server was stopped while the heartbeat was awaited goes on', async () => {
  await venue.setFaults({ link: 'down' });
  const id = await beginOnboarding(venue);
  await isStored('ONBOARD', 'step:heartbeat:RUNNING');
  await pause();
  await venue.setFaults({});
  expect(await ended(venue, id)).toMatchObject({ state: 'SUCCEEDED', failure: null });
  expect(await venue.redemptions()).toBe(1);
}, 150_000);

test('a full send whose server was stopped while rows stood still goes on', async () => {
  await until(() => firstSyncIsOver(venue), 'the first sync is over');
  const { data } = await resync(venue, await planResync(venue));
  await isStored('RESYNC', 'step:send-all-rows:RUNNING');
  await venue.setFaults({ sync: 'stall' });
  await sleep(SEEN_MS);
  await pause();
  await venue.setFaults({});
  expect(await ended(venue, data.resync.id)).toMatchObject({ state: 'SUCCEEDED', failure: null });
}, 200_000);
