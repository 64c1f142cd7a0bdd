/** The whole main job on one venue, as a clerk does it: onboard, activate, wait for the first sync, resync. */
import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse, print } from 'graphql';
import { readDoc } from '../docs/read-doc.js';
import { once } from '../domain/stand-in.js';
import { dataOf } from '../venue/practice-venue.js';
import { CUSTOMER, onboard, planOnboarding, planResync, requestCode, resync } from '../venue/requests.js';
import {
  BEFORE_ONBOARDING,
  ended,
  firstSyncIsOver,
  isAlive,
  linkTable,
  refusalOf,
  startQuick,
  until,
} from './main-job.js';

const venue = once(
  () => startQuick(),
  (started) => started.stop(),
);

/** Overrides that the plan does not need are allowed: TRADING_HOURS fails by day only. */
const SEND_ALL = { overrides: ['TRADING_HOURS', 'SYNC_IS_CAUSE'] };

async function syncJobs(): Promise<{ outcome: string; kind?: string }[]> {
  return (await venue.cloud<{ syncJobs: { outcome: string; kind?: string }[] }>('/ledger')).syncJobs;
}

test('a wrong code costs an attempt, and what was sent stays known until it is used', async () => {
  const asked = () =>
    venue.ask(
      '{ onboardingPlan { fingerprint codeRequest { sentTo sentAt attemptsLeft } codeShape { pattern words } } }',
    );
  const sent = await requestCode(venue);
  const before = (await asked()).data.onboardingPlan;
  expect(before.codeShape.pattern).toBe('[A-Za-z0-9-]{8}');
  expect(before.codeRequest).toMatchObject({ sentTo: expect.stringContaining('*****'), attemptsLeft: 5 });
  const begun = await onboard(
    venue,
    await planOnboarding(venue),
    sent === 'ZZZZ9999' ? 'YYYY9999' : 'ZZZZ9999',
  );
  const result = await ended(venue, begun.data.onboard.id);
  expect(result).toMatchObject({ state: 'FAILED', failure: { code: 'CODE_WRONG', notRestored: [] } });
  expect(await linkTable(venue)).toEqual(BEFORE_ONBOARDING);
  expect(await venue.redemptions()).toBe(0);
  const after = (await asked()).data.onboardingPlan;
  expect(after.codeRequest).toEqual({ ...before.codeRequest, attemptsLeft: 4 });
});

test('what has not the shape of a code is refused before anything begins', async () => {
  const answer = await onboard(venue, await planOnboarding(venue), 'ABCD234');
  expect(refusalOf(answer)?.code).toBe('CODE_MALFORMED');
  expect(answer.errors[0]?.message).toContain('8 characters');
});

test('a venue is onboarded by the documents of the tutorial: both services run, and the code is redeemed once', async () => {
  const [, block = ''] =
    /^```graphql\n([\s\S]*?)^```/m.exec(readDoc('docs/tutorial/first-onboarding.md').text) ?? [];
  const shown = Object.fromEntries(
    parse(block).definitions.map((one) => ['name' in one ? (one.name?.value ?? '') : '', print(one)]),
  );
  const paste = async (name: string, variables = {}, token?: string) =>
    dataOf<Record<string, Record<string, string>>>(await venue.request(shown[name] ?? '', variables, token));
  const { token } = (await paste('SignIn'))['signIn'] ?? {};
  const { onboardingPlan: plan } = await paste('Plan', {}, token);
  expect(plan).toMatchObject({ case: 'FIRST_TIME', ready: true });
  await paste('Code', {}, token);
  const code = await venue.code();
  const { onboard: begun } = await paste('Onboard', { code, plan: plan?.['fingerprint'] }, token);

  const result = await ended(venue, begun?.['id'] ?? '');
  expect(result).toMatchObject({ state: 'SUCCEEDED', failure: null });
  expect(result.events.map(({ sequence }) => sequence)).toEqual(result.events.map((_, i) => i + 1));
  expect(await paste('Result', { id: result.id }, token)).toMatchObject({
    operation: { state: 'SUCCEEDED' },
  });
  expect(await paste('Venue', {}, token)).toMatchObject({ venue: { companyName: 'Harbour View Hotel' } });

  const services = await linkTable(venue);
  for (const key of ['gateway-client', 'cloud-sync']) {
    expect(services[key]).toMatchObject({ status: 'RUNNING', startMode: 'AUTOMATIC' });
    expect(isAlive(services[key]?.['processId'])).toBe(true);
  }
  expect(await venue.redemptions()).toBe(1);
});

test("the data folder, the gateway's credential and databases at work in it, can be read by its owner only", () => {
  const names = ['.', ...readdirSync(venue.folder, { recursive: true, encoding: 'utf8' })];
  const open = names.filter((name) => (lstatSync(join(venue.folder, name)).mode & 0o077) !== 0);
  expect(open).toEqual([]);
  expect(names).toEqual(
    expect.arrayContaining([
      join('rehearsal', 'credentials', 'gateway.json'),
      'venue.sqlite-wal',
      'state.sqlite-shm',
      join('logs', 'server.jsonl'),
    ]),
  );
});

test('every location that is activated yields its Cloud Client ID, the same one when asked twice', async () => {
  const ids = async () => {
    const read = '{ venue { locationGroups { locations { id activated cloudClientId } } } }';
    const { data } = await venue.ask(read);
    return data.venue.locationGroups.flatMap(
      ({ locations }: { locations: { id: string; activated: boolean; cloudClientId: string }[] }) =>
        locations,
    );
  };
  const locations = (await ids()).map(({ id }: { id: string }) => id);
  const activate = async () => {
    const { data } = await venue.ask(
      'mutation ($ids: [ID!]!) { activateLocations(locationIds: $ids) { id } }',
      { ids: locations },
    );
    return ended(venue, data.activateLocations.id);
  };
  expect((await activate()).state).toBe('SUCCEEDED');
  const first = await ids();
  expect(first).toHaveLength(4);
  expect(new Set(first.map(({ cloudClientId }: { cloudClientId: string }) => cloudClientId)).size).toBe(4);
  expect(
    first.every(
      ({ activated, cloudClientId }: { activated: boolean; cloudClientId: string }) =>
        activated && cloudClientId,
    ),
  ).toBe(true);
  expect((await activate()).state).toBe('SUCCEEDED');
  expect(await ids()).toEqual(first);
}, 120_000);

test('the first sync completes automatically', async () => {
  await until(() => firstSyncIsOver(venue), 'the first sync is over');
  expect((await syncJobs()).some(({ outcome }) => /complete/i.test(outcome))).toBe(true);
}, 90_000);

test('a resync with the typed name sends every row again, once for one idempotency key', async () => {
  const plan = await planResync(venue);
  const request = { ...SEND_ALL, idempotencyKey: 'monday-night' };
  const begun = await resync(venue, plan, request);
  expect(begun.errors).toEqual([]);
  const { id } = begun.data.resync;
  const again = await resync(venue, plan, request);
  expect(again.data?.resync?.id).toBe(id);
  const other = await resync(venue, plan, { ...request, reason: 'Another reason' });
  expect(refusalOf(other)?.code).toBe('IDEMPOTENCY_CONFLICT');

  expect(await ended(venue, id)).toMatchObject({ state: 'SUCCEEDED', failure: null });
  const job = await lastSend();
  expect(job.kind).toBe('FULL');
  expect(job.rowsExpected).toBeGreaterThanOrEqual(50_000);
  expect(job.rowsReceived).toBe(job.rowsExpected);
  expect((await syncJobs()).filter(({ kind }) => kind === 'FULL').length).toBeLessThanOrEqual(2);
}, 120_000);

async function lastSend(): Promise<{ kind: string; rowsExpected: number; rowsReceived: number }> {
  const result = await venue.cloud<{
    sync: { job: { kind: string; rowsExpected: number; rowsReceived: number } };
  }>(`/v1/venues/${CUSTOMER}`);
  return result.sync.job;
}
