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

/** Signed in, with these chunks of the program missing. */
async function without(chunks: RegExp): Promise<Visit> {
  const other = await at.browser.visit(at.venue.url);
  await other.page.route(chunks, (route) => route.abort());
  await signIn(other.page);
  return other;
}

describe('a part that can’t be loaded', () => {
  it('locks the page all the same once its clerk has left it', async () => {
    const { page, context } = await without(/\/assets\/dialog-/);
    await page.clock.install();
    await page.clock.fastForward('13:05');
    const dialog = page.getByRole('dialog', { name: 'Are you still there?' });
    await dialog.getByText(/You will be signed out in 1 min/).waitFor();
    expect(await axe(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Stay signed in' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.clock.fastForward('15:05');
    await page.getByText(/^You were signed out after 15 minutes without activity\./).waitFor();
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    await context.close();
  });

  it('locks a broken page, too', async () => {
    const { page, context } = await without(/\/assets\/alerts-/);
    await page.getByRole('link', { name: 'Alerts', exact: true }).click();
    await page.getByRole('heading', { name: 'This page failed to load' }).waitFor();
    await page.clock.install();
    await page.clock.fastForward('15:05');
    await page.getByText(/^You were signed out after 15 minutes without activity\./).waitFor();
    await context.close();
  });

  it('is missing in its own place alone, and comes when it is asked for again', async () => {
    const { page, context } = await without(/\/assets\/(?:palette|history)-.*js$/);
    const history = page.getByRole('alert').filter({ hasText: 'This part of the page could not be loaded.' });
    await history.waitFor();
    await page.getByRole('region', { name: 'Locations' }).waitFor();
    await page.getByRole('button', { name: 'Go to…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Not loaded' });
    await dialog.waitFor();
    expect(await axe(page)).toEqual([]);
    await page.unroute(/\/assets\/(?:palette|history)-.*js$/);
    await dialog.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('combobox', { name: 'Page or action' }).waitFor();
    await page.keyboard.press('Escape');
    await history.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('region', { name: 'History' }).getByText('Link to the cloud').waitFor();
    await context.close();
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
