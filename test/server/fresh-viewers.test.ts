/** Who a token stands for is remembered for half a second: nobody is in for longer than a second after that was taken, by whatever program. */
import 'reflect-metadata';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Viewer } from '../../src/operations/clerks/viewer.js';
import { createRequestContext } from '../../src/resolvers/request/context.js';
import { buildGuardedSchema } from '../../src/resolvers/schema/build-schema.js';
import { FRESH_FOR, FreshViewers } from '../../src/server/fresh-viewers.js';
import { createServer, type Server } from '../../src/server/server.js';
import { callerOf, type PracticeDomain, practiceDomain } from '../operations/practice-domain.js';
import { HOUR, tokenBench } from '../operations/token-bench.js';
import { send } from './raw-http.js';
import { open } from './socket-client.js';

const QUERY = '{ viewer { id } }';

describe('what a look is good for', () => {
  const viewer = callerOf('1').viewer;
  let looks: boolean[];
  let answer: () => Promise<Viewer | undefined>;
  let viewers: FreshViewers;
  beforeEach(() => {
    looks = [];
    answer = async () => viewer;
    viewers = new FreshViewers({
      viewerOf(_token, look) {
        looks.push(look?.countsAsActivity !== false);
        return answer();
      },
    });
  });

  test('queries, events and watches share one for half a second', async () => {
    for (let n = 0; n < 10; n += 1) expect(await viewers.ofReader('token')).toBe(viewer);
    await viewers.of('token');
    expect(looks).toEqual([true]);
    await sleep(FRESH_FOR);
    await viewers.ofReader('token');
    expect(looks).toEqual([true, true]);
  });

  test("a query's counts as use of the session, whatever a watch has seen just before", async () => {
    await viewers.of('token');
    await viewers.ofReader('token');
    expect(looks).toEqual([false, true]);
  });

  test('what acts is looked up each time, and what it has changed is seen at once', async () => {
    await viewers.ofReader('token');
    await viewers.ofActor('token');
    await viewers.ofActor('token');
    expect(looks).toHaveLength(3);
    viewers.forget();
    await viewers.ofReader('token');
    expect(looks).toHaveLength(4);
  });

  test('a socket, and what is opened on it, is looked up anew and is no use of the session', async () => {
    await viewers.ofReader('token');
    await viewers.ofListener('token');
    await viewers.ofListener('token');
    expect(looks).toEqual([true, false, false]);
  });

  test('nothing is kept of a token that stands for nobody, nor of a look that failed', async () => {
    answer = async () => undefined;
    await viewers.ofReader('token');
    answer = () => Promise.reject(new Error('away'));
    await expect(viewers.ofReader('token')).rejects.toThrow('away');
    answer = async () => viewer;
    expect(await viewers.ofReader('token')).toBe(viewer);
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

  test.each(taken)('%s is out within a second, over HTTP and on its socket', async (_what, enter, take) => {
    const token = await enter();
    const viewer = await domain.plane.signIn.viewerOf(token);
    const client = await open(port);
    await client.init(token);
    let isOut = false;
    const socketClosed = client.closed.then((code) => [code, performance.now()] as const);
    expect((await ask(token)).errors).toBeUndefined();
    await take(viewer as Viewer);
    const since = performance.now();
    // Asked again and again: what is remembered isn't prolonged by that.
    while (!isOut && performance.now() - since < 3000) {
      isOut = (await ask(token)).errors?.[0].extensions.code === 'UNAUTHENTICATED';
      if (!isOut) await sleep(20);
    }
    expect(performance.now() - since).toBeLessThan(1000);
    const [code, closedAt] = await socketClosed;
    expect(code).toBe(4403);
    expect(closedAt - since).toBeLessThan(1000);
  });

  test('a session that its clerk signs out of is over with the next question', async () => {
    const token = await signIn();
    expect((await ask(token)).errors).toBeUndefined();
    expect((await ask(token, 'mutation { signOut }')).errors).toBeUndefined();
    expect((await ask(token)).errors[0].extensions.code).toBe('UNAUTHENTICATED');
  });
});
