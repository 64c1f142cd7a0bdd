/** Who may do what: clerk security, access tokens, and what a page says to a clerk who may not. */

import { judgeAppearance } from './appearance.js';
import { signIn } from './browser-under-test.js';
import { atFreshConsole } from './open-console.js';
import { forgetPresence } from './prepared-venue.js';

const at = atFreshConsole({ site: {}, pace: 0.2 });

const box = (path: string, group: string) =>
  at.page.getByRole('button', { name: new RegExp(`^${path} for ${group}: `) });

async function open(view: string): Promise<void> {
  await at.page.goto(`${at.venue.url}/#/${view}`);
}

describe('a clerk who may not', () => {
  it('sees which permission onboarding needs, who can grant it, and a correlation ID to copy', async () => {
    await open('onboarding');
    const { page } = at;
    await signIn(page, '2', '1357');
    const refusal = page.getByRole('alert');
    await refusal.getByText('Cloud Connectivity > Onboard').waitFor();
    await refusal.getByText('Administrators').waitFor();
    expect(await refusal.locator('code').last().textContent()).toMatch(/^[0-9a-f-]{36}$/);
    await at.visit.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await refusal.getByText('Details', { exact: true }).click();
    await refusal.getByRole('button', { name: 'Copy the correlation ID' }).click();
    await refusal.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      await refusal.locator('code').last().textContent(),
    );
  });

  it('reads on each page which permission it needs, where the group has none', async () => {
    await open('services');
    const { page } = at;
    await signIn(page, '3', '8642');
    const rail = page.getByRole('navigation');
    // Until it is known who may what, every page is there.
    await rail.getByRole('link', { name: 'Audit' }).waitFor({ state: 'hidden' });
    expect(await rail.getByRole('link').allTextContents()).toEqual([
      'Venue',
      'Operations',
      'Maintenance',
      'IDE',
    ]);
    for (const [view, permission] of [
      ['services', 'Services > View'],
      ['diagnosis', 'Services > View'],
      ['alerts', 'Services > View'],
      ['timeline', 'Services > View'],
      ['event-log', 'Event Logs > View'],
      ['security', 'Clerk Security > View'],
      ['audit', 'Audit > View'],
      ['tokens', 'API Tokens > Manage'],
      ['backups', 'Support > Bundle'],
    ]) {
      await page.goto(`${at.venue.url}/#/${view}`);
      await page.getByRole('alert').getByText(`does not have "${permission}".`).first().waitFor();
      expect(await page.getByRole('table').count()).toBe(0);
    }
  });

  it('finds the service buttons disabled where the group does not control services, and reads why', async () => {
    await open('services');
    const { page } = at;
    await signIn(page, '5', '1122');
    await page.getByText('You need Services > Control: "Support" does not grant it.').waitFor();
    expect(await page.getByRole('button', { name: 'Restart NetPOS' }).isDisabled()).toBe(true);
    expect(await page.getByLabel('Start mode of NetPOS').isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Last events of NetPOS' }).click();
    await page
      .getByRole('list', { name: 'Last events of NetPOS' })
      .getByText('The NetPOS service entered the running state.')
      .waitFor();
    await page.getByRole('link', { name: 'Open the event log' }).click();
    await page.getByRole('heading', { name: 'Event log' }).waitFor();
    await page.getByText('The NetPOS service entered the running state.').waitFor();
    expect(page.url()).toContain('#/event-log?text=NetPOS');
  });

  it('reads that the Clerk Group sees too little, before anything is tried', async () => {
    await open('services');
    await signIn(at.page, '4', '9753');
    await at.page.getByText('the Clerk Group has access to only a part of the venue').waitFor();
    expect(await at.page.getByRole('button', { name: 'Restart NetPOS' }).isDisabled()).toBe(true);
  });
});

describe('clerk security', () => {
  beforeEach(() => open('security'));

  /** The next grant is sent, and its response arrives once it is released. */
  async function holdGrant() {
    const released = Promise.withResolvers<void>();
    const sent = Promise.withResolvers<void>();
    const done = Promise.withResolvers<void>();
    await at.page.route(/\/graphql$/, async (route) => {
      if (!route.request().postData()?.includes('grantPermission')) return route.continue();
      const response = await route.fetch();
      sent.resolve();
      await released.promise;
      await route.fulfill({ response });
      done.resolve();
    });
    const release = () => {
      released.resolve();
      return done.promise;
    };
    return { sent: sent.promise, release };
  }

  it('grants a box until a time, by keyboard, asks for the PIN, and takes it back', async () => {
    const { page } = at;
    await signIn(page);
    await box('Services > Control', 'Support').waitFor();
    forgetPresence(at.venue);
    await box('Services > Control', 'Support').press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Services > Control for Support' });
    await dialog.getByText('Not granted').waitFor();
    await dialog.getByText('Support Desk is in this group.').waitFor();
    expect(await dialog.getByRole('button', { name: 'Grant Services > Control' }).isDisabled()).toBe(true);
    await judgeAppearance(page, 'clerk-security-dialog');
    await dialog.getByLabel('Reason').fill('Covers the late shift');
    await dialog.getByLabel('How long').selectOption({ index: 2 });
    await dialog.getByLabel('Reason').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const pin = page.getByRole('dialog', {
      name: /^PIN to grant Services > Control to Support until .*\d\d:\d\d$/,
    });
    await pin.getByLabel('PIN', { exact: true }).fill('2468');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: /^Services > Control for Support: Granted, until/ }).waitFor();

    await box('Services > Control', 'Support').click();
    await dialog.getByText('Granted by Morgan Reyes').waitFor();
    await dialog.getByLabel('Reason').fill('The late shift is over');
    await dialog.getByRole('button', { name: 'Revoke Services > Control' }).click();
    await page.getByRole('button', { name: 'Services > Control for Support: Not granted' }).waitFor();
  });

  it.each(['PIN not entered', 'refusal still on its way'])(
    'grants nothing after the page was left with the %s',
    async (left) => {
      const { page } = at;
      await signIn(page);
      await box('Services > Control', 'Support').waitFor();
      forgetPresence(at.venue);
      await box('Services > Control', 'Support').click();
      const dialog = page.getByRole('dialog', { name: 'Services > Control for Support' });
      await dialog.getByLabel('Reason').fill('Covers the late shift');
      const { sent, release } = await holdGrant();
      await dialog.getByRole('button', { name: 'Grant Services > Control' }).click();
      await sent;
      if (left === 'PIN not entered') {
        await release();
        await page.getByRole('dialog', { name: /PIN/ }).waitFor();
      }
      await open('audit');
      await page.getByRole('heading', { name: 'Audit', exact: true, level: 1 }).waitFor();
      await page.getByRole('dialog').first().waitFor({ state: 'hidden' });
      await release();
      // As long as a question would need to appear.
      await page.waitForTimeout(500);
      expect(await page.getByRole('dialog').count()).toBe(0);
      await open('security');
      await page.getByRole('button', { name: 'Services > Control for Support: Not granted' }).waitFor();
    },
  );

  it('says of each clerk what they may really do, in the address too', async () => {
    const { page } = at;
    await signIn(page);
    await page.getByLabel('Clerk', { exact: true }).selectOption({ label: '4 Lee Chen' });
    await page.getByText('Supervisors, rank 2. Clerk Group: Kiosk.').waitFor();
    await page.getByText('only a part of the venue').first().waitFor();
    expect(page.url()).toContain('#/security?clerk=4');
    await page.reload();
    await page.getByText('Supervisors, rank 2. Clerk Group: Kiosk.').waitFor();
  });

  it('shows a clerk who may only look every box, and why none can be changed', async () => {
    const { page } = at;
    await signIn(page, '5', '1122');
    await page.getByText('Read only').first().waitFor();
    await box('Services > View', 'Bar Staff').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('You need Clerk Security > Edit:').waitFor();
    expect(await dialog.getByRole('button', { name: 'Grant Services > View' }).isDisabled()).toBe(true);
  });
});

describe('access tokens', () => {
  beforeEach(() => open('tokens'));

  it('are made with a secret that is shown once and works, and are revoked', async () => {
    const { page } = at;
    await signIn(page);
    await page.getByText('There are no access tokens.').waitFor();
    await page.getByRole('button', { name: 'Create a token…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('What it is for').fill('Nightly report');
    await dialog.getByLabel('Cloud Connectivity > Onboard').check();
    await dialog.getByText('the token is valid for at most 24 hours').waitFor();
    await dialog.getByLabel('Cloud Connectivity > Onboard').uncheck();
    await dialog.getByLabel('Services > View').check();
    await dialog.getByLabel('How long').selectOption({ index: 3 });
    await judgeAppearance(page, 'token-create');
    await dialog.getByRole('button', { name: 'Create the token' }).click();
    const secret = (await dialog.locator('code').textContent()) ?? '';
    // A mistake of the keyboard does not lose it.
    await page.keyboard.press('Escape');
    await dialog.getByText('It is shown only once').waitFor();
    await judgeAppearance(page, 'token-secret');
    const asked = await fetch(`${at.venue.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
      body: '{"query":"{ services { key } }"}',
    });
    expect(JSON.stringify(await asked.json())).toContain('netpos');
    await dialog.getByRole('button', { name: 'I have stored it' }).click();
    await dialog.waitFor({ state: 'hidden' });
    const row = page.getByRole('row', { name: /^Nightly report/ });
    await row.getByText('Services > View').waitFor();
    expect(await page.content()).not.toContain(secret);
    await judgeAppearance(page, 'tokens');
    await row.getByRole('button', { name: 'Revoke… Nightly report' }).click();
    await dialog.getByRole('button', { name: 'Revoke the token' }).click();
    await page.getByText('There are no access tokens.').waitFor();
  });
});
