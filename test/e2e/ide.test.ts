import type { Page } from 'playwright-core';
import { dataOf, type PracticeVenue, startVenue } from '../venue/practice-venue.js';
import { axe, type BrowserUnderTest, startBrowser, type Visit } from './browser-under-test.js';
import { signInToIde, typeAndRun } from './ide-page.js';

let venue: PracticeVenue;
let browser: BrowserUnderTest;
let visit: Visit;
let page: Page;

beforeAll(async () => {
  [venue, browser] = await Promise.all([
    startVenue({ site: { stableSeconds: 0.5 }, pace: 0.2 }),
    startBrowser(),
  ]);
  visit = await browser.visit(`${venue.url}/ide`);
  page = visit.page;
});
afterAll(async () => {
  await browser?.close();
  await venue?.stop();
});
afterEach(() => expect(visit.faults()).toEqual([]));

const answer = () => page.locator('.graphiql-response');

async function openExample(name: string): Promise<void> {
  await page.getByRole('tab', { name }).click();
}

async function run(): Promise<void> {
  await page.locator('.graphiql-execute-button').click();
}

describe('the IDE', () => {
  it('asks for its own sign-in before it loads the editor', async () => {
    const scripts: string[] = [];
    page.on('request', (request) => scripts.push(request.url()));
    await page.getByRole('heading', { name: 'Venue control: IDE' }).waitFor();
    expect(scripts.filter((url) => url.includes('monaco'))).toEqual([]);
    expect(await axe(page)).toEqual([]);
    await signInToIde(page);
    await page.getByRole('tab', { name: 'VenueState' }).waitFor();
  });

  it('runs a worked example', async () => {
    await openExample('VenueState');
    await run();
    await answer().getByText('Harbour View Hotel').waitFor();
  });

  it('shows the documentation of the schema', async () => {
    await page.getByRole('button', { name: /documentation explorer/i }).click();
    await page.getByRole('link', { name: 'Query', exact: true }).click();
    await page.getByText('onboardingPlan').first().waitFor();
    await page.getByRole('button', { name: /documentation explorer/i }).click();
  });

  it('completes a field from the schema', async () => {
    await openExample('DegradedServices');
    await page.locator('.graphiql-editor .view-line', { hasText: 'observedAt' }).first().click();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('proc');
    await page.keyboard.press('Control+Space');
    await page.locator('.suggest-widget').getByText('processId').first().waitFor();
    await page.keyboard.press('Escape');
  });

  it('says how long the answer took and how large it is', async () => {
    await openExample('VenueState');
    await run();
    await page.getByText(/^Answered with 200 in [\d.]+ m?s, \d+\.\d kB\.$/).waitFor();
  });

  it('says on hover of a field, and in its documentation, what it needs', async () => {
    await typeAndRun(page, 'query { services { key } }');
    await page.locator('.graphiql-editor .view-line').getByText('services').first().hover();
    await page.locator('.monaco-hover').getByText('Needs SERVICES_VIEW.').first().waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /documentation explorer/i }).click();
    await page.getByRole('link', { name: 'services', exact: true }).click();
    await page.locator('.graphiql-doc-explorer-content').getByText('Needs SERVICES_VIEW.').waitFor();
    await page.getByRole('button', { name: /documentation explorer/i }).click();
  });

  it('follows the newest operation by an example, and keeps every event with its time', async () => {
    dataOf(await venue.ask('mutation { restartService(key: "netpos", reason: "To follow one") { key } }'));
    await page.getByRole('button', { name: /show examples/i }).click();
    await page.getByRole('button', { name: 'Follow the newest operation' }).click();
    await run();
    await page.getByText(/^Ended after [\d.]+ m?s and \d+ events?\.$/).waitFor({ timeout: 100_000 });
    const events = page.getByRole('list', { name: 'Events, newest first' }).getByRole('listitem');
    const texts = await events.allInnerTexts();
    expect(texts.length).toBeGreaterThan(3);
    for (const [index, text] of texts.entries()) {
      expect(text).toMatch(/^\d+\s+\d\d:\d\d:\d\d\.\d{3} \+\d+\.\d s \d+(\.\d k| )B \{/);
      expect(text.startsWith(String(texts.length - index))).toBe(true);
    }
    await events.last().click();
    await events.last().getByText('"sequence": 1').waitFor();
    expect(await axe(page, ['.graphiql-container'])).toEqual([]);
    await page.getByRole('button', { name: /hide examples/i }).click();
  }, 180_000);

  it.each([
    ['of what is not there', 'operationProgress(id: "nobody") { sequence }', 'NOT_FOUND'],
    ['that asks for no field of ours', 'operationProgress(id: "nobody") { colour }', 'Cannot query field'],
  ])('shows what the server says of a subscription %s', async (_, field, said) => {
    await typeAndRun(page, `subscription { ${field} }`);
    await answer().getByText(said).first().waitFor();
    await answer().getByText('remedy').first().waitFor();
  });

  it('runs what was typed just now, whatever its name and kind were before', async () => {
    await typeAndRun(page, 'query First { venue { companyName } }');
    await answer().getByText('Harbour View Hotel').waitFor();
    await typeAndRun(page, 'query Second { clerkGroups { name } }');
    await answer().getByText('clerkGroups').waitFor();
    await typeAndRun(page, 'subscription Third { operationProgress(id: "nobody") { sequence } }');
    await answer().getByText('NOT_FOUND').first().waitFor();
  });

  it('takes the sign-in over when it is opened from the console', async () => {
    await page.goto(venue.url);
    await page.getByRole('link', { name: 'IDE', exact: true }).waitFor();
    const [opened] = await Promise.all([
      visit.context.waitForEvent('page'),
      page.getByRole('link', { name: 'IDE', exact: true }).click(),
    ]);
    await opened.locator('.monaco-editor').first().waitFor();
  });
});
