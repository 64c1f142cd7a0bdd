import { dataOf } from '../venue/practice-venue.js';
import { signIn } from './browser-under-test.js';
import { judgeLooks } from './looks.js';
import { atFreshConsole } from './open-console.js';
import { connect } from './prepared-venue.js';

const at = atFreshConsole({ pace: 0.05, site: { stableSeconds: 0, startTimeoutSeconds: 4 } }, '/#/venue');
beforeAll(() => connect(at.venue));

/** What the strip, the head of the page, the tab and its icon say. */
async function saidBy() {
  const { page } = at;
  return {
    strip: await page.locator('.strip-state').textContent(),
    head: (await page.locator('.page-head p').first().textContent())?.trim(),
    tab: await page.title(),
    icon: await page.locator('link[rel="icon"]').getAttribute('href'),
  };
}

describe('what is wrong with the venue', () => {
  it('is one truth for strip, heading and tab, each with its next step, as far as the evidence for support', async () => {
    dataOf(await at.venue.ask('mutation { activateLocations(locationIds: ["1", "2", "3", "4"]) { id } }'));
    const { page } = at;
    await signIn(page, '5', '1122');
    await page.getByText('Online. Everything works.').waitFor({ timeout: 45_000 });
    expect(await saidBy()).toEqual({
      strip: 'Online',
      head: 'Online. Everything works.',
      tab: 'Online: Harbour View Hotel',
      icon: '/favicon.svg',
    });

    dataOf(await at.venue.ask('mutation { stopService(key: "cloud-sync", reason: "To look") { key } }'));
    dataOf(await at.venue.ask('mutation { setMaintenance(on: true, reason: "Stocktake") { on } }'));
    await page
      .locator('.page-head')
      .getByText('Cloud Sync was stopped by Morgan Reyes: “To look”. 1 more thing')
      .waitFor({ timeout: 30_000 });
    const said = await saidBy();
    expect(said).toMatchObject({
      strip: 'Online, but look',
      tab: 'Online, but look: Harbour View Hotel',
      icon: expect.stringMatching(/\/assets\/warn-[\w-]+\.svg$/),
    });
    expect((await page.request.get(said.icon ?? '')).headers()['content-type']).toBe('image/svg+xml');
    await page.getByText('Morgan Reyes has stopped everything new: “Stocktake”.').waitFor();
    await page.locator('.finding').getByRole('link', { name: 'Open maintenance' }).waitFor();

    await page.locator('.page-head').getByRole('link', { name: 'Open the diagnosis' }).click();
    await page.locator('.page-head').getByText('Cloud Sync does not run.').waitFor();
    await page.getByText('A resync would not mend this; it would only take ordering down.').waitFor();
    await page.getByText('Start Cloud Sync; where it is not installed').waitFor();
    const cause = page.getByRole('row', { name: /^Cloud Sync / });
    await cause.getByText('The cause').waitFor();
    await page
      .getByRole('row', { name: /^Registration / })
      .getByText(/^valid through \w+ \d+ \w+ \d{4}$/)
      .waitFor();
    await judgeLooks(page, 'diagnosis');

    await page.getByRole('link', { name: 'Services', exact: true }).click();
    await page.locator('.next-action').getByRole('link', { name: 'Open the diagnosis' }).waitFor();
  });

  it('is linked from a resync plan and from an operation that did not work', async () => {
    dataOf(await at.venue.ask('mutation { setMaintenance(on: false, reason: "Counted") { on } }'));
    await at.venue.setFaults({ service: 'cloud-sync:never-starts' });
    await at.venue.ask('mutation { startService(key: "cloud-sync", reason: "To try") { key } }');
    await at.venue.setFaults({});
    const { page } = at;
    await page.goto(`${at.venue.url}/#/resync`);
    await signIn(page);
    await page
      .getByRole('region', { name: 'Diagnosis' })
      .getByRole('link', { name: 'Open the diagnosis' })
      .waitFor();
    await page.getByRole('link', { name: 'Operations', exact: true }).click();
    await page.getByRole('link', { name: 'Start Cloud Sync' }).first().click();
    await page
      .getByRole('region', { name: 'What happened' })
      .getByRole('link', { name: 'Open the diagnosis' })
      .click();
    await page.getByRole('heading', { name: 'Diagnosis' }).waitFor();
  });
});
