import { join } from 'node:path';
import { runCommand } from '../cli/processes/run-command.js';
import { dataOf, type PracticeVenue, startVenue } from '../venue/practice-venue.js';
import {
  axe,
  type BrowserUnderTest,
  overflow,
  signIn,
  startBrowser,
  type Visit,
} from './browser-under-test.js';
import { connect } from './prepared-venue.js';

const PASSPHRASE = 'seven gulls over the marina\n';
let old: PracticeVenue;
let moved: PracticeVenue;
let browser: BrowserUnderTest;
let visit: Visit;

beforeAll(async () => {
  [old, browser] = await Promise.all([startVenue(), startBrowser()]);
  [moved] = await Promise.all([startVenue({ beside: old }), connect(old)]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await moved?.stop();
  await old?.stop();
}, 60_000);
afterEach(async () => {
  expect(visit.faults()).toEqual([]);
  await visit.context.close();
});

async function carryPassport(): Promise<void> {
  const file = join(old.folder, 'moving.passport');
  const carry = (venue: PracticeVenue, words: readonly string[]) =>
    runCommand(['passport', ...words], { env: venue.settings, input: PASSPHRASE });
  expect(await carry(old, ['export', '--out', file])).toMatchObject({ status: 0, stderr: '' });
  expect(await carry(moved, ['import', file])).toMatchObject({ status: 0, stderr: '' });
}

test('a new server shows its passport, and that the old one lives, until it is silent', async () => {
  visit = await browser.visit(`${moved.url}/#/onboarding`);
  const { page } = visit;
  await signIn(page);
  await page.getByText('Connect again').waitFor();
  expect(await page.getByText('Migration file', { exact: true }).count()).toBe(0);
  await carryPassport();
  await page.getByRole('button', { name: 'Check again' }).click();
  await page.getByText('Old server connected').waitFor();
  await page.getByText(/^Exported /).waitFor();
  const next = page.getByRole('button', { name: 'Confirm the venue…' });
  expect(await next.isDisabled()).toBe(true);
  expect(await axe(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await overflow(page)).toBe(0);

  dataOf(await old.ask('mutation { stopService(key: "gateway-client", reason: "The move") { status } }'));
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await page.waitForTimeout(1000)) {
    await page.getByRole('button', { name: 'Check again' }).click();
    if (await page.getByText('Old server silent').isVisible()) break;
  }
  await page.getByText('Old server silent').waitFor({ timeout: 1000 });
  await page.setViewportSize({ width: 1280, height: 900 });
  expect(await next.isDisabled()).toBe(false);
}, 120_000);
