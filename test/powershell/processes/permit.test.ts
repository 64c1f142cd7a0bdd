/** A permit is asked once a host is free, so that no wait follows it; what it refuses is not sent. */
import { makePool } from './pool-under-test.js';

const { pool, output } = makePool();
const operations = () => pool.status().pools.find(({ name }) => name === 'operation');

beforeAll(() => pool.start());
afterAll(() => pool.stop());

test('is asked when the host is there, and before the call is sent', async () => {
  const seen: unknown[] = [];
  const permit = async () => void seen.push(operations()?.pid !== undefined);
  expect(await output('Set-Echo', { Value: 'sent' }, { permit })).toEqual(['sent']);
  expect(seen).toEqual([true]);
});

test('is asked again by no one, and its refusal is what the caller gets', async () => {
  const refusal = new Error('not now');
  const permit = () => Promise.reject(refusal);
  await expect(output('Set-Echo', { Value: 'sent' }, { permit })).rejects.toBe(refusal);
  expect(await output('Set-Echo', { Value: 'next' })).toEqual(['next']);
});

test('that takes too long ends with the call, and its host serves the next one', async () => {
  const permit = () => new Promise<void>(() => {});
  await expect(output('Set-Echo', { Value: 'sent' }, { permit, deadlineMs: 200 })).rejects.toMatchObject({
    failure: 'TIMED_OUT',
    mayHaveRun: false,
  });
  expect(await output('Set-Echo', { Value: 'next' })).toEqual(['next']);
});
