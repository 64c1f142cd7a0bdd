/** `doctor` beside a venue that is well, and where something isn't: each line that is BAD says what to do. */

import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { seedVenueFolder } from '../../../rehearsal/venue-folder.js';
import type { DoctorRow } from '../../../src/domain/ports/doctor-row.js';
import { freePort } from '../../venue/free-port.js';
import { type PracticeVenue, QUICK, startVenue } from '../../venue/practice-venue.js';
import { inFolder, runCommand } from './run-command.js';

let venue: PracticeVenue;

beforeAll(async () => {
  venue = await startVenue();
  await untilJudged();
}, 60_000);
afterAll(() => venue?.stop(), 60_000);

/** The server reads the venue every five seconds: until then its status is of before. */
async function untilJudged(): Promise<void> {
  for (let read = 0; read < 60; read += 1) {
    const answer = await fetch(`http://127.0.0.1:${venue.port}/healthz/venue`);
    if (((await answer.json()) as { state: string }).state === 'ATTENTION') return;
    await setTimeout(500);
  }
  throw new Error('The status of the venue is not known after 30 s.');
}

async function databaseStatus(): Promise<string> {
  const { data } = await venue.ask('{ health { parts { name status } } }');
  return data.health.parts.find(({ name }: { name: string }) => name === 'venue database').status;
}

async function examine(env: NodeJS.ProcessEnv): Promise<{ status: number | null; findings: DoctorRow[] }> {
  const { status, stdout } = await runCommand(['doctor', '--json'], { env });
  return { status, findings: JSON.parse(stdout) };
}

const bad = (findings: readonly DoctorRow[]) => findings.filter(({ ok }) => !ok);

test('a running venue is found well, in words and as JSON', async () => {
  const words = await runCommand(['doctor'], { env: venue.settings });
  expect(words).toMatchObject({ status: 0, stderr: '' });
  expect(words.stdout).toMatch(/\nNo problems found\.(?: \d+ of \d+ have a warning\.)?\n$/);
  const { status, findings } = await examine(venue.settings);
  expect([status, bad(findings)]).toEqual([0, []]);
  const details = Object.fromEntries(findings.map(({ part, detail }) => [part, detail]));
  expect(details).toEqual({
    runtime: expect.stringMatching(/^version 0\.1\.0.*, Node \d+\..* \(\/.*\)$/),
    'data folder': venue.folder,
    'free space': expect.stringMatching(/^[\d,]+ MB on the data folder's disk$/),
    'program folder': expect.stringMatching(/, a checkout: not checked$/),
    // Which one runs the hosts is for anyone who sits at the machine, and not in the public health.
    PowerShell: expect.stringMatching(
      /^\d+\.\d+\.\d+ (Core|Desktop), (project|configured|machine|windows): .*pwsh/,
    ),
    'PowerShell language': 'full: no policy restricts it',
    'PowerShell scripts': 'run: no group policy restricts them',
    'PowerShell modules': expect.stringMatching(/^found in \//),
    [`port ${venue.port}`]: 'the server of this data folder responds',
    'server health': 'OK',
    'state database': 'opens and is up to date',
    PINs: 'PINs of clerks 1, 2, 3, 4, 5 have fewer than six digits, so wrong PINs can lock these clerks out for 15 minutes',
    audit: expect.stringMatching(/^the newest (\d+) of \1 rows are intact$/),
    owner: expect.stringMatching(/^keys and state belong to account \d+/),
    backup: 'none was taken yet',
    services: 'the server finds nothing wrong',
    link: 'The venue is not connected yet',
    venue: expect.stringMatching(/^ATTENTION, since /),
    'venue database': 'Harbour View Hotel, 10482213',
    'venue integrity': 'no page is damaged',
    'venue space': expect.stringMatching(/^[\d,]+ MB free on its disk$/),
    views: expect.stringMatching(/^15 of 15 as described; [\d,]+ rows checked$/),
    'clerk security': '2 clerks can edit it',
    'who may onboard': '1 of 5 at most',
    elevation: 'runs as Administrator',
    'event log': expect.stringMatching(/^can be read; newest entry \d{4}-\d\d-\d\d /),
    'swiftpos Cloud': `responds at ${venue.cloudUrl}`,
  });
}, 120_000);

/** In the database of swiftpos. */
function set(sql: string): void {
  const database = new DatabaseSync(join(venue.folder, 'venue.sqlite'), { timeout: 10_000 });
  database.exec(sql);
  database.close();
}

test('Back Office took the last permission of clerk security: that is found, with the command that fixes it', async () => {
  const boxes =
    "UPDATE swiftpos_security_group_object SET granted = %d WHERE permission = 'CLERK_SECURITY_EDIT'";
  set(boxes.replace('%d', '0'));
  try {
    const { status, findings } = await examine(venue.settings);
    expect(status).toBe(1);
    expect(bad(findings)).toMatchObject([
      { part: 'clerk security', remedy: expect.stringContaining('venue-control clerk grant') },
    ]);
  } finally {
    set(`${boxes.replace('%d', '1')} AND security_group_id IN (1, 2)`);
  }
}, 120_000);

test('a view that points at the wrong values is found, with what is wrong and who fixes it', async () => {
  set("UPDATE swiftpos_global_config SET value = 'Harbour Standard Time' WHERE name = 'TimeZone'");
  try {
    const { status, findings } = await examine(venue.settings);
    expect(status).toBe(1);
    // What rests on it can't be read either, and says so.
    expect(bad(findings).filter(({ part }) => part.startsWith('view'))).toMatchObject([
      {
        part: 'view registration',
        detail: expect.stringContaining(
          'time_zone is "Harbour Standard Time"; expected an IANA or Windows name',
        ),
        remedy: expect.stringMatching(/\.$/),
      },
    ]);
  } finally {
    set("UPDATE swiftpos_global_config SET value = 'Australia/Sydney' WHERE name = 'TimeZone'");
    await untilJudged();
    for (let read = 0; read < 60 && (await databaseStatus()) !== 'OK'; read += 1) await setTimeout(500);
  }
}, 120_000);

test('more clerks may onboard than the venue settings allow: a warning, and no fault', async () => {
  venue.decide({ ...QUICK, onboardHolders: 1 });
  await venue.ask('mutation ($input: GrantPermissionInput!) { grantPermission(input: $input) { id } }', {
    input: { securityGroupId: '2', permission: 'CLOUD_CONNECTIVITY_ONBOARD', reason: 'Two of them' },
  });
  const { status, stdout } = await runCommand(['doctor'], { env: venue.settings });
  expect(status).toBe(0);
  expect(stdout).toContain('WARN who may onboard');
  expect(stdout).toMatch(/\nNo problems found\. [1-9]\d* of \d+ have a warning\.\n$/);
  venue.decide(QUICK);
}, 120_000);

test('a prompt that is not elevated is found, and nothing else', async () => {
  await venue.setFaults({ elevation: 'missing' });
  try {
    const { status, findings } = await examine(venue.settings);
    expect(status).toBe(1);
    expect(bad(findings)).toEqual([
      {
        part: 'elevation',
        ok: false,
        detail: 'not elevated',
        remedy: expect.stringContaining('Run as administrator'),
      },
    ]);
  } finally {
    await venue.setFaults({});
  }
}, 60_000);

test('a port that is taken, a cloud that does not answer and broken databases are found at once, each with a remedy', async () => {
  const squatter = createServer().listen(0, '127.0.0.1');
  await once(squatter, 'listening');
  const address = squatter.address();
  const port = address && typeof address === 'object' ? String(address.port) : '';
  await inFolder(async (folderEnv, folder) => {
    writeFileSync(join(folder, 'state.sqlite'), 'no database '.repeat(200));
    seedVenueFolder(folder);
    writeFileSync(join(folder, 'venue.sqlite'), 'no database '.repeat(200));
    const env = {
      ...folderEnv,
      VENUE_CONTROL_PORT: port,
      VENUE_CONTROL_CLOUD_PORT: String(await freePort()),
    };
    const words = await runCommand(['doctor'], { env });
    expect(words).toMatchObject({ status: 1, stderr: '' });
    expect(words.stdout).toMatch(/\n4 of 14 have a problem\.\n$/);
    const { findings } = await examine(env);
    expect(bad(findings).map(({ part }) => part)).toEqual([
      `port ${port}`,
      'state database',
      'venue database',
      'swiftpos Cloud',
    ]);
    for (const { detail, remedy } of bad(findings)) {
      expect(detail).not.toBe('');
      expect(remedy).toMatch(/\w.*\.$/);
    }
    expect(bad(findings)[0]).toMatchObject({
      detail: expect.stringMatching(/^taken by another program/),
      remedy: expect.stringContaining('or set VENUE_CONTROL_PORT.'),
    });
  }).finally(() => squatter.close());
}, 120_000);

test('without a PowerShell that runs, the rest is checked all the same', async () => {
  await inFolder(async (env, folder) => {
    seedVenueFolder(folder);
    const { status, findings } = await examine({
      ...env,
      VENUE_CONTROL_PWSH: '/nowhere/pwsh',
      VENUE_CONTROL_PORT: String(await freePort()),
    });
    expect(status).toBe(1);
    expect(bad(findings).map(({ part }) => part)).toEqual([
      'PowerShell',
      'elevation',
      'event log',
      'swiftpos Cloud',
    ]);
    expect(bad(findings)[0]?.remedy).toContain('npm run setup');
  });
}, 60_000);
