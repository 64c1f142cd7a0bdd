import { signIn } from './browser-under-test.js';
import { judgeLooks } from './looks.js';
import { atFreshConsole } from './open-console.js';

const at = atFreshConsole({ site: {}, pace: 0.2 }, '/#/tokens');

describe('access tokens', () => {
  it('are made with a secret that is shown once and works, and are revoked', async () => {
    const { page } = at.visit;
    await signIn(page);
    await page.getByText('There is none.').waitFor();
    await page.getByRole('button', { name: 'Create a token…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('What it is for').fill('Nightly report');
    await dialog.getByLabel('Cloud Connectivity > Onboard').check();
    await dialog.getByText('it lives 24 hours at most').waitFor();
    await dialog.getByLabel('Cloud Connectivity > Onboard').uncheck();
    await dialog.getByLabel('Services > View').check();
    await dialog.getByLabel('How long').selectOption({ index: 3 });
    await judgeLooks(page, 'token-create');
    await dialog.getByRole('button', { name: 'Create the token' }).click();
    const secret = (await dialog.locator('code').textContent()) ?? '';
    // A slip of the keyboard does not lose it.
    await page.keyboard.press('Escape');
    await dialog.getByText('It is shown this once').waitFor();
    await judgeLooks(page, 'token-secret');
    const asked = await fetch(`${at.venue.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
      body: '{"query":"{ services { key } }"}',
    });
    expect(JSON.stringify(await asked.json())).toContain('netpos');
    await dialog.getByRole('button', { name: 'I have kept it' }).click();
    await dialog.waitFor({ state: 'hidden' });
    const row = page.getByRole('row', { name: /^Nightly report/ });
    await row.getByText('Services > View').waitFor();
    expect(await page.content()).not.toContain(secret);
    await judgeLooks(page, 'tokens');
    await row.getByRole('button', { name: 'Revoke… Nightly report' }).click();
    await dialog.getByRole('button', { name: 'Revoke the token' }).click();
    await page.getByText('There is none.').waitFor();
  });

  it('are refused with the tick box that they take', async () => {
    await signIn(at.visit.page, '2', '1357');
    await at.visit.page.getByRole('alert').getByText('API Tokens > Manage').waitFor();
  });
});
