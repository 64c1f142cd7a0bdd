/** The main job by the module, at a venue whose data and state are on (a scripted) SQL Server; sql-server.test.ts does it by the API. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { readKnown } from '../../bin/setup/powershell.mjs';
import { type OnSqlServer, prepareOnSqlServer } from '../venue/on-sql-server.js';
import { QUICK } from '../venue/practice-venue.js';
import { firstSyncIsOver, until } from './main-job.js';

let on: OnSqlServer;

beforeAll(async () => {
  on = await prepareOnSqlServer({ site: { ...QUICK, stableSeconds: 0 } });
  await on.venue.start();
}, 90_000);
afterAll(() => on?.stop(), 60_000);

/** Each kind once, and nothing that the server did not know. */
function expectOnceEach({ server, rows }: OnSqlServer): void {
  const kinds = 'SELECT kind, state, count(*) AS times FROM operation GROUP BY kind, state ORDER BY kind';
  expect(rows(kinds)).toEqual([
    { kind: 'ONBOARD', state: 'SUCCEEDED', times: 1 },
    { kind: 'RESYNC', state: 'SUCCEEDED', times: 1 },
  ]);
  expect([server.unknown, server.mistakes]).toEqual([[], []]);
}

test('by the module a venue is onboarded as in the example, sent again, and a tick box set', async () => {
  const { venue } = on;
  await powershell(on, '-File', 'examples/Register-Venue.ps1');
  expect(await venue.redemptions()).toBe(1);
  await until(() => firstSyncIsOver(venue), 'the first sync is over');
  const script = `
    $ErrorActionPreference = 'Stop'
    Import-Module ./scripts/VenueControl
    $pin = New-Object securestring
    foreach ($digit in '2468'.ToCharArray()) { $pin.AppendChar($digit) }
    $null = Connect-VenueControl -ClerkId 1 -Pin $pin
    $checks = (Invoke-VenueGraphQl '{ resyncPlan { checks { code outcome overridable } } }').resyncPlan.checks
    $override = @($checks | Where-Object { $_.overridable -and $_.outcome -ne 'PASS' } | ForEach-Object code)
    Sync-Venue -CustomerNumber 10482213 -CompanyName 'Harbour View Hotel' -Reason 'Sales are missing' -Override $override -Confirm:$false | Out-String
    $null = Grant-VenuePermission 4 AUDIT_VIEW -Reason 'Night shift' -Confirm:$false`;
  await powershell(on, '-Command', script);
  expectOnceEach(on);
}, 240_000);

/** Without blocking: the server that it asks in the end runs in this process. */
async function powershell({ venue }: OnSqlServer, ...words: readonly string[]): Promise<void> {
  const known = readKnown(process.cwd());
  if (!known) throw new Error('PowerShell is not here yet: run "node bin/setup.mjs --test".');
  const env = { ...process.env, ...venue.settings, NO_COLOR: '1' };
  const args = [...known.args, '-NoProfile', '-NonInteractive', ...words];
  await promisify(execFile)(known.file, args, { env, timeout: 120_000 });
}
