/// <reference lib="dom" />
import { signIn } from './browser-under-test.js';
import { answerOf, signInToIde, typeAndRun } from './ide-page.js';
import { atFreshConsole } from './open-console.js';
import { forgetPresence } from './prepared-venue.js';

const at = atFreshConsole({ site: {}, pace: 0.2 }, '/ide');

const TOKEN = 'venue-control.token';
const GRANT =
  'mutation { grantPermission(input: { securityGroupId: "3", permission: SERVICES_VIEW, reason: "To look" }) { name } }';

it('asks for the PIN where a document needs fresh presence, and sends it again as it is', async () => {
  await signInToIde(at.page);
  forgetPresence(at.venue);
  await at.page.waitForTimeout(1_000);
  await typeAndRun(at.page, GRANT);
  await at.page.getByRole('dialog', { name: 'Enter your PIN again' }).waitFor();
  await at.page.keyboard.type('2468');
  await at.page.keyboard.press('Enter');
  await answerOf(at.page).getByText('"name"').first().waitFor();
  expect(await answerOf(at.page).textContent()).not.toContain('STEP_UP');
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
