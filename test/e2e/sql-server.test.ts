/** The main job by console and by module at venues whose data and state are on (a scripted) SQL Server; test/main-job/sql-server does it by the API. */
import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { readKnown } from '../../bin/setup/powershell.mjs';
import { firstSyncIsOver, until } from '../main-job/main-job.js';
import { type OnSqlServer, prepareOnSqlServer } from '../venue/on-sql-server.js';
import { QUICK } from '../venue/practice-venue.js';
import { planResync } from '../venue/requests.js';
import { type BrowserUnderTest, signIn, startBrowser } from './browser-under-test.js';

const opened: OnSqlServer[] = [];
let browser: BrowserUnderTest | undefined;

afterAll(async () => {
  await browser?.close();
  await Promise.all(opened.map((each) => each.stop()));
}, 60_000);

async function open(): Promise<OnSqlServer> {
  const on = await prepareOnSqlServer({ site: { ...QUICK, stableSeconds: 0 } });
  opened.push(on);
  await on.venue.start();
  return on;
}

/** Each kind once, and nothing that the server did not know. */
function expectOnceEach({ server, rows }: OnSqlServer): void {
  const kinds =
    'SELECT kind, state, count(*) AS times FROM "venue_control.operation" GROUP BY kind, state ORDER BY kind';
  expect(rows(kinds)).toEqual([
    { kind: 'ONBOARD', state: 'SUCCEEDED', times: 1 },
    { kind: 'RESYNC', state: 'SUCCEEDED', times: 1 },
  ]);
  expect([server.unknown, server.mistakes]).toEqual([[], []]);
}

test('in the console a venue is onboarded, sent again, and a tick box set', async () => {
  const on = await open();
  const { venue } = on;
  browser = await startBrowser();
  const { page, faults } = await browser.visit(`${venue.url}/#/onboarding`);
  await signIn(page);
  await page.getByRole('button', { name: 'Confirm the venue…' }).click();
  await page.getByLabel('Yes, this server belongs to Harbour View Hotel').check();
  await page.getByRole('button', { name: 'Send a code' }).click();
  await page.getByRole('button', { name: 'Send another code' }).waitFor();
  await page.getByLabel('Authentication code').fill(await venue.code());
  await page.getByLabel('Reason').fill('Opening the new bar');
  await page.getByRole('button', { name: 'Onboard Harbour View Hotel' }).click();
  await page.getByRole('heading', { name: 'The venue is connected' }).waitFor({ timeout: 60_000 });
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
  for (const box of await page.getByRole('checkbox', { name: /^Go on although: / }).all()) await box.check();
  await page.getByRole('button', { name: 'Confirm resync now…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('Bistro sales missing');
  await dialog.getByLabel('Type the company name').fill('Harbour View Hotel');
  await dialog.getByRole('button', { name: 'Start the resync' }).click();
  await page.getByRole('heading', { name: 'All data is in the cloud' }).waitFor({ timeout: 60_000 });

  await page.goto(`${venue.url}/#/security`);
  await page.getByRole('button', { name: /^Services > Control for Support: / }).click();
  const tick = page.getByRole('dialog', { name: 'Services > Control for Support' });
  await tick.getByLabel('Reason').fill('Covers the late shift');
  await tick.getByRole('button', { name: 'Grant Services > Control' }).click();
  await page.getByRole('button', { name: /^Services > Control for Support: Ticked/ }).waitFor();
  expect(faults()).toEqual([]);
  expectOnceEach(on);
}, 240_000);

test('by the module a venue is onboarded as in the example, sent again, and a tick box set', async () => {
  const on = await open();
  const { venue } = on;
  await powershell(on, '-File', 'examples/Register-Venue.ps1');
  expect(await venue.redemptions()).toBe(1);
  await until(() => firstSyncIsOver(venue), 'the first sync is over');
  const script = `
    $ErrorActionPreference = 'Stop'
    Import-Module ./scripts/VenueControl
    $pin = New-Object securestring
    foreach ($digit in '2468'.ToCharArray()) { $pin.AppendChar($digit) }
    $null = Connect-VenueControl -ClerkId 1 -Pin $pin
    $checks = (Invoke-VenueGraphQl '{ resyncPlan { checks { code outcome overridable } } }').resyncPlan.checks
    $override = @($checks | Where-Object { $_.overridable -and $_.outcome -ne 'PASS' } | ForEach-Object code)
    Sync-Venue -CustomerNumber 10482213 -CompanyName 'Harbour View Hotel' -Reason 'Sales are missing' -Override $override -Confirm:$false | Out-String
    $null = Grant-VenuePermission 4 AUDIT_VIEW -Reason 'Night shift' -Confirm:$false`;
  await powershell(on, '-Command', script);
  expectOnceEach(on);
}, 240_000);

/** Without blocking: the server that it asks in the end runs in this process. */
async function powershell({ venue }: OnSqlServer, ...words: readonly string[]): Promise<void> {
  const known = readKnown(process.cwd());
  if (!known) throw new Error('PowerShell is not here yet: run "node bin/setup.mjs --test".');
  const env = { ...process.env, ...venue.settings, NO_COLOR: '1' };
  const args = [...known.args, '-NoProfile', '-NonInteractive', ...words];
  await promisify(execFile)(known.file, args, { env, timeout: 120_000 });
}
