/** The venue's clock is moved by a day, there and back, in the middle of what waits: it ends nothing that is well, silences nothing, and prolongs nobody's presence. */
import { setTimeout as sleep } from 'node:timers/promises';
import { WatchedRows } from '../prove/watched-rows.js';
import { startCloudApart } from '../venue/cloud-apart.js';
import { type MovingClock, movingClock } from '../venue/moving-clock.js';
import { PracticeVenue, QUICK } from '../venue/practice-venue.js';
import { CUSTOMER, planOnboarding, planResync, resync, tell } from '../venue/requests.js';
import { beginOnboarding, ended, firstSyncIsOver, OPERATION_MS, refusalOf, until } from './main-job.js';

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;
const HOUR_MS = 3_600_000;

let clock: MovingClock;
let venue: PracticeVenue;
let rows: WatchedRows;
beforeAll(async () => {
  const found = movingClock();
  if (!found) throw new Error('libfaketime is missing: npm test brings it.');
  clock = found;
  venue = await PracticeVenue.prepare({ site: QUICK, pace: 0.2, env: clock.env });
  await startCloudApart(venue);
  await venue.start();
  rows = new WatchedRows(venue.stateFile);
}, 60_000);
afterAll(async () => {
  rows?.close();
  await venue?.stop();
  clock?.remove();
}, 60_000);

/** A day ahead, where nobody is signed in any more, or a day behind. */
function move(seconds: number): void {
  clock.move(seconds);
  venue.forgetSessions();
}

test('an onboarding goes on when the clock is moved while the heartbeat is awaited', async () => {
  await until(async () => (await planOnboarding(venue)).ready, 'all can be looked at');
  await venue.setFaults({ link: 'down' });
  const id = await beginOnboarding(venue);
  await rows.until('ONBOARD', new Set(), 'step:heartbeat:RUNNING', OPERATION_MS);
  for (const seconds of [DAY, -DAY]) {
    move(seconds);
    // A wait that goes by the clock ends within it.
    await sleep(1500);
  }
  await venue.setFaults({});
  expect(await ended(venue, id)).toMatchObject({ state: 'SUCCEEDED', failure: null });
  expect(await venue.redemptions()).toBe(1);
}, 150_000);

test('a full send goes on when the clock is moved, and tells how far it is on either side', async () => {
  await until(() => firstSyncIsOver(venue), 'the first sync is over');
  const { data } = await resync(venue, await planResync(venue));
  const { id } = data.resync;
  await rows.until('RESYNC', new Set(), 'step:send-all-rows:RUNNING', OPERATION_MS);
  for (const seconds of [DAY, -DAY]) {
    move(seconds);
    await until(async () => (await percentsOf(id, seconds)).length >= 2, `it is told ${seconds} s from here`);
  }
  expect(await ended(venue, id)).toMatchObject({ state: 'SUCCEEDED', failure: null });
  const all = [...(await percentsOf(id, DAY)), ...(await percentsOf(id, -DAY))];
  expect(all).toEqual([...all].sort((a, b) => a - b));
  expect(all.at(-1)).toBeGreaterThan(all[0] ?? 100);
}, 200_000);

/** What its send had come to, by the events of that day. */
async function percentsOf(id: string, seconds: number): Promise<readonly number[]> {
  const day = Date.now() + seconds * 1000;
  const { events = [] } = (await tell(venue, id)) ?? {};
  return events.flatMap(({ at, step, percent }) => {
    const isOfThatDay = Math.abs(Date.parse(at) - day) < HOUR_MS;
    return step === 'send-all-rows' && percent !== null && isOfThatDay ? [percent] : [];
  });
}

test.each([[DAY], [-DAY]])(
  'a service is stopped and started again while the clock is moved by %d s',
  async (seconds) => {
    clock.move(0);
    const known = rows.ids();
    const asked = venue.ask('mutation { restartService(key: "netpos", reason: "A test") { status } }');
    await rows.until('SERVICE_CONTROL', known, 'step:stop-netpos:RUNNING', OPERATION_MS);
    clock.move(seconds);
    expect(await asked).toMatchObject({ data: { restartService: { status: 'RUNNING' } }, errors: [] });
  },
  60_000,
);

test('a clock that is moved back prolongs no lock, step-up or idle session, and ends none before its time', async () => {
  // As far ahead as it ever was: behind that no move ends anything sooner.
  clock.move(DAY);
  for (let tries = 0; tries < 5; tries += 1) await signInOf('5', '0000');
  const [idle, busy] = [await venue.signIn('2'), await venue.signIn('2')];
  clock.move(DAY + 10 * MINUTE);
  const fresh = await venue.signIn('1');
  clock.move(DAY + 14.75 * MINUTE);
  expect([await signInOf('5'), await gateOf(fresh), await isSignedIn(busy)]).toEqual([
    'SIGN_IN_LOCKED',
    undefined,
    true,
  ]);

  clock.move(-DAY);
  expect(await signInOf('5')).toBe('SIGN_IN_LOCKED');
  await sleep(15_000);
  expect(await signInOf('5')).toBeUndefined();
  await until(async () => (await gateOf(fresh)) === 'STEP_UP', 'the step-up is over', 20_000);
  expect(await isSignedIn(idle)).toBe(false);
  expect(await isSignedIn(busy)).toBe(true);
}, 90_000);

/** Code of the refusal, or undefined. */
async function signInOf(clerkId: string, pin = '1122'): Promise<string | undefined> {
  const mutation =
    'mutation ($clerkId: ID!, $pin: String!) { signIn(clerkId: $clerkId, pin: $pin) { token } }';
  return refusalOf(await venue.request(mutation, { clerkId, pin }))?.code;
}

/** Of an onboarding that no plan stands for: only a step-up stands in its way. */
async function gateOf(token: string): Promise<string | undefined> {
  const input = {
    customerNumber: CUSTOMER,
    authenticationCode: 'ABCD2345',
    planFingerprint: 'none',
    reason: 'x',
  };
  const mutation = 'mutation ($input: OnboardInput!) { onboard(input: $input) { id } }';
  return refusalOf(await venue.request(mutation, { input }, token))?.gate;
}

async function isSignedIn(token: string): Promise<boolean> {
  return (await venue.request('{ viewer { id } }', {}, token)).errors.length === 0;
}
