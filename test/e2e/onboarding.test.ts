/** The main job as a person does it, in one sitting: mistakes and a wrong code are said in place, and the locations are its last step. */

import { judgeAppearance } from './appearance.js';
import { asksOf, pushesTo, signIn } from './browser-under-test.js';
import { atConsole } from './open-console.js';
import { forgetPresence } from './prepared-venue.js';
import { marksSeen, watchMarks } from './state-marks.js';

const at = atConsole({ site: { stableSeconds: 2 }, pace: 0.2 });

const onboardButton = () => at.page.getByRole('button', { name: 'Onboard Harbour View Hotel' });
const code = () => at.page.getByLabel('Authentication code');
const reason = () => at.page.getByLabel('Reason');
const belongs = () => at.page.getByLabel('Yes, this server belongs to Harbour View Hotel');
const toCode = () => at.page.getByRole('button', { name: 'Confirm the venue…' }).click();
const goTo = (view: string) => at.page.getByRole('link', { name: view, exact: true }).click();

describe('the main job in the console', () => {
  it('refuses a wrong PIN in words and lets the right one in', async () => {
    await at.page.getByLabel('Clerk ID').fill('1');
    await at.page.getByLabel('PIN', { exact: true }).fill('0000');
    await at.page.keyboard.press('Enter');
    await at.page.getByText('Clerk ID and PIN do not match.').waitFor();
    await signIn(at.page);
    await at.page.getByText('Not connected to swiftpos Cloud yet.').waitFor();
    await at.page.getByText('Demo data. Nothing here reaches swiftpos.').waitFor();
  });

  it('shows the plan with its checks, and each step with the exact PowerShell', async () => {
    await goTo('Onboarding');
    await at.page.getByText('Other servers with this Customer Number').waitFor();
    await at.page.getByText('Redeem the authentication code').click();
    await at.page.getByText('Invoke-CodeRedemption.ps1').waitFor();
    expect(await at.page.getByText('-Code <secret>').isVisible()).toBe(true);
  });

  it('takes no code before the venue is confirmed, and knows that one was sent, also after the page was left', async () => {
    await toCode();
    expect(await onboardButton().isDisabled()).toBe(true);
    expect(await code().isDisabled()).toBe(true);
    await belongs().check();
    await at.page.getByRole('button', { name: 'Send a code' }).click();
    const sent = at.page.getByText(
      /to m\*+r@harbourview\.example at \d\d:\d\d, works until \d\d:\d\d\. 5 attempts/,
    );
    await sent.waitFor();
    await goTo('Services');
    await at.page.getByRole('heading', { name: 'Services' }).waitFor();
    await goTo('Onboarding');
    await toCode();
    await sent.waitFor();
    await at.page.getByRole('button', { name: 'Send another code' }).waitFor();
  });

  it('stays at the code after a reload', async () => {
    await at.page.reload();
    await at.page.getByRole('button', { name: 'Send another code' }).waitFor();
  });

  it('says a mistake in place, and sends nothing', async () => {
    const asked = asksOf(at.page);
    await belongs().check();
    await code().fill('ABC');
    await reason().fill('Opening the new bar');
    await onboardButton().click();
    await at.page.getByText(/a code has 8 characters.* You entered 3 characters\./).waitFor();
    expect(asked).not.toContain('Onboard');
    expect(await code().inputValue()).toBe('ABC');
  });

  it('says a wrong code in place with the attempts that are left, and nothing that was entered is lost', async () => {
    const right = await at.venue.code();
    const wrong = right.startsWith('Z') ? `Y${right.slice(1)}` : `Z${right.slice(1)}`;
    await code().fill(wrong);
    await onboardButton().click();
    await at.page
      .getByText(/4 attempts are left\.$/)
      .first()
      .waitFor({ timeout: 40_000 });
    expect(await code().inputValue()).toBe(wrong);
    expect(await reason().inputValue()).toBe('Opening the new bar');
    expect(await belongs().isChecked()).toBe(true);
    expect(at.page.url()).toMatch(/#\/onboarding\?step=code$/);
    expect(await code().evaluate((field) => field === document.activeElement)).toBe(true);
    // The same code again would only use up an attempt.
    expect(await onboardButton().isDisabled()).toBe(true);
    await judgeAppearance(at.page, 'onboarding-wrong-code');
    expect(await at.venue.redemptions()).toBe(0);
    await at.page.getByRole('button', { name: 'Back to the plan' }).click();
    await toCode();
    expect(await reason().inputValue()).toBe('Opening the new bar');
  });

  it('asks for the PIN again when presence is old, keeps what was entered, and continues', async () => {
    await code().fill(await at.venue.code());
    forgetPresence(at.venue);
    await onboardButton().click();
    const dialog = at.page.getByRole('dialog');
    await dialog.getByLabel('PIN', { exact: true }).fill('1111');
    await dialog.getByRole('button', { name: 'Continue' }).click();
    await dialog.getByRole('alert').waitFor();
    await dialog.getByLabel('PIN', { exact: true }).fill('2468');
    await dialog.getByRole('button', { name: 'Continue' }).click();
    await at.page.getByRole('heading', { name: 'Onboarding is running' }).waitFor();
  });

  it('shows steps live, without asking again, also after the page was closed and opened again in the middle', async () => {
    const askedBefore = asksOf(at.page);
    await at.page.locator('.step-running', { hasText: 'Start Gateway Client' }).waitFor();
    await at.page.getByText('Waiting until Gateway Client is running').first().waitFor();
    expect(askedBefore).not.toContain('Operation');
    const before = at.visit;
    at.visit = await at.browser.visit(at.venue.url);
    expect(before.faults()).toEqual([]);
    await before.context.close();
    const asked = asksOf(at.page);
    const pushed = pushesTo(at.page);
    await signIn(at.page);
    await pushed;
    await at.page.getByRole('link', { name: /^Onboarding \d+ %/ }).click();
    await at.page.getByRole('heading', { name: /Onboarding is running|The venue is connected/ }).waitFor();
    await at.page.getByRole('heading', { name: 'The venue is connected' }).waitFor({ timeout: 40_000 });
    expect(await at.page.locator('.step-succeeded').count()).toBe(11);
    // How it ended is asked besides by what reports it on every page, where that saw it run before its end.
    const about = asked.filter((name) => name?.startsWith('Operation') && name !== 'OperationEnd');
    expect(about.sort()).toEqual(['Operation', 'OperationEvents', 'OperationPlan']);
    await at.page.getByRole('button', { name: /^All \d+ events$/ }).click();
    await at.page.locator('.event', { hasText: 'Done:' }).waitFor();
    const events = await at.page.locator('.event').allTextContents();
    expect(events.at(-1)).toContain('Confirm that the venue in the cloud is Harbour View Hotel');
    expect(events[0]).toContain('Done');
    expect(await at.venue.redemptions()).toBe(1);
  });

  it('has the locations as its last step', async () => {
    await at.page.getByText(/locations? waits? to be activated\. That is the last step\./).waitFor();
    const panel = at.page.getByRole('region', { name: 'Locations' });
    await panel.getByRole('button', { name: /^Activate all/ }).click();
    await panel.getByText('The locations are activated.').waitFor({ timeout: 30_000 });
    await at.page.getByText('Every location that you see is activated. That was the last step.').waitFor();
    await judgeAppearance(at.page, 'onboarding-last-step');
  });

  it('shows both services running afterwards, and the venue online', async () => {
    await at.page.getByRole('link', { name: 'Open the services' }).click();
    for (const name of ['Gateway Client', 'Cloud Sync']) {
      const row = at.page.getByRole('row', { name: new RegExp(`^${name}`) });
      await row.getByText('Running').waitFor();
      await row.getByText('Healthy').waitFor();
    }
    await goTo('Venue');
    await at.page.getByRole('heading', { name: 'Online' }).waitFor({ timeout: 60_000 });
  });

  it('restarts what holds the link: the service is never called down, and ordering only as planned', async () => {
    await goTo('Services');
    await watchMarks(at.page);
    await at.page.getByRole('button', { name: 'Restart Gateway Client' }).click();
    await at.page.getByRole('dialog').getByRole('button', { name: 'Restart Gateway Client' }).click();
    await at.page.getByRole('dialog').waitFor({ state: 'hidden', timeout: 60_000 });
    const row = at.page.getByRole('row', { name: /^Gateway Client/ });
    await row.getByText('Healthy').waitFor();
    await row.getByText(/is in progress/).waitFor({ state: 'hidden' });
    const seen = await marksSeen(at.page);
    const unplanned = seen.filter((text) => !/planned|on purpose/.test(text));
    expect(unplanned.filter((text) => /\b(down|offline|degraded)\b/i.test(text))).toEqual([]);
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
    const asked = asksOf(at.page);
    await at.page.getByRole('button', { name: 'Sign out' }).click();
    await at.page.getByText('You are signed out.').waitFor();
    expect(asked).toContain('SignOut');
    expect(await at.page.evaluate(() => sessionStorage.length)).toBe(0);
  });
});
