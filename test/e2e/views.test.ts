import type { Page } from 'playwright-core';
import { dataOf, type PracticeVenue, startVenue } from '../venue/practice-venue.js';
import { axe, type BrowserUnderTest, signIn, startBrowser, type Visit } from './browser-under-test.js';
import { judgeLooks } from './looks.js';

let venue: PracticeVenue;
let browser: BrowserUnderTest;
let visit: Visit;

beforeAll(async () => {
  [venue, browser] = await Promise.all([
    startVenue({ site: { stableSeconds: 0 }, pace: 0.2 }),
    startBrowser(),
  ]);
  visit = await browser.visit(venue.url);
  dataOf(await venue.ask('mutation { restartService(key: "netpos", reason: "To have one") { key } }'));
});
afterAll(async () => {
  await browser?.close();
  await venue?.stop();
});

async function judge(page: Page, name: string): Promise<void> {
  await judgeLooks(page, name);
  expect(visit.faults()).toEqual([]);
}

const views: readonly (readonly [string, string, string])[] = [
  ['venue', '#/venue', 'What depends on it'],
  ['services', '#/services', 'Sales Processing'],
  ['diagnosis', '#/diagnosis', 'What was looked at'],
  ['onboarding plan', '#/onboarding', 'Other servers with this Customer Number'],
  ['resync plan', '#/resync', 'Connection to swiftpos Cloud'],
  ['operations', '#/operations', 'Begun'],
];

describe('every view, in light and dark, wide and narrow, has no fault', () => {
  it('sign-in', async () => {
    await visit.page.getByLabel('Clerk ID').waitFor();
    await judge(visit.page, 'sign-in');
    await signIn(visit.page);
  });

  it.each(views)('%s', async (name, address, sign) => {
    await visit.page.goto(`${venue.url}/${address}`);
    await visit.page.locator('main').getByText(sign).first().waitFor();
    await judge(visit.page, name);
  });

  it('one operation', async () => {
    await visit.page.goto(`${venue.url}/#/operations`);
    await visit.page.locator('main').getByRole('link', { name: 'Restart NetPOS' }).first().click();
    await visit.page.getByText('Latest events').waitFor();
    await judge(visit.page, 'operation');
  });

  it('the dialog before a stop, and the menu that leads to it', async () => {
    const { page } = visit;
    await page.goto(`${venue.url}/#/services`);
    await page.getByRole('button', { name: 'More for NetPOS' }).click();
    await page.getByRole('menuitem', { name: 'Stop NetPOS…' }).waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByRole('menuitem', { name: 'Stop NetPOS…' }).click();
    await page.getByRole('dialog').waitFor();
    await judge(page, 'stop');
    await page.keyboard.press('Escape');
  });

  it('entering the code', async () => {
    const { page } = visit;
    await page.goto(`${venue.url}/#/onboarding`);
    await page.getByRole('button', { name: 'Confirm the venue…' }).click();
    await page.getByLabel('Yes, this server belongs').check();
    await judge(page, 'code');
  });

  it('a refusal', async () => {
    const { page } = visit;
    await page.getByRole('button', { name: 'Sign out' }).click();
    await signIn(page, '2', '1357');
    await page.goto(`${venue.url}/#/onboarding`);
    await page.getByRole('alert').waitFor();
    await judge(page, 'refusal');
  });
});
