/**
 * The main job with the venue on SQL Server: a rehearsal that VENUE_CONTROL_SQL points at the scripted server on loopback, whose database
 * "venue" is the file that the rehearsal seeds. What it proves is the wiring, from the command line's settings to the last statement.
 */
import { execFile } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { readKnown } from '../../bin/setup/powershell.mjs';
import type { ScriptedServer } from '../sql/tds/server.js';
import { type OnSqlServer, prepareOnSqlServer } from '../venue/on-sql-server.js';
import { PINS, type PracticeVenue, QUICK } from '../venue/practice-venue.js';
import { planResync, resync } from '../venue/requests.js';
import { beginOnboarding, ended, firstSyncIsOver, refusalOf, until } from './main-job.js';

/** An event that was written down twice. */
const TWICE =
  'SELECT operation_id, message FROM operation_event GROUP BY operation_id, at, step, message HAVING count(*) > 1';
const OVERRIDES = ['TRADING_HOURS', 'SYNC_IS_CAUSE'];

let on: OnSqlServer;
let server: ScriptedServer;
let venue: PracticeVenue;

beforeAll(async () => {
  on = await prepareOnSqlServer({ site: { ...QUICK, attentionMs: 2000 } });
  ({ server, venue } = on);
  await venue.start();
}, 90_000);
afterAll(() => on?.stop(), 90_000);

const rows = (sql: string) => on.rows(sql);

test('the venue is read through schema controlplane, and nothing else is asked of SQL Server', async () => {
  const { data, errors } = await venue.ask(
    '{ venue { customerNumber companyName locationGroups { locations { id } } } services { key } }',
  );
  expect(errors).toEqual([]);
  expect(data.venue).toMatchObject({ customerNumber: '10482213', companyName: 'Harbour View Hotel' });
  expect(data.services).toHaveLength(7);
  expect(server.logins.filter(({ password }) => password !== 'right')).toEqual([]);
  expect(new Set(server.logins.map(({ database }) => database))).toEqual(new Set(['venue']));
});

test('the venue is onboarded and sent again, each once, with a trail that holds', async () => {
  expect(await ended(venue, await beginOnboarding(venue))).toMatchObject({
    state: 'SUCCEEDED',
    failure: null,
  });
  expect(await venue.redemptions()).toBe(1);
  await until(() => firstSyncIsOver(venue), 'the first sync is over');
  const { data } = await resync(venue, await planResync(venue), { overrides: OVERRIDES });
  expect(await ended(venue, data.resync.id)).toMatchObject({ state: 'SUCCEEDED' });
  expect(rows('SELECT kind, count(*) AS times FROM operation GROUP BY kind ORDER BY kind')).toEqual([
    { kind: 'ONBOARD', times: 1 },
    { kind: 'RESYNC', times: 1 },
  ]);
  expect(rows(TWICE)).toEqual([]);
}, 240_000);

test('a tick box is set by the API and by the module, through the procedure of the venue', async () => {
  const grant = 'mutation ($input: GrantPermissionInput!) { grantPermission(input: $input) { id } }';
  const input = { securityGroupId: '4', permission: 'AUDIT_VIEW', reason: 'Audit' };
  expect((await venue.ask(grant, { input })).errors).toEqual([]);
  await byModule("Grant-VenuePermission 4 SERVICES_CONTROL -Reason 'Night shift' -Confirm:$false");
  const { data } = await venue.ask(
    '{ securityGroups { id permissions { permission granted grantedByName } } }',
  );
  const group = data.securityGroups.find(({ id }: { id: string }) => id === '4');
  for (const permission of ['AUDIT_VIEW', 'SERVICES_CONTROL'])
    expect(group.permissions).toContainEqual({
      permission,
      granted: true,
      grantedByName: expect.any(String),
    });
});

test('an operation that runs while SQL Server goes away ends well, and within five seconds of its return all is as before', async () => {
  const { data } = await resync(venue, await planResync(venue), { overrides: OVERRIDES });
  await server.stop();
  const away = await venue.ask('{ venue { customerNumber } }').catch((error: Error) => error);
  if (!(away instanceof Error)) expect(refusalOf(away)?.code).toMatch(/_UNAVAILABLE$/);
  await setTimeout(2000);
  await server.start();
  const since = performance.now();
  await until(async () => (await customerNumber()) === '10482213', 'the venue answers again', 15_000);
  expect(performance.now() - since).toBeLessThan(5000);
  expect(await ended(venue, data.resync.id)).toMatchObject({ state: 'SUCCEEDED' });
  expect(rows(TWICE)).toEqual([]);
}, 180_000);

async function customerNumber(): Promise<string | undefined> {
  const answer = await venue.ask('{ venue { customerNumber } }').catch(() => undefined);
  return answer?.data?.venue?.customerNumber;
}

test('nothing was asked that the server did not know', () => {
  expect(server.unknown).toEqual([]);
  expect(server.mistakes).toEqual([]);
});

/** Without blocking: the server that it asks in the end runs in this process. */
function byModule(command: string): Promise<void> {
  const known = readKnown(process.cwd());
  if (!known) throw new Error('PowerShell is not here yet: run "node bin/setup.mjs --test".');
  const script = `
    $ErrorActionPreference = 'Stop'
    Import-Module ./scripts/VenueControl
    $null = Connect-VenueControl -ClerkId 1 -Pin (ConvertTo-SecureString ([Console]::In.ReadLine()) -AsPlainText -Force) -Uri '${venue.url}'
    $null = ${command}`;
  const args = [...known.args, '-NoProfile', '-NonInteractive', '-Command', script];
  const env = { ...process.env, NO_COLOR: '1' };
  return new Promise((resolve, reject) => {
    const child = execFile(known.file, args, { env, timeout: 60_000 }, (error, _said, complained) =>
      error ? reject(new Error(complained || error.message)) : resolve(),
    );
    child.stdin?.end(`${PINS[1]}\n`);
  });
}
