/** The whole onboarding in one sitting: a slip and a wrong code are said in place, and the locations are its last step. */
import { asksOf, signIn } from './browser-under-test.js';
import { judgeLooks } from './looks.js';
import { atConsole } from './open-console.js';

const at = atConsole({ site: { stableSeconds: 0, pollMs: 100 }, pace: 0.1 }, '/#/onboarding');
beforeAll(async () => {
  await signIn(at.page);
});

const code = () => at.page.getByLabel('Authentication code');
const begin = () => at.page.getByRole('button', { name: 'Onboard Harbour View Hotel' }).click();
const toCode = () => at.page.getByRole('button', { name: 'Confirm the venue…' }).click();

describe('onboarding in one sitting', () => {
  it('knows that a code was sent, also after the page was left', async () => {
    await toCode();
    await at.page.getByLabel('Yes, this server belongs to').check();
    await at.page.getByRole('button', { name: 'Send a code' }).click();
    const sent = at.page.getByText(
      /to m\*+r@harbourview\.example at \d\d:\d\d, works until \d\d:\d\d\. 5 attempts/,
    );
    await sent.waitFor();
    await at.page.getByRole('link', { name: 'Services', exact: true }).click();
    await at.page.getByRole('heading', { name: 'Services' }).waitFor();
    await at.page.getByRole('link', { name: 'Onboarding', exact: true }).click();
    await toCode();
    await sent.waitFor();
    await at.page.getByRole('button', { name: 'Send another code' }).waitFor();
  });

  it('says a slip in place, and sends nothing', async () => {
    const asked = asksOf(at.page);
    await at.page.getByLabel('Yes, this server belongs to').check();
    await code().fill('ABC');
    await at.page.getByLabel('Reason').fill('Opening the new bar');
    await begin();
    await at.page.getByText(/one has 8 characters.* What stands here has 3 characters\./).waitFor();
    expect(asked).not.toContain('Onboard');
    expect(await code().inputValue()).toBe('ABC');
  });

  it('says a wrong code in place with the attempts that are left, and nothing that was entered is lost', async () => {
    const right = await at.venue.code();
    const wrong = right.startsWith('Z') ? `Y${right.slice(1)}` : `Z${right.slice(1)}`;
    await code().fill(wrong);
    await begin();
    await at.page
      .getByText(/4 attempts are left\.$/)
      .first()
      .waitFor({ timeout: 40_000 });
    expect(await code().inputValue()).toBe(wrong);
    expect(await at.page.getByLabel('Reason').inputValue()).toBe('Opening the new bar');
    expect(await at.page.getByLabel('Yes, this server belongs to').isChecked()).toBe(true);
    expect(at.page.url()).toMatch(/#\/onboarding$/);
    expect(await code().evaluate((field) => field === document.activeElement)).toBe(true);
    await judgeLooks(at.page, 'onboarding-wrong-code');
    expect(await at.venue.redemptions()).toBe(0);
    await at.page.getByRole('button', { name: 'Back to the plan' }).click();
    await toCode();
    expect(await at.page.getByLabel('Reason').inputValue()).toBe('Opening the new bar');
  });

  it('goes on with the right one to the end, and its last step is the locations', async () => {
    await code().fill(await at.venue.code());
    await begin();
    await at.page.getByRole('heading', { name: 'Onboarding is running' }).waitFor({ timeout: 40_000 });
    await at.page.getByRole('heading', { name: 'The venue is connected' }).waitFor({ timeout: 40_000 });
    await at.page.getByText(/locations? waits? to be activated\. That is the last step\./).waitFor();
    const panel = at.page.getByRole('region', { name: 'Locations' });
    await panel.getByRole('button', { name: /^Activate all/ }).click();
    await panel.getByText('The locations are activated.').waitFor({ timeout: 30_000 });
    await at.page.getByText('Every location that you see is activated. That was the last step.').waitFor();
    await judgeLooks(at.page, 'onboarding-last-step');
    expect(await at.venue.redemptions()).toBe(1);
  });
});
