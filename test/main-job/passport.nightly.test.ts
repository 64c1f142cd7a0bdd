/** The day of a move: a passport from the old server, the new one beside it on one cloud, refused while the old one lives, then onboarded. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { runCommand } from '../cli/processes/run-command.js';
import { openPassport } from '../platform/open-passport.js';
import { foundIn, sought } from '../prove/secrets/forms.js';
import { filesIn } from '../prove/secrets/places.js';
import { dataOf, type PracticeVenue, QUICK, startVenue } from '../venue/practice-venue.js';
import { onboard, planOnboarding, requestCode } from '../venue/requests.js';
import { ended, linkTable, onboarded, refusalOf, until } from './main-job.js';

const PASSPHRASE = 'seven gulls over the marina';
let old: PracticeVenue;
let moved: PracticeVenue;
let file: string;
/** What was redeemed at the old server, and a session of it. */
let code: string;
let session: string;

beforeAll(async () => {
  old = await startVenue({ site: { ...QUICK, onboardHolders: 7 } });
  [moved] = await Promise.all([startVenue({ beside: old }), onboarded(old)]);
  code = await old.code();
  session = await old.token();
  file = join(old.folder, 'moving.passport');
}, 120_000);
afterAll(() => Promise.all([moved?.stop(), old?.stop()]), 60_000);

const passport = (venue: PracticeVenue, words: readonly string[], input = `${PASSPHRASE}\n`) =>
  runCommand(['passport', ...words], { env: venue.settings, input });

/** By the state database itself. */
function trail(venue: PracticeVenue, action: string): { outcome: string; detail: string }[] {
  const state = new DatabaseSync(venue.stateFile, { readOnly: true, timeout: 5000 });
  try {
    const sql = 'SELECT outcome, detail FROM audit WHERE action = ? ORDER BY sequence';
    return state.prepare(sql).all(action) as { outcome: string; detail: string }[];
  } finally {
    state.close();
  }
}

async function checkOf(wanted: string): Promise<string | undefined> {
  const { checks } = await planOnboarding(moved);
  return checks.find((check) => check.code === wanted)?.outcome;
}

test('the old server seals what a new one needs, and no secret of its own', async () => {
  const input = { securityGroupId: '3', permission: 'SERVICES_VIEW', reason: 'Nights' };
  dataOf(
    await old.ask('mutation ($i: GrantPermissionInput!) { grantPermission(input: $i) { id } }', { i: input }),
  );
  const { status, stdout, stderr } = await passport(old, ['export', '--out', file, '--json']);
  expect([status, stderr]).toEqual([0, '']);
  const { id } = JSON.parse(stdout);
  expect(statSync(file).mode & 0o777).toBe(0o600);

  const text = await openPassport(file, PASSPHRASE);
  const known = JSON.parse(text);
  expect(known).toMatchObject({
    id,
    venue: { customerNumber: '10482213', companyName: 'Harbour View Hotel' },
    gateway: { state: 'connected', machineId: known.server.machineId },
    everConnected: true,
    settings: { onboardHolders: 7 },
    grants: [{ group: { id: '3', name: 'Bar Staff' }, permission: 'SERVICES_VIEW', expiresAt: null }],
    history: { operations: [{ kind: 'ONBOARD', state: 'SUCCEEDED', requestedByName: 'Morgan Reyes' }] },
  });
  const { credential } = JSON.parse(
    readFileSync(join(old.folder, 'rehearsal', 'credentials', 'gateway.json'), 'utf8'),
  );
  const keys = readdirSync(join(old.folder, 'keys')).map((name) =>
    readFileSync(join(old.folder, 'keys', name)),
  );
  const secrets = [credential, code, session, PASSPHRASE, '"2468"', '"1357"', 'argon2', 'gw_', 'vct_'];
  const encoded = keys.flatMap((key) => [
    key.toString('hex'),
    key.toString('base64'),
    key.toString('base64url'),
  ]);
  const all = [...secrets, ...encoded].map((secret) => sought('secret', secret));
  expect(foundIn(Buffer.from(text), all)).toEqual([]);
  expect([...secrets, id].filter((secret) => readFileSync(file, 'latin1').includes(secret))).toEqual([]);
  expect(trail(old, 'passport.export').map(({ outcome }) => outcome)).toEqual(['INTENDED', 'SUCCEEDED']);
  expect(trail(old, 'passport.export')[1]?.detail).toContain(id);
}, 60_000);

test('while the old server lives the import says so, and onboarding is refused before a code is asked for', async () => {
  const { status, stdout } = await passport(moved, ['import', file]);
  expect(status).toBe(0);
  expect(stdout).toMatch(
    /^Imported the migration file of [\d-]+ [\d:]+ [+-]\d\d:\d\d\. Onboarding will be: RE_ESTABLISH\.\nThe OLD SERVER IS STILL CONNECTED/,
  );
  expect(stdout).toContain('Taken over: "Services > View" for "Bar Staff".');
  expect(stdout).toContain('Taken over: "onboardHolders": 7 in config.json.');
  expect(JSON.parse(readFileSync(join(moved.folder, 'config.json'), 'utf8'))).toEqual({
    ...QUICK,
    onboardHolders: 7,
  });
  const { data } = await moved.ask('{ securityGroups { id permissions { permission granted } } }');
  const bar = data.securityGroups.find(({ id }: { id: string }) => id === '3');
  expect(bar.permissions.filter((tick: { granted: boolean }) => tick.granted)).toEqual([
    { permission: 'SERVICES_VIEW', granted: true },
  ]);

  const plan = await planOnboarding(moved);
  expect(plan).toMatchObject({ case: 'RE_ESTABLISH', ready: false });
  expect(await checkOf('OLD_SERVER')).toBe('FAIL');
  expect(await checkOf('PASSPORT')).toBe('PASS');
  const refused = await onboard(moved, plan, 'ABCD2345');
  expect(refusalOf(refused)?.code).toBe('PLAN_NOT_READY');
  expect(await old.redemptions()).toBe(1);
}, 60_000);

test('once the old gateway is off the new server is onboarded, as what the passport says it is', async () => {
  dataOf(
    await old.ask('mutation { stopService(key: "gateway-client", reason: "The venue moves") { status } }'),
  );
  dataOf(
    await old.ask('mutation { setServiceStartMode(key: "gateway-client", startMode: MANUAL) { startMode } }'),
  );
  await until(async () => (await checkOf('OLD_SERVER')) === 'PASS', 'the cloud hears the old server no more');
  const plan = await planOnboarding(moved);
  expect(plan.case).toBe('RE_ESTABLISH');
  const begun = dataOf<{ onboard: { id: string } }>(await onboard(moved, plan, await requestCode(moved)));
  expect(await ended(moved, begun.onboard.id)).toMatchObject({ state: 'SUCCEEDED', failure: null });
  expect((await linkTable(moved))['gateway-client']).toMatchObject({
    status: 'RUNNING',
    startMode: 'AUTOMATIC',
  });
  expect(await old.redemptions()).toBe(2);
  expect((await planOnboarding(moved)).case).toBe('ALREADY_CONNECTED');
}, 120_000);

test('the passphrase lies in no file of either server', () => {
  const wanted = [sought('passphrase', PASSPHRASE)];
  for (const { folder } of [old, moved]) {
    const files = filesIn(folder);
    expect(files.length).toBeGreaterThan(20);
    for (const name of files) expect([name, ...foundIn(readFileSync(name), wanted)]).toEqual([name]);
  }
});
