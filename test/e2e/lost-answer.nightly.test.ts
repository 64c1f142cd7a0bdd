/** The answer to what somebody has sent from a dialog is lost: the very same is sent again, and it is done once. */
import { dataOf, type PracticeVenue, startVenue } from '../venue/practice-venue.js';
import { type BrowserUnderTest, signIn, startBrowser } from './browser-under-test.js';

let venue: PracticeVenue;
let browser: BrowserUnderTest;

beforeAll(async () => {
  [venue, browser] = await Promise.all([
    startVenue({ site: { stableSeconds: 0, pollMs: 100 }, pace: 0.1 }),
    startBrowser(),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await venue?.stop();
});

it('an onboarding whose answer is lost begins once, under one key, without another press', async () => {
  const { page, faults } = await browser.visit(`${venue.url}/#/onboarding`);
  await signIn(page);
  await page.getByRole('button', { name: 'Confirm the venue…' }).click();
  await page.getByLabel('Yes, this server belongs').check();
  await page.getByRole('button', { name: 'Send a code' }).click();
  await page.getByRole('button', { name: 'Send another code' }).waitFor();
  const keys: string[] = [];
  await page.route('**/graphql', async (route) => {
    const { operationName, variables } = route.request().postDataJSON() ?? {};
    if (operationName !== 'Onboard') return route.continue();
    keys.push(variables.input.idempotencyKey);
    // The first never arrives; the second does, and its answer is lost.
    if (keys.length === 2) await route.fetch();
    return keys.length <= 2 ? route.abort('connectionreset') : route.continue();
  });
  await page.getByLabel('Authentication code').fill(await venue.code());
  await page.getByLabel('Reason').fill('Opening the new bar');
  await page.getByRole('button', { name: 'Onboard Harbour View Hotel' }).click();
  await page.getByRole('heading', { name: 'The venue is connected' }).waitFor({ timeout: 60_000 });
  expect(keys).toHaveLength(3);
  expect(new Set(keys).size).toBe(1);
  expect(await venue.redemptions()).toBe(1);
  const asked = await venue.ask('{ operations(kinds: [ONBOARD]) { edges { node { id } } } }');
  expect(dataOf<{ operations: { edges: unknown[] } }>(asked).operations.edges).toHaveLength(1);
  expect(faults().filter((fault) => !/ERR_CONNECTION_RESET/.test(fault))).toEqual([]);
});

it('a service whose answer is lost is restarted once, and the dialog waits for it', async () => {
  const { page, faults } = await browser.visit(`${venue.url}/#/services`);
  await signIn(page);
  const keys: string[] = [];
  await page.route('**/graphql', async (route) => {
    const { operationName, variables } = route.request().postDataJSON() ?? {};
    if (operationName !== 'RestartService') return route.continue();
    keys.push(variables.idempotencyKey);
    if (keys.length === 2) await route.fetch();
    return keys.length <= 2 ? route.abort('connectionreset') : route.continue();
  });
  await page.getByRole('button', { name: 'Restart NetPOS' }).click();
  const dialog = page.getByRole('dialog', { name: 'Restart NetPOS?' });
  await dialog.getByRole('button', { name: 'Restart NetPOS' }).click();
  await dialog.waitFor({ state: 'hidden', timeout: 30_000 });
  expect(keys).toHaveLength(3);
  expect(new Set(keys).size).toBe(1);
  const asked = await venue.ask('{ operations(kinds: [SERVICE_CONTROL]) { edges { node { title } } } }');
  const { edges } = dataOf<{ operations: { edges: unknown[] } }>(asked).operations;
  expect(edges).toEqual([{ node: { title: 'Restart NetPOS' } }]);
  expect(faults().filter((fault) => !/ERR_CONNECTION_RESET/.test(fault))).toEqual([]);
});
