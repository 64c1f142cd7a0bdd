/// <reference lib="dom" />
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { readKnown } from '../../bin/setup/powershell.mjs';
import { answerOf, documentOf, keptIn, paste, signInToIde, typeAndRun } from './ide-page.js';
import { atFreshConsole } from './open-console.js';

const at = atFreshConsole({ site: { stableSeconds: 0.5 }, pace: 0.2 }, '/ide');
/** The editor writes what it holds half a second after the last key. */
const WRITTEN = 1_200;
const SIGN_IN = 'mutation SignIn { signIn(clerkId: "3", pin: "8642") { clerk { name } } } # the PIN is 8642';

describe('what stays after a reload', () => {
  it('is tabs and history by their documents, without a PIN, a variable or an answer', async () => {
    const { page } = at;
    await signInToIde(page);
    await typeAndRun(page, 'query Mine($id: ID! = "2") { clerk(id: $id) { name } }');
    await answerOf(page).getByText('Sam Okafor').waitFor();
    await page.getByRole('button', { name: 'New tab' }).click();
    await typeAndRun(page, SIGN_IN);
    await answerOf(page).getByText('Ana Silva').waitFor();
    await paste(page, '{ "unused": "97531" }', 'variables');
    await page.waitForTimeout(WRITTEN);
    const kept = await keptIn(page);
    expect(kept).toContain('mutation SignIn');
    expect(kept).not.toMatch(/8642|97531|Ana Silva|Okafor/);

    await page.reload();
    await page.locator('.graphiql-editor .monaco-editor').first().waitFor();
    await page.getByRole('tab', { name: 'SignIn' }).click();
    await page.locator('.graphiql-editor').getByText('signIn').first().waitFor();
    expect(await documentOf(page)).toContain('signIn(clerkId: "3", pin: "")');
    await page.getByRole('tab', { name: 'Mine' }).click();
    await page.locator('.graphiql-editor').getByText('Mine').first().waitFor();
    expect(await documentOf(page)).toContain('query Mine($id: ID! = "2")');
    await page.getByRole('button', { name: /show history/i }).click();
    await page.getByRole('button', { name: 'SignIn', exact: true }).waitFor();
  });

  it('is no variable for the next clerk of the same page', async () => {
    const { page } = at;
    await signInToIde(page);
    await paste(page, '{ "pin": "2468" }', 'variables');
    await page.waitForTimeout(WRITTEN);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('You are signed out.').waitFor();
    await signInToIde(page, '5');
    await page.getByRole('button', { name: 'Variables', exact: true }).click();
    await page.waitForTimeout(WRITTEN);
    expect(await page.locator('.graphiql-container').textContent()).not.toContain('2468');
  });
});

describe('what is copied for another program', () => {
  const copied = async (format: string) => {
    await at.page.getByRole('button', { name: 'Copy as…' }).click();
    await at.page.getByRole('menuitem', { name: `Copy as ${format}` }).click();
    await at.page.getByText(`Copied as ${format},`).waitFor();
    return at.page.evaluate(() => navigator.clipboard.readText());
  };
  /** Quotes of every kind that a shell might take for its own. */
  const ASKED =
    'query Clerk($id: ID!) {\n  clerk(id: $id) { name }\n  other: operations(text: "it\'s ’fine‘ $HOME") { edges { cursor } }\n}';

  beforeEach(async () => {
    await signInToIde(at.page);
    await paste(at.page, ASKED);
    await paste(at.page, '{ "id": "2" }', 'variables');
  });

  const run = (program: string, args: readonly string[], env: Record<string, string> = {}) =>
    promisify(execFile)(program, [...args], { env: { ...process.env, ...env } });

  const runPowerShell = (script: string, env: Record<string, string> = {}) => {
    const known = readKnown(process.cwd());
    if (!known) throw new Error('PowerShell is not here yet: run "node bin/setup.mjs --test".');
    return run(known.file, [...known.args, '-NoProfile', '-NonInteractive', '-Command', script], env);
  };

  it('runs in a shell with a token of its own', async () => {
    const script = await copied('curl');
    expect(script).not.toContain(
      await at.page.evaluate(() => sessionStorage.getItem('venue-control.token') ?? '?'),
    );
    const { stdout } = await run('bash', ['-c', `token=$GIVEN\n${script}`], {
      GIVEN: await at.venue.token(),
    });
    expect(JSON.parse(stdout)).toMatchObject({
      data: { clerk: { name: 'Sam Okafor' }, other: { edges: [] } },
    });
  });

  it('runs in PowerShell with a token of its own', async () => {
    const script = `$token = ConvertTo-SecureString $env:GIVEN -AsPlainText\n$(${await copied('PowerShell')}) | ConvertTo-Json -Depth 9`;
    const { stdout } = await runPowerShell(script, { GIVEN: await at.venue.token() });
    expect(JSON.parse(stdout)).toMatchObject({
      data: { clerk: { name: 'Sam Okafor' }, other: { edges: [] } },
    });
  });

  it('runs as a command of the module', async () => {
    const command = await copied('module command');
    const script = [
      'Import-Module ./scripts/VenueControl',
      '$pin = ConvertTo-SecureString 2468 -AsPlainText',
      `Connect-VenueControl -ClerkId 1 -Pin $pin -Uri ${at.venue.url} | Out-Null`,
      `$(${command}) | ConvertTo-Json -Depth 9`,
    ].join('\n');
    const { stdout } = await runPowerShell(script);
    expect(JSON.parse(stdout)).toMatchObject({ clerk: { name: 'Sam Okafor' }, other: { edges: [] } });
  });

  it('holds no PIN, and is nothing where the document can’t be read', async () => {
    await paste(at.page, SIGN_IN);
    for (const format of ['curl', 'PowerShell', 'module command'])
      expect(await copied(format)).not.toContain('8642');
    await paste(at.page, 'mutation { stepUp(pin: "2468');
    await at.page.getByRole('button', { name: 'Copy as…' }).click();
    await at.page.getByRole('menuitem', { name: 'Copy as curl' }).click();
    await at.page.getByText(/^Nothing was copied/).waitFor();
  });
});

it('runs every example but the onboarding’s plan as Support, without an error', async () => {
  const { page } = at;
  await at.venue.ask('mutation { restartService(key: "netpos", reason: "To have an operation") { key } }');
  await signInToIde(page, '5');
  await page.getByRole('button', { name: /show examples/i }).click();
  const titles = await page.locator('.ide-examples button').allInnerTexts();
  expect(titles.length).toBeGreaterThan(6);
  for (const title of titles) {
    await page.getByRole('button', { name: title, exact: true }).click();
    await page.keyboard.press('Escape');
    await page.locator('.graphiql-execute-button').click();
    await page
      .locator('.ide-journal')
      .getByText(/^(Response [1-5]|Refused in|Ended after|Following \w+: [1-9])/)
      .waitFor({ timeout: 40_000 });
    await answerOf(page)
      .getByText(/"(data|errors)"/)
      .first()
      .waitFor();
    const isRefused = ((await answerOf(page).textContent()) ?? '').includes('"errors"');
    expect([title, isRefused]).toEqual([title, title === 'What would an onboarding do now?']);
  }
});
