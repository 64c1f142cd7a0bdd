import { type BrowserUnderTest, signIn, startBrowser } from './browser-under-test.js';
import { startVenue, type VenueUnderTest } from './venue-under-test.js';

let venue: VenueUnderTest;
let browser: BrowserUnderTest;

interface Plan {
  readonly onboardingPlan: { readonly fingerprint: string };
}
interface State {
  readonly venue: { readonly onboarding: { readonly state: string } };
}

/** Connected and synced, by the API: that is another test's subject. */
async function connect(): Promise<void> {
  const { onboardingPlan } = await venue.ask<Plan>('{ onboardingPlan { fingerprint } }');
  await venue.ask('mutation { requestAuthenticationCode(customerNumber: "10482213") { sentTo } }');
  await venue.ask('mutation ($input: OnboardInput!) { onboard(input: $input) { id } }', {
    input: {
      customerNumber: '10482213',
      authenticationCode: await venue.code(),
      planFingerprint: onboardingPlan.fingerprint,
      reason: 'To have a venue to resync',
    },
  });
  for (let look = 0; look < 60; look++) {
    const state = await venue.ask<State>('{ venue { onboarding { state } } }');
    if (state.venue.onboarding.state === 'CONNECTED') return;
    await new Promise((done) => setTimeout(done, 500));
  }
  throw new Error('The venue has not become connected.');
}

beforeAll(async () => {
  [venue, browser] = await Promise.all([
    startVenue({ pace: 0.05, site: { stableSeconds: 0 } }),
    startBrowser(),
  ]);
  await connect();
});
afterAll(async () => {
  await browser?.close();
  await venue?.stop();
});

describe('a resync in the console', () => {
  it('is planned, taken on with a reason against what speaks against it, confirmed by name and followed to its end', async () => {
    const { page, faults } = await browser.visit(`${venue.url}/#/resync`);
    await signIn(page);
    const confirm = page.getByRole('button', { name: 'Confirm resync now…' });
    await page.getByText('What stops working').waitFor();
    expect(await confirm.isDisabled()).toBe(true);
    for (const box of await page.getByRole('checkbox', { name: /^Go on although: / }).all())
      await box.check();
    await confirm.click();

    const dialog = page.getByRole('dialog');
    const start = dialog.getByRole('button', { name: 'Start the resync' });
    await dialog.getByText('are off until about').waitFor();
    await dialog.getByLabel('Reason').fill('Bistro sales missing in Analytics');
    await dialog.getByLabel('Type the company name').fill('harbour view hotel');
    expect(await start.isDisabled()).toBe(true);
    await dialog.getByLabel('Type the company name').fill('Harbour View Hotel');
    await start.click();

    await page.getByRole('heading', { name: /Resync is running|All data is in the cloud/ }).waitFor();
    await page.getByRole('heading', { name: 'All data is in the cloud' }).waitFor({ timeout: 40_000 });
    await page.getByText('Started by Morgan Reyes: “Bistro sales missing in Analytics”').waitFor();
    expect(faults()).toEqual([]);
  });

  it('names a start that fits, draws it, and is then scheduled', async () => {
    const { page, faults } = await browser.visit(`${venue.url}/#/resync`);
    await signIn(page);
    await page.getByText('What stops working').waitFor();
    const hours = await page.getByLabel('Start').locator('option').allTextContents();
    const night = hours.findIndex((text) => / 02:00$|^02:00$/.test(text));
    await page.getByLabel('Start').selectOption({ index: night });
    await page.getByText('Fits', { exact: true }).waitFor();
    for (const box of await page.getByRole('checkbox', { name: /^Go on although: / }).all())
      await box.check();
    await page.getByRole('button', { name: 'Confirm resync at 02:00…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Type the company name').fill('Harbour View Hotel');
    await dialog.getByLabel('Reason').fill('At night');
    await dialog.getByRole('button', { name: 'Start the resync' }).click();
    await page.getByRole('heading', { name: 'The resync is scheduled' }).waitFor();
    await page.getByRole('button', { name: 'Cancel resync…' }).click();
    await dialog.getByLabel('Reason').fill('Not tonight');
    await dialog.getByRole('button', { name: 'Cancel resync' }).click();
    await page.getByRole('heading', { name: 'The resync was cancelled' }).waitFor();
    expect(faults()).toEqual([]);
  });
});
