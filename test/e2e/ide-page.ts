/** What a person does in the IDE. */
import type { Page } from 'playwright-core';
import { PINS } from '../venue/practice-venue.js';

export async function signInToIde(page: Page, id = '1'): Promise<void> {
  await page.getByLabel('Clerk ID').fill(id);
  await page.getByLabel('PIN', { exact: true }).fill(PINS[id] ?? '');
  await page.keyboard.press('Enter');
  await page.locator('.graphiql-editor .monaco-editor').first().waitFor();
}

/** In the tab that is open, in place of what it held. Begun with a brace, the editor would close it once more. */
export async function typeDocument(page: Page, document: string): Promise<void> {
  await page.locator('.graphiql-editor .monaco-editor').first().click();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(document);
}

/** Faster than the editor checks what it holds. */
export async function typeAndRun(page: Page, document: string): Promise<void> {
  await typeDocument(page, document);
  await page.keyboard.press('Control+Enter');
}

/** As from another window: the editor closes no brace then. Into the document, or into its variables. */
export async function paste(
  page: Page,
  text: string,
  into: 'document' | 'variables' = 'document',
): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((pasted) => navigator.clipboard.writeText(pasted), text);
  if (into === 'variables') await page.getByRole('button', { name: 'Variables', exact: true }).click();
  const area = into === 'document' ? '.graphiql-editor' : '.graphiql-editor-tool';
  await page.locator(`${area} .monaco-editor`).first().click();
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Control+V');
}

export const answerOf = (page: Page) => page.locator('.graphiql-response');

/** What the editor shows, line by line. */
export async function documentOf(page: Page): Promise<string> {
  const lines = await page
    .locator('.graphiql-editor .view-lines')
    .first()
    .locator('.view-line')
    .allTextContents();
  return lines.join('\n').replaceAll('\u00a0', ' ');
}

/** The browser's storage of this page as one text. */
export function keptIn(page: Page): Promise<string> {
  return page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
}
