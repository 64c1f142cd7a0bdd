import { dataOf } from '../venue/practice-venue.js';
import { judgeAppearance } from './appearance.js';
import { signIn } from './browser-under-test.js';
import { atFreshConsole } from './open-console.js';
import { connect } from './prepared-venue.js';

const at = atFreshConsole({ pace: 0.05, site: { stableSeconds: 0, startTimeoutSeconds: 4 } }, '/#/venue');
beforeAll(async () => {
  await connect(at.venue);
  dataOf(await at.venue.ask('mutation { activateLocations(locationIds: ["1", "2", "3", "4"]) { id } }'));
});

describe('what is wrong with the venue', () => {
  it('leads from its finding to the service, and on to the evidence for support', async () => {
    dataOf(await at.venue.ask('mutation { stopService(key: "cloud-sync", reason: "To look") { key } }'));
    const { page } = at;
    await signIn(page, '5', '1122');
    await page.locator('.venue-status').getByRole('link', { name: 'Open the services' }).click();
    await page.locator('.page-head').getByText('Cloud Sync is not running.').waitFor();
    await page.locator('.next-action').getByRole('link', { name: 'Open the diagnosis' }).click();
    await page.getByRole('heading', { name: 'Diagnosis' }).waitFor();
    await page.locator('.page-head').getByText('Cloud Sync is not running.').waitFor();
    await page.getByText('A resync would not fix this. Ordering would be off while it runs.').waitFor();
    await page.getByText('Start it again when the work is done.').first().waitFor();
    const cause = page.getByRole('row', { name: /^Cloud Sync / });
    await cause.getByText('Cause').waitFor();
    await page
      .getByRole('row', { name: /^Registration / })
      .getByText(/^valid through \w+ \d+ \w+ \d{4}$/)
      .waitFor();
    await judgeAppearance(page, 'diagnosis');
  });

  it('is linked from a resync plan and from an operation that did not work', async () => {
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
