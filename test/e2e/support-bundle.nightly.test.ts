/// <reference lib="dom" />
/** What support needs, from the operation that failed, and the page that lists it. */
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readZip } from '../fixtures/read-zip.js';
import { onboard, planOnboarding, untilOver } from '../venue/requests.js';
import { axe, overflow, signIn } from './browser-under-test.js';
import { atConsole } from './open-console.js';

const place = join(tmpdir(), `venue-control-test-backups-${process.pid}`);
const backups = { at: '04:00', folder: place, keep: 2 };
const at = atConsole({ site: { stableSeconds: 0, backups }, pace: 0 });
afterAll(() => rmSync(place, { recursive: true, force: true }));

/** With VENUE_CONTROL_PICTURES set, each look is kept in that folder. */
async function judge(name: string): Promise<void> {
  const folder = process.env['VENUE_CONTROL_PICTURES'];
  for (const width of [390, 1366]) {
    await at.page.setViewportSize({ width, height: 800 });
    if (folder) await at.page.screenshot({ path: `${folder}/${name}-${width}.png`, fullPage: true });
    expect([await overflow(at.page), await axe(at.page)]).toEqual([0, []]);
  }
}

it('is downloaded beside an operation that failed, and listed with its operation and its clerk', async () => {
  const { page } = at;
  const { data } = await onboard(at.venue, await planOnboarding(at.venue), 'QZ7W4KJX');
  const { id } = data.onboard;
  await untilOver(at.venue, id, 60_000);
  await signIn(page);
  await page.goto(`${at.venue.url}/#/operations/${id}`);
  await page.getByRole('button', { name: 'Download support bundle' }).click();
  await page.getByText('Collecting. This can take some minutes.').waitFor();
  const link = page.getByRole('link', { name: /^Save support-.*\.zip \(.* [kM]B\)$/ });
  await link.waitFor({ timeout: 300_000 });
  await page.getByRole('heading', { name: 'Missing in the bundle' }).waitFor();
  await page.getByText('Only a program from an archive has an SBOM.').waitFor();
  await judge('failed-operation');
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  const entries = readZip(readFileSync(await download.path()));
  expect([...entries.keys()]).toEqual(expect.arrayContaining(['operations.json', 'manifest.json']));
  expect(String(entries.get('operations.json'))).toContain(id);

  await page.goto(`${at.venue.url}/#/backups`);
  const row = page.getByRole('row', { name: new RegExp(download.suggestedFilename()) });
  await row.getByText('Morgan Reyes').waitFor();
  await page.getByText('Daily at 04:00 by the clock of the server. The newest 2 are kept.').waitFor();
  await page.getByText('The folder is on the same disk as the data of this server').waitFor();
  await judge('backups');
  await row.getByRole('link', { name: 'Open the operation' }).click();
  await page.getByRole('button', { name: 'Download support bundle' }).waitFor();
}, 400_000);
