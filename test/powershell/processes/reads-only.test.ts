import { makePool } from './pool-under-test.js';

/** As a command of the command line has it. */
const { pool, output, failure } = makePool({ readsOnly: true });

afterAll(() => pool.stop());

test('a pool for reads alone has one host, no spare host, and refuses to change anything', async () => {
  await pool.start();
  expect(pool.health()).toEqual({ status: 'OK' });
  expect(pool.status().pools.map(({ name }) => name)).toEqual(['read']);
  expect(await output('Get-Echo', { Value: 'checked' })).toEqual(['checked']);
  const { error } = await failure('Invoke-End', { Mode: 'fine' });
  expect([error.failure, error.mayHaveRun]).toEqual(['UNAVAILABLE', false]);
});
