import { axe, signIn, type Visit } from './browser-under-test.js';
import { atVenue } from './open-console.js';

const at = atVenue({ site: {}, pace: 0.2 });
let visit: Visit;
beforeAll(async () => {
  visit = await at.browser.visit(at.venue.url);
  await signIn(visit.page);
});

/** A list with nothing in one of its lines: no server says that, the page throws on it, and no event puts it right behind its back. */
async function answerOperationsWrongly(): Promise<void> {
  await visit.page.route(/\/graphql$/, async (route) => {
    if (route.request().postDataJSON()?.operationName !== 'Operations') return route.continue();
    const answer = await route.fetch();
    const { data } = await answer.json();
    const edges = [{ __typename: 'OperationEdge', cursor: 'x', node: null }];
    const operations = { ...data.operations, edges };
    await route.fulfill({ response: answer, json: { data: { ...data, operations } } });
  });
}

describe('a page that throws', () => {
  it('says so within the frame, and is shown again when it can be', async () => {
    const { page } = visit;
    await answerOperationsWrongly();
    await page.getByRole('link', { name: 'Operations', exact: true }).click();
    await page.getByRole('heading', { name: 'This page failed to load' }).waitFor();
    expect(await page.getByRole('alert').locator('code').textContent()).toContain('TypeError');
    expect(await page.getByRole('navigation').isVisible()).toBe(true);
    expect(await axe(page)).toEqual([]);
    await page.unroute(/\/graphql$/);
    await page.getByRole('link', { name: 'Services', exact: true }).click();
    await page.getByRole('row', { name: /^NetPOS/ }).waitFor();
    await page.goBack();
    await page.getByRole('button', { name: 'Reload the page' }).click();
    await page.getByText('No operations yet.').waitFor();
  });
});

describe('an address that leads nowhere', () => {
  it.each(['#/no-such-page', '#/%E0%A4%A'])('says so and shows the rollback: %s', async (hash) => {
    const { page } = visit;
    await page.goto(`${at.venue.url}/${hash}`);
    await page.getByRole('heading', { name: 'Page not found' }).waitFor();
    expect(await page.locator('[aria-current="page"]').count()).toBe(0);
    await page.getByRole('link', { name: 'Go to the venue' }).click();
    await page.getByText('Consumers').waitFor();
  });
});
