/** The answer to what someone has sent from a dialog is lost: the very same is sent again, and it is done once. */
import { dataOf } from '../venue/practice-venue.js';
import { signIn } from './browser-under-test.js';
import { atVenue } from './open-console.js';

const at = atVenue({ site: { stableSeconds: 0, pollMs: 100 }, pace: 0.1 });

it('an onboarding whose answer is lost begins once, under one key, without another press', async () => {
  const { page, faults } = await at.browser.visit(`${at.venue.url}/#/onboarding`);
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
  await page.getByLabel('Authentication code').fill(await at.venue.code());
  await page.getByLabel('Reason').fill('Opening the new bar');
  await page.getByRole('button', { name: 'Onboard Harbour View Hotel' }).click();
  await page.getByRole('heading', { name: 'The venue is connected' }).waitFor({ timeout: 60_000 });
  expect(keys).toHaveLength(3);
  expect(new Set(keys).size).toBe(1);
  expect(await at.venue.redemptions()).toBe(1);
  const asked = await at.venue.ask('{ operations(kinds: [ONBOARD]) { edges { node { id } } } }');
  expect(dataOf<{ operations: { edges: unknown[] } }>(asked).operations.edges).toHaveLength(1);
  expect(faults().filter((fault) => !/ERR_CONNECTION_RESET/.test(fault))).toEqual([]);
});
