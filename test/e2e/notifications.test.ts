/// <reference lib="dom" />
/** Notified, not watched: on another page, behind another tab, from the keyboard, and after everyone has left. */
import type { Page } from 'playwright-core';
import { dataOf } from '../venue/practice-venue.js';
import { axe, signIn, type Visit } from './browser-under-test.js';
import { atVenue } from './open-console.js';

const at = atVenue({ site: { stableSeconds: 6, startTimeoutSeconds: 8 }, pace: 0.2 });
let visit: Visit;
let page: Page;

beforeEach(async () => {
  visit = await at.browser.visit(`${at.venue.url}/#/audit`);
  page = visit.page;
  await page.addInitScript(() => {
    const shown: string[] = [];
    const Real = Notification;
    Object.assign(globalThis, {
      shown,
      Notification: class extends Real {
        constructor(title: string, options?: NotificationOptions) {
          super(title, options);
          shown.push(`${title} / ${options?.body}`);
        }
      },
    });
  });
  await page.reload();
  await signIn(page);
  await page.getByRole('button', { name: 'Go to…' }).waitFor();
});
afterEach(async () => {
  expect(visit.faults()).toEqual([]);
  await visit.context.close();
});

/** From somewhere else, so that this page learns of it automatically. */
const restart = () =>
  at.venue.ask('mutation { restartService(key: "netpos", reason: "Slow") { key } }').then((answer) => answer);

const news = () => page.getByRole('region', { name: 'Notifications' });
const running = () => page.locator('.pill').getByText('Restart NetPOS');

async function hide(hidden: boolean): Promise<void> {
  await page.evaluate((is) => {
    Object.defineProperty(document, 'hidden', { value: is, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
}

async function choose(text: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Page or action' }).fill(text);
  await page.keyboard.press('Enter');
}

describe('what happens while the clerk uses another page', () => {
  it('is reported on any page when it ends, with a way to it', async () => {
    const [answer] = await Promise.all([restart(), running().waitFor()]);
    dataOf(answer);
    await news().getByText('Restart NetPOS is done').waitFor();
    expect(await axe(page)).toEqual([]);
    await news().getByRole('link', { name: 'Open' }).click();
    await page.getByRole('heading', { name: 'Restart NetPOS' }).waitFor();
    await news().getByText('Restart NetPOS').waitFor({ state: 'hidden' });
  });

  it('goes automatically when it is good, though the page continues looking', async () => {
    const [answer] = await Promise.all([restart(), running().waitFor()]);
    dataOf(answer);
    await news().getByText('Restart NetPOS is done').waitFor();
    await news().getByText('Restart NetPOS').waitFor({ state: 'hidden', timeout: 25_000 });
  });

  it('is shown to a clerk who follows it on its own page and checks another one; once seen there it is not reported again', async () => {
    const [answer] = await Promise.all([
      restart(),
      running()
        .click({ timeout: 15_000 })
        .then(() => hide(true)),
    ]);
    dataOf(answer);
    await page.waitForFunction(() => document.title.startsWith('Restart NetPOS is done: Harbour View'));
    await hide(false);
    await page.waitForFunction(() => !document.title.startsWith('Restart NetPOS'));
    await page.getByRole('link', { name: 'Audit', exact: true }).click();
    await page.getByRole('heading', { name: 'Audit', exact: true }).waitFor();
    expect(await news().getByText('Restart NetPOS').count()).toBe(0);
  });

  it('stays there when it went wrong, and shows in title, icon and, by choice, a notification', async () => {
    await visit.context.grantPermissions(['notifications']);
    await choose('notify me');
    await at.venue.setFaults({ service: 'netpos:never-starts' });
    const asked = restart();
    await running().waitFor();
    await hide(true);
    expect((await asked).errors[0]?.extensions.code).toBe('SERVICE_START_FAILED');
    await page.waitForFunction(() => document.title.startsWith('Restart NetPOS failed: Harbour View'));
    expect(await page.locator('link[rel="icon"]').getAttribute('href')).toMatch(/\/bad-[\w-]+\.svg$/);
    const shown = await page.evaluate(() => (globalThis as never as { shown: string[] }).shown);
    expect(shown).toEqual([expect.stringMatching(/^Restart NetPOS failed \/ Changing a service failed/)]);
    await hide(false);
    await page.waitForFunction(() => !document.title.startsWith('Restart NetPOS'));
    await news().getByRole('button', { name: 'Close: Restart NetPOS failed' }).click();
    await news().getByText('Restart NetPOS').waitFor({ state: 'hidden' });
    await at.venue.setFaults({});
    // The palette offers to stop what runs.
    await at.venue.ask('mutation { startService(key: "netpos") { key } }');
  });
});

describe('the palette', () => {
  it('goes to a page and asks for an action, by keyboard and by pointer, with the focus back', async () => {
    await choose('maint');
    await page.getByRole('heading', { name: 'Maintenance', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Go to…' }).click();
    const box = page.getByRole('combobox', { name: 'Page or action' });
    await box.fill('stop netpos');
    await page.getByRole('option', { name: 'Stop NetPOS…' }).waitFor();
    expect(await axe(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.waitForFunction(() => document.activeElement?.textContent?.startsWith('Go to…'));
    await choose('stop netpos');
    const dialog = page.getByRole('dialog', { name: 'Stop NetPOS?' });
    await dialog.getByRole('button', { name: 'Keep it running' }).waitFor();
    await page.waitForFunction(() => document.activeElement?.closest('[role="dialog"]') !== null);
    expect(page.url()).toMatch(/#\/services$/);
    await dialog.getByRole('button', { name: 'Keep it running' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.waitForFunction(() => document.activeElement !== document.body);
    await page.keyboard.press('Control+k');
    await box.fill('no such thing');
    await page.getByText('No results.').waitFor();
    await page.keyboard.press('Escape');
  });
});

describe('a page that no one uses', () => {
  it('warns, stays for who is there, and signs out for who is not', async () => {
    await page.clock.install();
    await page.clock.fastForward('13:05');
    const dialog = page.getByRole('dialog', { name: 'Are you still there?' });
    await dialog.getByText(/You will be signed out in 1 min/).waitFor();
    const asked = await page.waitForRequest((request) => request.url().endsWith('/graphql'));
    expect(asked.headers()['x-venue-control-unattended']).toBe('1');
    await dialog.getByRole('button', { name: 'Stay signed in' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.clock.fastForward('15:05');
    await page.getByText(/^You were signed out after 15 minutes without activity\./).waitFor();
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  });
});
