/** A venue whose data is on SQL Server: the main job, what goes on while that SQL Server is away, and that all is back within 5 s. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { readKnown } from '../../bin/setup/powershell.mjs';
import { type OnSqlServer, prepareOnSqlServer } from '../venue/on-sql-server.js';
import { dataOf, type PracticeVenue, QUICK } from '../venue/practice-venue.js';
import { planResync, resync, tell } from '../venue/requests.js';
import { ended, firstSyncIsOver, refusalOf, until } from './main-job.js';

let on: OnSqlServer;
let venue: PracticeVenue;

beforeAll(async () => {
  on = await prepareOnSqlServer({ site: { ...QUICK, attentionMs: 2000 } });
  ({ venue } = on);
  await venue.start();
}, 90_000);
afterAll(() => on?.stop(), 90_000);

test("the module's example onboards the venue, once", async () => {
  const known = readKnown(process.cwd());
  if (!known) throw new Error('PowerShell is not here yet: run "node bin/setup.mjs --test".');
  const args = [...known.args, '-NoProfile', '-NonInteractive', '-File', 'examples/Register-Venue.ps1'];
  // Without blocking: the scripted server runs in this process.
  await promisify(execFile)(known.file, args, {
    env: { ...process.env, ...venue.settings, NO_COLOR: '1' },
    timeout: 120_000,
  });
  expect(await venue.redemptions()).toBe(1);
}, 150_000);

test('tick boxes are set through the procedure of the venue', async () => {
  const grant = 'mutation ($input: GrantPermissionInput!) { grantPermission(input: $input) { id } }';
  const input = { securityGroupId: '4', permission: 'AUDIT_VIEW', reason: 'Audit' };
  expect((await venue.ask(grant, { input })).errors).toEqual([]);
  const { data } = await venue.ask(
    '{ securityGroups { id permissions { permission granted grantedByName } } }',
  );
  expect(data.securityGroups.find(({ id }: { id: string }) => id === '4').permissions).toContainEqual({
    permission: 'AUDIT_VIEW',
    granted: true,
    grantedByName: expect.any(String),
  });
  expect(
    on.server.statements.some(({ sql }) => sql.startsWith('exec "controlplane"."grant_permission"')),
  ).toBe(true);
});

const SWITCH = 'mutation ($on: Boolean!) { setMaintenance(on: $on, reason: "A test") { on } }';

test('operations and audit go on in the local state, reads say of when they are, and all is back within 5 s', async () => {
  await until(() => firstSyncIsOver(venue), 'the first sync is over');
  const { data } = await resync(venue, await planResync(venue), {
    overrides: ['TRADING_HOURS', 'SYNC_IS_CAUSE'],
  });
  const before = await observedAt();
  await on.server.stop();
  await until(async () => (await unreachable()) !== undefined, 'the venue is said to be away', 15_000);

  // The last that was known, with its time; what can only be asked there is refused with a code of its own.
  const stale = await venue.ask('{ venue { customerNumber observedAt } }');
  expect([stale.errors, stale.data.venue.customerNumber]).toEqual([[], '10482213']);
  const refused = await venue.ask('{ venue { locationGroups { locations { id } } } }');
  expect(refusalOf(refused)).toMatchObject({
    code: 'VENUE_DATABASE_UNAVAILABLE',
    remedy: expect.any(String),
  });
  // Written in the state, and in the audit before that.
  expect((await venue.ask(SWITCH, { on: true })).errors).toEqual([]);
  expect((await venue.ask(SWITCH, { on: false })).errors).toEqual([]);
  expect((await lastActs()).slice(0, 2)).toEqual(['setMaintenance', 'setMaintenance']);
  expect((await tell(venue, data.resync.id))?.state).toMatch(/^(RUNNING|SUCCEEDED)$/);

  await on.server.start();
  const since = performance.now();
  await until(async () => (await unreachable()) === undefined, 'the venue answers again', 15_000);
  expect(performance.now() - since).toBeLessThan(5000);
  expect((await observedAt()) > before).toBe(true);
  const told = await ended(venue, data.resync.id);
  expect([told.state, told.failure]).toEqual(['SUCCEEDED', null]);
  expect([on.server.unknown, on.server.mistakes]).toEqual([[], []]);
}, 180_000);

async function observedAt(): Promise<string> {
  const answer = await venue.ask('{ venue { observedAt } }');
  return dataOf<{ venue: { observedAt: string } }>(answer).venue.observedAt;
}

/** What the venue says of its own database. */
async function unreachable(): Promise<string | undefined> {
  const answer = await venue.ask('{ venue { locationGroups { id } } }');
  return refusalOf(answer)?.code;
}

async function lastActs(): Promise<string[]> {
  const answer = await venue.ask('{ auditLog(first: 4) { edges { node { action } } } }');
  const { auditLog } = dataOf<{ auditLog: { edges: { node: { action: string } }[] } }>(answer);
  return auditLog.edges.map(({ node }) => node.action);
}
