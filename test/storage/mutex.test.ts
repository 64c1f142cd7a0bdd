import { setTimeout as sleep } from 'node:timers/promises';
import { Mutex } from '../../src/storage/mutex.js';

describe('the queue for the connection', () => {
  it('serves in the order of arrival, anyone who comes while someone leaves', async () => {
    const mutex = new Mutex();
    const order: number[] = [];
    const enter = async (number: number) => {
      const unlock = await mutex.lock(1000);
      order.push(number);
      await sleep(1);
      unlock();
      unlock();
    };
    const first = enter(1);
    await Promise.all([first.then(() => enter(4)), enter(2), enter(3), first]);
    expect(order).toEqual([1, 2, 3, 4]);
  });
});
