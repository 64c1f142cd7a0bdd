/// <reference lib="dom" />
/** What is on record: operations, audit and event log. */
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataOf } from '../venue/practice-venue.js';
import { axe, overflow, signIn } from './browser-under-test.js';
import { atFreshConsole } from './open-console.js';

const at = atFreshConsole({ site: { stableSeconds: 0 }, pace: 0.2 });

beforeAll(async () => {
  for (const [mutation, reason] of [
    ['stopService(key: "netpos"', 'Printer queue stuck'],
    ['startService(key: "netpos"', '=1+1'],
    ['setServiceStartMode(key: "connect", startMode: MANUAL', 'Not needed'],
  ])
    dataOf(await at.venue.ask(`mutation { ${mutation}, reason: "${reason}") { key } }`));
  dataOf(await at.venue.ask('mutation { setMaintenance(on: true, reason: "Lunch") { on } }'));
  dataOf(await at.venue.ask('mutation { setMaintenance(on: false, reason: "Over") { on } }'));
  dataOf(await at.venue.ask(grant));
});

const grant = `mutation { grantPermission(input: {
  securityGroupId: "3", permission: SERVICES_VIEW, reason: "=HYPERLINK(evil)" }) { id } }`;

const line = (message: string, level = 'ERROR') =>
  appendFileSync(
    join(at.venue.folder, 'rehearsal', 'event-log.jsonl'),
    `${JSON.stringify({ at: new Date().toISOString(), level, source: 'swiftpos SQL Application', eventId: 4711, message })}\n`,
  );

const operations = () => at.page.getByRole('region', { name: 'Operations' });
async function open(view: string): Promise<void> {
  await at.page.goto(`${at.venue.url}/#/${view}`);
  await signIn(at.page);
}

describe('the history', () => {
  beforeEach(() => open('operations'));
  it('names each thing that was done, and why', async () => {
    const row = operations().getByRole('row', { name: /Stop NetPOS/ });
    await row.getByText('“Printer queue stuck”').waitFor();
    await row.getByText('Morgan Reyes').waitFor();
    await operations().getByRole('link', { name: 'Set Connect to Manual' }).waitFor();
    await row.getByRole('link').click();
    await at.page.getByRole('heading', { name: 'Stop NetPOS', level: 1 }).waitFor();
  });

  it('is filtered in the address, also by words, and found again by a reload', async () => {
    const { page } = at;
    await operations().getByText('Set Connect to Manual').waitFor();
    await page.getByLabel('Reason, name or service').fill('QUEUE netpos');
    await operations().getByText('Set Connect to Manual').waitFor({ state: 'hidden' });
    // Between two lists there is none.
    await operations().getByText('Stop NetPOS').waitFor();
    expect(await operations().getByRole('row').count()).toBe(2);
    await page.reload();
    await operations().getByText('Stop NetPOS').waitFor();
    expect(await operations().getByRole('row').count()).toBe(2);
    await page.getByLabel('Clerk ID').fill('2');
    await page.getByText('No operations match these filters.').waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await operations().getByText('Set Connect to Manual').waitFor();
  });

  it('is saved for a spreadsheet without a formula in it', async () => {
    const { page } = at;
    await operations().getByText('Start NetPOS').waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('.no-print > button').last().click(),
    ]);
    const text = readFileSync(await download.path(), 'utf8');
    expect(text).toMatch(/^\uFEFF"What","State","Requested/);
    expect(text).toContain(`,"Morgan Reyes","'=1+1",`);
    await page.getByText('3 rows are saved as operations.csv.').waitFor();
  });

  it('prints as the list alone', async () => {
    const { page } = at;
    await operations().getByText('Start NetPOS').waitFor();
    await page.emulateMedia({ media: 'print' });
    await page.getByText('Harbour View Hotel, 10482213').waitFor();
    await page
      .getByText(/^3 operations\. Printed \w{3} \d+ \w{3}, \d\d:\d\d, Australia\/Sydney\.$/)
      .waitFor();
    expect(await page.getByRole('navigation').isVisible()).toBe(false);
    expect(await page.getByLabel('Kind').isVisible()).toBe(false);
    expect(await operations().isVisible()).toBe(true);
  });
});

describe('the audit', () => {
  beforeEach(() => open('audit'));

  it('is filtered in the address, opened row by row, and saved without a formula in it', async () => {
    const { page } = at;
    const table = page.getByRole('region', { name: 'Audit' });
    await table.getByText('Grant a permission').waitFor();
    expect(await table.getByText(/^Sign in/).count()).toBe(0);
    await table.getByText('Stop NetPOS', { exact: true }).waitFor();
    expect(await table.getByText('Started', { exact: true }).count()).toBe(0);
    await page.getByLabel('Show sign-ins').check();
    await table.getByText('Sign in').first().waitFor();
    await page.getByLabel('Show sign-ins').uncheck();
    await page.getByLabel('What').selectOption({ label: 'Grant a permission' });
    await page.getByLabel('Outcome').selectOption({ label: 'Done' });
    await table.getByText('Bar Staff: Services > View').waitFor();
    expect(page.url()).toContain('#/audit?action=grantPermission&outcome=SUCCEEDED');
    expect(await table.getByText('Sign in').count()).toBe(0);
    await table.getByText('Grant a permission').click();
    await table.getByText('Correlation ID').waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('audit.csv');
    const text = readFileSync(await download.path(), 'utf8');
    expect(text).toContain(`"Bar Staff: Services > View","Done","Morgan Reyes","1","'=HYPERLINK(evil)"`);
    await page.getByText('1 row is saved as audit.csv.').waitFor();
    await page.reload();
    await table.getByText('Bar Staff: Services > View').waitFor();
    const to = page.getByLabel('To', { exact: true });
    await to.fill('20010101');
    await page.getByText('No audit entries match these filters.').waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByLabel('Reason, name or target').fill('QUEUE netpos');
    await table.getByText('Grant a permission').waitFor({ state: 'hidden' });
    await table.getByText('Stop NetPOS', { exact: true }).waitFor();
  });

  it('takes days year first, by the keyboard, in a browser of any language', async () => {
    const { page } = at;
    const from = page.getByLabel('From', { exact: true });
    await from.fill('20310506');
    await from.press('ArrowDown');
    expect(await from.inputValue()).toBe('2031-05-05');
    await from.fill('5/31/2031');
    await page.getByLabel('Clerk ID').focus();
    await page.getByText('“5/31/2031” is not a day.').waitFor();
    expect(await from.getAttribute('aria-invalid')).toBe('true');
    expect(await axe(page)).toEqual([]);
    await page.getByRole('region', { name: 'Audit' }).getByText('Grant a permission').waitFor();
  });

  it('has its filters behind one button on a phone, with how many are set', async () => {
    const { page } = at;
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.getByLabel('Outcome').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByLabel('Outcome').selectOption({ label: 'Done' });
    await page.getByLabel('Reason, name or target').fill('printer');
    await page.getByRole('button', { name: 'Filter (2)', expanded: true }).click();
    expect(await page.getByLabel('Outcome').isVisible()).toBe(false);
    expect([await axe(page), await overflow(page)]).toEqual([[], 0]);
  });

  it('is verified, and the last result is there for the next caller', async () => {
    const { page } = at;
    await page.getByText('Not verified since this server started.').waitFor();
    await page.getByRole('button', { name: 'Verify the audit' }).click();
    await page.getByText('Intact', { exact: true }).waitFor();
    await page.reload();
    await page.getByText('Intact', { exact: true }).waitFor();
    await page.getByText(/^Verified at \d\d:\d\d/).waitFor();
  });

  it('says what changed between two times, and not what was changed back', async () => {
    const { page } = at;
    const panel = page.getByRole('region', { name: 'Changes between two times' });
    await panel.getByLabel('From this time').fill('202601010000');
    await panel.getByRole('button', { name: 'Compare' }).click();
    const row = (name: string) => panel.getByRole('row', { name });
    await row('Bar Staff: Services > View').getByText('Not granted').waitFor();
    await row('Start mode of Connect').getByText('Manual').waitFor();
    expect(await row('Maintenance mode').count()).toBe(0);
    await panel.getByLabel('To this time').fill('20251231');
    await panel.getByText('The second time must be the later one.').waitFor();
    expect(await panel.getByRole('button', { name: 'Compare' }).isDisabled()).toBe(true);
    expect(await axe(page)).toEqual([]);
  });

  it('says what has drifted, and is signed off', async () => {
    const { page } = at;
    await page.getByText('Bar Staff: Services > View was granted by Morgan Reyes').waitFor();
    await page.getByRole('button', { name: 'Sign off…' }).click();
    await page.getByRole('dialog').getByLabel('Reason').fill('Checked with Sam');
    await page.getByRole('button', { name: 'Sign off the audit' }).click();
    await page.getByText(/^Nothing has changed since the review by Morgan Reyes/).waitFor();
  });
});

describe('the event log', () => {
  beforeEach(() => open('event-log'));

  it('shows new lines by themselves, and makes no progress when asked to', async () => {
    const { page } = at;
    const table = page.getByRole('region', { name: 'Event log' });
    await table.getByRole('row').nth(1).waitFor();
    line('The printer queue is stuck');
    await table.getByText('The printer queue is stuck').waitFor();
    await page
      .getByText(/^\d+ errors?\b.* in the newest \d+ entries\. New entries appear automatically\.$/)
      .waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('Paused until you follow it again.').waitFor();
    line('Another one');
    await page.waitForTimeout(6_000);
    expect(await table.getByText('Another one').count()).toBe(0);
    await page.getByRole('button', { name: 'Follow' }).click();
    await table.getByText('Another one').waitFor();
  });

  it('is filtered by level, source and text, in the address', async () => {
    const { page } = at;
    const table = page.getByRole('region', { name: 'Event log' });
    await table.getByText('The printer queue is stuck').waitFor();
    await page.getByLabel('Level').selectOption({ label: 'Errors' });
    await page.getByLabel('Source', { exact: true }).selectOption('swiftpos SQL Application');
    await page.getByLabel('Text, source or event ID').fill('QUEUE printer');
    // The text is asked for a moment after it was typed.
    await page.getByText(/^1 entry matches\./).waitFor();
    await table.getByText('The printer queue is stuck').waitFor();
    expect(await table.getByRole('row').count()).toBe(2);
    expect(page.url()).toContain('level=ERROR&source=swiftpos+SQL+Application&text=QUEUE+printer');
    await page.getByLabel('Text, source or event ID').fill('no such thing');
    await page.getByText('No entries match these filters.').waitFor();
  });

  it('is printed whole, not only what is shown of it', async () => {
    const { page } = at;
    const table = page.getByRole('region', { name: 'Event log' });
    for (let number = 1; number <= 120; number++) {
      line(`Sheet ${number}`);
      line(`Other ${number}`);
    }
    await table.getByText('Other 120').waitFor();
    await page.getByLabel('Text, source or event ID').fill('sheet');
    await table.getByText('Other 120').waitFor({ state: 'detached' });
    await page.evaluate(() => {
      const print = () =>
        document.body.setAttribute('data-printed', String(document.querySelectorAll('tbody tr').length));
      Object.assign(window, { print });
    });
    await page.getByRole('button', { name: 'Print' }).click();
    await page.locator('body[data-printed]').waitFor();
    expect(await page.locator('body').getAttribute('data-printed')).toBe('120');
    expect(await table.getByRole('row').count()).toBe(121);
  });
});
