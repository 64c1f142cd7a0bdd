import { type PracticeVenue, startVenue } from '../venue/practice-venue.js';
import { type BrowserUnderTest, signIn, startBrowser } from './browser-under-test.js';

let venue: PracticeVenue;
let browser: BrowserUnderTest;

beforeAll(async () => {
  [venue, browser] = await Promise.all([
    startVenue({ site: { stableSeconds: 4 }, pace: 0.2 }),
    startBrowser(),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await venue?.stop();
});

describe('a server that is killed while the page is open', () => {
  it('is missed at once, found again, and the onboarding goes on to its end with one redemption', async () => {
    const { page, faults } = await browser.visit(`${venue.url}/#/onboarding`);
    await signIn(page);
    await page.getByRole('button', { name: 'Confirm the venue…' }).click();
    await page.getByLabel('Yes, this server belongs').check();
    await page.getByRole('button', { name: 'Send a code' }).click();
    await page.getByRole('button', { name: 'Send another code' }).waitFor();
    await page.getByLabel('Authentication code').fill(await venue.code());
    await page.getByLabel('Reason').fill('Opening the new bar');
    await page.getByRole('button', { name: 'Onboard Harbour View Hotel' }).click();
    await page.locator('.step-running', { hasText: 'Start Gateway Client' }).waitFor();
    expect(faults()).toEqual([]);

    await venue.kill();
    await page.getByText(/^Not connected since \d\d:\d\d\. Trying again\./).waitFor();
    // What was seen stays.
    expect(await page.locator('.step-succeeded').count()).toBeGreaterThanOrEqual(6);
    await venue.start();
    await page.getByText(/^Not connected since/).waitFor({ state: 'hidden' });
    await page.getByRole('heading', { name: 'The venue is connected' }).waitFor({ timeout: 60_000 });
    expect(await venue.redemptions()).toBe(1);

    const events = await page.locator('.event time').count();
    expect(events).toBeGreaterThan(0);
    const odd = faults().filter(
      (fault) =>
        !/ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|WebSocket connection/.test(fault),
    );
    expect(odd).toEqual([]);
  });
});
