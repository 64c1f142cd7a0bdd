/// <reference lib="dom" />
/** What a hand can and can't do on a page as it is. */
import type { Page } from 'playwright-core';

/** Smallest side of what is pressed, in CSS pixels: WCAG 2.5.8. */
const SMALLEST = 24;

/**
 * Each control that can't be pressed in its middle, is too small, or whose name doesn't begin what is on it; empty when there is
 * none. What is in the middle of a sentence may be as small as its words.
 */
export function unreachable(page: Page): Promise<string[]> {
  return page.evaluate(async (smallest) => {
    const found: string[] = [];
    const dialog = document.querySelector('[role="dialog"]');
    const controls = (dialog ?? document).querySelectorAll<HTMLElement>(
      'button, a[href]:not(.skip), select, input, textarea, summary, [role="option"], [role="menuitem"]',
    );
    for (const control of controls) {
      if (!control.checkVisibility({ visibilityProperty: true }) || control.matches(':disabled')) continue;
      await control.scrollIntoView({ block: 'center', inline: 'nearest' });
      // A link that continues in the next line is pressed where it begins.
      const { x, y, width, height } = control.getClientRects()[0] ?? new DOMRect();
      const name = `${control.tagName.toLowerCase()} “${control.getAttribute('aria-label') ?? control.textContent ?? ''}”`;
      const middle = document.elementFromPoint(x + width / 2, y + height / 2);
      const label = control instanceof HTMLInputElement ? (control.labels?.[0] ?? null) : null;
      const isHit = middle !== null && (control.contains(middle) || (label?.contains(middle) ?? false));
      if (!isHit) found.push(`${name} lies under ${middle?.className || middle?.tagName || 'the edge'}`);
      // The label of a box is pressed as well as the box.
      const isInText =
        label !== null || control.matches('p a, td a, li a, p button, td button.text-button, summary');
      if (!isInText && Math.min(width, height) < smallest)
        found.push(`${name} is ${Math.round(width)} x ${Math.round(height)}`);
      const said = control.getAttribute('aria-label')?.toLowerCase();
      const shown = control.matches('button, a') ? control.textContent : label?.textContent;
      const seen = (shown ?? '').trim().toLowerCase();
      if (said !== undefined && !said.includes(seen))
        found.push(`${name} is called otherwise than “${seen}”`);
    }
    scrollTo(0, 0);
    return found;
  }, SMALLEST);
}

/** Words that are cut off at an edge where nothing scrolls, the page's or their control's; empty when there are none. */
export function cutWords(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('main *, .strip *, .rail *, [role="dialog"] *')]
      .filter((each) => each.childElementCount === 0 && each.checkVisibility() && each.textContent?.trim())
      // The head of a table whose rows are cards is for screen readers.
      .filter((each) => !each.closest('.hidden, .window, select, option, .strip-name, .cards thead'))
      .filter((each) => {
        const { left, right } = each.getBoundingClientRect();
        // A word of the rail is within its item.
        const item = each.closest('.rail-item')?.getBoundingClientRect();
        if (item && (left < item.left - 0.5 || right > item.right + 0.5)) return true;
        const isClipped =
          getComputedStyle(each).overflowX === 'hidden' && each.scrollWidth > each.clientWidth + 1;
        return isClipped || left < -0.5 || right > document.documentElement.clientWidth + 0.5;
      })
      .map((each) => `${each.className || each.tagName}: ${each.textContent?.slice(0, 40)}`),
  );
}

/** By how many pixels the name of the venue is shorter than it is, or lies under its state; 0 when neither. */
export function nameHidden(page: Page): Promise<number> {
  return page.evaluate(() => {
    const name = document.querySelector('.strip-name');
    const state = document.querySelector('.strip-state');
    if (!name || !state) return Number.NaN;
    const [a, b] = [name.getBoundingClientRect(), state.getBoundingClientRect()];
    const isBeside = a.top < b.bottom && b.top < a.bottom;
    return Math.max(0, name.scrollWidth - name.clientWidth, isBeside ? a.right - b.left : 0);
  });
}

/** Controls of the page that Tab does not come to, from the top on; empty when it comes to each. Those that arrows go to have one for all. */
export async function skippedByTab(page: Page): Promise<string[]> {
  const howMany = await page.evaluate(() => {
    const controls = [
      ...document.querySelectorAll<HTMLElement>('button, a[href], select, input, textarea, summary'),
    ].filter(
      (each) =>
        each.tabIndex >= 0 &&
        !each.matches(':disabled') &&
        each.checkVisibility({ visibilityProperty: true }),
    );
    const left = new Set(controls);
    document.addEventListener('focusin', ({ target }) => left.delete(target as HTMLElement));
    Object.assign(globalThis, { leftByTab: left });
    (document.activeElement as HTMLElement | null)?.blur();
    document.querySelector<HTMLElement>('.skip')?.focus();
    return controls.length;
  });
  const left = () =>
    page.evaluate(() =>
      [...(globalThis as never as { leftByTab: Set<HTMLElement> }).leftByTab]
        .filter((each) => each.isConnected)
        .map((each) => each.getAttribute('aria-label') ?? each.textContent ?? each.tagName),
    );
  // A field of a date takes one for each of its parts.
  for (let press = 0; press < howMany * 2 + 20; press += 1) {
    await page.keyboard.press('Tab');
    if (press % 10 === 9 && (await left()).length === 0) break;
  }
  return left();
}
