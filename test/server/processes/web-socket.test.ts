import { once } from 'node:events';
import { connect } from 'node:net';
import type { Viewer } from '../../../src/domain/request/viewer.js';
import { REFUSALS_LOGGED } from '../../../src/server/documents/refusal-log.js';
import { eachPractice, SENTINEL, TOKEN } from './practice.js';
import { type Client, open, ready, until, upgrade } from './socket-client.js';

const practice = eachPractice();

test('refuses an upgrade with a foreign Host, Origin, path or site before there is a socket', async () => {
  const ours = `127.0.0.1:${practice.port}`;
  const cases: readonly (readonly [number, Record<string, string>, string?])[] = [
    [421, { host: `evil.example:${practice.port}` }],
    [403, { host: ours, origin: 'http://evil.example' }],
    [403, { host: ours, origin: 'null' }],
    [403, { host: ours, 'sec-fetch-site': 'cross-site' }],
    [404, { host: ours }, '/healthz'],
    [404, { host: ours }, '/graphql/'],
    [400, { host: ours, authorization: 'Basic x' }],
  ];
  for (const [status, headers, path] of cases) {
    const answer = await upgrade(practice.port, headers, path);
    expect([headers, answer.status]).toEqual([headers, status]);
    expect(answer.json.errors[0]?.extensions.correlationId).toBe(answer.headers['x-correlation-id']);
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
  }
});

test('accepts our own Origin, and none', async () => {
  for (const origin of [`http://localhost:${practice.port}`, undefined]) {
    const client = await open(practice.port, { ...(origin && { origin }) });
    expect(await client.init()).toMatchObject({ type: 'connection_ack' });
    client.socket.close();
  }
});

test.each([
  ['no payload', undefined],
  ['no token', {}],
  ['another form', { authorization: TOKEN }],
  ['an unknown token', { authorization: 'Bearer unknown' }],
  ['a list', { authorization: [`Bearer ${TOKEN}`] }],
])('closes a socket whose init has %s with 4403', async (_what, payload) => {
  const client = await open(practice.port);
  const reason = new Promise((resolve) =>
    client.socket.once('close', (_code, text) => resolve(String(text))),
  );
  client.send({ type: 'connection_init', payload });
  expect(await client.closed).toBe(4403);
  expect(await reason).toMatch(/^(No token: send|The token is expired or unknown)/);
});

test.each(['Authorization', 'AUTHORIZATION'])('takes the token also as %s', async (name) => {
  const client = await open(practice.port);
  client.send({ type: 'connection_init', payload: { [name]: `Bearer ${TOKEN}` } });
  expect(await client.next(undefined)).toMatchObject({ type: 'connection_ack' });
  client.socket.close();
});

test('closes a socket that does not say who it is within three seconds', async () => {
  const client = await open(practice.port);
  const before = performance.now();
  expect(await client.closed).toBe(4408);
  expect(performance.now() - before).toBeLessThan(3_500);
});

test('closes a socket that asks before it said who it is, or speaks another protocol', async () => {
  const early = await open(practice.port);
  early.send({ type: 'subscribe', id: '1', payload: { query: '{ health }' } });
  expect(await early.closed).toBe(4401);
  await expect(open(practice.port, {}, 'graphql-ws')).rejects.toThrow('subprotocol');
});

test('closes a socket that sends more than 64 KB, binary data or what is no message, and stays up', async () => {
  const long = await ready(practice.port);
  long.send({ type: 'subscribe', id: '1', payload: { query: `{ health } ${' '.repeat(65_536)}` } });
  expect(await long.closed).toBe(1009);
  const binary = await ready(practice.port);
  binary.socket.send(Buffer.from('{"type":"ping"}'));
  expect(await binary.closed).toBe(4400);
  for (const text of ['', '{', '[]', '{"type":"nothing"}', '{"type":"subscribe","id":"1"}']) {
    const garbage = await ready(practice.port);
    garbage.socket.send(text);
    expect([text, await garbage.closed]).toEqual([text, 4400]);
  }
  expect((await practice.query('{ health }')).status).toBe(200);
});

test('fills no log with the broken frames of callers who never say who they are', async () => {
  const before = practice.logged.length;
  for (let i = 0; i < 40; i++) {
    const client = await open(practice.port);
    client.socket.send(' '.repeat(65_537));
    expect(await client.closed).toBe(1009);
  }
  // Of two minutes, where one ends meanwhile.
  expect(practice.logged.length - before).toBeLessThanOrEqual(2 * REFUSALS_LOGGED);
});

test('refuses a query and a mutation with a remedy, each with a correlation ID of its own, and runs neither', async () => {
  const client = await ready(practice.port);
  const ids = new Set<string>();
  for (const query of ['{ health }', 'mutation { act }', 'query A { health } subscription B { silent }']) {
    const message = await client.ask('1', query, { operationName: query.startsWith('query') ? 'A' : null });
    expect([query, message.type]).toEqual([query, 'error']);
    const [{ message: text, extensions }] = message.payload;
    expect(text).toBe('Queries and mutations are served over HTTP, at the same address.');
    expect(extensions).toMatchObject({
      code: 'BAD_REQUEST',
      remedy: 'Send the document by HTTP POST to /graphql.',
    });
    ids.add(extensions.correlationId);
  }
  expect(ids.size).toBe(3);
  expect(practice.ran).toEqual([]);
  await client.isServed();
});

test('answers a refused variable and an unknown operation with codes of ours', async () => {
  const client = await ready(practice.port);
  const refused = await client.ask('1', 'subscription ($n: Int!) { ticks(every: $n) }', {
    variables: { n: SENTINEL },
  });
  expect(refused.payload.errors[0]).toMatchObject({
    message: 'Variable "$n" got an invalid value. Expected Int.',
    extensions: { code: 'BAD_USER_INPUT' },
  });
  const unknown = await client.ask('2', 'subscription a { silent } subscription b { silent }', {
    operationName: SENTINEL,
  });
  expect(unknown.payload[0].extensions.code).toBe('BAD_REQUEST');
});

test('seats twenty sockets of one clerk and fifty in all, and refuses the next, until one goes', async () => {
  const seat = async (clerk: string) => {
    practice.tokens.set(`token-of-${clerk}`, { clerk: { id: clerk, name: clerk } } as unknown as Viewer);
    const client = await open(practice.port);
    client.send({ type: 'connection_init', payload: { authorization: `Bearer token-of-${clerk}` } });
    return client;
  };
  const seats = async (clerk: string, count: number) => {
    const clients: Client[] = [];
    for (let i = 0; i < count; i++) {
      const client = await seat(clerk);
      expect((await client.next(undefined)).type).toBe('connection_ack');
      clients.push(client);
    }
    return clients;
  };
  const [first] = await seats('a', 20);
  expect(await (await seat('a')).closed).toBe(1013);
  await seats('b', 20);
  await seats('c', 10);
  const refused = await upgrade(practice.port, { host: `127.0.0.1:${practice.port}` });
  expect([refused.status, refused.json.errors[0]?.extensions.code]).toEqual([503, 'BUSY']);
  first?.socket.close();
  await first?.closed;
  await seats('d', 1);
});

test('keeps no one out for a hundred sockets that never say who they are', async () => {
  const silent = await Promise.all(Array.from({ length: 100 }, () => open(practice.port)));
  const since = performance.now();
  expect(await (await open(practice.port)).init()).toMatchObject({ type: 'connection_ack' });
  expect(performance.now() - since).toBeLessThan(1000);
  await until(() => silent.filter(({ socket }) => socket.readyState === socket.OPEN).length < 25);
});

test('is rid of a socket one second after closing it, though its client never answers', async () => {
  const uninterruptible = connect(practice.port, '127.0.0.1');
  const ours = `127.0.0.1:${practice.port}`;
  const key = Buffer.alloc(16).toString('base64');
  uninterruptible.write(
    `GET /graphql HTTP/1.1\r\nHost: ${ours}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n`,
  );
  const since = performance.now();
  uninterruptible.resume();
  await once(uninterruptible, 'close');
  // Three seconds to say who it is, and one for the answer to our closing.
  expect(performance.now() - since).toBeLessThan(6000);
});

test.each([
  ['queries', (i: number) => ({ type: 'subscribe', id: String(i), payload: { query: DEAR } })],
  [
    'subscriptions',
    (i: number) => ({ type: 'subscribe', id: String(i), payload: { query: `subscription { ${'silent '}}` } }),
  ],
  ['pings', () => ({ type: 'ping' })],
])('lets others in between 10,000 %s that one socket sends at once', async (_what, message) => {
  const client = await ready(practice.port);
  await practice.query('{ health }');
  for (let i = 0; i < 10_000; i++) client.send(message(i));
  const waits: number[] = [];
  for (let i = 0; i < 20; i++) {
    const since = performance.now();
    expect((await practice.query('{ health }')).status).toBe(200);
    waits.push(performance.now() - since);
  }
  client.socket.terminate();
  expect(Math.max(...waits)).toBeLessThan(1000);
});

test('reads no more from a client that does not read', async () => {
  const client = await ready(practice.port);
  client.socket.pause();
  const text = JSON.stringify({ type: 'ping', payload: { text: 'x'.repeat(60_000) } });
  for (let i = 0; i < 700; i++) client.socket.send(text);
  await new Promise((resolve) => setTimeout(resolve, 3000));
  // Forty megabytes: what the machine's own buffers don't hold waits with anyone who sent it.
  expect(client.socket.bufferedAmount).toBeGreaterThan(10_000_000);
  client.socket.resume();
  await until(() => client.socket.bufferedAmount === 0, 20_000);
  await client.next(undefined);
}, 30_000);

/** Costs a millisecond or two before it runs. */
const DEAR = `{ ${Array.from({ length: 10 }, (_, i) => `a${i}: viewer { boss { boss { boss { name } } } }`).join(' ')} }`;
