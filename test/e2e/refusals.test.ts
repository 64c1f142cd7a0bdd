import { type PracticeVenue, startVenue } from '../venue/practice-venue.js';
import { type BrowserUnderTest, signIn, startBrowser, type Visit } from './browser-under-test.js';

let venue: PracticeVenue;
let browser: BrowserUnderTest;
let visit: Visit;

beforeAll(async () => {
  [venue, browser] = await Promise.all([startVenue({ site: {}, pace: 0.2 }), startBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await venue?.stop();
});
afterEach(async () => {
  expect(visit.faults()).toEqual([]);
  await visit.context.close();
});

describe('a clerk who may not', () => {
  it('sees which tick box onboarding needs, who can grant it, and a correlation ID to copy', async () => {
    visit = await browser.visit(`${venue.url}/#/onboarding`);
    const { page } = visit;
    await signIn(page, '2', '1357');
    const refusal = page.getByRole('alert');
    await refusal.getByText('Cloud Connectivity > Onboard').waitFor();
    await refusal.getByText('Administrators').waitFor();
    expect(await refusal.locator('code').textContent()).toMatch(/^[0-9a-f-]{36}$/);
    await visit.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await refusal.getByRole('button', { name: 'Copy the correlation ID' }).click();
    await refusal.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      await refusal.locator('code').textContent(),
    );
  });

  it('sees the same in words where nothing at all is ticked', async () => {
    visit = await browser.visit(`${venue.url}/#/services`);
    await signIn(visit.page, '3', '8642');
    await visit.page.getByRole('alert').getByText('Services > View').waitFor();
    expect(await visit.page.getByRole('table').count()).toBe(0);
  });

  it('is offered no service button where the group does not control services', async () => {
    visit = await browser.visit(`${venue.url}/#/services`);
    await signIn(visit.page, '5', '1122');
    await visit.page.getByRole('row', { name: /^NetPOS/ }).waitFor();
    expect(await visit.page.getByRole('button', { name: /^(Restart|Start|More for)/ }).count()).toBe(0);
  });

  it('is told that the Clerk Group sees too little when trying to restart a service', async () => {
    visit = await browser.visit(`${venue.url}/#/services`);
    const { page } = visit;
    await signIn(page, '4', '9753');
    await page.getByRole('button', { name: 'Restart NetPOS' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Restart NetPOS' }).click();
    await page.getByRole('dialog').getByText('does not see every Location Group').waitFor();
  });
});
