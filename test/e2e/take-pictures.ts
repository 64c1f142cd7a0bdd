import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { wear } from './appearance.js';
import { signIn } from './browser-under-test.js';
import { signInToIde } from './ide-page.js';
import { atVenue } from './open-console.js';

const folder = resolve('docs', 'pictures');
const at = atVenue({ pace: 0.6, site: { stableSeconds: 6 } });
beforeAll(() => {
  mkdirSync(folder, { recursive: true });
});

/** The same moment in light and in dark, at a desk and on the narrowest screen. */
async function take(page: Page, name: string): Promise<void> {
  for (const [width, end] of [
    [1280, ''],
    [320, '-320'],
  ] as const)
    for (const scheme of ['light', 'dark'] as const) {
      await wear(page, scheme, width);
      // The rail stays where the window is.
      await page.evaluate(() => scrollTo(0, 0));
      // Once more drawn at this width: a picture may be taken of what was half drawn.
      await page.evaluate(
        () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
      );
      await page.screenshot({ path: join(folder, `${name}${end}-${scheme}.png`), fullPage: true });
    }
  await page.setViewportSize({ width: 1280, height: 800 });
}

async function open(page: Page, view: string, sign: string): Promise<void> {
  await page.goto(`${at.venue.url}/#/${view}`);
  await page.locator('main').getByText(sign).first().waitFor();
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
  await open(page, 'services', 'Sales Processing');
  await take(page, 'services');
  await page.getByRole('button', { name: 'More actions for Cloud Sync' }).click();
  await page.getByRole('menuitem', { name: 'Stop Cloud Sync…' }).click();
  await page.getByRole('dialog').waitFor();
  await take(page, 'services-stop');
  await page.keyboard.press('Escape');
  await open(page, 'operations', 'Started');
  await take(page, 'operations');
  for (const [view, sign] of [
    ['diagnosis', 'Source'],
    ['event-log', 'entered the running state'],
    ['maintenance', 'Maintenance mode'],
    ['security', 'Services > Control'],
    ['audit', 'Sign off…'],
    ['tokens', 'There are no access tokens.'],
  ] as const) {
    await open(page, view, sign);
    await take(page, view);
  }
  await open(page, 'resync', 'Connection to swiftpos Cloud');
  await take(page, 'resync-plan');
  await page.getByLabel('Start').selectOption({ index: 24 });
  await page.getByText('Fits', { exact: true }).waitFor();
  await take(page, 'resync-plan-tonight');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await signIn(page, '2', '1357');
  await page.goto(`${at.venue.url}/#/onboarding`);
  await page.getByRole('alert').waitFor();
  await take(page, 'refused');
}, 300_000);

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
