import type { Page } from 'playwright-core';
import { dataOf } from '../venue/practice-venue.js';
import { judgeAppearance } from './appearance.js';
import { signIn } from './browser-under-test.js';
import { atFreshConsole } from './open-console.js';
import { connect } from './prepared-venue.js';

const at = atFreshConsole({ pace: 0.05, site: { stableSeconds: 0, startTimeoutSeconds: 4 } }, '/#/venue');
beforeAll(async () => {
  await connect(at.venue);
  dataOf(await at.venue.ask('mutation { activateLocations(locationIds: ["1", "2", "3", "4"]) { id } }'));
});

interface Status {
  readonly state: 'OK' | 'ATTENTION' | 'DOWN' | 'UNKNOWN';
  readonly headline: string;
  readonly findings: readonly { readonly message: string; readonly remedy: string }[];
}

const words = { OK: 'Online', ATTENTION: 'Needs attention', DOWN: 'Ordering down', UNKNOWN: 'Unknown' };
const icons = { OK: /^\/favicon\.svg$/, ATTENTION: /\/warn-/, DOWN: /\/bad-/, UNKNOWN: /\/warn-/ };

async function statusOf({ state }: Pick<Status, 'state'>): Promise<Status> {
  for (let look = 0; look < 60; look++) {
    const asked = '{ venueStatus { state headline findings { message remedy } } }';
    const { venueStatus } = dataOf<{ venueStatus: Status }>(await at.venue.ask(asked));
    if (venueStatus.state === state) return venueStatus;
    await new Promise((done) => setTimeout(done, 500));
  }
  throw new Error(`The venue has not become ${state}.`);
}

/** Strip, tab, icon, status block and list of findings are the server's own words. */
async function isShownAs(state: Status['state'], page: Page): Promise<void> {
  const { headline, findings } = await statusOf({ state });
  const head = page.locator('.page-head');
  // The word above is not said again.
  const sentence = headline.replace(`${words[state]}. `, '');
  await head.getByText(sentence, { exact: true }).waitFor({ timeout: 30_000 });
  expect(await page.locator('.strip-state').textContent()).toBe(words[state]);
  expect(await page.title()).toBe(`${words[state]}: Harbour View Hotel`);
  const icon = (await page.locator('link[rel="icon"]').getAttribute('href')) ?? '';
  expect(icon).toMatch(icons[state]);
  expect((await page.request.get(new URL(icon, at.venue.url).href)).headers()['content-type']).toBe(
    'image/svg+xml',
  );
  const shown = await page
    .locator('.venue-status:has(.status-remedy), .finding:not(.finding-alert)')
    .allTextContents();
  expect(shown).toHaveLength(findings.length);
  for (const { message, remedy } of findings)
    expect(shown.some((text) => text.includes(message) && text.includes(remedy))).toBe(true);
}

describe('what is wrong with the venue', () => {
  it.each([
    ['5', 'support', '1122'],
    ['3', 'a bar clerk without permissions', '8642'],
  ])('is what the server found, for clerk %s, %s', async (id, _, pin) => {
    const { page } = at;
    await signIn(page, id, pin);
    await isShownAs('OK', page);
    dataOf(await at.venue.ask('mutation { setMaintenance(on: true, reason: "Stocktake") { on } }'));
    await isShownAs('ATTENTION', page);
    await page.locator('.venue-status').getByRole('link', { name: 'Open maintenance' }).waitFor();
    dataOf(await at.venue.ask('mutation { setMaintenance(on: false, reason: "Counted") { on } }'));
    await at.venue.setFaults({ swiftpos: 'web-server-down' });
    await isShownAs('DOWN', page);
    await at.venue.setFaults({ cloud: 'down' });
    await isShownAs('UNKNOWN', page);
    await at.venue.setFaults({});
    await isShownAs('OK', page);
  });

  it('leads from its finding to the service, and on to the evidence for support', async () => {
    dataOf(await at.venue.ask('mutation { stopService(key: "cloud-sync", reason: "To look") { key } }'));
    const { page } = at;
    await signIn(page, '5', '1122');
    await isShownAs('ATTENTION', page);
    await page.locator('.venue-status').getByRole('link', { name: 'Open the services' }).click();
    await page.locator('.page-head').getByText('Cloud Sync is not running.').waitFor();
    await page.locator('.next-action').getByRole('link', { name: 'Open the diagnosis' }).click();
    await page.getByRole('heading', { name: 'Diagnosis' }).waitFor();
    await page.locator('.page-head').getByText('Cloud Sync is not running.').waitFor();
    await page.getByText('A resync would not fix this. Ordering would be off while it runs.').waitFor();
    await page.getByText('Start it again when the work is done.').first().waitFor();
    const cause = page.getByRole('row', { name: /^Cloud Sync / });
    await cause.getByText('Cause').waitFor();
    await page
      .getByRole('row', { name: /^Registration / })
      .getByText(/^valid through \w+ \d+ \w+ \d{4}$/)
      .waitFor();
    await judgeAppearance(page, 'diagnosis');
  });

  it('is linked from a resync plan and from an operation that did not work', async () => {
    await at.venue.setFaults({ service: 'cloud-sync:never-starts' });
    await at.venue.ask('mutation { startService(key: "cloud-sync", reason: "To try") { key } }');
    await at.venue.setFaults({});
    const { page } = at;
    await page.goto(`${at.venue.url}/#/resync`);
    await signIn(page);
    await page
      .getByRole('region', { name: 'Diagnosis' })
      .getByRole('link', { name: 'Open the diagnosis' })
      .waitFor();
    await page.getByRole('link', { name: 'Operations', exact: true }).click();
    await page.getByRole('link', { name: 'Start Cloud Sync' }).first().click();
    await page
      .getByRole('region', { name: 'What happened' })
      .getByRole('link', { name: 'Open the diagnosis' })
      .click();
    await page.getByRole('heading', { name: 'Diagnosis' }).waitFor();
  });
});
