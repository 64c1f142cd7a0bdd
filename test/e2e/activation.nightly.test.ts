/// <reference lib="dom" />
import { dataOf } from '../venue/practice-venue.js';
import { axe, signIn } from './browser-under-test.js';
import { atConsole } from './open-console.js';
import { connect } from './prepared-venue.js';

const at = atConsole({ pace: 0.05, site: { stableSeconds: 0 } });
beforeAll(() => signIn(at.page));

const panel = () => at.page.getByRole('region', { name: 'Locations' });

async function activations(): Promise<readonly { readonly state: string }[]> {
  const query = '{ operations(kinds: [ACTIVATE_LOCATIONS]) { edges { node { state } } } }';
  const { operations } = dataOf<{ operations: { edges: { node: { state: string } }[] } }>(
    await at.venue.ask(query),
  );
  return operations.edges.map(({ node }) => node);
}

describe('activating a location', () => {
  it('that fails says why and what to do in its place', async () => {
    await panel().getByRole('button', { name: 'Activate Kiosk' }).click();
    await panel().getByText('This server has no gateway credential.').waitFor();
    await panel().getByText('Onboard the venue first.').waitFor();
    await panel().getByRole('button', { name: 'Activate Kiosk', disabled: false }).waitFor();
    expect(await axe(at.page)).toEqual([]);
  });

  it('by two clicks runs once, is busy until its end, and ends as activated', async () => {
    await connect(at.venue);
    const before = (await activations()).length;
    const button = panel().getByRole('button', { name: 'Activate Kiosk' });
    // Before anything is drawn, and while the operation is under way.
    await button.evaluate((element: HTMLButtonElement) => {
      element.click();
      element.click();
      setTimeout(() => element.click(), 150);
    });
    await panel().getByText('The locations are activated.').waitFor({ timeout: 60_000 });
    await panel().getByRole('listitem').filter({ hasText: 'Kiosk' }).getByText('Activated').waitFor();
    expect((await activations()).length - before).toBe(1);
  });

  it('is offered as what is left of an onboarding that was begun elsewhere', async () => {
    await at.page.getByRole('link', { name: 'Onboarding', exact: true }).click();
    await at.page
      .getByText('Public Bar, Bistro and Gaming Lounge still wait to be activated.')
      .waitFor({ timeout: 30_000 });
    expect(await axe(at.page)).toEqual([]);
    await panel().getByRole('button', { name: 'Activate all 3' }).click();
    await at.page.getByText('There is nothing to onboard.').waitFor({ timeout: 60_000 });
  });
});
