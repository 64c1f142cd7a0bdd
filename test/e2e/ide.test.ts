/// <reference lib="dom" />
import { dataOf } from '../venue/practice-venue.js';
import { axe, overflow } from './browser-under-test.js';
import { answerOf, signInToIde, typeAndRun } from './ide-page.js';
import { atConsole } from './open-console.js';

const at = atConsole({ site: { stableSeconds: 0.5 }, pace: 0.2 }, '/ide');

async function openExample(name: string): Promise<void> {
  await at.page.getByRole('tab', { name }).click();
}

async function run(): Promise<void> {
  await at.page.locator('.graphiql-execute-button').click();
}

describe('the IDE', () => {
  it('asks for its own sign-in before it loads the editor', async () => {
    const scripts: string[] = [];
    at.page.on('request', (request) => scripts.push(request.url()));
    await at.page.getByRole('heading', { name: 'Venue control: IDE' }).waitFor();
    expect(scripts.filter((url) => url.includes('monaco'))).toEqual([]);
    expect(await axe(at.page)).toEqual([]);
    await signInToIde(at.page);
    await at.page.getByRole('tab', { name: 'VenueState' }).waitFor();
  });

  it('says at its head at which venue, as whom, and that it is a rehearsal', async () => {
    const where = at.page.locator('.ide-where');
    await where.getByText('Rehearsal', { exact: true }).waitFor();
    expect(await where.textContent()).toMatch(
      /^Rehearsal Harbour View Hotel 10482213 · Morgan Reyes, Administrators$/,
    );
  });

  it('runs a worked example, and says how long the answer took and how large it is', async () => {
    await openExample('VenueState');
    await run();
    await answerOf(at.page).getByText('headline').waitFor();
    await at.page.getByText(/^Response 200 in [\d.]+ m?s, \d+\.\d kB\.$/).waitFor();
  });

  it('completes a field from the schema', async () => {
    await openExample('DegradedServices');
    await at.page.locator('.graphiql-editor .view-line', { hasText: 'observedAt' }).first().click();
    await at.page.keyboard.press('End');
    await at.page.keyboard.press('Enter');
    await at.page.keyboard.type('proc');
    await at.page.keyboard.press('Control+Space');
    await at.page.locator('.suggest-widget').getByText('processId').first().waitFor();
    await at.page.keyboard.press('Escape');
  });

  it('says on hover of a field, and in its documentation, what it needs', async () => {
    await typeAndRun(at.page, 'query { services { key } }');
    await at.page.locator('.graphiql-editor .view-line').getByText('services').first().hover();
    await at.page.locator('.monaco-hover').getByText('Needs SERVICES_VIEW.').first().waitFor();
    await at.page.keyboard.press('Escape');
    await at.page.getByRole('button', { name: /documentation explorer/i }).click();
    await at.page.getByRole('link', { name: 'Query', exact: true }).click();
    await at.page.getByRole('link', { name: 'services', exact: true }).click();
    await at.page.locator('.graphiql-doc-explorer-content').getByText('Needs SERVICES_VIEW.').waitFor();
    await at.page.getByRole('button', { name: /documentation explorer/i }).click();
  });

  it('searches the schema by a word, with the keyboard alone, and opens what it found', async () => {
    await at.page.keyboard.press('Control+Alt+K');
    const box = at.page.getByRole('searchbox', { name: 'Search the schema' });
    await at.page.waitForFunction(() => document.activeElement?.matches('.ide-search input'));
    await box.fill('support_bundle create');
    const found = at.page
      .getByRole('search')
      .getByRole('button', { name: /^Mutation\.createSupportBundle / });
    await found.getByText('Needs SUPPORT_BUNDLE.').waitFor();
    await at.page
      .getByRole('search')
      .getByText(/^\d+ found\.$/)
      .waitFor();
    expect(
      await axe(at.page, [
        '.graphiql-doc-explorer',
        '.graphiql-logo',
        '.graphiql-editors',
        '.graphiql-sessions',
      ]),
    ).toEqual([]);
    await found.focus();
    await at.page.keyboard.press('Enter');
    await at.page.locator('.graphiql-doc-explorer-title', { hasText: 'createSupportBundle' }).waitFor();
    await at.page.getByRole('button', { name: /documentation explorer/i }).click();
  });

  it('follows the newest operation by an example, and keeps every event with its time', async () => {
    dataOf(await at.venue.ask('mutation { restartService(key: "netpos", reason: "To follow one") { key } }'));
    await at.page.getByRole('button', { name: /show examples/i }).click();
    await at.page.getByRole('button', { name: 'Follow the newest operation' }).click();
    // The example opens once the server has said which operation is the newest.
    await at.page.locator('.graphiql-editor .view-line').getByText('FollowOperation').first().waitFor();
    await run();
    await at.page.getByText(/^Ended after [\d.]+ m?s and \d+ events?\.$/).waitFor({ timeout: 100_000 });
    const events = at.page.getByRole('list', { name: 'Events, newest first' }).getByRole('listitem');
    const texts = await events.allInnerTexts();
    expect(texts.length).toBeGreaterThan(3);
    for (const [index, text] of texts.entries()) {
      expect(text).toMatch(/^\d+\s+\d\d:\d\d:\d\d\.\d{3} \+\d+\.\d s \d+(\.\d k| )B \{/);
      expect(text.startsWith(String(texts.length - index))).toBe(true);
    }
    await events.last().click();
    await events.last().getByText('"sequence": 1').waitFor();
    expect(await axe(at.page, ['.graphiql-container'])).toEqual([]);
    await at.page.getByRole('button', { name: /hide examples/i }).click();
  }, 180_000);

  it('runs what was typed just now, whatever its name and kind were before', async () => {
    await typeAndRun(at.page, 'query First { venue { companyName } }');
    await answerOf(at.page).getByText('Harbour View Hotel').waitFor();
    await typeAndRun(at.page, 'query Second { clerkGroups { name } }');
    await answerOf(at.page).getByText('clerkGroups').waitFor();
    await typeAndRun(at.page, 'subscription Third { operationProgress(id: "unknown") { sequence } }');
    await answerOf(at.page).getByText('NOT_FOUND').first().waitFor();
    await answerOf(at.page).getByText('remedy').first().waitFor();
    await typeAndRun(at.page, 'subscription { operationProgress(id: "unknown") { colour } }');
    await answerOf(at.page).getByText('Cannot query field').first().waitFor();
  });

  it('has the document above its answer on a phone, each as wide as the screen', async () => {
    const { page } = at;
    await typeAndRun(page, 'query { venue { companyName } }');
    await answerOf(page).getByText('Harbour View Hotel').waitFor();
    await page.setViewportSize({ width: 390, height: 844 });
    const boxOf = async (selector: string) => (await page.locator(selector).boundingBox()) ?? new DOMRect();
    await page.waitForFunction(
      () => (document.querySelector('.graphiql-response .monaco-editor')?.clientWidth ?? 0) > 300,
    );
    const [head, query, answer] = await Promise.all(
      ['.ide-head', '.graphiql-query-editor', '.graphiql-response'].map(boxOf),
    );
    expect([query?.width, answer?.width].every((width) => (width ?? 0) > 350)).toBe(true);
    expect(answer?.y).toBeGreaterThan((query?.y ?? 0) + (query?.height ?? 0));
    expect((answer?.y ?? 0) + (answer?.height ?? 0)).toBeLessThan(844);
    expect(head?.height).toBeLessThan(200);
    const line = await page.locator('.graphiql-query-editor .view-line').first().boundingBox();
    expect(line?.y).toBeLessThan((query?.y ?? 0) + 40);
    expect((await boxOf('.graphiql-query-editor .monaco-editor')).height).toBeGreaterThan(150);
    expect(await overflow(page)).toBe(0);
    const beyond = await page
      .locator('.ide-head *')
      .evaluateAll((parts) => parts.filter((each) => each.getBoundingClientRect().right > innerWidth).length);
    expect(beyond).toBe(0);
    await page.getByRole('button', { name: /show examples/i }).click();
    await page.getByRole('button', { name: 'Follow the newest operation' }).waitFor();
    expect((await boxOf('.graphiql-plugin')).width).toBeGreaterThan(350);
    await page.getByRole('button', { name: /hide examples/i }).click();
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it('takes the sign-in over when it is opened from the console', async () => {
    await at.page.goto(at.venue.url);
    await at.page.getByRole('link', { name: 'IDE', exact: true }).waitFor();
    const [opened] = await Promise.all([
      at.visit.context.waitForEvent('page'),
      at.page.getByRole('link', { name: 'IDE', exact: true }).click(),
    ]);
    await opened.locator('.monaco-editor').first().waitFor();
  });
});
