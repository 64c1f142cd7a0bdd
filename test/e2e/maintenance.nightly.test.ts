/// <reference lib="dom" />
import { judgeAppearance } from './appearance.js';
import { axe, signIn } from './browser-under-test.js';
import { atFreshConsole } from './open-console.js';

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

const at = atFreshConsole(
  {
    site: {
      freezes: [
        { from: inHours(-1), until: inHours(24), reason: 'Long weekend' },
        { from: '2031-12-23T00:00:00Z', until: '2031-12-27T00:00:00Z', reason: 'Christmas' },
      ],
    },
    pace: 0.2,
  },
  '/#/maintenance',
);

describe('the maintenance switch', () => {
  it('stops everything new, says so on every page and to anyone who tries, and lets it go again', async () => {
    const { page } = at.visit;
    await signIn(page);
    await page.getByText('Operations and schedules can start.').waitFor();
    const turnOn = page.getByRole('button', { name: 'Turn on maintenance mode…' });
    // Petrol: it can be turned off again. Brick is for what is lost.
    expect(await turnOn.evaluate((button) => getComputedStyle(button).backgroundColor)).toBe(
      'rgb(15, 99, 121)',
    );
    await turnOn.click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('Stocktake');
    await dialog.getByRole('button', { name: 'Turn on maintenance mode' }).click();
    const mode = 'Morgan Reyes turned on maintenance mode';
    const said = /mode, \d\d:\d\d until (\w{3} \d+ \w{3} )?\d\d:\d\d: “Stocktake”\.$/;
    await page.locator('main').getByText(said).waitFor();
    await page.getByRole('button', { name: 'Change the end…' }).click();
    await dialog.getByLabel('End', { exact: true }).selectOption('moment');
    await dialog.getByLabel('Until', { exact: true }).fill('2020-01-01 8:00');
    await dialog.getByLabel('Reason').fill('Stocktake');
    await dialog.getByRole('button', { name: 'Change the end' }).click();
    await dialog.getByText('The end of maintenance mode is not in the future.').waitFor();
    await dialog.getByLabel('End', { exact: true }).selectOption('half');
    await dialog.getByRole('button', { name: 'Change the end' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.locator('main').getByText(said).waitFor();
    await page.getByRole('link', { name: 'Services', exact: true }).click();
    await page.getByRole('status').filter({ hasText: 'Stocktake' }).waitFor();
    // The clerk who turned it on may still do this.
    const other = await at.browser.visit(`${at.venue.url}/#/services`);
    await signIn(other.page, '2', '1357');
    await other.page.getByRole('button', { name: 'Restart NetPOS' }).click();
    const tried = other.page.getByRole('dialog');
    await tried.getByRole('button', { name: 'Restart NetPOS' }).click();
    await tried.getByText(new RegExp(`^${mode} until .*\\d\\d:\\d\\d: Stocktake`)).waitFor();
    await other.context.close();
    await page.getByRole('link', { name: 'Open maintenance' }).click();
    await judgeAppearance(page, 'maintenance');
    await page.getByRole('button', { name: 'Turn off maintenance mode…' }).click();
    await dialog.getByLabel('Reason').fill('Counted');
    await dialog.getByRole('button', { name: 'Turn off maintenance mode' }).click();
    await page.locator('main').getByText('Operations and schedules can start.').waitFor();
    const banner = page.getByRole('status').filter({ hasText: 'Stocktake' });
    await banner.waitFor({ state: 'hidden', timeout: 5_000 });
  });

  it('has a freeze gone on against, which is said once more where the code is entered', async () => {
    const { page } = at.visit;
    await signIn(page);
    await page.getByText('In force').waitFor();
    await page.goto(`${at.venue.url}/#/onboarding`);
    await page.getByRole('checkbox', { name: /^Override this check.*: Freezes$/ }).check();
    await page.getByRole('button', { name: 'Confirm the venue…' }).click();
    const against = page.getByRole('region', { name: 'You override:' });
    await against.getByText('A freeze is in force.').waitFor();
    await against.getByText(/^Long weekend: until \w{3} \d+ \w{3} \d\d:\d\d\.$/).waitFor();
    expect(await axe(page)).toEqual([]);
  });

  it('is there and disabled for a clerk who may not, with what is missing', async () => {
    const { page } = at.visit;
    await signIn(page, '4', '9753');
    await page.getByText('You need Services > Control:').waitFor();
    await page.getByText('only a part of the venue').waitFor();
    expect(await page.getByRole('button', { name: 'Turn on maintenance mode…' }).isDisabled()).toBe(true);
  });
});
