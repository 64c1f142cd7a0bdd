/** Alerts from open to over, and the timeline that answers why ordering was down. */
import { dataOf } from '../venue/practice-venue.js';
import { judgeAppearance } from './appearance.js';
import { signIn } from './browser-under-test.js';
import { atConsole } from './open-console.js';
import { connect } from './prepared-venue.js';

const alerts = {
  SERVICE_DOWN: { afterSeconds: 1 },
  ORDERING_DOWN: { afterSeconds: 1, tradingHoursOnly: false },
};
const at = atConsole({ pace: 0, site: { stableSeconds: 0, alerts } }, '/#/alerts');
beforeAll(() => connect(at.venue));

const now = () => at.page.getByRole('region', { name: 'Now' });
const row = (text: string | RegExp) => at.page.getByRole('row').filter({ hasText: text }).first();

async function control(change: 'stopService' | 'startService'): Promise<void> {
  dataOf(await at.venue.ask(`mutation { ${change}(key: "gateway-client", reason: "A campaign") { key } }`));
}

describe('the alerts', () => {
  it('say how the venue is where there are none', async () => {
    await signIn(at.page);
    await at.page.getByText('No alerts. Online. Everything works.').waitFor({ timeout: 60_000 });
    await at.page.getByText('No alert has ended yet.').waitFor();
    await judgeAppearance(at.page, 'alerts-none');
  });

  it('are acknowledged here, and say by whom, why and until when', async () => {
    const { page } = at;
    await control('stopService');
    await now()
      .getByRole('row', { name: /is not running/ })
      .first()
      .waitFor({ timeout: 60_000 });
    await page.getByText('Two alerts are open.').waitFor({ timeout: 30_000 });
    await judgeAppearance(page, 'alerts-open');
    await now()
      .getByRole('button', { name: /^Acknowledge/ })
      .first()
      .click();
    const dialog = page.getByRole('dialog', { name: 'Acknowledge the alert?' });
    await dialog.getByLabel('Reason').fill('On it');
    await dialog.getByRole('button', { name: 'Acknowledge the alert' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await now().getByText('Acknowledged by Morgan Reyes until it is over. “On it”').waitFor();
    await page.getByText('One alert is open. One alert is acknowledged.').waitFor();
  });

  it('are over two minutes after their cause, with how long they lasted', async () => {
    const { page } = at;
    await control('startService');
    await page.getByText('No alerts. Online. Everything works.').waitFor({ timeout: 200_000 });
    const over = page.getByRole('region', { name: 'Ended' });
    await over.getByText('Morgan Reyes').waitFor({ timeout: 30_000 });
    expect(await over.getByRole('row').count()).toBe(3);
    await judgeAppearance(page, 'alerts-over');
  });
});

describe('the timeline', () => {
  it('answers from an alert why ordering was down', async () => {
    const { page } = at;
    await row('Ordering was down.').getByRole('link', { name: 'What happened' }).click();
    await page.getByRole('heading', { name: 'Timeline', level: 1 }).waitFor();
    await row('Gateway Client is stopped.').waitFor();
    await row(/Stop Gateway Client, requested by Morgan Reyes/)
      .getByRole('link', { name: 'Open the operation' })
      .waitFor();
    await row('Morgan Reyes changed a service (Gateway Client).').waitFor();
    await page.getByText(/^It began at \d\d:\d\d:\d\d and ended at \d\d:\d\d:\d\d, after /).waitFor();
    await row('It began here').waitFor();
    await row('It ended here').waitFor();
    await page.getByText(/^What happened from .* to \d\d:\d\d, oldest first\.$/).waitFor();
    await judgeAppearance(page, 'timeline-part');
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByText(/^What happened on .*, newest first\.$/).waitFor();
  });

  it('says that the server was off, and never that all was well', async () => {
    await at.venue.kill();
    await at.venue.start();
    await row('Server was off').waitFor({ timeout: 60_000 });
    await judgeAppearance(at.page, 'timeline');
    // The page has noticed that no one answered.
    at.visit.faults();
  });

  it('is filtered by kind, words and day, in its address', async () => {
    const { page } = at;
    await page.getByLabel('Kind').selectOption('Service');
    await row('Gateway Client is stopped.').waitFor();
    await row('Server was off').waitFor({ state: 'detached' });
    await page.getByLabel('Words').fill('nothing like this');
    await page.getByText('No entries match these filters.').waitFor();
    expect(page.url()).toContain('lane=SERVICE');
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByLabel('Day').fill('2020-01-01');
    await page.getByText(/^The record of this venue begins on \w+ \d+ \w+ \d{4}, \d\d:\d\d\.$/).waitFor();
    await page.getByText('What happened on Wed 1 Jan 2020, newest first.').waitFor();
    expect(await page.getByText('Nothing was recorded in this time.').count()).toBe(0);
    await page.getByLabel('Day').fill('2020-13-01');
    await page.getByText(/“2020-13-01” is not a day\. .* Today is shown\./).waitFor();
    await row('Server was off').waitFor();
  });
});
