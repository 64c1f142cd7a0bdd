/// <reference lib="dom" />
import { signIn } from './browser-under-test.js';
import { answerOf, signInToIde, typeAndRun } from './ide-page.js';
import { atFreshConsole } from './open-console.js';
import { forgetPresence } from './prepared-venue.js';

const at = atFreshConsole({ site: {}, pace: 0.2 }, '/ide');

const WHO = 'query { viewer { name } }';
const TOKEN = 'venue-control.token';
const tokenOf = () => at.page.evaluate((key) => sessionStorage.getItem(key), TOKEN);
/** Asked with a token of ours, not the page's own. */
const ask = async (token: string | null, query: string): Promise<string> => {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const response = await fetch(`${at.venue.url}/graphql`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query }),
  });
  const { errors } = (await response.json()) as {
    readonly errors?: readonly { extensions: { code: string } }[];
  };
  return errors?.[0]?.extensions.code ?? 'answered';
};
const GRANT =
  'mutation { grantPermission(input: { securityGroupId: "3", permission: SERVICES_VIEW, reason: "To look" }) { name } }';

it('asks for the PIN where a document needs fresh presence, and sends it again as it is', async () => {
  await signInToIde(at.page);
  forgetPresence(at.venue);
  await at.page.waitForTimeout(1_000);
  await typeAndRun(at.page, GRANT);
  await at.page.getByRole('dialog', { name: 'PIN to grant a permission' }).waitFor();
  await at.page.keyboard.type('2468');
  await at.page.keyboard.press('Enter');
  await answerOf(at.page).getByText('"name"').first().waitFor();
  expect(await answerOf(at.page).textContent()).not.toContain('STEP_UP');
});

it('continues with its own session after a stepUp in a document, asked for its token or not', async () => {
  const { page } = at;
  await signInToIde(page);
  const before = await tokenOf();
  await typeAndRun(page, 'mutation { stepUp(pin: "2468") { steppedUpUntil } }');
  await answerOf(page).getByText('steppedUpUntil').first().waitFor();
  expect(await answerOf(page).textContent()).not.toContain('tokenForTheEditor');
  const after = await tokenOf();
  expect(after).not.toBe(before);
  expect([await ask(before, WHO), await ask(after, WHO)]).toEqual(['UNAUTHENTICATED', 'answered']);
  await typeAndRun(page, 'subscription { serviceChanged { key } }');
  await page.getByText(/^Following: [1-9]\d* events/).waitFor();
  await typeAndRun(page, WHO);
  await page.keyboard.press('Control+Enter');
  await answerOf(page).getByText('Morgan Reyes').waitFor();
});

it('hands the new token of a stepUp to the console that it was opened from', async () => {
  const { page } = at;
  await page.goto(at.venue.url);
  await signIn(page);
  const [ide] = await Promise.all([
    at.visit.context.waitForEvent('page'),
    page.getByRole('link', { name: 'IDE', exact: true }).click(),
  ]);
  await ide.locator('.graphiql-editor .monaco-editor').first().waitFor();
  await typeAndRun(ide, 'mutation { stepUp(pin: "2468") { token } }');
  await answerOf(ide).getByText('token').first().waitFor();
  const token = await ide.evaluate((key) => sessionStorage.getItem(key), TOKEN);
  await page.waitForFunction(([key, is]) => sessionStorage.getItem(key ?? '') === is, [TOKEN, token]);
  // Longer than the server waits before it checks the token of an open socket.
  await page.waitForTimeout(1_500);
  await page.getByRole('link', { name: 'Services' }).click();
  await page.getByRole('heading', { name: 'Services' }).waitFor();
});

it('revokes the session with its sign-out', async () => {
  await signInToIde(at.page);
  const token = await tokenOf();
  expect(await ask(token, WHO)).toBe('answered');
  await at.page.getByRole('button', { name: 'Sign out' }).click();
  await at.page.getByText('You are signed out.').waitFor();
  expect(await ask(token, WHO)).toBe('UNAUTHENTICATED');
});

it('says that the session is over when it ended elsewhere, though nothing was asked', async () => {
  await signInToIde(at.page);
  await ask(await tokenOf(), 'mutation { signOut }');
  await at.page.getByText('You were signed out. Sign in to continue.').waitFor();
});
