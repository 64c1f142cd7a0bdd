import type { Page } from 'playwright-core';
import { dataOf, type PracticeVenue, startVenue } from '../venue/practice-venue.js';
import { axe, type BrowserUnderTest, startBrowser, type Visit } from './browser-under-test.js';

let venue: PracticeVenue;
let browser: BrowserUnderTest;
let visit: Visit;
let page: Page;

beforeAll(async () => {
  [venue, browser] = await Promise.all([startVenue({ site: {}, pace: 0.2 }), startBrowser()]);
  visit = await browser.visit(`${venue.url}/ide`);
  page = visit.page;
});
afterAll(async () => {
  await browser?.close();
  await venue?.stop();
});
afterEach(() => expect(visit.faults()).toEqual([]));

interface Operations {
  readonly operations: { readonly edges: readonly { readonly node: { readonly id: string } }[] };
}

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
    await page.getByLabel('Clerk ID').fill('1');
    await page.getByLabel('PIN', { exact: true }).fill('2468');
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: 'VenueState' }).waitFor();
    await page.locator('.monaco-editor').first().waitFor();
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

  it('follows an operation by subscription', async () => {
    dataOf(await venue.ask('mutation { restartService(key: "netpos", reason: "To follow one") { key } }'));
    const { operations } = dataOf<Operations>(
      await venue.ask('{ operations(first: 1) { edges { node { id } } } }'),
    );
    await openExample('FollowOperation');
    const query = `subscription { operationProgress(id: "${operations.edges[0]?.node.id}") { sequence message } }`;
    await page.locator('.graphiql-editor .monaco-editor').first().click();
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(query);
    await run();
    await answer().getByText('sequence').first().waitFor();
  });

  /** Faster than the editor looks at what it holds. */
  async function typeAndRun(document: string): Promise<void> {
    await page.locator('.graphiql-editor .monaco-editor').first().click();
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(document);
    await page.keyboard.press('Control+Enter');
  }

  it.each([
    ['of what is not there', 'operationProgress(id: "nobody") { sequence }', 'NOT_FOUND'],
    ['that asks for no field of ours', 'operationProgress(id: "nobody") { colour }', 'Cannot query field'],
  ])('shows what the server says of a subscription %s', async (_, field, said) => {
    await typeAndRun(`subscription { ${field} }`);
    await answer().getByText(said).first().waitFor();
    await answer().getByText('remedy').first().waitFor();
  });

  it('runs what was typed just now, whatever its name and kind were before', async () => {
    await typeAndRun('query First { venue { companyName } }');
    await answer().getByText('Harbour View Hotel').waitFor();
    await typeAndRun('query Second { clerkGroups { name } }');
    await answer().getByText('clerkGroups').waitFor();
    await typeAndRun('subscription Third { operationProgress(id: "nobody") { sequence } }');
    await answer().getByText('NOT_FOUND').first().waitFor();
  });

  it('keeps tabs, variables and the token out of localStorage', async () => {
    const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }));
    expect(kept).not.toMatch(/query|operationProgress|token|Bearer|graphiql/i);
    expect(kept.length).toBeLessThan(60);
  });

  it('ends the sign-in with its own button', async () => {
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('You are signed out.').waitFor();
    await signInAgain();
  });

  async function signInAgain(): Promise<void> {
    await page.getByLabel('Clerk ID').fill('1');
    await page.getByLabel('PIN', { exact: true }).fill('2468');
    await page.keyboard.press('Enter');
    await page.locator('.monaco-editor').first().waitFor();
  }

  it('takes the sign-in over when it is opened from the console', async () => {
    await page.goto(venue.url);
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    const [opened] = await Promise.all([
      visit.context.waitForEvent('page'),
      page.getByRole('link', { name: 'IDE', exact: true }).click(),
    ]);
    await opened.locator('.monaco-editor').first().waitFor();
  });
});
