import type { Viewer } from '../../../src/domain/request/viewer.js';
import { type RequestTrace, TRACES } from '../../../src/domain/types/traces.js';
import { eachPractice, TOKEN } from './practice.js';
import { ready, until } from './socket-client.js';

const practice = eachPractice();

test('streams events, and leaves their source at once when the client completes, even an idle one', async () => {
  const client = await ready(practice.port);
  client.subscribe('1', 'subscription { ticks(every: 5) }');
  expect((await client.next('1')).payload).toEqual({ data: { ticks: '1 for Ada' } });
  expect((await client.next('1')).payload).toEqual({ data: { ticks: '2 for Ada' } });
  client.send({ type: 'complete', id: '1' });
  client.subscribe('2', 'subscription { silent }');
  await until(() => practice.left.includes('ticks'));
  client.send({ type: 'complete', id: '2' });
  await until(() => practice.left.includes('silent'));
});

test('carries five subscriptions a socket and refuses the sixth until one is completed', async () => {
  const client = await ready(practice.port);
  for (const id of ['1', '2', '3', '4', '5', '6']) client.subscribe(id, 'subscription { silent }');
  const refused = await client.next('6');
  expect([refused.type, refused.payload[0].extensions.code]).toEqual(['error', 'BUSY']);
  client.send({ type: 'complete', id: '1' });
  await until(() => practice.left.length === 1);
  client.subscribe('7', 'subscription { ticks(every: 5) }');
  expect((await client.next('7')).type).toBe('next');
  client.socket.close();
  await until(() => practice.left.length === 6);
});

test('forgets refused operations: a hundred of them leave room for the next', async () => {
  const client = await ready(practice.port);
  for (let i = 0; i < 100; i++) await client.ask(`r${i}`, i % 2 ? '{ nothing }' : '{ health }');
  client.subscribe('1', 'subscription { ticks(every: 5) }');
  expect((await client.next('1')).type).toBe('next');
});

test('executes no further event for a client that does not read, and then each one once', async () => {
  practice.tokens.set(TOKEN, { clerk: { id: '1', name: 'x'.repeat(100_000) } } as unknown as Viewer);
  const client = await ready(practice.port);
  client.socket.pause();
  client.subscribe('1', 'subscription { ticks(every: 0) }');
  // What the machine's own buffers take is a few megabytes.
  let executed = -1;
  while (executed !== practice.ran.length) {
    executed = practice.ran.length;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  expect(executed).toBeLessThan(200);
  client.socket.resume();
  for (let tick = 1; tick <= executed + 50; tick += 1)
    expect((await client.next('1')).payload.data.ticks).toMatch(new RegExp(`^${tick} for x`));
});

test('executes each event for the caller as of then', async () => {
  const client = await ready(practice.port);
  client.subscribe('1', 'subscription { ticks(every: 50) }');
  await client.next('1');
  practice.tokens.set(TOKEN, { clerk: { id: '1', name: 'Grace' } } as unknown as Viewer);
  const seen = performance.now();
  while ((await client.next('1')).payload.data.ticks.endsWith('Ada'));
  expect(performance.now() - seen).toBeLessThan(1_000);
});

test('ends a stream whose event is refused, and keeps the socket', async () => {
  const client = await ready(practice.port);
  client.subscribe('1', 'subscription { ticks(every: 50) }');
  await client.next('1');
  practice.tokens.set(TOKEN, { clerk: { id: '1', name: 'Refused' } } as unknown as Viewer);
  let message = await client.next('1');
  while (message.payload?.data?.ticks) message = await client.next('1');
  expect(message.payload.errors[0].extensions).toMatchObject({ code: 'FORBIDDEN', gate: 'PERMISSION' });
  expect((await client.next('1')).type).toBe('complete');
  await client.isServed();
});

test.each(['ticks(every: 20)', 'silent'])(
  'closes the socket within a second of its token ending: %s',
  async (field) => {
    const client = await ready(practice.port);
    client.subscribe('1', `subscription { ${field} }`);
    await until(() => practice.opened.length === 1);
    practice.tokens.delete(TOKEN);
    const before = performance.now();
    expect(await client.closed).toBe(4403);
    expect(performance.now() - before).toBeLessThan(1_200);
    await until(() => practice.left.length === 1);
  },
);

test('counts neither an open socket nor what is followed on it as use of the session', async () => {
  const client = await ready(practice.port);
  client.subscribe('1', 'subscription { ticks(every: 20) }');
  await client.next('1');
  await until(() => practice.reads.length >= 4);
  expect(practice.reads.filter((active) => active)).toEqual([]);
});

test('publishes each subscription until its events can come, with the code of a refusal', async () => {
  const heard: RequestTrace[] = [];
  const hear = (trace: unknown) => void heard.push(trace as RequestTrace);
  TRACES.request.asyncEnd.subscribe(hear);
  const client = await ready(practice.port);
  client.subscribe('1', 'subscription { silent }');
  await until(() => heard.length === 1);
  practice.tokens.delete(TOKEN);
  client.subscribe('2', 'subscription { ticks(every: 5) }');
  await until(() => heard.length === 2);
  TRACES.request.asyncEnd.unsubscribe(hear);
  expect(heard).toMatchObject([
    { correlationId: expect.any(String), operation: { type: 'subscription', field: 'silent' } },
    { operation: { type: 'subscription', field: 'ticks' }, errorCode: 'UNAUTHENTICATED' },
  ]);
  expect(heard[0]).not.toHaveProperty('errorCode');
});
