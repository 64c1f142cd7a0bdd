/// <reference lib="dom" />
/** The console in another language: nothing of ours stays English, nothing is cut, and what the server says is marked as its own. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { de } from '../../src/console/messages/de.js';
import { en } from '../../src/console/messages/en.js';
import { dataOf } from '../venue/practice-venue.js';
import { axe, overflow, signIn, type Visit } from './browser-under-test.js';
import { atVenue } from './open-console.js';
import { connect } from './prepared-venue.js';
import { cutWords, nameHidden, unreachable } from './reach.js';

const at = atVenue({ site: { stableSeconds: 0 }, pace: 0.05 });
let visit: Visit;
let page: Page;
beforeAll(async () => {
  await connect(at.venue);
  visit = await at.browser.visit(at.venue.url, { locale: 'de-DE' });
  page = visit.page;
});
afterEach(() => expect(visit.faults()).toEqual([]));

/** Sentences and labels of ours that German says otherwise. */
const english = [...difference(textsOf(en), textsOf(de))].filter((text) => text.includes(' '));

/** Of those, what stands on the page outside of what is marked as English. */
function leftIn(shown: Page): Promise<string[]> {
  return shown.evaluate((texts) => {
    const words = new Set(texts);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? '';
      if (words.has(text) && !node.parentElement?.closest('[lang="en"]')) found.push(text);
    }
    return found;
  }, english);
}

/** At 320 and 1280 px. With VENUE_CONTROL_PICTURES set, each is kept in that folder. */
async function judge(where: string): Promise<void> {
  const folder = process.env['VENUE_CONTROL_PICTURES'];
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    if (folder) await page.screenshot({ path: join(folder, `de-${where}-${width}.png`), fullPage: true });
    const seen = {
      where: `${where} ${width}`,
      left: await leftIn(page),
      overflow: await overflow(page),
      nameHidden: (await nameHidden(page)) || 0,
      cut: await cutWords(page),
      unreachable: await unreachable(page),
    };
    expect(seen).toEqual({
      where: seen.where,
      left: [],
      overflow: 0,
      nameHidden: 0,
      cut: [],
      unreachable: [],
    });
  }
}

describe('a browser that asks for German', () => {
  it('is signed in in German, and reads of a failure what the server says, marked as English', async () => {
    await page.getByRole('button', { name: de.session.signIn }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('de');
    await enter('1111');
    const said = page.getByRole('alert').locator('[lang="en"]').first();
    expect(await said.textContent()).toMatch(/^[A-Z].*\.$/);
    await judge('anmelden');
    await enter('2468');
    await page.getByRole('button', { name: de.strip.signOut }).waitFor();
  });

  it.each([
    ['venue', de.venue.dependsOnIt],
    ['services', 'Sales Processing'],
    ['diagnosis', de.named.evidence['REGISTRATION'] ?? ''],
    ['onboarding', de.onboarding.ifNotWorking],
    ['resync', de.named.checks['NOT_CONNECTED'] ?? ''],
    ['operations', 'Betrieb anbinden'],
    ['event-log', de.events.columns.source],
    ['maintenance', de.maintenance.freezes],
    ['security', 'Bar Staff'],
    ['audit', de.audit.touchedTitle],
    ['tokens', de.tokens.none],
  ])('shows the view %s in German on a phone and on a desk', async (view, sign) => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(`${at.venue.url}/#/${view}`);
    await page.locator('main').getByText(sign).first().waitFor();
    await judge(view);
    expect(await axe(page)).toEqual([]);
  });

  it('plans a resync up to its confirmation; refused, it says why and keeps what was entered', async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(`${at.venue.url}/#/resync`);
    await page.getByText(de.resync.whatStops).waitFor();
    for (const box of await page.getByRole('checkbox', { name: new RegExp(`^${de.plan.override}`) }).all())
      await box.check();
    await page.getByRole('button', { name: de.resync.confirmNow }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(de.plan.against.SYNC_IS_CAUSE).waitFor();
    await dialog.getByLabel(de.resync.typeName('Harbour View Hotel')).fill('Harbour View Hotel');
    await dialog.getByLabel(de.ui.reason).fill('Umsätze fehlen');
    await judge('bestätigen');
    dataOf(await at.venue.ask('mutation { setMaintenance(on: true, reason: "Inventur") { on } }'));
    await dialog.getByRole('button', { name: de.resync.startIt }).click();
    await dialog.getByRole('alert').locator('[lang="en"]').first().waitFor();
    expect(await dialog.getByLabel(de.ui.reason).inputValue()).toBe('Umsätze fehlen');
    await judge('verweigert');
    dataOf(await at.venue.ask('mutation { setMaintenance(on: false, reason: "Fertig") { on } }'));
    await dialog.getByRole('button', { name: de.resync.notNow }).click();
  });
});

describe('a browser that asks for English', () => {
  it('loads nothing of German until somebody chooses it, and what was entered stays; the next visit remembers', async () => {
    const other = await at.browser.visit(`${at.venue.url}/#/operations`);
    const loaded = () =>
      other.page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
    await signIn(other.page);
    await other.page.getByLabel(en.operations.filters.text).fill('Onboard');
    expect((await loaded()).filter((name) => /\/de-[\w-]+\.js/.test(name))).toEqual([]);
    await other.page.getByLabel(en.strip.language).selectOption('Deutsch');
    const field = other.page.getByLabel(de.operations.filters.text);
    await field.waitFor();
    expect(await field.inputValue()).toBe('Onboard');
    expect(await leftIn(other.page)).toEqual([]);
    await other.page.reload();
    await other.page.getByLabel(de.operations.filters.text).waitFor();
    expect(await other.page.locator('html').getAttribute('lang')).toBe('de');
    await other.page.getByLabel(de.strip.language).selectOption('English');
    await other.page.getByLabel(en.operations.filters.text).waitFor();
    expect(other.faults()).toEqual([]);
  });
});

async function enter(pin: string): Promise<void> {
  await page.getByLabel(de.session.clerkId).fill('1');
  await page.getByLabel(de.session.pin, { exact: true }).fill(pin);
  await page.getByRole('button', { name: de.session.signIn }).click();
}

function textsOf(messages: unknown): Set<string> {
  if (typeof messages === 'string') return new Set([messages]);
  if (typeof messages !== 'object' || messages === null) return new Set();
  return new Set(Object.values(messages).flatMap((each) => [...textsOf(each)]));
}

function difference(all: ReadonlySet<string>, without: ReadonlySet<string>): Set<string> {
  return new Set([...all].filter((each) => !without.has(each)));
}
