/** The main job by console at a venue whose data and state are on (a scripted) SQL Server; test/main-job does it by API and module. */
import { setTimeout as sleep } from 'node:timers/promises';
import { firstSyncIsOver, until } from '../main-job/main-job.js';
import { type OnSqlServer, prepareOnSqlServer } from '../venue/on-sql-server.js';
import { QUICK } from '../venue/practice-venue.js';
import { planResync } from '../venue/requests.js';
import { type BrowserUnderTest, signIn, startBrowser } from './browser-under-test.js';

let on: OnSqlServer;
let browser: BrowserUnderTest;

beforeAll(async () => {
  [on, browser] = await Promise.all([
    prepareOnSqlServer({ site: { ...QUICK, stableSeconds: 0 } }),
    startBrowser(),
  ]);
  await on.venue.start();
}, 90_000);
afterAll(async () => {
  await browser?.close();
  await on?.stop();
}, 60_000);

/** Each kind once, and nothing that the server did not know. */
function expectOnceEach(): void {
  const { server, rows } = on;
  const kinds = 'SELECT kind, state, count(*) AS times FROM operation GROUP BY kind, state ORDER BY kind';
  expect(rows(kinds)).toEqual([
    { kind: 'ONBOARD', state: 'SUCCEEDED', times: 1 },
    { kind: 'RESYNC', state: 'SUCCEEDED', times: 1 },
  ]);
  expect([server.unknown, server.mistakes]).toEqual([[], []]);
}

test('in the console a venue is onboarded, sent again, and a tick box set', async () => {
  const { venue } = on;
  const { page, faults } = await browser.visit(`${venue.url}/#/onboarding`);
  await signIn(page);
  await page.getByRole('button', { name: 'Confirm the venue…' }).click();
  await page.getByLabel('Yes, this server belongs to Harbour View Hotel').check();
  await page.getByRole('button', { name: 'Send a code' }).click();
  await page.getByRole('button', { name: 'Send another code' }).waitFor();
  await page.getByLabel('Authentication code').fill(await venue.code());
  await page.getByLabel('Reason').fill('Opening the new bar');
  await page.getByRole('button', { name: 'Onboard Harbour View Hotel' }).click();
  await page.getByRole('heading', { name: 'The venue is connected' }).waitFor({ timeout: 90_000 });
  expect(await venue.redemptions()).toBe(1);
  await until(() => firstSyncIsOver(venue), 'the first sync is over');
  // What the first send changed goes on showing for a moment, and a plan that changes under a person is refused.
  await until(async () => {
    const { fingerprint } = await planResync(venue);
    await sleep(3000);
    return (await planResync(venue)).fingerprint === fingerprint;
  }, 'the plan stands still');

  await page.goto(`${venue.url}/#/resync`);
  await page.getByText('What stops working').waitFor();
  for (const box of await page.getByRole('checkbox', { name: /^Go on all the same/ }).all())
    await box.check();
  await page.getByRole('button', { name: 'Confirm resync now…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('Bistro sales missing');
  await dialog.getByLabel('Type the company name').fill('Harbour View Hotel');
  await dialog.getByRole('button', { name: 'Start the resync' }).click();
  await page.getByRole('heading', { name: 'All data is in the cloud' }).waitFor({ timeout: 90_000 });

  await page.goto(`${venue.url}/#/security`);
  await page.getByRole('button', { name: /^Services > Control for Support: / }).click();
  const tick = page.getByRole('dialog', { name: 'Services > Control for Support' });
  await tick.getByLabel('Reason').fill('Covers the late shift');
  await tick.getByRole('button', { name: 'Grant Services > Control' }).click();
  await page.getByRole('button', { name: /^Services > Control for Support: Ticked/ }).waitFor();
  expect(faults()).toEqual([]);
  expectOnceEach();
}, 240_000);
