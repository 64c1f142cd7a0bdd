/// <reference lib="dom" />
/** The venue's page as the dashboard: the status block, an alert that is acknowledged, and charts by keyboard. */
import { dataOf } from '../venue/practice-venue.js';
import { judgeAppearance } from './appearance.js';
import { axe, signIn } from './browser-under-test.js';
import { atConsole } from './open-console.js';
import { connect } from './prepared-venue.js';

const alerts = {
  SERVICE_DOWN: { afterSeconds: 1 },
  ORDERING_DOWN: { afterSeconds: 1, tradingHoursOnly: false },
};
const at = atConsole({ pace: 0.05, site: { stableSeconds: 0, alerts } }, '/#/venue');
beforeAll(() => connect(at.venue));

describe('the venue’s page', () => {
  it('says what is wrong once, and an alert is acknowledged with a reason', async () => {
    const { page } = at;
    dataOf(await at.venue.ask('mutation { stopService(key: "gateway-client", reason: "To look") { key } }'));
    await signIn(page);
    const block = page.locator('.venue-status');
    await block.getByRole('heading', { name: 'Ordering down' }).waitFor();
    await block.getByRole('link', { name: 'Open the services' }).waitFor();
    expect(await page.locator('main').getByText('Gateway Client is not running.').count()).toBe(1);
    await block.getByRole('button', { name: /^Acknowledge/ }).click({ timeout: 30_000 });
    const dialog = page.getByRole('dialog', { name: 'Acknowledge the alert?' });
    const confirm = dialog.getByRole('button', { name: 'Acknowledge the alert' });
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByLabel('Reason').fill('On it');
    await dialog.getByLabel('How long').selectOption({ index: 1 });
    expect(await axe(page)).toEqual([]);
    await confirm.click();
    await dialog.waitFor({ state: 'hidden' });
    await block.getByText(/^Acknowledged by Morgan Reyes until .*\d\d:\d\d\. “On it”$/).waitFor();
    const asked = '{ alerts(state: ACKNOWLEDGED) { edges { node { code } } } }';
    const { alerts: found } = dataOf<{ alerts: { edges: { node: { code: string } }[] } }>(
      await at.venue.ask(asked),
    );
    // That ordering is down, and why, are one thing to the clerk.
    expect(found.edges.map(({ node }) => node.code).toSorted()).toEqual(['ORDERING_DOWN', 'SERVICE_DOWN']);
  });

  it('has its IDs behind Details, and none of them elsewhere, above the fold of a small screen', async () => {
    const { page } = at;
    dataOf(await at.venue.ask('mutation { activateLocations(locationIds: ["1", "2", "3", "4"]) { id } }'));
    await page.locator('main').getByText('Activated').nth(3).waitFor({ state: 'attached' });
    await page.reload();
    await page.getByText('All 4 activated').waitFor();
    await page.setViewportSize({ width: 1280, height: 720 });
    const details = await page.getByText('Details', { exact: true }).boundingBox();
    expect((details?.y ?? 720) + (details?.height ?? 0)).toBeLessThan(720);
    await page.setViewportSize({ width: 1280, height: 800 });
    expect(await page.getByText('Customer number').isVisible()).toBe(false);
    await page.getByText('Details', { exact: true }).click();
    await page.getByText('Customer number').waitFor();
    await judgeAppearance(page, 'venue-details');
  });

  it('draws four charts with a table each, and the arrow keys choose a moment', async () => {
    const { page } = at;
    const time = page.getByRole('slider', { name: /^At / });
    await time.waitFor();
    expect(await page.getByRole('figure').count()).toBe(4);
    // The history has a first minute.
    await page.getByText('NetPOS', { exact: true }).first().waitFor({ timeout: 90_000 });
    const before = await time.getAttribute('aria-valuetext');
    await time.focus();
    await page.keyboard.press('ArrowLeft');
    await page.waitForFunction(
      (old) => document.querySelector('input[type="range"]')?.getAttribute('aria-valuetext') !== old,
      before,
    );
    await page.keyboard.press('Home');
    expect(await time.getAttribute('aria-valuetext')).toContain('The record of this venue begins on ');
    for (const summary of await page.locator('.chart summary').all()) {
      await summary.focus();
      await page.keyboard.press('Enter');
    }
    await page.getByRole('table').nth(3).waitFor();
    await page.getByRole('cell', { name: 'Gateway Client is stopped.' }).first().waitFor();
    await page.getByRole('button', { name: '7 days' }).click();
    await page.getByRole('button', { name: '7 days', pressed: true }).waitFor();
    expect(await page.locator('style').count()).toBe(0);
    await judgeAppearance(page, 'venue-charts');
  });

  it('has one row above and four places below on a phone, and opens the others from the fourth', async () => {
    const { page } = at;
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${at.venue.url}/#/services`);
    await page.getByRole('heading', { name: 'Services' }).waitFor();
    await page.getByRole('link', { name: 'Open its events' }).first().waitFor();
    // What is broken is the first of the seven.
    expect(await page.locator('.services tbody').first().locator('th').textContent()).toContain(
      'Gateway Client',
    );
    expect(
      await page.locator('.strip').evaluate((strip) => strip.getBoundingClientRect().height),
    ).toBeLessThan(60);
    expect(await page.locator('kbd').isVisible()).toBe(false);
    const rail = page.getByRole('navigation');
    const shown = rail.locator('.rail-item:visible');
    expect(await shown.allTextContents()).toEqual(['Venue', 'Services', 'Operations', 'More']);
    await rail.getByRole('button', { name: 'More' }).click();
    expect(await axe(page)).toEqual([]);
    await rail.getByRole('link', { name: 'Audit' }).click();
    await page.getByRole('heading', { name: 'Audit', level: 1 }).waitFor();
    expect(await shown.count()).toBe(4);
    await page.setViewportSize({ width: 1280, height: 800 });
  });
});
