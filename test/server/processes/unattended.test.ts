/** A page that no one has touched for a while says so of what it asks automatically. */
import { JSON_HEADERS, oncePractice } from './practice.js';

const practice = oncePractice();
beforeEach(() => practice.reads.splice(0));

const ask = (query: string, headers: object = {}) =>
  practice.send({
    method: 'POST',
    headers: { ...JSON_HEADERS, ...headers },
    body: JSON.stringify({ query }),
  });

test('what it asks is no use of the session; what anyone asks is', async () => {
  const { json } = await ask('{ viewer { name } }', { 'x-venue-control-unattended': '1' });
  expect(json).toEqual({ data: { viewer: { name: 'Ada' } } });
  expect(practice.reads).toEqual([false]);
  await ask('{ viewer { name } }');
  expect(practice.reads).toEqual([false, true]);
});

test('what acts always is', async () => {
  await ask('mutation { nothing }', { 'x-venue-control-unattended': '1' });
  expect(practice.reads).toEqual([true]);
});
