/// <reference lib="dom" />
/** One Chromium for a test file, and pages that remember whatever went wrong in them. */
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { ensureChromium, findChromium } from '../../bin/testing/browser.mjs';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Refusals of the policy, errors and requests that left this machine, since the last asking. */
  faults(): string[];
}

export interface BrowserUnderTest {
  visit(
    url: string,
    /** `touch`: a finger instead of a mouse. */
    options?: {
      readonly width?: number;
      readonly scheme?: 'light' | 'dark';
      readonly touch?: boolean;
    },
  ): Promise<Visit>;
  close(): Promise<void>;
}

export async function startBrowser(): Promise<BrowserUnderTest> {
  await ensureChromium();
  const browser: Browser = await chromium.launch({ executablePath: findChromium() ?? '', args: flags });
  return {
    async visit(url, { width = 1280, scheme = 'light', touch = false } = {}) {
      const context = await browser.newContext({
        viewport: { width, height: 800 },
        colorScheme: scheme,
        locale: 'en-AU',
        timezoneId: 'Australia/Sydney',
        reducedMotion: 'reduce',
        hasTouch: touch,
        isMobile: touch,
      });
      context.setDefaultTimeout(15_000);
      const page = await context.newPage();
      const found = watch(page);
      await page.goto(url);
      return { page, context, faults: () => found.splice(0) };
    },
    close: () => browser.close(),
  };
}

function watch(page: Page): string[] {
  const found: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') found.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => found.push(`error: ${error.message}`));
  page.on('request', (request) => {
    const url = request.url();
    if (!/^(http:\/\/127\.0\.0\.1:|data:|blob:|about:)/.test(url)) found.push(`outside: ${url}`);
  });
  void page.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      console.error(`policy: ${violatedDirective} ${blockedURI}`),
    );
  });
  return found;
}

/** Names of the GraphQL operations that a page sends over HTTP from now on, as they go. */
export function asksOf(page: Page): readonly (string | undefined)[] {
  const names: (string | undefined)[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/graphql')) names.push(request.postDataJSON()?.operationName);
  });
  return names;
}

/** Resolves when the server has pushed to this page: until then the page asks. Begin it before signing in. */
export async function pushesTo(page: Page): Promise<void> {
  const socket = await page.waitForEvent('websocket');
  await socket.waitForEvent('framereceived', ({ payload }) => String(payload).includes('"next"'));
}

export async function signIn(page: Page, id = '1', pin = '2468'): Promise<void> {
  await page.getByLabel('Clerk ID').fill(id);
  await page.getByLabel('PIN', { exact: true }).fill(pin);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}

/** Broken rules of axe, each with what breaks it; empty when there are none. */
export async function axe(page: Page, exclude: readonly string[] = []): Promise<string[]> {
  // There are no frames: so it needs no blank page to join its results in.
  let builder = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
  for (const selector of exclude) builder = builder.exclude(selector);
  const { violations } = await builder.analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
  );
}

/** Pixels by which the page is wider than the window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
