/// <reference lib="dom" />
import { readdirSync } from 'node:fs';
import { t } from '../../console/messages.js';
import { axe, overflow, signIn } from './browser-under-test.js';
import { atConsole } from './open-console.js';

const at = atConsole({ site: {}, pace: 0 });

/** Each page that was built. */
const DOCUMENTS = readdirSync('dist/console/help').flatMap((name) => /^(.+)\.html$/.exec(name)?.[1] ?? []);
/** Where each is, and the page at the address of the API, which shares their style. */
const PLACES = [...DOCUMENTS.map((name) => `/help/${name}`), '/graphql'];
const VIEWS = Object.keys(t.pages).filter((name) => !['label', 'ide', 'more'].includes(name));
const variants = [
  ['light', 320],
  ['light', 1280],
  ['dark', 320],
  ['dark', 1280],
] as const;

/** What a click on it opens, with its heading in sight. */
async function opened(
  click: () => Promise<void>,
): Promise<{ readonly heading: string | null; readonly faults: string[] }> {
  const [page] = await Promise.all([at.visit.context.waitForEvent('page'), click()]);
  const faults: string[] = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  await page.waitForLoadState();
  const target = page.locator(':target');
  await target.waitFor();
  expect(await target.evaluate((element) => element.getBoundingClientRect().top < innerHeight)).toBe(true);
  const heading = await target.textContent();
  await page.close();
  return { heading, faults };
}

describe('the help', () => {
  it.each(PLACES)('at %s is read without a sign-in on any screen, light and dark', async (place) => {
    const visit = await at.browser.visit(`${at.venue.url}${place}`);
    try {
      await visit.page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
      for (const [scheme, width] of variants) {
        await visit.page.emulateMedia({ colorScheme: scheme });
        await visit.page.setViewportSize({ width, height: 800 });
        const where = `${place} ${scheme} ${width}`;
        const seen = { where, axe: await axe(visit.page), overflow: await overflow(visit.page) };
        expect(seen).toEqual({ where, axe: [], overflow: 0 });
      }
      expect(visit.faults()).toEqual([]);
    } finally {
      await visit.context.close();
    }
  });

  it('is one click from the sign-in', async () => {
    const { heading } = await opened(() => at.page.getByRole('link', { name: 'Help: Sign in' }).click());
    expect(heading).toBe('Sign-in');
    await signIn(at.page);
  });

  it.each(VIEWS)('has a ? on the page %s that opens its own part', async (view) => {
    await at.page.goto(`${at.venue.url}/#/${view}`);
    const name = await at.page.getByRole('navigation').locator('[aria-current=page]').textContent();
    const { heading, faults } = await opened(() =>
      at.page.getByRole('link', { name: `Help: ${name}` }).click(),
    );
    expect({ heading, faults }).toEqual({ heading: name, faults: [] });
  });

  it('is offered by the palette', async () => {
    await at.page.getByRole('button', { name: 'Go to…' }).click();
    await at.page.getByRole('combobox', { name: 'Page or action' }).fill('help aud');
    const { heading } = await opened(() => at.page.keyboard.press('Enter'));
    expect(heading).toBe('Audit');
  });

  it('has the line of an error that a page shows', async () => {
    await at.page.goto(`${at.venue.url}/#/operations/unknown`);
    await at.page.getByRole('alert').getByText('Details', { exact: true }).click();
    const link = at.page.getByRole('alert').getByRole('link', { name: 'NOT_FOUND' });
    const { heading } = await opened(() => link.click());
    expect(heading).toContain('Nothing has that ID.');
  });

  it('wears the colours of the console', async () => {
    await at.page.getByRole('button', { name: 'Use dark colors' }).click();
    await at.page.goto(`${at.venue.url}/help`);
    await at.page.waitForFunction(() => document.documentElement.dataset['mantineColorScheme'] === 'dark');
    await at.page.getByRole('link', { name: 'Console', exact: true }).click();
    await at.page.getByRole('button', { name: 'Use light colors' }).click();
  });

  it('is searched by words', async () => {
    await at.page.goto(`${at.venue.url}/help`);
    await at.page.getByLabel('Search the help').fill('acknowledge alert');
    await at.page.getByRole('list', { name: 'Results' }).getByRole('link').first().click();
    await at.page.waitForURL(/\/help\/./);
  });
});
