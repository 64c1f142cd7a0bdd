/// <reference lib="dom" />
/** Stopping a service on purpose, restarting one, and what the clerk reads of both. */

import { judgeAppearance } from './appearance.js';
import { signIn } from './browser-under-test.js';
import { atConsole } from './open-console.js';
import { marksSeen, watchMarks } from './state-marks.js';

const at = atConsole({ site: { stableSeconds: 2 }, pace: 0.2 }, '/#/services');
beforeAll(async () => {
  await signIn(at.page);
});

const rowOf = (name: string) =>
  at.page.locator('tbody').filter({ has: at.page.getByRole('rowheader', { name: new RegExp(`^${name}`) }) });

async function choose(name: string, item: string): Promise<void> {
  await at.page.getByRole('button', { name: `More actions for ${name}` }).click();
  await at.page.getByRole('menuitem', { name: item }).click();
}

describe('the services', () => {
  it('names what stops too before a stop', async () => {
    await choose('Connect', 'Stop Connect…');
    const dialog = at.page.getByRole('dialog');
    await dialog.getByText(/NetPOS/).waitFor();
    await dialog.getByRole('button', { name: 'Keep it running' }).click();
    await dialog.waitFor({ state: 'hidden' });
  });

  it('a restart is never taken for a fault, in its row, over it and in the strip', async () => {
    await watchMarks(at.page);
    await rowOf('NetPOS').getByRole('button', { name: 'Restart NetPOS' }).click();
    await at.page.getByRole('dialog').getByLabel('Reason').fill('Slow since noon');
    await at.page.getByRole('dialog').getByRole('button', { name: 'Restart NetPOS' }).click();
    await rowOf('NetPOS')
      .getByText(/^“Restart NetPOS” is in progress, requested by Morgan/)
      .waitFor();
    await at.page.getByRole('dialog').waitFor({ state: 'hidden', timeout: 30_000 });
    await rowOf('NetPOS').getByText('Healthy').waitFor();
    await rowOf('NetPOS')
      .getByText(/is in progress/)
      .waitFor({ state: 'hidden' });
    const seen = await marksSeen(at.page);
    expect(seen.filter((text) => /\bdown\b/i.test(text))).toEqual([]);
    expect(seen).toContain('Checking');
  });

  it('a stop on purpose says what it cuts, then who, when and why; the venue’s page has the server’s finding', async () => {
    await choose('NetPOS', 'Stop NetPOS…');
    await at.page
      .getByRole('dialog')
      .getByText(/stops? working until NetPOS is started again/)
      .waitFor();
    await at.page.getByRole('dialog').getByLabel('Reason').fill('Printer queue stuck');
    await at.page.getByRole('dialog').getByRole('button', { name: 'Stop NetPOS' }).click();
    await at.page.getByRole('dialog').waitFor({ state: 'hidden' });
    await rowOf('NetPOS').getByText('Down', { exact: true }).waitFor();
    await rowOf('NetPOS')
      .getByText(/^Stopped by Morgan \S+ \d\d:\d\d: Printer queue stuck\./)
      .waitFor();
    await at.page.locator('.page-head').getByText('NetPOS is not running.').waitFor();
    await at.page.getByRole('link', { name: 'Venue', exact: true }).click();
    await at.page.locator('.finding').getByText('Start it again when the work is done.').waitFor();
    await at.page.getByRole('link', { name: 'Services', exact: true }).click();
  });

  it('a row opens its last events', async () => {
    const button = rowOf('NetPOS').getByRole('button', { name: 'Last events of NetPOS' });
    await button.click();
    const events = at.page.getByRole('list', { name: 'Last events of NetPOS' });
    await events.getByText('The NetPOS service entered the stopped state.').first().waitFor();
    expect(await events.getByRole('listitem').count()).toBeLessThanOrEqual(5);
    expect(await button.getAttribute('aria-expanded')).toBe('true');
    await judgeAppearance(at.page, 'services-last-events');
    await button.click();
    await events.waitFor({ state: 'hidden' });
  });

  it('are cards on a small screen, with nothing to scroll sideways', async () => {
    await at.page.setViewportSize({ width: 390, height: 800 });
    const scrolls = await at.page
      .getByRole('region', { name: 'Services' })
      .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
    expect(scrolls).toBe(0);
    await rowOf('NetPOS').getByRole('button', { name: 'Start NetPOS' }).click();
    await at.page.getByRole('dialog').getByRole('button', { name: 'Start NetPOS' }).click();
    await at.page.getByRole('dialog').waitFor({ state: 'hidden', timeout: 30_000 });
    await rowOf('NetPOS').getByText('Healthy').waitFor();
    await rowOf('NetPOS')
      .getByText(/Stopped by/)
      .waitFor({ state: 'hidden' });
  });
});
