import { asksOf, signIn } from './browser-under-test.js';
import { marksSeen, watchMarks } from './marks-seen.js';
import { atConsole } from './open-console.js';
import { forgetPresence } from './prepared-venue.js';

const at = atConsole({ site: { stableSeconds: 2 }, pace: 0.2 });

const onboardButton = () => at.page.getByRole('button', { name: 'Onboard Harbour View Hotel' });

async function fillIn(code: string): Promise<void> {
  await at.page.getByLabel('Authentication code').fill(code);
  await at.page.getByLabel('Reason').fill('Opening the new bar');
}

describe('the main job in the console', () => {
  it('refuses a wrong PIN in words and lets the right one in', async () => {
    await at.page.getByLabel('Clerk ID').fill('1');
    await at.page.getByLabel('PIN', { exact: true }).fill('0000');
    await at.page.keyboard.press('Enter');
    await at.page.getByText('Clerk ID and PIN do not match.').waitFor();
    await signIn(at.page);
    await at.page.getByText('Not online: this venue has never been connected').waitFor();
    await at.page.getByText('Nothing here reaches swiftpos.').waitFor();
  });

  it('shows the plan with its checks, and each step with the exact PowerShell', async () => {
    await at.page.getByRole('link', { name: 'Onboarding', exact: true }).click();
    await at.page.getByText('Other servers with this Customer Number').waitFor();
    await at.page.getByText('Redeem the authentication code').click();
    await at.page.getByText('Invoke-CodeRedemption.ps1').waitFor();
    expect(await at.page.getByText('-Code <secret>').isVisible()).toBe(true);
  });

  it('takes no code before the venue is confirmed', async () => {
    await at.page.getByRole('button', { name: 'Confirm the venue…' }).click();
    expect(await onboardButton().isDisabled()).toBe(true);
    expect(await at.page.getByLabel('Authentication code').isDisabled()).toBe(true);
    await at.page.getByLabel('Yes, this server belongs to Harbour View Hotel').check();
    await at.page.getByRole('button', { name: 'Send a code' }).click();
    await at.page.getByText('m*****r@harbourview.example').waitFor();
    await at.page.getByRole('button', { name: 'Send another code' }).waitFor();
  });

  it('asks for the PIN again when presence is old, keeps what was entered, and goes on', async () => {
    await fillIn(await at.venue.code());
    forgetPresence(at.venue);
    await onboardButton().click();
    const dialog = at.page.getByRole('dialog');
    await dialog.getByLabel('PIN', { exact: true }).fill('1111');
    await dialog.getByRole('button', { name: 'Go on' }).click();
    await dialog.getByRole('alert').waitFor();
    await dialog.getByLabel('PIN', { exact: true }).fill('2468');
    await dialog.getByRole('button', { name: 'Go on' }).click();
    await at.page.getByRole('heading', { name: 'Onboarding is running' }).waitFor();
  });

  it('shows steps live, without asking again, also after the page was closed and opened again in the middle', async () => {
    const askedBefore = asksOf(at.page);
    await at.page.locator('.step-running', { hasText: 'Start Gateway Client' }).waitFor();
    await at.page.getByText('Waiting until Gateway Client runs').first().waitFor();
    expect(askedBefore).not.toContain('Operation');
    const before = at.visit;
    at.visit = await at.browser.visit(at.venue.url);
    expect(before.faults()).toEqual([]);
    await before.context.close();
    const asked = asksOf(at.page);
    await signIn(at.page);
    await at.page.getByRole('link', { name: /^Onboarding \d+ %/ }).click();
    await at.page.getByRole('heading', { name: /Onboarding is running|The venue is connected/ }).waitFor();
    await at.page.getByRole('heading', { name: 'The venue is connected' }).waitFor({ timeout: 40_000 });
    expect(await at.page.locator('.step-succeeded').count()).toBe(11);
    expect(asked.filter((name) => name?.startsWith('Operation')).sort()).toEqual([
      'Operation',
      'OperationEvents',
      'OperationPlan',
    ]);
    await at.page.getByRole('button', { name: /^All \d+ events$/ }).click();
    const events = await at.page.locator('.event').allTextContents();
    expect(events.at(-1)).toContain('Confirm that the cloud means Harbour View Hotel');
    expect(events[0]).toContain('Done');
    expect(await at.venue.redemptions()).toBe(1);
  });

  it('shows both services running afterwards, and the venue online', async () => {
    await at.page.getByRole('link', { name: 'Look at the services' }).click();
    for (const name of ['Gateway Client', 'Cloud Sync']) {
      const row = at.page.getByRole('row', { name: new RegExp(`^${name}`) });
      await row.getByText('Running').waitFor();
      await row.getByText('Healthy').waitFor();
    }
    await at.page.getByRole('link', { name: 'Venue', exact: true }).click();
    await at.page
      .locator('main')
      .getByText(/^Online/)
      .waitFor();
  });

  it('restarts what holds the link, and neither service nor venue is ever called down or offline', async () => {
    await at.page.getByRole('link', { name: 'Services', exact: true }).click();
    await watchMarks(at.page);
    await at.page.getByRole('button', { name: 'Restart Gateway Client' }).click();
    await at.page.getByRole('dialog').getByRole('button', { name: 'Restart Gateway Client' }).click();
    await at.page.getByRole('dialog').waitFor({ state: 'hidden', timeout: 60_000 });
    const row = at.page.getByRole('row', { name: /^Gateway Client/ });
    await row.getByText('Healthy').waitFor();
    await row.getByText(/under way/).waitFor({ state: 'hidden' });
    const seen = await marksSeen(at.page);
    expect(seen.filter((text) => /\b(down|offline|degraded)\b/i.test(text))).toEqual([]);
    expect(seen).toContain('Checking');
  });

  it('keeps the token in this tab only, and nothing secret anywhere', async () => {
    const kept = await at.page.evaluate(() => JSON.stringify([{ ...localStorage }, document.cookie]));
    expect(kept).toMatch(/^\[\{("mantine-color-scheme-value":"\w+")?\},""\]$/);
    const session = await at.page.evaluate(() => Object.keys(sessionStorage));
    expect(session.sort()).toEqual(['venue-control.seen', 'venue-control.token']);
    // IDs and states of operations, for a reload.
    const seen = await at.page.evaluate(() => sessionStorage.getItem('venue-control.seen'));
    expect(seen).toMatch(/^\[(\["[0-9a-f-]{36}","[A-Z_]+"\],?)+\]$/);
    await at.page.getByRole('button', { name: 'Sign out' }).click();
    await at.page.getByText('You are signed out.').waitFor();
    expect(await at.page.evaluate(() => sessionStorage.length)).toBe(0);
  });
});
