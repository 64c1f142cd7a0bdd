/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import { dataOf } from '../venue/practice-venue.js';
import { judgeAppearance } from './appearance.js';
import { overflow, signIn } from './browser-under-test.js';
import { atVenue } from './open-console.js';
import { connect, forgetPresence } from './prepared-venue.js';

const at = atVenue({ pace: 0.05, site: { stableSeconds: 0 } });
beforeAll(() => connect(at.venue));

interface Check {
  readonly code: string;
  readonly outcome: string;
  readonly overridable: boolean;
}

describe('a resync in the console', () => {
  it('is planned, taken on with a reason against what speaks against it, confirmed by name and followed to its end', async () => {
    const { page, faults } = await at.browser.visit(`${at.venue.url}/#/resync`);
    await signIn(page);
    const confirm = page.getByRole('button', { name: 'Confirm resync now…' });
    await page.getByText('What stops working').waitFor();
    expect(await confirm.isDisabled()).toBe(true);
    for (const box of await page.getByRole('checkbox', { name: /^Override this check/ }).all())
      await box.check();
    await confirm.click();

    const dialog = page.getByRole('dialog');
    const start = dialog.getByRole('button', { name: 'Start the resync' });
    await dialog.getByText('are off until about').waitFor();
    // What is taken on is said once more where it is decided.
    const against = dialog.getByRole('region', { name: 'You override:' });
    await against.getByText('Data sync has not been identified as the cause.').waitFor();
    await dialog.getByLabel('Reason').fill('Bistro sales missing in Analytics');
    await dialog.getByLabel('Type the company name').fill('harbour view hotel');
    expect(await start.isDisabled()).toBe(true);
    await dialog.getByLabel('Type the company name').fill('Harbour View Hotel');
    await start.click();

    await page.getByRole('heading', { name: 'Resync is running' }).waitFor();
    const progress = page.getByRole('region', { name: 'Progress' });
    await progress.getByText(/^Off until about \d\d:\d\d:$/).waitFor();
    await progress.getByText(/^Now \d\d:\d\d$/).waitFor();
    await progress.getByText(/^[\d,]+ of [\d,]+ rows sent, [\d,.]+ rows a second\.$/).waitFor();
    await judgeAppearance(page, 'resync-running');
    await page.getByRole('heading', { name: 'All data is in the cloud' }).waitFor({ timeout: 40_000 });
    await progress.getByText(/^Ended \d\d:\d\d$/).waitFor();
    expect(await progress.getByText(/^(Now|Off) /).count()).toBe(0);
    await page.getByText('Started by Morgan Reyes: “Bistro sales missing in Analytics”').waitFor();
    expect(faults()).toEqual([]);
  });

  it('names a start that fits, draws it, and is then scheduled', async () => {
    const { page, faults } = await at.browser.visit(`${at.venue.url}/#/resync`);
    await signIn(page);
    await page.getByText('What stops working').waitFor();
    const hours = await page.getByLabel('Start').locator('option').allTextContents();
    const night = hours.findIndex((text) => / 02:00$|^02:00$/.test(text));
    await page.getByLabel('Start').selectOption({ index: night });
    await page.getByText('Fits', { exact: true }).waitFor();
    for (const width of [320, 768, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      expect({ width, cut: await cutLabels(page), overflow: await overflow(page) }).toEqual({
        width,
        cut: [],
        overflow: 0,
      });
    }
    for (const box of await page.getByRole('checkbox', { name: /^Override this check/ }).all())
      await box.check();
    await page.getByRole('button', { name: /^Schedule for \w{3} \d+ \w{3}, 02:00…$/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/ are off from \w{3} \d+ \w{3}, 02:00 until about /).waitFor();
    await dialog.getByLabel('Type the company name').fill('Harbour View Hotel');
    await dialog.getByLabel('Reason').fill('At night');
    await dialog.getByRole('button', { name: /^Schedule for / }).click();
    await page.getByRole('heading', { name: 'The resync is scheduled' }).waitFor();
    const schedule = page.getByRole('region', { name: 'Time window' });
    await schedule.getByText(/^Starts (\w{3} \d+ \w{3} )?02:00$/).waitFor();
    await schedule.getByText(/^Off from 02:00 until about 02:\d\d:$/).waitFor();
    for (const view of ['Venue', 'Operations', 'Maintenance']) {
      await page.getByRole('link', { name: view, exact: true }).click();
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page
        .locator('.pill')
        .getByText(/^starts (\w{3} \d+ \w{3} )?02:00$/)
        .waitFor();
    }
    await page.getByRole('link', { name: 'Operations', exact: true }).click();
    await page
      .getByRole('row', { name: /^Resync the venue/ })
      .getByText(/^Starts .*02:00$/)
      .waitFor();
    await page.locator('.pill').click();
    await page.getByRole('button', { name: 'Cancel resync…' }).click();
    await dialog.getByText('It has not started: nothing was changed, and no service is suspended.').waitFor();
    await dialog.getByRole('button', { name: 'Keep it' }).waitFor();
    await dialog.getByLabel('Reason').fill('Not tonight');
    // Closed by mistake.
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Cancel resync…' }).click();
    expect(await dialog.getByLabel('Reason').inputValue()).toBe('Not tonight');
    await dialog.getByRole('button', { name: 'Cancel resync' }).click();
    await page.getByRole('heading', { name: 'The resync was cancelled' }).waitFor();
    expect(faults()).toEqual([]);
  });

  it('waits for a second person, who is not the first, reads what it is about and approves it', async () => {
    at.venue.decide({ stableSeconds: 0, secondPerson: true });
    await at.venue.kill();
    await at.venue.start();
    const id = await askForTheEvening();

    const first = await at.browser.visit(`${at.venue.url}/#/operations/${id}`);
    await signIn(first.page);
    await first.page.getByText('Sam Okafor (Supervisors) can approve it.').waitFor();
    expect(await first.page.getByRole('button', { name: /^(Approve|Reject)$/ }).count()).toBe(0);
    await first.page
      .locator('.pill')
      .getByText(/^awaiting approval, for .*18:\d\d$/)
      .waitFor();
    await first.context.close();
    await isShownUntilSeen();

    const { page, faults } = await at.browser.visit(`${at.venue.url}/#/operations/${id}`);
    await signIn(page, '2', '1357');
    await page.getByText(/^Requested by Morgan Reyes, to start .*18:\d\d: “Bistro sales missing”$/).waitFor();
    // All that it costs is before the buttons.
    const decision = page.getByRole('region', { name: 'Awaiting approval by a second person' });
    await decision.getByText('TouchMini').waitFor();
    await decision.getByText(/^About .* from [\d,]+ rows in \d+ tables/).waitFor();
    const against = decision.getByRole('region', { name: 'Morgan Reyes overrides:' });
    await against.getByText('It does not fit outside trading hours.').waitFor();
    const schedule = page.getByRole('region', { name: 'Time window' });
    await schedule.getByText('the venue is trading').waitFor();
    const [note, button] = await Promise.all([
      against.boundingBox(),
      decision.getByRole('button', { name: 'Approve' }).boundingBox(),
    ]);
    expect(button?.y).toBeGreaterThan((note?.y ?? 0) + (note?.height ?? 0));
    await judgeAppearance(page, 'approval-approver');
    await isAtHandOnPhones(page);
    forgetPresence(at.venue);
    await decide(page, 'Approve');
    await page.getByRole('dialog', { name: 'PIN to approve an operation' }).waitFor();
    await page.waitForFunction(() => document.activeElement?.classList.contains('pin-field'));
    await page.keyboard.type('1357');
    await page.keyboard.press('Enter');
    await page.getByText('Scheduled', { exact: true }).waitFor();
    await page.getByText('approved it: Agreed with the owner').waitFor();
    expect(faults()).toEqual([]);
  });

  /** Approve is above the bar of pages before anyone scrolls. */
  async function isAtHandOnPhones(page: Page): Promise<void> {
    const wide = page.viewportSize();
    await page.setViewportSize({ width: 390, height: 844 });
    await page.evaluate(() => scrollTo(0, 0));
    const boxes = [page.getByRole('button', { name: 'Approve' }), page.locator('.rail')];
    const [approve, bar] = await Promise.all(boxes.map((each) => each.boundingBox()));
    expect((approve?.y ?? 0) + (approve?.height ?? 0)).toBeLessThanOrEqual(bar?.y ?? 0);
    if (wide) await page.setViewportSize(wide);
  }

  /** On another page, to another clerk than the one who asked: what waits is reported there, also after a reload, until someone has closed it. */
  async function isShownUntilSeen(): Promise<void> {
    const { page, context } = await at.browser.visit(`${at.venue.url}/#/event-log`);
    await signIn(page, '2', '1357');
    const close = page.getByRole('button', { name: /^Close: .* awaits approval$/ });
    await close.waitFor();
    await page.reload();
    await close.click();
    await page.reload();
    await page.locator('.pill').waitFor();
    await page.getByRole('region', { name: 'Notifications' }).waitFor({ state: 'attached' });
    expect(await close.count()).toBe(0);
    await context.close();
  }

  /** Words of the time line that are shown and reach out of its panel. */
  function cutLabels(page: Page): Promise<(string | null)[]> {
    return page.evaluate(() => {
      const panel = document.querySelector('.window')?.closest('.panel')?.getBoundingClientRect();
      return [...document.querySelectorAll('.window-label > span, .window-axis > span, .window-run > span')]
        .filter((word) => {
          const { left, right, width } = word.getBoundingClientRect();
          return width > 0 && !(panel && left >= panel.left && right <= panel.right);
        })
        .map(({ textContent }) => textContent);
    });
  }

  async function decide(page: Page, button: string): Promise<void> {
    await page.getByLabel('Reason').fill('Agreed with the owner');
    await page.getByRole('button', { name: button }).click();
  }

  /** Within trading hours, so that ordering would be cut; also lets clerk 2 answer it. */
  async function askForTheEvening(): Promise<string> {
    dataOf(
      await at.venue.ask(
        'mutation ($input: GrantPermissionInput!) { grantPermission(input: $input) { id } }',
        {
          input: { securityGroupId: '2', permission: 'CLOUD_CONNECTIVITY_ONBOARD', reason: 'To answer' },
        },
      ),
    );
    const hour = (at: number) =>
      Number(
        new Intl.DateTimeFormat('en', {
          hour: 'numeric',
          hourCycle: 'h23',
          timeZone: 'Australia/Sydney',
        }).format(at),
      );
    let startAt = Date.now() + 3_600_000;
    while (hour(startAt) !== 18) startAt += 3_600_000;
    const plan = dataOf<{ resyncPlan: { fingerprint: string; checks: Check[] } }>(
      await at.venue.ask(
        'query ($at: DateTime) { resyncPlan(startAt: $at) { fingerprint checks { code outcome overridable } } }',
        { at: new Date(startAt).toISOString() },
      ),
    );
    const { fingerprint, checks } = plan.resyncPlan;
    const overrides = checks.filter(({ outcome, overridable }) => overridable && outcome !== 'PASS');
    const { resync } = dataOf<{ resync: { id: string; state: string } }>(
      await at.venue.ask('mutation ($input: ResyncInput!) { resync(input: $input) { id state } }', {
        input: {
          customerNumber: '10482213',
          planFingerprint: fingerprint,
          reason: 'Bistro sales missing',
          confirmation: 'Harbour View Hotel',
          startAt: new Date(startAt).toISOString(),
          overrides: overrides.map(({ code }) => code),
        },
      }),
    );
    expect(resync.state).toBe('AWAITING_APPROVAL');
    return resync.id;
  }
});
