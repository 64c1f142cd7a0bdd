import type { Page } from 'playwright-core';
import { type PracticeVenue, startVenue } from '../venue/practice-venue.js';
import { asksOf, type BrowserUnderTest, signIn, startBrowser, type Visit } from './browser-under-test.js';
import { forgetPresence } from './prepared-venue.js';

let venue: PracticeVenue;
let browser: BrowserUnderTest;
let visit: Visit;
let page: Page;

beforeAll(async () => {
  [venue, browser] = await Promise.all([
    startVenue({ site: { stableSeconds: 2 }, pace: 0.2 }),
    startBrowser(),
  ]);
  visit = await browser.visit(venue.url);
  page = visit.page;
});
afterAll(async () => {
  await browser?.close();
  await venue?.stop();
});
afterEach(() => expect(visit.faults()).toEqual([]));

const onboardButton = () => page.getByRole('button', { name: 'Onboard Harbour View Hotel' });

async function fillIn(code: string): Promise<void> {
  await page.getByLabel('Authentication code').fill(code);
  await page.getByLabel('Reason').fill('Opening the new bar');
}

describe('the main job in the console', () => {
  it('refuses a wrong PIN in words and lets the right one in', async () => {
    await page.getByLabel('Clerk ID').fill('1');
    await page.getByLabel('PIN', { exact: true }).fill('0000');
    await page.keyboard.press('Enter');
    await page.getByText('Clerk ID and PIN do not match.').waitFor();
    await signIn(page);
    await page.getByText('Not online: this venue has never been connected').waitFor();
    await page.getByText('Nothing here reaches swiftpos.').waitFor();
  });

  it('shows the plan with its checks, and each step with the exact PowerShell', async () => {
    await page.getByRole('link', { name: 'Onboarding', exact: true }).click();
    await page.getByText('No other server uses this Customer Number').waitFor();
    await page.getByText('Redeem the authentication code').click();
    await page.getByText('Invoke-CodeRedemption.ps1').waitFor();
    expect(await page.getByText('-Code <secret>').isVisible()).toBe(true);
  });

  it('takes no code before the venue is confirmed', async () => {
    await page.getByRole('button', { name: 'Confirm the venue…' }).click();
    expect(await onboardButton().isDisabled()).toBe(true);
    expect(await page.getByLabel('Authentication code').isDisabled()).toBe(true);
    await page.getByLabel('Yes, this server belongs to Harbour View Hotel').check();
    await page.getByRole('button', { name: 'Send a code' }).click();
    await page.getByText('m*****r@harbourview.example').waitFor();
    await page.getByRole('button', { name: 'Send another code' }).waitFor();
  });

  it('asks for the PIN again when presence is old, keeps what was entered, and goes on', async () => {
    await fillIn(await venue.code());
    forgetPresence(venue);
    await onboardButton().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('PIN', { exact: true }).fill('1111');
    await dialog.getByRole('button', { name: 'Go on' }).click();
    await dialog.getByRole('alert').waitFor();
    await dialog.getByLabel('PIN', { exact: true }).fill('2468');
    await dialog.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('heading', { name: 'Onboarding is running' }).waitFor();
  });

  it('shows steps live, without asking again, also after the page was closed and opened again in the middle', async () => {
    const askedBefore = asksOf(page);
    await page.locator('.step-running', { hasText: 'Start Gateway Client' }).waitFor();
    await page.getByText('Waiting until Gateway Client runs').first().waitFor();
    expect(askedBefore).not.toContain('Operation');
    const before = visit;
    visit = await browser.visit(venue.url);
    expect(before.faults()).toEqual([]);
    await before.context.close();
    page = visit.page;
    const asked = asksOf(page);
    await signIn(page);
    await page.getByRole('link', { name: /^Onboarding \d+ %/ }).click();
    await page.getByRole('heading', { name: /Onboarding is running|The venue is connected/ }).waitFor();
    await page.getByRole('heading', { name: 'The venue is connected' }).waitFor({ timeout: 40_000 });
    expect(await page.locator('.step-succeeded').count()).toBe(11);
    expect(asked.filter((name) => name?.startsWith('Operation')).sort()).toEqual([
      'Operation',
      'OperationEvents',
      'OperationPlan',
    ]);
    await page.getByRole('button', { name: /^All \d+ events$/ }).click();
    const events = await page.locator('.event').allTextContents();
    expect(events.at(-1)).toContain('Confirm that the cloud means Harbour View Hotel');
    expect(events[0]).toContain('Done');
    expect(await venue.redemptions()).toBe(1);
  });

  it('shows both services running afterwards, and the venue online', async () => {
    await page.getByRole('link', { name: 'Look at the services' }).click();
    for (const name of ['Gateway Client', 'Cloud Sync']) {
      const row = page.getByRole('row', { name: new RegExp(`^${name}`) });
      await row.getByText('Running').waitFor();
      await row.getByText('Healthy').waitFor();
    }
    await page.getByRole('link', { name: 'Venue', exact: true }).click();
    await page
      .locator('main')
      .getByText(/^Online/)
      .waitFor();
  });

  it('stops a service after saying what that cuts, and starts it again', async () => {
    await page.getByRole('link', { name: 'Services', exact: true }).click();
    await page.getByRole('button', { name: 'More for NetPOS' }).click();
    await page.getByRole('menuitem', { name: 'Stop NetPOS…' }).click();
    await page
      .getByRole('dialog')
      .getByText(/stops? working until NetPOS is started again/)
      .waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Stop NetPOS' }).click();
    const row = page.getByRole('row', { name: /^NetPOS/ });
    await row.getByText('Stopped').waitFor();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByRole('link', { name: 'Venue', exact: true }).click();
    await page
      .locator('main')
      .getByText(/NetPOS was stopped by Morgan/)
      .first()
      .waitFor();
    await page.getByRole('link', { name: 'Online, but look' }).waitFor();
    expect(await page.getByText('Everything works').count()).toBe(0);
    await page.getByRole('link', { name: 'Services', exact: true }).click();
    await row.getByRole('button', { name: 'Start NetPOS' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Start NetPOS' }).click();
    await row.getByText('Running').waitFor();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });

  it('activates a location', async () => {
    await page.getByRole('link', { name: 'Venue', exact: true }).click();
    await page.getByRole('button', { name: 'Activate Kiosk' }).click();
    await page.getByRole('listitem').filter({ hasText: 'Kiosk' }).getByText('Activated').waitFor();
  });

  it('keeps the token in this tab only, and nothing secret anywhere', async () => {
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, document.cookie]));
    expect(kept).toMatch(/^\[\{("mantine-color-scheme-value":"\w+")?\},""\]$/);
    const session = await page.evaluate(() => Object.keys(sessionStorage));
    expect(session).toEqual(['venue-control.token']);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('You are signed out.').waitFor();
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  });
});
