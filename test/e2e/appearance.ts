/// <reference lib="dom" />
/** A page in each look that we promise: nothing that axe minds, nothing wider than the window. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { axe, overflow } from './browser-under-test.js';

/** The least and the usual; with WIDTHS=all every width that we promise, with WIDTHS=390,1366 these. */
const { WIDTHS: given = '320,1280' } = process.env;
const widths = (given === 'all' ? '320,768,1280,1920' : given).split(',').map(Number);
const variants = widths.flatMap((width) => [['light', width] as const, ['dark', width] as const]);

/** Leaves the page light and 1280 px wide. With VENUE_CONTROL_PICTURES set, each look is kept in that folder. */
export async function judgeAppearance(page: Page, name: string): Promise<void> {
  const folder = process.env['VENUE_CONTROL_PICTURES'];
  for (const [scheme, width] of variants) {
    await wear(page, scheme, width);
    if (folder)
      await page.screenshot({ path: join(folder, `${name}-${width}-${scheme}.png`), fullPage: true });
    const where = `${name} ${scheme} ${width}`;
    expect({ where, axe: await axe(page), overflow: await overflow(page) }).toEqual({
      where,
      axe: [],
      overflow: 0,
    });
  }
  await wear(page, 'light', 1280);
}

export async function wear(page: Page, scheme: 'light' | 'dark', width: number): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  await page.setViewportSize({ width, height: 800 });
  await page.waitForFunction(
    (wanted) => document.documentElement.dataset['mantineColorScheme'] === wanted,
    scheme,
  );
}
