/** PINs, the first grant and unlocking on the command line, beside a server that runs and holds to them at once. */

import { DatabaseSync } from 'node:sqlite';
import { hashPin } from '../../../src/domain/sign-in/pins.js';
import { openKeys } from '../../../src/platform/data-folder/keys.js';
import { createPinHasher } from '../../../src/platform/pin-hasher.js';
import { type PracticeVenue, startVenue } from '../../venue/practice-venue.js';
import { runCommand } from './run-command.js';

let venue: PracticeVenue;

beforeAll(async () => {
  venue = await startVenue();
}, 60_000);
afterAll(() => venue?.stop(), 60_000);

const run = (words: readonly string[], input = '') =>
  runCommand(['clerk', ...words], { input, env: venue.settings });

const signIn = (id: string, pin: string) =>
  venue.request('mutation ($id: ID!, $pin: String!) { signIn(clerkId: $id, pin: $pin) { token } }', {
    id,
    pin,
  });

const codeOf = async (id: string, pin: string) => (await signIn(id, pin)).errors[0]?.extensions.code;

/** As the rehearsal has it. */
async function restorePin(clerkId: string, pin: string): Promise<void> {
  const state = new DatabaseSync(venue.stateFile, { timeout: 10_000 });
  const keys = openKeys(venue.settings['VENUE_CONTROL_DATA'] ?? '');
  const { hash } = await hashPin({ pins: createPinHasher(), keys }, pin);
  state.prepare('UPDATE pin SET hash = ?, temporary = 0 WHERE clerk_id = ?').run(hash, clerkId);
  state.close();
  venue.forgetSessions();
}

/** Of the command line, oldest first: action, target, outcome, reason. */
function audit(): string[] {
  const state = new DatabaseSync(venue.stateFile, { readOnly: true, timeout: 10_000 });
  try {
    const rows = state
      .prepare(
        "SELECT action, target, outcome, reason FROM audit WHERE clerk_name = 'command line' ORDER BY sequence",
      )
      .all();
    return rows.map(({ action, target, outcome, reason }) => [action, target, outcome, reason].join(' | '));
  } finally {
    state.close();
  }
}

test('set-pin reads a temporary PIN from standard input, without what is around it, never prints it, and ends sessions with the old one', async () => {
  const token = await venue.signIn('5');
  const { status, stdout, stderr } = await run(['set-pin', '5'], ' 908173 \n');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^Support Desk has a temporary PIN.*\nIt works for 3 days\./);
  expect(stdout).not.toContain('908173');
  expect((await venue.request('{ viewer { name } }', {}, token)).data?.viewer ?? null).toBeNull();
  expect(await codeOf('5', '908173')).toBeUndefined();
  expect(await codeOf('5', '1122')).toBe('SIGN_IN_FAILED');
}, 90_000);

test('a temporary PIN is good for choosing another one, once, and then for nothing', async () => {
  const change = (currentPin: string, newPin: string, bearer: string) =>
    venue.request(
      'mutation ($c: String!, $n: String!) { changePin(currentPin: $c, newPin: $n) }',
      { c: currentPin, n: newPin },
      bearer,
    );
  const codes = ({ errors }: Awaited<ReturnType<typeof change>>) => errors.map((of) => of.extensions.code);
  const tokens = [await signIn('5', '908173'), await signIn('5', '908173')].map(
    ({ data }) => data.signIn.token,
  );
  const [one = '', other = ''] = tokens;
  expect(codes(await venue.request('{ viewer { name } }', {}, one))).toEqual(['PIN_TEMPORARY']);
  expect(codes(await change('908173', '111111', one))).toEqual(['BAD_USER_INPUT']);
  expect((await change('908173', '740963', one)).data).toEqual({ changePin: true });
  expect((await venue.request('{ viewer { name } }', {}, one)).data.viewer.name).toBe('Support Desk');
  expect(codes(await change('908173', '385120', other))).toEqual(['UNAUTHENTICATED']);
  expect(codes(await change('908173', '385120', one))).toEqual(['SIGN_IN_FAILED']);
  expect(await codeOf('5', '908173')).toBe('SIGN_IN_FAILED');
  expect(await codeOf('5', '740963')).toBeUndefined();
}, 90_000);

test('set-pin names the live API tokens of the clerk, and ends them if requested', async () => {
  const made = async (clerkId: string, name: string) => {
    const options = ['--clerk', clerkId, '--name', name, '--permission', 'SERVICES_VIEW', '--expires', '1h'];
    const { stdout, stderr } = await runCommand(['token', 'create', ...options], { env: venue.settings });
    expect(stderr).toContain(name);
    return stdout.trim();
  };
  const [nightly, others] = [await made('2', 'Nightly'), await made('1', 'Of Morgan')];
  const isLive = async (token: string) =>
    (await venue.request('{ viewer { id } }', {}, token)).data?.viewer?.id !== undefined;
  const result = await run(['set-pin', '2'], '630917\n');
  expect(result).toMatchObject({ status: 0, stderr: '' });
  expect(result.stdout).toContain('Nightly, for ');
  expect(result.stdout).not.toContain('Of Morgan');
  expect(result.stdout).toMatch(/^End one with "venue-control token revoke ID"\.$/m);
  expect(result.stdout).not.toContain('--end-tokens');
  expect(result.stdout).not.toContain(nightly.slice(-43));
  expect(await isLive(nightly)).toBe(true);
  const ended = await run(['set-pin', '2', '--end-tokens'], '630918\n');
  expect(ended.stdout).toContain('The tokens were revoked.');
  expect([await isLive(nightly), await isLive(others)]).toEqual([false, true]);
  await restorePin('2', '1357');
}, 120_000);

test.each([
  ['three digits', '123\n'],
  ['five digits', '90817\n'],
  ['a word', 'sunset\n'],
  ['nothing', ''],
])(
  'set-pin refuses %s without repeating it, and changes nothing',
  async (_, input) => {
    const before = audit();
    const { status, stdout, stderr } = await run(['set-pin', '4'], input);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('A PIN has 6 to 12 digits.');
    if (input.trim()) expect(stderr).not.toContain(input.trim());
    expect(audit()).toEqual(before);
    expect(await codeOf('4', '9753')).toBeUndefined();
  },
  60_000,
);

test('grant ticks a box for a group by its name or its ID', async () => {
  const words = ['Supervisors', 'CLOUD_CONNECTIVITY_ONBOARD', '--reason', 'Nights'];
  expect(await run(['grant', ...words])).toMatchObject({ status: 0, stderr: '' });
  const { data } = await venue.ask('{ viewer { permissions } }', {}, '2');
  expect(data.viewer.permissions).toContain('CLOUD_CONNECTIVITY_ONBOARD');
  const byId = await run(['grant', '2', 'CLOUD_CONNECTIVITY_ONBOARD', '--reason', 'Once more']);
  expect(byId).toMatchObject({ status: 0, stdout: 'Supervisors now has CLOUD_CONNECTIVITY_ONBOARD.\n' });
}, 90_000);

test('revoke clears a box, but never the last that clerk security can be edited with', async () => {
  const words = ['Supervisors', 'CLOUD_CONNECTIVITY_ONBOARD', '--reason', 'Nights are over'];
  expect(await run(['revoke', ...words])).toMatchObject({
    status: 0,
    stdout: 'Supervisors no longer has CLOUD_CONNECTIVITY_ONBOARD.\n',
  });
  const edit = (group: string) => run(['revoke', group, 'CLERK_SECURITY_EDIT', '--reason', 'Gone']);
  expect((await edit('1')).status).toBe(0);
  const last = await edit('2');
  expect(last.status).toBe(1);
  expect(last.stderr).toContain(
    '"Supervisors" is the last group that has "Clerk Security > Edit" without an end',
  );
  // The sessions of those who have lost a permission are over.
  expect((await venue.ask('{ viewer { permissions } }', {}, '2')).data?.viewer ?? null).toBeNull();
  venue.forgetSessions();
  expect((await venue.ask('{ viewer { permissions } }', {}, '2')).data.viewer.permissions).toContain(
    'CLERK_SECURITY_EDIT',
  );
}, 90_000);

test('five wrong PINs lock a clerk out, and unlock lets them in again', async () => {
  for (let time = 0; time < 5; time += 1) expect(await codeOf('3', '0000')).toBe('SIGN_IN_FAILED');
  expect(await codeOf('3', '8642')).toBe('SIGN_IN_LOCKED');
  expect(await run(['unlock', '3'])).toMatchObject({ status: 0, stderr: '' });
  expect(await codeOf('3', '8642')).toBeUndefined();
}, 90_000);

test('each of them is in the audit as intended and as done, without the PIN', async () => {
  const rows = audit();
  expect(rows).toEqual([
    expect.stringMatching(/^clerk\.set-pin \| Support Desk \| INTENDED \| set on the command line$/),
    expect.stringMatching(/^clerk\.set-pin \| Support Desk \| SUCCEEDED \| set on the command line$/),
    expect.stringMatching(/^createApiToken \| /),
    expect.stringMatching(/^createApiToken \| /),
    'clerk.set-pin | Sam Okafor | INTENDED | set on the command line',
    'clerk.set-pin | Sam Okafor | SUCCEEDED | set on the command line',
    'clerk.set-pin | Sam Okafor | INTENDED | set on the command line',
    'clerk.set-pin | Sam Okafor | SUCCEEDED | set on the command line',
    'endApiTokens | clerk 2 | SUCCEEDED | with a new PIN',
    'clerk.grant | Supervisors: CLOUD_CONNECTIVITY_ONBOARD | INTENDED | Nights',
    'clerk.grant | Supervisors: CLOUD_CONNECTIVITY_ONBOARD | SUCCEEDED | Nights',
    'clerk.grant | Supervisors: CLOUD_CONNECTIVITY_ONBOARD | INTENDED | Once more',
    'clerk.grant | Supervisors: CLOUD_CONNECTIVITY_ONBOARD | SUCCEEDED | Once more',
    'clerk.revoke | Supervisors: CLOUD_CONNECTIVITY_ONBOARD | INTENDED | Nights are over',
    'clerk.revoke | Supervisors: CLOUD_CONNECTIVITY_ONBOARD | SUCCEEDED | Nights are over',
    'clerk.revoke | Administrators: CLERK_SECURITY_EDIT | INTENDED | Gone',
    'clerk.revoke | Administrators: CLERK_SECURITY_EDIT | SUCCEEDED | Gone',
    expect.stringMatching(/^clerk\.unlock \| .+ \| INTENDED \| unlocked on the command line$/),
    expect.stringMatching(/^clerk\.unlock \| .+ \| SUCCEEDED \| unlocked on the command line$/),
  ]);
  expect(rows.join()).not.toContain('908173');
});

test.each<[readonly string[], readonly string[]]>([
  [
    ['set-pin', '99'],
    ['Clerk 99 does not exist.', 'Use one of: 1 '],
  ],
  [
    ['unlock', 'Morgan'],
    ['Clerk Morgan does not exist.', 'Use one of: 1 '],
  ],
  [
    ['grant', 'Owners', 'AUDIT_VIEW', '--reason', 'x'],
    ['Security group Owners does not exist.', 'Use one of: 1 '],
  ],
  [
    ['grant', '2', 'EVERYTHING', '--reason', 'x'],
    ['Permission EVERYTHING does not exist.', 'CLOUD_CONNECTIVITY_ONBOARD'],
  ],
])(
  '%j is refused with what there is',
  async (words, said) => {
    const { status, stdout, stderr } = await run(words, '908173\n');
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    for (const part of said) expect(stderr).toContain(part);
  },
  60_000,
);

test('without an elevated prompt all of it is refused, with how to get one', async () => {
  const before = audit();
  await venue.setFaults({ elevation: 'missing' });
  try {
    const refusals = await Promise.all([
      run(['set-pin', '5'], '2222\n'),
      run(['unlock', '3']),
      run(['grant', '2', 'CLOUD_CONNECTIVITY_ONBOARD', '--reason', 'x']),
    ]);
    for (const { status, stderr } of refusals) {
      expect(status).toBe(1);
      expect(stderr).toContain('This needs an elevated prompt.');
      expect(stderr).toContain('Run as administrator');
    }
  } finally {
    await venue.setFaults({});
  }
  expect(audit()).toEqual(before);
}, 90_000);
