/** Who a token stands for is looked up in each turn: a clerk who lost it, by whatever program, is refused by the next request and within a second on a socket. */
import 'reflect-metadata';
import type { Viewer } from '../../src/operations/clerks/viewer.js';
import { createRequestContext } from '../../src/resolvers/request/context.js';
import { buildGuardedSchema } from '../../src/resolvers/schema/build-schema.js';
import { createServer, type Server } from '../../src/server/server.js';
import { Viewers } from '../../src/server/viewers.js';
import { callerOf, type PracticeDomain, practiceDomain } from '../operations/practice-domain.js';
import { HOUR, tokenBench } from '../operations/token-bench.js';
import { send } from './raw-http.js';
import { open } from './socket-client.js';

const QUERY = '{ viewer { id } }';

describe('a lookup', () => {
  const viewer = callerOf('1').viewer;
  let looks: boolean[];
  let viewers: Viewers;
  beforeEach(() => {
    looks = [];
    viewers = new Viewers({
      async viewerOf(token, { countsAsActivity }) {
        looks.push(countsAsActivity);
        return token === 'token' ? viewer : undefined;
      },
    });
  });

  test('is shared by all who show the same token in one turn, and by no later request', async () => {
    const ask = () => viewers.of('token', { countsAsActivity: true });
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([viewer, viewer, viewer]);
    expect(looks).toEqual([true]);
    await ask();
    expect(looks).toEqual([true, true]);
  });

  test('tells tokens apart, and what is use of the session from what is not', async () => {
    const of = (token: string, countsAsActivity: boolean) => viewers.of(token, { countsAsActivity });
    expect(await Promise.all([of('token', true), of('token', false), of('another', true)])).toEqual([
      viewer,
      viewer,
      undefined,
    ]);
    expect(looks).toEqual([true, false, true]);
  });
});

describe('over a real store', () => {
  let domain: PracticeDomain;
  let server: Server;
  let port: number;
  beforeEach(async () => {
    domain = await practiceDomain();
    const hash = domain.pinHash('2468');
    await domain.state.pins.set({ clerkId: '1', hash, changedAt: domain.clock.now() });
    server = createServer({
      config: { port: 0 },
      controlPlane: domain.plane,
      schema: buildGuardedSchema(),
      createContext: createRequestContext,
      log: { debug() {}, info() {}, warn() {}, error() {} },
    });
    port = (await server.start()).port;
  });
  afterEach(async () => {
    await server.stop();
    await domain.close();
  });

  const ask = async (token: string, query = QUERY) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    return (await send(port, { method: 'POST', headers, body: JSON.stringify({ query }) })).json;
  };
  const signIn = async () => {
    const { json } = await send(port, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: 'mutation { signIn(clerkId: "1", pin: "2468") { token } }' }),
    });
    return json.data.signIn.token as string;
  };
  const apiToken = async () => {
    const { bench, permissions } = { bench: tokenBench(domain), permissions: domain.world.permissions };
    return (await bench.make(permissions.slice(0, 1), HOUR)).token;
  };

  // Nobody tells the server: so does another process, the command line, Back Office.
  const taken: [string, () => Promise<string>, (viewer: Viewer) => unknown][] = [
    ['a session whose clerk is disabled', signIn, () => domain.world.switchedOff.add('1')],
    ['a session that is revoked', signIn, ({ sessionId }) => domain.state.sessions.delete(sessionId)],
    [
      'a session whose clerk loses a tick box',
      signIn,
      () => {
        domain.world.permissions = domain.world.permissions.slice(1);
      },
    ],
    ['an API token whose maker is disabled', apiToken, () => domain.world.switchedOff.add('1')],
    ['an API token that is revoked', apiToken, ({ token }) => domain.state.apiTokens.end(token?.id ?? '')],
  ];

  test.each(taken)(
    '%s is refused by the next request, and its socket closed within a second',
    async (_what, enter, take) => {
      const token = await enter();
      const viewer = await domain.plane.signIn.viewerOf(token);
      const client = await open(port);
      await client.init(token);
      const socketClosed = client.closed.then((code) => [code, performance.now()] as const);
      expect((await ask(token)).errors).toBeUndefined();
      await take(viewer as Viewer);
      const since = performance.now();
      expect((await ask(token)).errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
      const [code, closedAt] = await socketClosed;
      expect(code).toBe(4403);
      expect(closedAt - since).toBeLessThan(1000);
    },
  );

  test('a session that its clerk signs out of is over with the next question', async () => {
    const token = await signIn();
    expect((await ask(token)).errors).toBeUndefined();
    expect((await ask(token, 'mutation { signOut }')).errors).toBeUndefined();
    expect((await ask(token)).errors[0].extensions.code).toBe('UNAUTHENTICATED');
  });
});
