/** Many who follow the same: what one event is to them is executed once, and no one is shown what is another's. */
import type { Viewer } from '../../../src/domain/request/viewer.js';
import { eachPractice, TOKEN } from './practice.js';
import { type Client, open, ready, until } from './socket-client.js';

const SPOKEN = 'subscription { spoken }';

const practice = eachPractice();
beforeEach(() => {
  practice.tokens.set('another', { clerk: { id: '2', name: 'Grace' } } as unknown as Viewer);
});

it('is executed once for all who ask the same as the same clerk, each answered under an ID of its own', async () => {
  const clients = await Promise.all([ready(practice.port), ready(practice.port), ready(practice.port)]);
  const ids = ['1', '2', '3'];
  for (const [n, client] of clients.entries()) client.subscribe(ids[n] ?? '', SPOKEN);
  await follows(3);
  const heard = await result(clients, ids, 'Last orders, 10 o\u2019clock "sharp"');
  const payload = { data: { spoken: 'Last orders, 10 o\u2019clock "sharp" for Ada' } };
  expect(heard).toEqual(ids.map((id) => ({ id, type: 'next', payload })));
  expect(practice.ran).toEqual(['spoken']);
});

it('is executed for each clerk, and for each document and variables', async () => {
  const ada = await ready(practice.port);
  const grace = await open(practice.port);
  await grace.init('another');
  const loud = 'subscription ($loud: Boolean) { spoken(loud: $loud) }';
  ada.subscribe('1', SPOKEN);
  ada.subscribe('2', 'subscription { it: spoken }');
  ada.subscribe('3', loud, { variables: { loud: true } });
  ada.subscribe('4', loud, { variables: { loud: false } });
  grace.subscribe('5', SPOKEN);
  await follows(5);
  const heard = await result([ada, ada, ada, ada, grace], ['1', '2', '3', '4', '5'], 'Time');
  expect(heard.map(({ payload }) => payload.data)).toEqual([
    { spoken: 'Time for Ada' },
    { it: 'Time for Ada' },
    { spoken: 'Time for Ada' },
    { spoken: 'Time for Ada' },
    { spoken: 'Time for Grace' },
  ]);
  expect(practice.ran).toHaveLength(5);
});

it('is refused to each separately: an error has a correlation ID of its own', async () => {
  const clients = await Promise.all([ready(practice.port), ready(practice.port)]);
  for (const client of clients) client.subscribe('1', SPOKEN);
  await follows(2);
  practice.tokens.set(TOKEN, { clerk: { id: '1', name: 'Refused' } } as unknown as Viewer);
  await new Promise((later) => setTimeout(later, 500));
  const heard = await result(clients, ['1', '1'], 'Time');
  const ids = heard.map(({ payload }) => payload.errors[0].extensions.correlationId);
  expect(new Set(ids).size).toBe(2);
  expect(practice.ran).toEqual(['spoken', 'spoken']);
});

it('distinguishes two operations of one document, and refuses a third that isn\u2019t there', async () => {
  const clients = await Promise.all([ready(practice.port), ready(practice.port)]);
  for (const client of clients) client.subscribe('1', SPOKEN);
  clients[0]?.subscribe('2', 'subscription A { spoken } subscription B { it: spoken }', {
    operationName: 'A',
  });
  clients[1]?.subscribe('2', 'subscription A { spoken } subscription B { it: spoken }', {
    operationName: 'B',
  });
  await follows(4);
  const heard = await result([...clients, ...clients], ['1', '1', '2', '2'], 'Time');
  expect(heard.map(({ payload }) => Object.keys(payload.data))).toEqual([
    ['spoken'],
    ['spoken'],
    ['spoken'],
    ['it'],
  ]);
  const refused = await clients[0]?.ask('3', 'subscription A { spoken } subscription B { it: spoken }', {
    operationName: 'C',
  });
  expect(refused?.type).toBe('error');
});

/** So many are listening. */
function follows(count: number): Promise<void> {
  return until(() => practice.speech.listenerCount('said') === count);
}

function result(clients: readonly Client[], ids: readonly string[], text: string) {
  const event = { toString: () => text };
  practice.speech.emit('said', event);
  return Promise.all(clients.map((client, n) => client.next(ids[n])));
}
