import type { ControlPlane } from '../../../src/domain/control-plane.js';
import type { Viewer } from '../../../src/domain/request/viewer.js';
import { Permission } from '../../../src/domain/types/permissions.js';
import { isErrorCode } from '../../../src/errors/errors.js';
import { onceGuarded, post } from './guarded-server.js';
import { SENTINEL, TOKEN } from './practice.js';
import { ready } from './socket-client.js';

const viewer = {
  clerk: { id: '1', name: 'Ada', active: true },
  permissions: new Set(Object.values(Permission)),
  scope: { every: true, locationGroupIds: new Set() },
} as unknown as Viewer;

const controlPlane = {
  signIn: { viewerOf: async (token: string) => (token === TOKEN ? viewer : undefined) },
  security: { gateAgainst: () => undefined },
} as unknown as ControlPlane;
const server = onceGuarded(() => controlPlane);

/** Two and a half kilobytes that once stopped the server for 47 s; and the dearest that the limits let through. */
const LISTS = ['fields', 'interfaces', 'possibleTypes', 'inputFields'];
const NESTED = `{ __schema { types { ${LISTS.map((list) => `${list} { ${list === 'fields' || list === 'inputFields' ? 'type { fields { type { fields { name } } } }' : 'fields { type { fields { name } } }'} }`).join(' ')} } } }`;
const TYPE = 'type { kind name description ofType { kind name description ofType { name } } }';
const DEAREST = `{ __schema { ${Array.from({ length: 3 }, (_, i) => `a${i}: types { name description fields(includeDeprecated: true) { name description isDeprecated args { name description ${TYPE} } ${TYPE} } }`).join(' ')} } }`;

test.each([
  ['lists within lists of the schema', NESTED, 'GRAPHQL_VALIDATION_FAILED'],
  ['the dearest introspection that its limits let through', DEAREST, undefined],
])('is never kept from others for long by %s', async (_, bomb, code) => {
  const since = performance.now();
  const [{ json }, beside] = await Promise.all([query(bomb, {}, TOKEN), query('{ __typename }', {}, TOKEN)]);
  expect(performance.now() - since).toBeLessThan(3000);
  expect(beside.json.data).toEqual({ __typename: 'Query' });
  const codes = (json.errors ?? []).map(
    ({ extensions }: { extensions: { code: string } }) => extensions.code,
  );
  expect(codes).toEqual(code === undefined ? [] : expect.arrayContaining([code]));
});

const ONBOARD = 'mutation ($input: OnboardInput!) { onboard(input: $input) { id } }';
const INPUT = { customerNumber: '00420815', authenticationCode: SENTINEL, planFingerprint: 'p', reason: 'r' };

test.each([
  ['a wrong neighbour of the code', ONBOARD, { input: { ...INPUT, reason: 7, overrides: [{}] } }],
  ['a missing neighbour of the code', ONBOARD, { input: { authenticationCode: SENTINEL } }],
  ['an unknown neighbour of the code', ONBOARD, { input: { ...INPUT, nothing: SENTINEL } }],
  ['a malformed code', ONBOARD, { input: { ...INPUT, authenticationCode: `${SENTINEL} !` } }],
  ['a code in a list', ONBOARD, { input: { ...INPUT, authenticationCode: [SENTINEL] } }],
  [
    'a PIN that is no PIN',
    'mutation ($p: String!) { signIn(clerkId: "1", pin: $p) { token } }',
    { p: SENTINEL },
  ],
  [
    'a PIN in a list',
    'mutation ($p: String!) { signIn(clerkId: "1", pin: $p) { token } }',
    { p: [SENTINEL] },
  ],
  ['a literal PIN beside a fault', `mutation { signIn(clerkId: {}, pin: "${SENTINEL}") { token } }`, {}],
  [
    'a literal code beside a fault',
    `mutation { onboard(input: { authenticationCode: "${SENTINEL}", reason: 1 }) { id } }`,
    {},
  ],
])('refuses %s, over both transports, without quoting it', async (_what, document, variables) => {
  const answer = await query(document, variables, TOKEN);
  const client = await ready(server.port);
  const message = await client.ask('1', document, { variables });
  client.socket.close();
  for (const text of [answer.text, JSON.stringify(message)]) expect(text).not.toContain(SENTINEL);
  for (const { extensions } of [...answer.json.errors, ...(message.payload.errors ?? message.payload)]) {
    expect(isErrorCode(extensions.code)).toBe(true);
    expect(extensions.code).not.toBe('INTERNAL_SERVER_ERROR');
  }
});

const query = (document: string, variables: object, token: string) =>
  post(server.port, { query: document, variables }, token);
