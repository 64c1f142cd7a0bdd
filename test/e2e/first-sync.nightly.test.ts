/// <reference lib="dom" />

import { judgeAppearance } from './appearance.js';
import { signIn } from './browser-under-test.js';
import { atConsole } from './open-console.js';
import { begin } from './prepared-venue.js';

const at = atConsole({ pace: 0.5, site: { stableSeconds: 0 } }, '/#/venue');
beforeAll(() => begin(at.venue));

describe('a first sync', () => {
  it('is followed on the venue’s page: how far, how fast, until when, in the night that it falls into', async () => {
    const { page } = at;
    await signIn(page);
    // Ordering is off, and no operation runs: the strip says neither "online" nor that nothing is running.
    await page.locator('.strip-state').getByText('Ordering down, planned').waitFor({ timeout: 40_000 });
    await page
      .locator('.pill')
      .getByText(/^All data is being sent: \d+ %\.$/)
      .waitFor();
    await page
      .locator('.page-head')
      .getByText(/^Ordering is down on purpose\. All data is being sent: \d+ %\./)
      .waitFor();
    const panel = page.getByRole('region', { name: 'First sync' });
    await panel.getByText(/^[\d,]+ rows per second$/).waitFor({ timeout: 40_000 });
    await page.getByRole('region', { name: 'Consumers' }).getByText('Off', { exact: true }).first().waitFor();
    await panel.getByText(/^Now \d\d:\d\d$/).waitFor();
    const share = async () =>
      Number(await panel.getByRole('progressbar', { name: 'First sync' }).getAttribute('value'));
    const before = await share();
    await page.waitForFunction(
      (seen) => Number(document.querySelector('progress')?.getAttribute('value')) > seen,
      before,
      { timeout: 30_000 },
    );
    // The onboarding is over; what it left running is with its result too.
    await page.getByRole('link', { name: 'Operations', exact: true }).click();
    await page.getByRole('link', { name: 'Onboard the venue' }).click();
    await page
      .getByRole('region', { name: 'Progress' })
      .getByText(/^Ended /)
      .waitFor();
    await panel.getByText(/^[\d,]+ of [\d,]+ rows$/).waitFor();
    await page.getByRole('link', { name: 'Venue', exact: true }).click();
    await judgeAppearance(page, 'first-sync');
  });
});
