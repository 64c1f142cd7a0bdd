import { signIn } from './browser-under-test.js';
import { judgeLooks } from './looks.js';
import { atFreshConsole } from './open-console.js';
import { forgetPresence } from './prepared-venue.js';

const at = atFreshConsole({ site: {}, pace: 0.2 }, '/#/security');

const box = (path: string, group: string) =>
  at.visit.page.getByRole('button', { name: new RegExp(`^${path} for ${group}: `) });

describe('clerk security', () => {
  it('grants a box until a time, by keyboard, asks for the PIN, and takes it back', async () => {
    const { page } = at.visit;
    await signIn(page);
    await box('Services > Control', 'Support').waitFor();
    forgetPresence(at.venue);
    await box('Services > Control', 'Support').press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Services > Control for Support' });
    await dialog.getByText('Not ticked').waitFor();
    await dialog.getByText('Support Desk is in this group.').waitFor();
    expect(await dialog.getByRole('button', { name: 'Grant Services > Control' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Reason').fill('Covers the late shift');
    await dialog.getByLabel('How long').selectOption({ index: 2 });
    await dialog.getByLabel('Reason').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const pin = page.getByRole('dialog', { name: 'Enter your PIN once more' });
    await pin.getByLabel('PIN', { exact: true }).fill('2468');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: /^Services > Control for Support: Ticked, until/ }).waitFor();

    await box('Services > Control', 'Support').click();
    await dialog.getByText('Ticked by Morgan Reyes').waitFor();
    await dialog.getByLabel('Reason').fill('The late shift is over');
    await dialog.getByRole('button', { name: 'Revoke Services > Control' }).click();
    await page.getByRole('button', { name: 'Services > Control for Support: Not ticked' }).waitFor();
  });

  it('says of each clerk what they may really do, in the address too', async () => {
    const { page } = at.visit;
    await signIn(page);
    await page.getByLabel('Clerk', { exact: true }).selectOption({ label: '4 Lee Chen' });
    await page.getByText('Supervisors, rank 2, and by Clerk Group in Kiosk.').waitFor();
    await page.getByText('only a part of the venue').first().waitFor();
    expect(page.url()).toContain('#/security?clerk=4');
    await page.reload();
    await page.getByText('Supervisors, rank 2, and by Clerk Group in Kiosk.').waitFor();
  });

  it('shows a clerk who may only look every box, and why none can be changed', async () => {
    const { page } = at.visit;
    await signIn(page, '5', '1122');
    await page.getByText('You may only look').first().waitFor();
    await box('Services > View', 'Bar Staff').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('You may not change this: Clerk Security > Edit.').waitFor();
    expect(await dialog.getByRole('button', { name: 'Grant Services > View' }).isDisabled()).toBe(true);
  });

  it('refuses the page with the tick box that it takes', async () => {
    await signIn(at.visit.page, '3', '8642');
    await at.visit.page.getByRole('alert').getByText('Clerk Security > View').waitFor();
  });

  it('has no fault at any width, light or dark, with its dialog', async () => {
    await signIn(at.visit.page);
    await box('Services > Control', 'Support').waitFor();
    await at.visit.page.getByText('Cloud Connectivity > Onboard: yes').waitFor();
    await judgeLooks(at.visit.page, 'clerk-security');
    await box('Services > Control', 'Support').click();
    await at.visit.page.getByRole('dialog').waitFor();
    await judgeLooks(at.visit.page, 'clerk-security-dialog');
  });
});
