/** What the world may do to an onboarding: one venue a fault, and `services` must agree with what the operation says. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { PracticeVenue } from '../venue/practice-venue.js';
import { BEFORE_ONBOARDING, linkTable, onboarded, startQuick } from './main-job.js';

/** Everyone reads a changed fault within a second. */
const SEEN_MS = 1100;
const RUNNING = { status: 'RUNNING', startMode: 'AUTOMATIC' };

let venue: PracticeVenue;

beforeAll(async () => {
  venue = await startQuick({ stableSeconds: 3 });
}, 60_000);

afterAll(() => venue?.stop(), 60_000);

async function onboardedUnder(faults: Record<string, string>) {
  await venue.setFaults(faults);
  await sleep(SEEN_MS);
  return onboarded(venue);
}

test('under a package with a wrong checksum the onboarding fails, and what was put back is so', async () => {
  const told = await onboardedUnder({ package: 'checksum-wrong' });
  expect(told).toMatchObject({ state: 'FAILED', failure: { code: 'PACKAGE_CHECKSUM_WRONG' } });
  expect(told.failure?.restored.length).toBeGreaterThan(0);
  expect(told.failure?.notRestored.join(' ')).toMatch(/code/i);
  expect(await linkTable(venue)).toEqual(BEFORE_ONBOARDING);
}, 150_000);

test('a package that is signed by somebody else is refused before a code is used up for it', async () => {
  const before = await venue.redemptions();
  const told = await onboardedUnder({ package: 'signature-wrong' });
  expect(told).toMatchObject({
    state: 'FAILED',
    failure: { code: 'PACKAGE_SIGNATURE_WRONG', restored: [], notRestored: [] },
  });
  expect(await venue.redemptions()).toBe(before);
  expect(await linkTable(venue)).toEqual(BEFORE_ONBOARDING);
}, 150_000);

test('a code whose answer is lost after it was taken is redeemed once, and an unlicensed venue connects without Cloud Sync', async () => {
  const before = await venue.redemptions();
  const told = await onboardedUnder({ redeem: 'timeout-after-commit', licence: 'no-cloud-sync' });
  expect(told).toMatchObject({ state: 'SUCCEEDED', failure: null });
  expect(await venue.redemptions()).toBe(before + 1);
  const services = await linkTable(venue);
  expect(services['gateway-client']).toMatchObject(RUNNING);
  expect(services['cloud-sync']).toEqual(BEFORE_ONBOARDING['cloud-sync']);
}, 150_000);

test('Cloud Sync that stops after its start is taken away again, and the gateway that ran is kept', async () => {
  const told = await onboardedUnder({ service: 'cloud-sync:stops-after-start' });
  expect(told).toMatchObject({ state: 'FAILED', failure: { code: 'SERVICE_START_FAILED' } });
  expect(told.failure?.restored.length).toBeGreaterThan(0);
  const services = await linkTable(venue);
  expect(services['gateway-client']).toMatchObject(RUNNING);
  expect(services['cloud-sync']).toEqual(BEFORE_ONBOARDING['cloud-sync']);
}, 150_000);
