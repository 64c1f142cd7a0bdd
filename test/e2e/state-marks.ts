/// <reference lib="dom" />
/** What a page says of services and venue meanwhile, however shortly. */
import type { Page } from 'playwright-core';

/** Every state mark, the sentence under the heading with its remedy, and every finding, from now on. */
export async function watchMarks(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen = new Set<string>();
    const look = () => {
      for (const { textContent } of document.querySelectorAll(
        '.mark-word, main h1 + p, .status-remedy, .finding',
      ))
        if (textContent) seen.add(textContent);
    };
    new MutationObserver(look).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });
    Object.assign(globalThis, { marksSeen: seen });
    look();
  });
}

export function marksSeen(page: Page): Promise<string[]> {
  return page.evaluate(() => [...(globalThis as never as { marksSeen: Set<string> }).marksSeen]);
}
