import type { Page } from 'playwright-core';
import { signIn } from './browser-under-test.js';
import { atVenue } from './open-console.js';

const at = atVenue({ site: { stableSeconds: 4 }, pace: 0.2 });

/** Killed while this page is open, seen to be gone, started again, and found. */
async function restart(page: Page): Promise<void> {
  await at.venue.kill();
  await page.getByText(/^Not connected since \d\d:\d\d\. Reconnecting\./).waitFor();
  await at.venue.start();
  await page.getByText(/^Not connected since/).waitFor({ state: 'hidden', timeout: 30_000 });
}

/** What a browser says of a server that is not there is no fault of the page. */
function isOurs(fault: string): boolean {
  return !/ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_INTERNET_DISCONNECTED|WebSocket connection/.test(
    fault,
  );
}

describe('a server that is killed while the page is open', () => {
  it('is missed at once and found again at every step of an onboarding, which continues to its end with one redemption', async () => {
    const { page, faults } = await at.browser.visit(`${at.venue.url}/#/onboarding`);
    await signIn(page);
    const confirm = page.getByRole('button', { name: 'Confirm the venue…' });
    await confirm.waitFor();
    await restart(page);
    await confirm.click();

    await page.getByLabel('Yes, this server belongs').check();
    await page.getByRole('button', { name: 'Send a code' }).click();
    const another = page.getByRole('button', { name: 'Send another code' });
    await another.waitFor();
    await page.getByLabel('Reason').fill('Opening the new bar');
    await restart(page);
    await another.waitFor();
    expect(await page.getByLabel('Yes, this server belongs').isChecked()).toBe(true);
    expect(await page.getByLabel('Reason').inputValue()).toBe('Opening the new bar');
    await page.getByLabel('Authentication code').fill(await at.venue.code());
    await page.getByRole('button', { name: 'Onboard Harbour View Hotel' }).click();

    // Six steps come before it.
    await page.locator('.step-running', { hasText: 'Start Gateway Client' }).waitFor({ timeout: 60_000 });
    await at.venue.kill();
    await page.getByText(/^Not connected since \d\d:\d\d\. Reconnecting\./).waitFor();
    // What was seen stays.
    expect(await page.locator('.step-succeeded').count()).toBeGreaterThanOrEqual(6);
    await at.venue.start();
    await page.getByText(/^Not connected since/).waitFor({ state: 'hidden' });
    await page.locator('.step-running', { hasText: 'Start Cloud Sync' }).waitFor({ timeout: 30_000 });
    await restart(page);
    await page.getByRole('heading', { name: 'The venue is connected' }).waitFor({ timeout: 60_000 });
    expect(await page.locator('.event time').count()).toBeGreaterThan(0);

    await restart(page);
    await page.getByRole('button', { name: 'Activate all 4' }).click();
    await page
      .getByText('Every location that you see is activated. That was the last step.')
      .waitFor({ timeout: 30_000 });
    expect(await at.venue.redemptions()).toBe(1);
    expect(faults().filter(isOurs)).toEqual([]);
  });

  it('is not needed to know that the browser itself is offline, and what it missed meanwhile is there afterwards', async () => {
    const { page, context, faults } = await at.browser.visit(`${at.venue.url}/#/services`);
    await signIn(page);
    const row = page.getByRole('row', { name: /^NetPOS/ });
    await row.getByText('Running').waitFor();
    await context.setOffline(true);
    await page.getByText(/^Not connected since/).waitFor();
    await at.venue.ask('mutation { stopService(key: "netpos", reason: "Printer queue stuck") { key } }');
    await context.setOffline(false);
    await page.getByText(/^Not connected since/).waitFor({ state: 'hidden' });
    await row.getByText('Down', { exact: true }).waitFor();
    expect(faults().filter(isOurs)).toEqual([]);
  });
});
