/// <reference lib="dom" />
/** Any screen: 320 to 1920 px (320 is 1280 at 400 %, 640 at 200 %), a finger, forced colours. */
import type { Page } from 'playwright-core';
import { dataOf, type PracticeVenue, startVenue } from '../venue/practice-venue.js';
import {
  axe,
  type BrowserUnderTest,
  overflow,
  signIn,
  startBrowser,
  type Visit,
} from './browser-under-test.js';
import { cutWords, nameHidden, unreachable } from './reach.js';

let venue: PracticeVenue;
let browser: BrowserUnderTest;
let visit: Visit;
let page: Page;

beforeAll(async () => {
  [venue, browser] = await Promise.all([
    startVenue({ site: { stableSeconds: 0 }, pace: 0.05 }),
    startBrowser(),
  ]);
  dataOf(await venue.ask('mutation { stopService(key: "netpos", reason: "Printer queue stuck") { key } }'));
  visit = await browser.visit(venue.url);
  page = visit.page;
  await signIn(page);
});
afterAll(async () => {
  await browser?.close();
  await venue?.stop();
});
afterEach(() => expect(visit.faults()).toEqual([]));

const WIDTHS = [320, 390, 640, 768, 901, 1280, 1920];

const views: readonly (readonly [string, string])[] = [
  ['venue', 'What depends on it'],
  ['services', 'Sales Processing'],
  ['diagnosis', 'Registration'],
  ['onboarding', 'No other server uses this Customer Number'],
  ['resync', 'The venue is connected'],
  ['operations', 'Stop NetPOS'],
  ['event-log', 'The NetPOS service entered the stopped state.'],
  ['maintenance', 'Freezes'],
  ['security', 'Bar Staff'],
  ['audit', 'Has anybody touched it?'],
  ['tokens', 'Access tokens'],
];

async function judge(where: string): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    const seen = {
      where: `${where} ${width}`,
      overflow: await overflow(page),
      nameHidden: await nameHidden(page),
      cut: await cutWords(page),
      unreachable: await unreachable(page),
    };
    expect(seen).toEqual({ where: seen.where, overflow: 0, nameHidden: 0, cut: [], unreachable: [] });
  }
}

describe('on every width, nothing is cut and every control is reached by pointer', () => {
  it.each(views)('%s', async (view, sign) => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(`${venue.url}/#/${view}`);
    await page.locator('main').getByText(sign).first().waitFor();
    await judge(view);
  });

  it('a start mode is chosen by keyboard, and no arrow key asks a question', async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(`${venue.url}/#/services`);
    const mode = page.getByRole('button', { name: 'Start mode of Connect: Automatic' });
    await mode.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.keyboard.press('Escape');
    await mode.click();
    await page.getByRole('menuitem', { name: 'Manual' }).click();
    await page.getByRole('dialog', { name: 'Set start mode of Connect to Manual?' }).waitFor();
    await page.getByRole('button', { name: 'Keep it as it is' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.waitForFunction(() =>
      document.activeElement?.getAttribute('aria-label')?.startsWith('Start mode of Connect'),
    );
  });

  it('in the reader’s own colours the time line keeps its words and shapes, and nothing breaks a rule', async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
    await page.goto(`${venue.url}/#/resync`);
    await page.getByText('What stops working').waitFor();
    const line = page.locator('.window');
    for (const word of ['Trading', 'Daily restart'])
      await line
        .getByText(new RegExp(`^${word}`))
        .first()
        .waitFor();
    const edges = await line
      .locator('.window-trading, .window-run')
      .evaluateAll((shapes) => shapes.map((shape) => getComputedStyle(shape).borderTopWidth));
    expect(edges.length).toBeGreaterThan(1);
    expect(edges).not.toContain('0px');
    expect(await axe(page)).toEqual([]);
    await page.emulateMedia({ forcedColors: 'none', reducedMotion: 'reduce' });
  });

  it('a dialog, and the palette', async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(`${venue.url}/#/services`);
    await page.getByRole('button', { name: 'More for Connect' }).click();
    await page.getByRole('menuitem', { name: 'Stop Connect…' }).click();
    await page.getByRole('dialog').waitFor();
    await judge('dialog');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Go to…' }).click();
    await page.getByRole('option', { name: 'Maintenance' }).waitFor();
    await judge('palette');
    await page.keyboard.press('Escape');
  });
});
