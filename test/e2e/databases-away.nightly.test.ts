import { bringBack, takeAway } from '../venue/venue-file.js';
import { axe, signIn, type Visit } from './browser-under-test.js';
import { atVenue } from './open-console.js';
import { holdStateDatabase } from './prepared-venue.js';

const at = atVenue({ site: {}, pace: 0.2 });
let visit: Visit;
beforeAll(async () => {
  visit = await at.browser.visit(at.venue.url);
  await signIn(visit.page);
});

describe('while the state database can’t be written', () => {
  it('a change says what to do and when, and is sent again no earlier than that', async () => {
    const { page } = visit;
    await page.getByRole('link', { name: 'Services', exact: true }).click();
    await page.getByRole('button', { name: 'Restart NetPOS' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('It hangs');
    const letGo = holdStateDatabase(at.venue);
    try {
      await dialog.getByRole('button', { name: 'Restart NetPOS' }).click();
      await dialog.getByText('Wait a few seconds, then try again').waitFor({ timeout: 30_000 });
      const again = dialog.getByRole('button', { name: /^Try again/ });
      expect(await again.textContent()).toMatch(/^Try again in [1-5] s$/);
      expect(await again.isDisabled()).toBe(true);
      // What is only read is still there.
      expect(await axe(page)).toEqual([]);
    } finally {
      letGo();
    }
    await dialog.getByRole('button', { name: 'Try again', exact: true }).click();
    await dialog.waitFor({ state: 'hidden', timeout: 40_000 });
    await page
      .getByRole('row', { name: /^NetPOS/ })
      .getByText('Running')
      .waitFor();
    expect(visit.faults()).toEqual([]);
  });
});

describe('while the venue’s database is away', () => {
  it('a quiet line says of when things are, nothing fails for it, and it goes when the database answers', async () => {
    const { page } = visit;
    await page.getByRole('link', { name: 'Venue', exact: true }).click();
    await page.getByText('Consumers').waitFor();
    await at.venue.kill();
    takeAway(at.venue.folder);
    await at.venue.start();
    const line = page.getByText(/^The venue’s database is not responding\. .* as of \d\d:\d\d\.$/);
    await line.waitFor({ timeout: 30_000 });
    expect(await page.locator('.strip-name').textContent()).toBe('Harbour View Hotel');
    expect(await page.getByText('Morgan Reyes').isVisible()).toBe(true);
    expect(await page.getByText('Everything works').count()).toBe(0);
    await page.getByRole('link', { name: 'Services', exact: true }).click();
    await page
      .getByRole('row', { name: /^NetPOS/ })
      .getByText('Running')
      .waitFor();
    // Loaded again, when nothing is known from before.
    await page.reload();
    await page.getByRole('link', { name: 'Venue', exact: true }).click();
    await line.waitFor();
    await page.locator('.strip-name').getByText('Harbour View Hotel').waitFor();
    const locations = page.getByRole('region', { name: 'Locations' });
    await locations.getByRole('alert').getByText("The venue's database is not responding.").waitFor();
    expect(await axe(page)).toEqual([]);
    bringBack(at.venue.folder);
    await line.waitFor({ state: 'hidden', timeout: 30_000 });
    await locations.getByText('Kiosk', { exact: true }).waitFor();
  });
});
