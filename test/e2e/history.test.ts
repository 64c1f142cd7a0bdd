import { readFileSync } from 'node:fs';
import { dataOf, type PracticeVenue, startVenue } from '../venue/practice-venue.js';
import { type BrowserUnderTest, signIn, startBrowser, type Visit } from './browser-under-test.js';
import { judgeLooks } from './looks.js';

let venue: PracticeVenue;
let browser: BrowserUnderTest;
let visit: Visit;

beforeAll(async () => {
  [venue, browser] = await Promise.all([
    startVenue({ site: { stableSeconds: 0 }, pace: 0.2 }),
    startBrowser(),
  ]);
  for (const [mutation, reason] of [
    ['stopService(key: "netpos"', 'Printer queue stuck'],
    ['startService(key: "netpos"', '=1+1'],
    ['setServiceStartMode(key: "connect", startMode: MANUAL', 'Not needed'],
  ])
    dataOf(await venue.ask(`mutation { ${mutation}, reason: "${reason}") { key } }`));
});
afterAll(async () => {
  await browser?.close();
  await venue?.stop();
});
beforeEach(async () => {
  visit = await browser.visit(`${venue.url}/#/operations`);
  await signIn(visit.page);
});
afterEach(async () => {
  expect(visit.faults()).toEqual([]);
  await visit.context.close();
});

const table = () => visit.page.getByRole('region', { name: 'Operations' });

describe('the history', () => {
  it('names each thing that was done, and why', async () => {
    const row = table().getByRole('row', { name: /Stop NetPOS/ });
    await row.getByText('“Printer queue stuck”').waitFor();
    await row.getByText('Morgan Reyes').waitFor();
    await table().getByRole('link', { name: 'Set Connect to Manual' }).waitFor();
    await row.getByRole('link').click();
    await visit.page.getByRole('heading', { name: 'Stop NetPOS', level: 1 }).waitFor();
  });

  it('is filtered in the address, also by words, and found again by a reload', async () => {
    const { page } = visit;
    await table().getByText('Set Connect to Manual').waitFor();
    await page.getByLabel('Reason, name or service').fill('QUEUE netpos');
    await table().getByText('Set Connect to Manual').waitFor({ state: 'hidden' });
    // Between two lists there is none.
    await table().getByText('Stop NetPOS').waitFor();
    expect(await table().getByRole('row').count()).toBe(2);
    await page.reload();
    await table().getByText('Stop NetPOS').waitFor();
    expect(await table().getByRole('row').count()).toBe(2);
    await page.getByLabel('Clerk ID').fill('2');
    await page.getByText('Nothing fits these filters.').waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await table().getByText('Set Connect to Manual').waitFor();
  });

  it('is saved for a spreadsheet without a formula in it', async () => {
    const { page } = visit;
    await table().getByText('Start NetPOS').waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as CSV' }).click(),
    ]);
    const text = readFileSync(await download.path(), 'utf8');
    expect(text).toMatch(/^\uFEFFWhat,State,Asked for/);
    expect(text).toContain(",Morgan Reyes,'=1+1,");
    await page.getByText('3 rows are saved as operations.csv.').waitFor();
  });

  it('prints as the list alone', async () => {
    const { page } = visit;
    await table().getByText('Start NetPOS').waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('navigation').isVisible()).toBe(false);
    expect(await page.getByLabel('Kind').isVisible()).toBe(false);
    expect(await table().isVisible()).toBe(true);
  });

  it('has no fault at any width, light or dark', async () => {
    await table().getByText('Start NetPOS').waitFor();
    await judgeLooks(visit.page, 'operations');
  });
});
