/// <reference lib="dom" />
/** A temporary PIN at the sign-in, and one's own PIN changed later. */
import { runCommand } from '../cli/processes/run-command.js';
import { axe, signIn } from './browser-under-test.js';
import { atFreshConsole } from './open-console.js';

const at = atFreshConsole({ pace: 0.2 });

const field = (name: string) => at.page.getByLabel(name, { exact: true });

async function choose(current: string | undefined, next: string, again = next): Promise<void> {
  if (current !== undefined) await field('Current or temporary PIN').fill(current);
  await field('New PIN').fill(next);
  await field('Confirm new PIN').fill(again);
}

it('has a clerk with a temporary PIN choose their own, and signs them in with it', async () => {
  const set = await runCommand(['clerk', 'set-pin', '2'], { input: '506193\n', env: at.venue.settings });
  expect(set).toMatchObject({ status: 0, stderr: '' });
  await field('Clerk ID').fill('2');
  await field('PIN').fill('506193');
  await at.page.getByRole('button', { name: 'Sign in' }).click();
  await at.page.getByRole('heading', { name: 'Choose your own PIN' }).waitFor();
  expect(await axe(at.page)).toEqual([]);
  await choose(undefined, '740963', '740964');
  await at.page.getByText('The new PINs do not match.').waitFor();
  expect(await at.page.getByRole('button', { name: 'Change PIN' }).isDisabled()).toBe(true);
  await choose(undefined, '123456');
  await at.page.getByRole('button', { name: 'Change PIN' }).click();
  await at.page.getByText('This PIN is easily guessed.').waitFor();
  await choose(undefined, '740963');
  await at.page.getByRole('button', { name: 'Change PIN' }).click();
  await at.page.getByRole('button', { name: 'Sign out' }).waitFor();
}, 60_000);

it('changes the PIN of who is signed in, from the palette', async () => {
  await signIn(at.page, '3', '8642');
  await at.page.getByRole('button', { name: 'Go to…' }).waitFor();
  await at.page.keyboard.press('Control+k');
  await at.page.getByRole('combobox').fill('change your pin');
  await at.page.keyboard.press('Enter');
  const dialog = at.page.getByRole('dialog', { name: 'Choose your own PIN' });
  await dialog.waitFor();
  await choose('8642', '830617');
  await dialog.getByRole('button', { name: 'Change PIN' }).click();
  await dialog.getByText('API tokens that you created still work.').waitFor();
  await at.page.keyboard.press('Escape');
  await at.page.getByRole('button', { name: 'Sign out' }).click();
  await signIn(at.page, '3', '830617');
  await at.page.getByRole('button', { name: 'Sign out' }).waitFor();
}, 60_000);
