import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { signIn } from './browser-under-test.js';
import { judgeLooks } from './looks.js';
import { atFreshConsole } from './open-console.js';

const at = atFreshConsole({ site: {}, pace: 0.2 }, '/#/event-log');

const line = (message: string, level = 'ERROR') =>
  appendFileSync(
    join(at.venue.folder, 'rehearsal', 'event-log.jsonl'),
    `${JSON.stringify({ at: new Date().toISOString(), level, source: 'swiftpos SQL Application', eventId: 4711, message })}\n`,
  );

describe('the event log', () => {
  it('shows new lines by themselves, and stands still when it is told to', async () => {
    const { page } = at.visit;
    await signIn(page);
    const table = page.getByRole('region', { name: 'Event log' });
    await table.getByRole('row').nth(1).waitFor();
    line('The printer queue is stuck');
    await table.getByText('The printer queue is stuck').waitFor();
    await page.getByText(/^1 error in the newest \d+ lines\. New lines come by themselves\.$/).waitFor();
    await page.getByRole('button', { name: 'Stand still' }).click();
    await page.getByText('It stands still until you follow it again.').waitFor();
    line('Another one');
    await page.waitForTimeout(6_000);
    expect(await table.getByText('Another one').count()).toBe(0);
    await page.getByRole('button', { name: 'Follow' }).click();
    await table.getByText('Another one').waitFor();
  });

  it('is filtered by level, source and text, in the address', async () => {
    const { page } = at.visit;
    await signIn(page);
    const table = page.getByRole('region', { name: 'Event log' });
    await table.getByText('The printer queue is stuck').waitFor();
    await page.getByLabel('Level').selectOption({ label: 'Errors' });
    await page.getByLabel('Source').selectOption('swiftpos SQL Application');
    await page.getByLabel('Text, in the lines shown').fill('QUEUE printer');
    await table.getByText('The printer queue is stuck').waitFor();
    expect(await table.getByRole('row').count()).toBe(2);
    expect(page.url()).toContain('level=ERROR&source=swiftpos+SQL+Application&text=QUEUE+printer');
    await page.getByLabel('Text, in the lines shown').fill('no such thing');
    await page.getByText('None of the lines read so far has this text.').waitFor();
  });

  it('has no fault at any width, light or dark', async () => {
    await signIn(at.visit.page);
    await at.visit.page.getByRole('region', { name: 'Event log' }).getByRole('row').nth(1).waitFor();
    await judgeLooks(at.visit.page, 'event-log');
  });

  it('is refused with the tick box that it takes', async () => {
    await signIn(at.visit.page, '3', '8642');
    await at.visit.page.getByRole('alert').getByText('Event Logs > View').waitFor();
  });
});
