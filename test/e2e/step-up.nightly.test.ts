/// <reference lib="dom" />
import type { Locator } from 'playwright-core';
import { axe, signIn } from './browser-under-test.js';
import { atFreshConsole } from './open-console.js';
import { connect, forgetPresence } from './prepared-venue.js';

const at = atFreshConsole({ pace: 0.05, site: { stableSeconds: 0 } }, '/#/resync');
beforeAll(() => connect(at.venue));
beforeEach(async () => {
  await signIn(at.page);
  await at.page.getByText('What stops working').waitFor();
  for (const box of await at.page.getByRole('checkbox', { name: /^Override this check/ }).all())
    await box.check();
  await at.page.getByRole('button', { name: 'Confirm resync now…' }).click();
  await confirm().getByLabel('Type the company name').fill('Harbour View Hotel');
  await confirm().getByLabel('Reason').fill('Bistro sales missing');
  forgetPresence(at.venue);
});

const confirm = () => at.page.getByRole('dialog', { name: 'Resync Harbour View Hotel now?' });
const stepUp = () => at.page.getByRole('dialog', { name: 'PIN to resync' });

/** What a finger or a mouse would meet in the middle of it. */
function metAt(target: Locator): Promise<string> {
  return target.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const met = document.elementFromPoint(left + width / 2, top + height / 2);
    return met !== null && element.contains(met) ? 'it' : (met?.className ?? 'nothing');
  });
}

/** Mantine gives the focus back a moment after a dialog is gone. */
async function waitForFocusOn(name: string): Promise<void> {
  await at.page.waitForFunction((wanted) => document.activeElement?.textContent === wanted, name);
}

describe('a resync that is confirmed more than five minutes after the sign-in', () => {
  it('asks for the PIN on top: each key is met by the pointer, and the same request continues', async () => {
    await confirm().getByRole('button', { name: 'Start the resync' }).click();
    await stepUp().waitFor();
    const keys = await stepUp().locator('.pad-key').all();
    expect(keys).toHaveLength(11);
    expect(await Promise.all(keys.map(metAt))).toEqual(keys.map(() => 'it'));
    expect(await axe(at.page)).toEqual([]);
    for (const digit of '2468') await stepUp().getByRole('button', { name: digit, exact: true }).click();
    await stepUp().getByRole('button', { name: 'Continue' }).click();
    await at.page.getByRole('heading', { name: /Resync is running|All data is in the cloud/ }).waitFor();
    await at.page.getByText('Started by Morgan Reyes: “Bistro sales missing”').waitFor();
    await at.page.getByRole('heading', { name: 'All data is in the cloud' }).waitFor({ timeout: 40_000 });
  });

  it('is left by Escape one question at a time, with what was typed and the focus where they were', async () => {
    await confirm().getByRole('button', { name: 'Start the resync' }).focus();
    await at.page.keyboard.press('Enter');
    await stepUp().waitFor();
    await at.page.waitForFunction(() => document.activeElement?.classList.contains('pin-field'));
    await at.page.keyboard.press('Escape');
    await stepUp().waitFor({ state: 'hidden' });
    expect(await confirm().getByLabel('Type the company name').inputValue()).toBe('Harbour View Hotel');
    expect(await confirm().getByLabel('Reason').inputValue()).toBe('Bistro sales missing');
    await waitForFocusOn('Start the resync');

    await at.page.keyboard.press('Enter');
    await stepUp().waitFor();
    await at.page.waitForFunction(() => document.activeElement?.classList.contains('pin-field'));
    await at.page.keyboard.press('Escape');
    await stepUp().waitFor({ state: 'hidden' });
    await at.page.keyboard.press('Escape');
    await confirm().waitFor({ state: 'hidden' });
    await waitForFocusOn('Confirm resync now…');
  });
});
