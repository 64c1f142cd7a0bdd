/** API tokens on the command line and over HTTP of a real server. */
import { type PracticeVenue, startVenue } from '../../venue/practice-venue.js';
import { runCommand } from './run-command.js';

let venue: PracticeVenue;
/** Of the one that the first test makes. */
let token: string;

beforeAll(async () => {
  venue = await startVenue();
  const made = await create(['--permission', 'SERVICES_VIEW', 'CLERK_SECURITY_VIEW']);
  token = made.stdout.trim();
}, 90_000);
afterAll(() => venue?.stop(), 60_000);

const run = (words: readonly string[]) => runCommand(['token', ...words], { env: venue.settings });
const create = (more: readonly string[]) =>
  run(['create', '--clerk', '1', '--name', 'Nightly', '--expires', '30d', ...more]);
const idOf = (text: string) => text.split('_')[1] ?? '';
const makeByApi = async (permission: string, name: string) => {
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
  const query =
    'mutation ($i: CreateApiTokenInput!) { createApiToken(input: $i) { id name token permissions expiresAt } }';
  const { data } = await venue.ask(query, { i: { name, permissions: [permission], expiresAt } });
  return { expiresAt, ...data.createApiToken };
};
const revoke = (id: string) => venue.ask('mutation ($id: ID!) { revokeApiToken(id: $id) }', { id });
const codesOf = async (query: string, bearer = token) =>
  (await venue.request(query, {}, bearer)).errors.map(({ extensions }) => extensions.code);

test('create prints the token and nothing else to standard output; --json what it is, too', async () => {
  expect(token).toMatch(/^vct_[a-z0-9]{16}_[A-Za-z0-9_-]{43}$/);
  const { stdout, stderr } = await create(['--permission', 'AUDIT_VIEW', '--json']);
  const made = JSON.parse(stdout);
  expect(made).toMatchObject({ name: 'Nightly', permissions: ['AUDIT_VIEW'], createdByName: 'Morgan Reyes' });
  expect(made.token).toContain(made.id);
  expect(stderr).toMatch(
    /^Nightly \(\w{16}\) acts for Morgan Reyes until \S+ \S+ \S+\. It is not shown again\.\n$/,
  );
  expect(stderr).not.toContain(made.token.slice(-43));
  await revoke(made.id);
}, 60_000);

test('a token asks for its maker over HTTP, and says who it is', async () => {
  const query =
    '{ viewer { name permissions locked apiToken { id name } } services { key } clerk(id: "2") { name } }';
  const { data, errors } = await venue.request(query, {}, token);
  expect(errors).toEqual([]);
  expect(data.viewer).toEqual({
    name: 'Morgan Reyes',
    permissions: ['SERVICES_VIEW', 'CLERK_SECURITY_VIEW'],
    locked: false,
    apiToken: { id: idOf(token), name: 'Nightly' },
  });
  expect((await venue.ask('{ viewer { apiToken { id } } }')).data.viewer.apiToken).toBeNull();
  expect(await codesOf('mutation { startService(key: "connect") { key } }')).toEqual(['FORBIDDEN']);
  expect(await codesOf('mutation { setMaintenance(on: true, reason: "x") { on } }')).not.toEqual([]);
  expect(await codesOf('mutation { stepUp(pin: "2468") { token } }')).toEqual(['PERSON_NEEDED']);
  expect((await venue.request('mutation { signOut }', {}, token)).data).toEqual({ signOut: false });
  expect(await codesOf('{ viewer { id } }')).toEqual([]);
  expect(await codesOf('{ viewer { id } }', token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A'))).toEqual([
    'UNAUTHENTICATED',
  ]);
});

test('a clerk makes one over the API, and lists those of everyone', async () => {
  const made = await makeByApi('EVENT_LOGS_VIEW', 'By the API');
  expect(made).toMatchObject({ name: 'By the API', permissions: ['EVENT_LOGS_VIEW'] });
  expect((await venue.request('{ viewer { permissions } }', {}, made.token)).data.viewer.permissions).toEqual(
    ['EVENT_LOGS_VIEW'],
  );
  const listed = await venue.ask('{ apiTokens { id name createdByName lastUsedAt } }');
  expect(listed.data.apiTokens).toMatchObject([
    { name: 'Nightly', createdByName: 'Morgan Reyes', lastUsedAt: expect.stringMatching(/Z$/) },
    { id: made.id, name: 'By the API' },
  ]);
  expect(await codesOf(`{ apiTokens { id } }`)).toEqual(['FORBIDDEN']);
  await revoke(made.id);
});

test('create refuses what the clerk may not; list works beside the server, and shows no secret', async () => {
  const more = ['--clerk', '5', '--name', 'x', '--expires', '1h', '--permission', 'SERVICES_CONTROL'];
  const [refused, listed] = await Promise.all([run(['create', ...more]), run(['list', '--json'])]);
  expect(refused).toMatchObject({ status: 1, stdout: '' });
  expect(refused.stderr).toContain('does not have "Services > Control"');
  expect(JSON.parse(listed.stdout).map(({ id }: { id: string }) => id)).toEqual([idOf(token)]);
  expect(listed.stdout).not.toContain(token.slice(-43));
}, 60_000);

test('revoke ends it at once, and a list without tokens says so', async () => {
  const { stdout, stderr } = await run(['revoke', idOf(token)]);
  expect({ stdout, stderr }).toEqual({
    stdout: `The token Nightly (${idOf(token)}) was revoked.\n`,
    stderr: '',
  });
  expect(await codesOf('{ viewer { id } }')).toEqual(['UNAUTHENTICATED']);
  const { data } = await venue.ask('{ apiTokens { id } }');
  for (const { id } of data.apiTokens) await revoke(id);
  expect((await run(['list'])).stdout).toBe('There are no API tokens.\n');
}, 60_000);
