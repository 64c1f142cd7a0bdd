/** Background loops wait for what is due: a control plane that has nothing to do costs next to nothing. */
import { jest } from '@jest/globals';
import { askResync, eachDomain } from './rehearsal-domain.js';

const MINUTE = 60_000;
const MINUTES = 10;

describe('a control plane without work', () => {
  const domain = eachDomain();

  /** How often its loops go to sleep in a minute. */
  async function sleepsPerMinute(): Promise<number> {
    const sleep = jest.spyOn(domain.clock, 'sleep');
    for (let ms = 0; ms < MINUTES * MINUTE; ms += 4000) await domain.clock.pass(4000);
    return sleep.mock.calls.length / MINUTES;
  }

  it('sleeps at most twenty times a minute', async () => {
    expect(await sleepsPerMinute()).toBeLessThanOrEqual(20);
  });

  it('sleeps at most five times more while an operation waits for its start', async () => {
    await askResync(domain, '1', { startAt: new Date(domain.clock.now().getTime() + 60 * MINUTE) });
    expect(await sleepsPerMinute()).toBeLessThanOrEqual(25);
  });
});
