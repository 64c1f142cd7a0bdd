/// <reference lib="dom" />
/** Every view on any screen: 320 to 1920 px (320 is 1280 at 400 %, 640 at 200 %), light and dark, a finger, forced colours. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataOf } from '../venue/practice-venue.js';
import { judgeAppearance } from './appearance.js';
import { axe, overflow, signIn } from './browser-under-test.js';
import { atConsole } from './open-console.js';
import { cutWords, nameHidden, skippedByTab, unreachable } from './reachability.js';

const at = atConsole({
  site: { stableSeconds: 0, alerts: { SERVICE_DOWN: { afterSeconds: 1 } } },
  pace: 0.05,
});
beforeAll(async () => {
  dataOf(
    await at.venue.ask('mutation { stopService(key: "netpos", reason: "Printer queue stuck") { key } }'),
  );
  await signIn(at.page);
});

const WIDTHS = [320, 390, 640, 768, 901, 1280, 1920];

const views: readonly (readonly [string, string])[] = [
  ['venue', 'Consumers'],
  ['alerts', 'NetPOS is not running.'],
  ['timeline', 'NetPOS is stopped.'],
  ['services', 'Sales Processing'],
  ['diagnosis', 'Registration'],
  ['onboarding', 'Other servers with this Customer Number'],
  ['resync', 'Connection to swiftpos Cloud'],
  ['operations', 'Stop NetPOS'],
  ['event-log', 'The NetPOS service entered the stopped state.'],
  ['maintenance', 'Freezes'],
  ['security', 'Bar Staff'],
  ['audit', 'Audit log integrity'],
  ['tokens', 'Access tokens'],
  ['backups', 'Download support bundle'],
];

/** Within the night that is shown, whatever o'clock it is at the venue. */
function restartInTwoHours(): void {
  const file = join(at.venue.folder, 'rehearsal', 'monitor.json');
  const result = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const dailyRestartAt = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Australia/Sydney',
    hour: '2-digit',
    minute: '2-digit',
  }).format(Date.now() + 2 * 3_600_000);
  writeFileSync(file, JSON.stringify({ ...result, dailyRestartAt }));
}

async function judge(where: string): Promise<void> {
  for (const width of WIDTHS) {
    await at.page.setViewportSize({ width, height: 800 });
    const seen = {
      where: `${where} ${width}`,
      overflow: await overflow(at.page),
      nameHidden: await nameHidden(at.page),
      cut: await cutWords(at.page),
      unreachable: await unreachable(at.page),
    };
    expect(seen).toEqual({ where: seen.where, overflow: 0, nameHidden: 0, cut: [], unreachable: [] });
  }
}

describe('on every screen, nothing is cut, every control is reached by pointer and by Tab, and axe finds no fault', () => {
  it.each(views)('%s', async (view, sign) => {
    await at.page.setViewportSize({ width: 1280, height: 800 });
    await at.page.goto(`${at.venue.url}/#/${view}`);
    await at.page.locator('main').getByText(sign).first().waitFor();
    await judge(view);
    await at.page.setViewportSize({ width: 1280, height: 800 });
    expect(await skippedByTab(at.page)).toEqual([]);
    await judgeAppearance(at.page, view);
  });

  it('the way in', async () => {
    const { page, context } = await at.browser.visit(at.venue.url);
    await page.getByLabel('Clerk ID').waitFor();
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      const seen = [width, await overflow(page), await cutWords(page), await unreachable(page)];
      expect(seen).toEqual([width, 0, [], []]);
    }
    await judgeAppearance(page, 'sign-in');
    await context.close();
  });

  it('a finger signs in, opens a menu and a dialog, and leaves them', async () => {
    const { page, context, faults } = await at.browser.visit(`${at.venue.url}/#/services`, {
      width: 390,
      touch: true,
    });
    await page.getByLabel('Clerk ID').fill('1');
    for (const key of '2468') await page.getByRole('button', { name: key, exact: true }).tap();
    await page.getByRole('button', { name: 'Sign in' }).tap();
    await page.getByRole('button', { name: 'More actions for Connect' }).tap();
    await page.getByRole('menuitem', { name: 'Stop Connect…' }).tap();
    const dialog = page.getByRole('dialog', { name: 'Stop Connect?' });
    await dialog.getByLabel('Reason').tap();
    await page.keyboard.type('Not now');
    await dialog.getByRole('button', { name: 'Keep it running' }).tap();
    await dialog.waitFor({ state: 'hidden' });
    expect(await overflow(page)).toBe(0);
    expect(faults()).toEqual([]);
    await context.close();
  });

  it('a start mode is chosen by keyboard, and no arrow key asks a question', async () => {
    await at.page.setViewportSize({ width: 1280, height: 800 });
    await at.page.goto(`${at.venue.url}/#/services`);
    const mode = at.page.getByRole('button', { name: 'Start mode of Connect: Automatic' });
    await mode.focus();
    await at.page.keyboard.press('ArrowDown');
    await at.page.keyboard.press('ArrowUp');
    expect(await at.page.getByRole('dialog').count()).toBe(0);
    await at.page.keyboard.press('Escape');
    await mode.click();
    await at.page.getByRole('menuitem', { name: 'Manual' }).click();
    await at.page.getByRole('dialog', { name: 'Set start mode of Connect to Manual?' }).waitFor();
    await at.page.getByRole('button', { name: 'Keep it as it is' }).click();
    await at.page.getByRole('dialog').waitFor({ state: 'hidden' });
    await at.page.waitForFunction(() =>
      document.activeElement?.getAttribute('aria-label')?.startsWith('Start mode of Connect'),
    );
  });

  it('in the reader’s own colours the time line keeps its words and shapes, and nothing breaks a rule', async () => {
    await at.page.setViewportSize({ width: 1280, height: 800 });
    await at.page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
    restartInTwoHours();
    await at.page.goto(`${at.venue.url}/#/resync`);
    await at.page.getByText('What stops working').waitFor();
    const line = at.page.locator('.window');
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
    expect(await axe(at.page)).toEqual([]);
    await at.page.emulateMedia({ forcedColors: 'none', reducedMotion: 'reduce' });
  });

  it('a dialog, and the palette', async () => {
    await at.page.setViewportSize({ width: 1280, height: 800 });
    await at.page.goto(`${at.venue.url}/#/services`);
    await at.page.getByRole('button', { name: 'More actions for Connect' }).click();
    await at.page.getByRole('menuitem', { name: 'Stop Connect…' }).waitFor();
    expect(await axe(at.page)).toEqual([]);
    await at.page.getByRole('menuitem', { name: 'Stop Connect…' }).click();
    await at.page.getByRole('dialog').waitFor();
    await judge('dialog');
    await judgeAppearance(at.page, 'stop');
    await at.page.keyboard.press('Escape');
    await at.page.getByRole('dialog').waitFor({ state: 'hidden' });
    await at.page.getByRole('button', { name: 'Go to…' }).click();
    await at.page.getByRole('option', { name: 'Maintenance Page' }).waitFor();
    await judge('palette');
    await at.page.keyboard.press('Escape');
  });

  it('one operation', async () => {
    await at.page.goto(`${at.venue.url}/#/operations`);
    await at.page.locator('main').getByRole('link', { name: 'Stop NetPOS' }).first().click();
    await at.page.getByText('Latest events').waitFor();
    await judgeAppearance(at.page, 'operation');
  });

  it('a refusal', async () => {
    await at.page.getByRole('button', { name: 'Sign out' }).click();
    await signIn(at.page, '2', '1357');
    await at.page.goto(`${at.venue.url}/#/onboarding`);
    await at.page.getByRole('alert').waitFor();
    await judgeAppearance(at.page, 'refusal');
  });
});
