import type { Page } from 'playwright-core';
import { atConsole } from './open-console.js';

const at = atConsole({ site: { stableSeconds: 0 }, pace: 0.2 });

/** Keys pressed so far besides those that write a value. */
let presses = 0;

async function press(page: Page, key: string): Promise<void> {
  presses += 1;
  await page.keyboard.press(key);
}

/** Tab until this is focused; what can't be reached in 80 steps can't be reached. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let step = 0; step < 80; step++) {
    await press(page, 'Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement | null;
      const label = (element as HTMLInputElement | null)?.labels?.[0]?.textContent;
      return element?.getAttribute('aria-label') ?? label ?? element?.textContent ?? '';
    });
    if (focused.startsWith(name)) return;
  }
  throw new Error(`"${name}" cannot be reached by Tab.`);
}

describe('the whole job by keyboard alone', () => {
  it('signs in, plans, opens a step, confirms, has a code sent, enters it, and ends connected, in less than sixty presses besides what is typed', async () => {
    const { page } = at;
    const { keyboard } = page;
    await page.getByLabel('Clerk ID').waitFor();
    await keyboard.type('1');
    await press(page, 'Tab');
    await keyboard.type('2468');
    await press(page, 'Enter');
    await page.getByText('Consumers').waitFor();

    await tabTo(page, 'Onboarding');
    await press(page, 'Enter');
    await page.getByText('Redeem the authentication code').waitFor();
    await tabTo(page, 'Redeem the authentication code');
    await press(page, 'Enter');
    await page.getByText('Invoke-CodeRedemption.ps1').waitFor();
    await tabTo(page, 'Confirm the venue');
    await press(page, 'Enter');

    await page.waitForFunction(() => document.activeElement?.matches('input[type=checkbox]'));
    await press(page, 'Space');
    await tabTo(page, 'Send a code');
    await press(page, 'Enter');
    await page.getByRole('button', { name: 'Send another code' }).waitFor();
    await tabTo(page, 'Authentication code');
    await keyboard.type(await at.venue.code());
    await tabTo(page, 'Reason');
    await keyboard.type('Opening the new bar');
    await tabTo(page, 'Onboard Harbour View Hotel');
    await press(page, 'Enter');
    await page.getByRole('heading', { name: 'The venue is connected' }).waitFor({ timeout: 40_000 });
    expect(presses).toBeLessThan(60);
    await tabTo(page, 'Open the services');
    await press(page, 'Enter');
    await page
      .getByRole('row', { name: /^Cloud Sync/ })
      .getByText('Running')
      .waitFor();
  });
});
