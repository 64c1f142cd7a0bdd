import { type AddressInfo, connect, createServer as createTcp, Server as TcpServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { jest } from '@jest/globals';
import { WebSocket } from 'ws';
import { eachPractice, startPractice, TOKEN } from './practice.js';
import { send } from './raw-http.js';
import { until } from './socket-client.js';

const practice = eachPractice();

test('starts twice with one port, stops twice, and starts again', async () => {
  const { server, port } = practice;
  expect(await server.start()).toEqual({ port });
  await Promise.all([server.stop(), server.stop()]);
  await server.stop();
  await expect(practice.query('{ health }')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  const again = await server.start();
  const answer = await fetch(`http://127.0.0.1:${again.port}/healthz`);
  expect(await answer.json()).toMatchObject({ status: 'OK' });
});

test('stops before any start, and while it is starting', async () => {
  const { server } = practice;
  await server.stop();
  await server.stop();
  const starting = server.start();
  await server.stop();
  await expect(starting).resolves.toMatchObject({ port: expect.any(Number) });
  await expect(practice.query('{ health }')).rejects.toBeDefined();
});

test.each([
  ['127.0.0.1', '127.0.0.1:'],
  ['::1', '[::1]:'],
])(
  'refuses to start where another program has its port at %s, says what to do, and starts once it is free',
  async (address, said) => {
    const squatter = createTcp();
    await new Promise<void>((resolve) => squatter.listen(0, address, resolve));
    const { port } = squatter.address() as AddressInfo;
    const refused = startPractice(port);
    await expect(refused).rejects.toThrow(`${said}${port}`);
    await expect(refused).rejects.toThrow('End it, or set VENUE_CONTROL_PORT to another port.');
    await new Promise((resolve) => squatter.close(resolve));
    const other = await startPractice(port);
    expect(other.port).toBe(port);
    await other.server.stop();
  },
);

test.each(['127.0.0.1', '::1'])(
  'says what keeps it from a port that the system, or another account, has to itself at %s',
  async (address) => {
    const { server, port } = practice;
    await server.stop();
    const listen = TcpServer.prototype.listen;
    // As Windows answers for a port that another account has bound exclusively, or that it keeps back.
    const closed = jest.spyOn(TcpServer.prototype, 'listen').mockImplementation(function (
      this: TcpServer,
      ...words: unknown[]
    ) {
      if ((words[0] as { host?: string }).host !== address) return listen.apply(this, words as never);
      process.nextTick(() =>
        this.emit('error', Object.assign(new Error('listen EACCES'), { code: 'EACCES' })),
      );
      return this;
    });
    try {
      const refused = startPractice(port);
      await expect(refused).rejects.toThrow(/may not listen at .*excludedportrange/);
      await expect(refused).rejects.toThrow('set VENUE_CONTROL_PORT to another port.');
    } finally {
      closed.mockRestore();
    }
  },
);

test('answers at both addresses that localhost may mean, so that no one else can, and leaves both', async () => {
  for (const address of ['127.0.0.1', '::1']) {
    expect(await squat(address, practice.port)).toBe('EADDRINUSE');
    const answer = await send(practice.port, {
      method: 'POST',
      address,
      headers: { host: `localhost:${practice.port}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ health }' }),
    });
    expect(answer.json).toMatchObject({ data: { health: 'OK' } });
  }
  const socket = new WebSocket(`ws://localhost:${practice.port}/graphql`, 'graphql-transport-ws');
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  await practice.server.stop();
  for (const address of ['127.0.0.1', '::1']) expect(await squat(address, practice.port)).toBeUndefined();
});

test('holds the guards at ::1 too, whose own name is no Host of ours', async () => {
  const refused = await send(practice.port, {
    path: '/healthz',
    address: '::1',
    headers: { host: `[::1]:${practice.port}` },
  });
  expect(refused.status).toBe(421);
});

test('listens on 127.0.0.1 and ::1 and nowhere else', async () => {
  const others = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ address, scopeid }) => address !== '127.0.0.1' && address !== '::1' && !scopeid);
  for (const { address } of others) {
    const opened = await new Promise((resolve) => {
      const socket = connect({ host: address, port: practice.port, timeout: 500 }, () => resolve(true));
      socket.on('error', () => resolve(false));
      socket.on('timeout', () => resolve(false));
    });
    expect([address, opened]).toEqual([address, false]);
  }
});

test('lets a request that runs come to its end, and closes sockets with 1001', async () => {
  const socket = await signedIn();
  const closed = new Promise((resolve) => socket.once('close', resolve));
  const running = practice.query('{ slow(milliseconds: 400) }');
  await until(() => practice.ran.length === 1);
  const before = performance.now();
  await practice.server.stop();
  expect(performance.now() - before).toBeLessThan(2_000);
  expect((await running).json).toEqual({ data: { slow: 'done' } });
  expect(await closed).toBe(1001);
});

test('does not wait longer than five seconds, nor for an idle connection or an open subscription', async () => {
  const idle = connect(practice.port, '127.0.0.1');
  await new Promise((resolve) => idle.once('connect', resolve));
  idle.on('error', () => undefined);
  const socket = await signedIn();
  socket.send('{"type":"subscribe","id":"1","payload":{"query":"subscription { silent }"}}');
  await until(() => practice.opened.length === 1);
  const running = practice.query('{ slow(milliseconds: 60000) }').catch((error: unknown) => error);
  await until(() => practice.ran.length === 1);
  const before = performance.now();
  await practice.server.stop();
  const took = performance.now() - before;
  expect(took).toBeGreaterThan(4_500);
  expect(took).toBeLessThan(6_500);
  expect(await running).toMatchObject({ code: 'ECONNRESET' });
  expect(practice.left).toEqual(['silent']);
}, 15_000);

test('stops in an instant when nothing runs, no matter who is connected', async () => {
  const idle = connect(practice.port, '127.0.0.1');
  await new Promise((resolve) => idle.once('connect', resolve));
  idle.on('error', () => undefined);
  await fetch(`http://127.0.0.1:${practice.port}/healthz`);
  const socket = await signedIn();
  const before = performance.now();
  await practice.server.stop();
  expect(performance.now() - before).toBeLessThan(1_500);
  expect(socket.readyState).toBeGreaterThanOrEqual(WebSocket.CLOSING);
});

test('is not kept from stopping by a client that leaves its half of a refused upgrade open', async () => {
  const client = connect({ port: practice.port, host: '127.0.0.1', allowHalfOpen: true });
  client.on('error', () => undefined);
  client.write('GET /nothing HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
  await new Promise((resolve) => client.once('data', resolve));
  const before = performance.now();
  await practice.server.stop();
  expect(performance.now() - before).toBeLessThan(2_000);
  client.destroy();
});

async function signedIn(): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${practice.port}/graphql`, 'graphql-transport-ws');
  await new Promise((resolve) => socket.once('open', resolve));
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${TOKEN}` } }));
  await new Promise((resolve) => socket.once('message', resolve));
  return socket;
}

/** Why no one else may listen there; undefined when someone may. */
function squat(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const squatter = createTcp();
    squatter.once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
    squatter.listen({ host, port }, () => squatter.close(() => resolve(undefined)));
  });
}
