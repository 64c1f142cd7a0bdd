import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Locator, Page } from 'playwright-core';
import { dataOf, type PracticeVenue } from '../venue/practice-venue.js';
import { wear } from './appearance.js';
import { signIn } from './browser-under-test.js';
import { signInToIde } from './ide-page.js';
import { atVenue } from './open-console.js';

const folder = resolve('docs', 'pictures');
const alerts = { SERVICE_DOWN: { afterSeconds: 1 } };
const at = atVenue({ pace: 0.3, site: { stableSeconds: 6, alerts } });
beforeAll(() => {
  // A view that is gone leaves no picture.
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
});

/** The same moment in light and in dark. `last`: no more than from the top of the page to its end. */
async function take(
  page: Page,
  name: string,
  { width = 1280, last }: { width?: number; last?: Locator } = {},
) {
  for (const scheme of ['light', 'dark'] as const) {
    await wear(page, scheme, width);
    // The rail stays where the window is.
    await page.evaluate(() => scrollTo(0, 0));
    // Once more drawn at this width: a picture may be taken of what was half drawn.
    await page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    );
    const path = join(folder, `${name}-${scheme}.png`);
    const clip = last && (await partUntil(page, last));
    await page.screenshot({ path, fullPage: true, ...(clip && { clip }) });
  }
  await wear(page, 'light', 1280);
}

/** What the page itself shows, without the frame around it. */
async function partUntil(page: Page, last: Locator) {
  const [main, end] = await Promise.all([page.locator('main').boundingBox(), last.boundingBox()]);
  if (!main || !end) throw new Error('The page does not show it.');
  return { x: main.x, y: main.y, width: main.width, height: end.y + end.height - main.y + 8 };
}

/** A picture as wide as the help is, so that its words are as large there. */
const forHelp = (page: Page, name: string, last: Locator) =>
  take(page, `help-${name}`, { width: 1040, last });

async function open(page: Page, view: string, sign: string): Promise<void> {
  await page.goto(`${at.venue.url}/#/${view}`);
  await page.locator('main').getByText(sign).first().waitFor();
}

/** As if all had been so for twenty hours, and what was changed after `changedAt` for one. */
function growOld(venue: PracticeVenue, changedAt: Date): void {
  const state = new DatabaseSync(venue.stateFile, { timeout: 10_000 });
  const earlier = (column: string) =>
    `strftime('%Y-%m-%dT%H:%M:%fZ', ${column}, CASE WHEN ${column} < '${changedAt.toISOString()}' THEN '-20 hours' ELSE '-1 hours' END)`;
  state.exec(`BEGIN;
    UPDATE history SET began_at = ${earlier('began_at')}, ended_at = ${earlier('ended_at')};
    WITH RECURSIVE minute (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM minute WHERE n < 1200)
    INSERT INTO history_sample (at, heartbeat_age, rows_sent, rows_waiting)
      SELECT unixepoch() - 60 * n, 2 + n * 7 % 11, NULL, max(0, n * 13 % 29 - 14) FROM minute WHERE true
      ON CONFLICT DO NOTHING;
    COMMIT`);
  state.close();
}

it('takes every view of the console', async () => {
  const { page } = await at.browser.visit(at.venue.url);
  const result: string[] = [];
  /** What a screen reader has to go by, the page's own part. */
  const hear = async (title: string) => {
    const tree = await page.locator('main').ariaSnapshot();
    result.push(`## ${title}\n\n\`\`\`yaml\n${tree}\n\`\`\`\n`);
  };
  await page.getByLabel('Clerk ID').waitFor();
  await take(page, 'sign-in');
  await hear('Signing in');
  await signIn(page);
  await open(page, 'onboarding', 'Other servers with this Customer Number');
  await page.getByText('Start Gateway Client').click();
  await take(page, 'onboarding-plan');
  await hear('The plan');
  await page.getByRole('button', { name: 'Confirm the venue…' }).click();
  await page.getByLabel('Yes, this server belongs').check();
  await page.getByRole('button', { name: 'Send a code' }).click();
  await page.getByRole('button', { name: 'Send another code' }).waitFor();
  await page.getByLabel('Authentication code').fill('WR0NG234');
  await page.getByLabel('Reason').fill('Opening the new bar');
  await take(page, 'onboarding-code');
  await hear('The code');
  await page.getByRole('button', { name: 'Onboard Harbour View Hotel' }).click();
  await page
    .getByText(/4 attempts are left\.$/)
    .first()
    .waitFor();
  await take(page, 'onboarding-wrong-code');
  await hear('A wrong code');
  await page.getByLabel('Authentication code').fill(await at.venue.code());
  await page.getByRole('button', { name: 'Onboard Harbour View Hotel' }).click();
  await page.locator('.step-running', { hasText: 'Start Gateway Client' }).waitFor();
  await page.getByText('Waiting until Gateway Client is running').first().waitFor();
  await take(page, 'onboarding-progress');
  await hear('While it goes');
  await page.getByRole('heading', { name: 'The venue is connected' }).waitFor({ timeout: 60_000 });
  await take(page, 'onboarding-result');
  await hear('The end');
  const head =
    '# An onboarding by ear\n\nThe accessibility tree of each page of an onboarding, as `npm run pictures` last found it: what a screen reader reads aloud.\n';
  writeFileSync(join(folder, 'onboarding-by-ear.md'), [head, ...result].join('\n'));
  await open(page, 'venue', 'First sync');
  await page.locator('.strip-state', { hasText: 'Ordering down, planned' }).waitFor();
  await take(page, 'venue');
  await open(page, 'operations', 'Started');
  await take(page, 'operations');
  await page.locator('.strip-state', { hasNotText: 'planned' }).waitFor({ timeout: 240_000 });
  dataOf(await at.venue.ask('mutation { activateLocations(locationIds: ["1", "2", "3", "4"]) { id } }'));
  await open(page, 'resync', 'Connection to swiftpos Cloud');
  await take(page, 'resync-plan');
  const start = page.getByLabel('Start');
  const labels = await start.locator('option').allTextContents();
  await start.selectOption({ label: labels.find((label) => label.startsWith('After close')) ?? '' });
  await page.getByText('Fits', { exact: true }).waitFor();
  await take(page, 'resync-plan-tonight');
  await forHelp(page, 'resync-plan', page.getByRole('region', { name: 'Time window' }));
  await open(page, 'services', 'Sales Processing');
  await page.getByRole('button', { name: 'More actions for Cloud Sync' }).click();
  await page.getByRole('menuitem', { name: 'Stop Cloud Sync…' }).click();
  await page.getByRole('dialog').waitFor();
  await take(page, 'services-stop');
  await page.keyboard.press('Escape');
  const changedAt = new Date();
  const stop = 'mutation { stopService(key: "netpos", reason: "Printer queue stuck") { key } }';
  dataOf(await at.venue.ask(stop));
  const alert = page.getByRole('region', { name: 'Now' });
  await open(page, 'alerts', 'Ended');
  await alert.getByText('NetPOS is not running.').waitFor();
  await page.locator('.pill').waitFor({ state: 'detached' });
  const close = page.getByRole('button', { name: /^Close: / });
  while ((await close.count()) > 0) await close.first().click();
  await take(page, 'alerts');
  await forHelp(page, 'alert', alert);
  await open(page, 'timeline', 'NetPOS is stopped.');
  await take(page, 'timeline');
  growOld(at.venue, changedAt);
  await open(page, 'venue', 'NetPOS is not running.');
  const history = page.getByRole('region', { name: 'History' });
  await history.getByText('NetPOS').first().waitFor();
  await forHelp(page, 'venue', history);
  for (const [view, sign] of [
    ['services', 'Sales Processing'],
    ['diagnosis', 'Source'],
    ['event-log', 'entered the running state'],
    ['maintenance', 'Maintenance mode'],
    ['security', 'Services > Control'],
    ['audit', 'Sign off…'],
    ['tokens', 'There are no access tokens.'],
    ['backups', 'Download support bundle'],
  ] as const) {
    await open(page, view, sign);
    await take(page, view);
  }
  await page.getByRole('button', { name: 'Sign out' }).click();
  await signIn(page, '2', '1357');
  await page.goto(`${at.venue.url}/#/onboarding`);
  await page.getByRole('alert').waitFor();
  await take(page, 'refused');
}, 600_000);

it('takes the IDE', async () => {
  const { page } = await at.browser.visit(`${at.venue.url}/ide`);
  await signInToIde(page);
  await page.getByRole('tab', { name: 'DegradedServices' }).click();
  // The editor reads the new tab a moment later, and would run the old tab's name.
  await page.waitForTimeout(1_000);
  await page.locator('.graphiql-execute-button').click();
  await page.locator('.graphiql-response').getByText('Gateway Client').waitFor();
  await take(page, 'ide');
}, 60_000);
