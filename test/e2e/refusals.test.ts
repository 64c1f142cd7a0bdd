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
    expect(await refusal.locator('code').last().textContent()).toMatch(/^[0-9a-f-]{36}$/);
    await visit.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await refusal.getByRole('button', { name: 'Copy the correlation ID' }).click();
    await refusal.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      await refusal.locator('code').last().textContent(),
    );
  });

  it('sees the same in words where nothing at all is ticked', async () => {
    visit = await browser.visit(`${venue.url}/#/services`);
    await signIn(visit.page, '3', '8642');
    await visit.page.getByRole('alert').getByText('Services > View').waitFor();
    expect(await visit.page.getByRole('table').count()).toBe(0);
  });

  it('finds the service buttons disabled where the group does not control services, and reads why', async () => {
    visit = await browser.visit(`${venue.url}/#/services`);
    const { page } = visit;
    await signIn(page, '5', '1122');
    await page
      .getByText('You may not change this: Services > Control. "Support" does not tick it.')
      .waitFor();
    expect(await page.getByRole('button', { name: 'Restart NetPOS' }).isDisabled()).toBe(true);
    expect(await page.getByLabel('Start mode of NetPOS').isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Last events of NetPOS' }).click();
    await page
      .getByRole('list', { name: 'Last events of NetPOS' })
      .getByText('The NetPOS service entered the running state.')
      .waitFor();
    await page.getByRole('link', { name: 'Open the event log' }).click();
    await page.getByRole('heading', { name: 'Event log' }).waitFor();
    await page.getByText('The NetPOS service entered the running state.').waitFor();
    expect(page.url()).toContain('#/event-log?text=NetPOS');
  });

  it('reads that the Clerk Group sees too little, before anything is tried', async () => {
    visit = await browser.visit(`${venue.url}/#/services`);
    await signIn(visit.page, '4', '9753');
    await visit.page.getByText('the Clerk Group sees only a part of the venue').waitFor();
    expect(await visit.page.getByRole('button', { name: 'Restart NetPOS' }).isDisabled()).toBe(true);
  });
});
