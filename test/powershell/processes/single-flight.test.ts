/** Single flight between callers that differ: one who leaves, one who has longer, two whose objects are written at the same time. */
import { makePool } from './pool-under-test.js';

const { pool, output, failure } = makePool({ spareStartAfterMs: 'never' });
beforeAll(() => pool.start());
afterAll(() => pool.stop());

test('a read that everyone has left is no one that a newcomer joins, whether its script listens or not', async () => {
  for (const [script, objects] of [
    ['Get-Moment', 1],
    ['Get-Stuck', 0],
  ] as const) {
    const stop = new AbortController();
    const first = failure(script, { Milliseconds: 400 }, { signal: stop.signal });
    setTimeout(() => stop.abort(), 30);
    expect((await first).error.failure).toBe('CANCELLED');
    expect(await output(script, { Milliseconds: 400 })).toHaveLength(objects);
  }
});

test('two reads at once write their nested objects whole, each time', async () => {
  const nested = { State: 'connected', At: 'x' };
  let seed = 0;
  const wrong: unknown[] = [];
  const reader = async () => {
    for (let call = 0; call < 1500; call++) {
      seed += 1;
      const [answer] = (await output('Get-Nested', { Seed: seed })) as [
        { Connection: unknown; Tables: unknown },
      ];
      const { Connection, Tables } = answer;
      if (JSON.stringify([Connection, Tables]) !== JSON.stringify([nested, [nested, nested]]))
        wrong.push({ Connection, Tables });
    }
  };
  await Promise.all([reader(), reader()]);
  expect(wrong).toEqual([]);
});
