import { readFileSync } from 'node:fs';
import { dataOf } from '../venue/practice-venue.js';
import { signIn } from './browser-under-test.js';
import { judgeLooks } from './looks.js';
import { atFreshConsole } from './open-console.js';

const at = atFreshConsole({ site: {}, pace: 0.2 }, '/#/audit');

const grant = `mutation { grantPermission(input: {
  securityGroupId: "3", permission: SERVICES_VIEW, reason: "=HYPERLINK(evil)" }) { id } }`;

describe('the audit', () => {
  beforeAll(async () => {
    dataOf(await at.venue.ask(grant));
  });

  it('is filtered in the address, opened row by row, and saved without a formula in it', async () => {
    const { page } = at.visit;
    await signIn(page);
    const table = page.getByRole('region', { name: 'Audit' });
    await table.getByText('Sign in').first().waitFor();
    await page.getByLabel('What').selectOption({ label: 'Grant a tick box' });
    await page.getByLabel('Outcome').selectOption({ label: 'Done' });
    await table.getByText('Bar Staff: Services > View').waitFor();
    expect(page.url()).toContain('#/audit?action=grantPermission&outcome=SUCCEEDED');
    expect(await table.getByText('Sign in').count()).toBe(0);
    await table.getByText('Grant a tick box').click();
    await table.getByText('Correlation ID').waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('audit.csv');
    const text = readFileSync(await download.path(), 'utf8');
    expect(text).toContain("Bar Staff: Services > View,Done,Morgan Reyes,1,'=HYPERLINK(evil)");
    await page.getByText('1 row is saved as audit.csv.').waitFor();
    await page.reload();
    await table.getByText('Bar Staff: Services > View').waitFor();
    await page.getByLabel('To', { exact: true }).fill('2001-01-01');
    await page.getByText('Nothing in the audit fits these filters.').waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await table.getByText('Sign in').first().waitFor();
  });

  it('is verified, and the last result is there for whoever comes next', async () => {
    const { page } = at.visit;
    await signIn(page);
    await page.getByText('Nobody has looked since this server started.').waitFor();
    await page.getByRole('button', { name: 'Verify the audit' }).click();
    await page.getByText('Untouched').waitFor();
    await page.reload();
    await page.getByText('Untouched').waitFor();
    await page.getByText(/^Looked at \d\d:\d\d/).waitFor();
  });

  it('says what has drifted, and is signed off', async () => {
    const { page } = at.visit;
    await signIn(page);
    await page.getByText('Bar Staff: Services > View was granted by Morgan Reyes').waitFor();
    await page.getByRole('button', { name: 'Sign off…' }).click();
    await page.getByRole('dialog').getByLabel('Reason').fill('Looked at with Sam');
    await page.getByRole('button', { name: 'Sign the audit off' }).click();
    await page.getByText(/^Nothing has changed since Morgan Reyes looked/).waitFor();
  });

  it('has no fault at any width, light or dark', async () => {
    await signIn(at.visit.page);
    await at.visit.page.getByRole('region', { name: 'Audit' }).getByText('Sign in').first().waitFor();
    await judgeLooks(at.visit.page, 'audit');
  });

  it('is refused with the tick box that it takes', async () => {
    await signIn(at.visit.page, '2', '1357');
    await at.visit.page.getByRole('alert').getByText('Audit > View').first().waitFor();
  });
});
