/** A session that was opened with a temporary PIN: over both transports it may choose another PIN, end itself, and nothing else. */
import type { Viewer } from '../../../src/domain/request/viewer.js';
import { ALL_PERMISSIONS } from '../../../src/domain/types/permissions.js';
import { AppError } from '../../../src/errors/errors.js';
import { matrixFields } from '../../prove/guards/matrix.js';
import { fakeControlPlane, MOMENT, viewer } from '../../resolvers/fake-control-plane.js';
import { onceGuarded, post } from './guarded-server.js';
import { send } from './raw-http.js';
import { open } from './socket-client.js';

const MIGHTY = viewer({
  scope: { every: true, locationGroupIds: new Set(['1', '2']) },
  permissions: new Set(ALL_PERMISSIONS),
});
const TEMPORARY: Viewer = { ...MIGHTY, mustChangePin: true };

const signedIn = { token: 'token', clerk: MIGHTY.clerk, expiresAt: MOMENT, steppedUpUntil: MOMENT };
const tokens = new Map<string, Viewer>();
const changed: unknown[] = [];
const server = onceGuarded(() => {
  const { controlPlane } = fakeControlPlane();
  const signIn = {
    ...controlPlane.signIn,
    signIn: async () => ({ ...signedIn, mustChangePin: true }),
    viewerOf: async (token: string) => {
      if (token === 'away') throw new AppError('STATE_DATABASE_UNAVAILABLE');
      return tokens.get(token);
    },
    changePin: async (_caller: unknown, pins: unknown) => void changed.push(pins),
  };
  return { ...controlPlane, signIn };
});
beforeEach(() => {
  // `token` is what the fake's signIn answers.
  for (const name of ['temporary', 'token']) tokens.set(name, TEMPORARY);
  tokens.set('mighty', MIGHTY);
});

async function overHttp(query: string, token = 'temporary') {
  const { json } = await post(server.port, { query }, token);
  const codes = ((json.errors ?? []) as { extensions: { code: string } }[]).map((of) => of.extensions.code);
  return { data: json.data, codes };
}

const OPEN = ['query health', 'mutation signIn', 'mutation signOut', 'mutation changePin'];

test.each(matrixFields().filter(({ root }) => root !== 'subscription'))(
  'over HTTP: $name',
  async ({ name, document }) => {
    const { codes } = await overHttp(document);
    if (OPEN.includes(name)) expect(codes).not.toContain('PIN_TEMPORARY');
    else expect(codes).toEqual(['PIN_TEMPORARY']);
    expect((await overHttp(document, 'mighty')).codes).not.toContain('PIN_TEMPORARY');
  },
);

test('answers the token of a sign-in and that the PIN is temporary, and the clerk to no one', async () => {
  const signIn = (fields: string) => overHttp(`mutation { signIn(clerkId: "1", pin: "2468") { ${fields} } }`);
  expect((await signIn('token')).data).toEqual({ signIn: { token: 'token' } });
  expect(await signIn('token clerk { name }')).toEqual({ data: { signIn: null }, codes: ['PIN_TEMPORARY'] });
});

test('changes the PIN, whatever else the document asks for', async () => {
  const { data, codes } = await overHttp(
    'mutation { changePin(currentPin: "246801", newPin: "830617") setMaintenance(on: true, reason: "r") { on } }',
  );
  expect({ data, codes }).toEqual({
    data: { changePin: true, setMaintenance: null },
    codes: ['PIN_TEMPORARY'],
  });
  expect(changed).toEqual([{ currentPin: '246801', newPin: '830617' }]);
});

test('takes one change a document, and no asking whether', async () => {
  const change = (name: string) => `${name}: changePin(currentPin: "246801", newPin: "830617")`;
  expect((await overHttp(`mutation { ${change('a')} ${change('b')} }`)).codes).toEqual([
    'DOCUMENT_TOO_LARGE',
  ]);
  expect((await overHttp(`mutation @whatIf { ${change('a')} }`)).codes).toEqual(['BAD_USER_INPUT']);
});

test.each([
  ['PIN_TEMPORARY', 'temporary', 403],
  ['STATE_DATABASE_UNAVAILABLE', 'away', 503],
  ['UNAUTHENTICATED', 'over', 401],
])('reads no schema, and is shown why: %s', async (code, token, modern) => {
  const query = '{ __schema { queryType { name } } }';
  expect((await overHttp(query, token)).codes).toEqual([code]);
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const statusFor = async (accept: string) =>
    (
      await send(server.port, {
        method: 'POST',
        headers: { ...headers, accept },
        body: JSON.stringify({ query }),
      })
    ).status;
  expect(await statusFor('application/graphql-response+json')).toBe(modern);
  expect(await statusFor('application/json')).toBe(modern === 503 ? 503 : 200);
});

test('opens no WebSocket', async () => {
  const client = await open(server.port);
  client.send({ type: 'connection_init', payload: { authorization: 'Bearer temporary' } });
  expect(await client.closed).toBe(4403);
});

test('over a WebSocket that was open before the PIN became temporary, subscribes to nothing and hears nothing', async () => {
  const client = await open(server.port);
  await client.init('mighty');
  tokens.set('mighty', TEMPORARY);
  const fields = matrixFields().filter(({ root }) => root === 'subscription');
  expect(fields.length).toBeGreaterThan(0);
  for (const [id, { document }] of fields.entries()) {
    client.subscribe(String(id), document);
    const { payload } = await client.next(String(id));
    expect((payload.errors ?? payload)[0].extensions.code).toBe('PIN_TEMPORARY');
  }
  client.socket.close();
  await client.closed;
});
