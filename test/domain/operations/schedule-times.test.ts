/** When a scheduled operation begins: the schedule sleeps until it is due, and is woken where it can't know. */
import { jest } from '@jest/globals';
import { askResync, callerOf, eachDomain } from '../rehearsal-domain.js';

const HOUR = 60 * 60_000;

describe('a scheduled resync', () => {
  const domain = eachDomain();

  const inOneHour = () => new Date(domain.clock.now().getTime() + HOUR);

  it('begins within a second of its start, also one that was scheduled seconds before', async () => {
    await domain.clock.pass(30_000);
    const { id } = await askResync(domain, '1', { startAt: new Date(domain.clock.now().getTime() + 3000) });
    await domain.clock.pass(2900);
    expect((await domain.find(id)).state).toBe('SCHEDULED');
    await domain.clock.pass(1100);
    expect((await domain.find(id)).state).toBe('RUNNING');
  });

  it('begins within two seconds of its start where the schedule could not be read just then', async () => {
    const { id } = await askResync(domain, '1', { startAt: inOneHour() });
    await domain.clock.pass(HOUR - 2000);
    const active = jest.spyOn(domain.state.operations, 'active').mockRejectedValueOnce(new Error('gone'));
    await domain.clock.pass(4000);
    expect(active.mock.calls.length).toBeGreaterThan(1);
    expect((await domain.find(id)).state).toBe('RUNNING');
  });

  it('begins within fifteen seconds after a clock that was moved past its start is confirmed, and not before', async () => {
    const { id } = await askResync(domain, '1', { startAt: inOneHour() });
    await domain.clock.pass(20_000);
    domain.clock.move(HOUR);
    await domain.clock.pass(20_000);
    expect((await domain.find(id)).state).toBe('SCHEDULED');
    await domain.plane.clock.confirm(callerOf('2'), 'radio clock');
    for (let second = 0; second < 15; second += 1) await domain.clock.pass(1000);
    expect((await domain.find(id)).state).toBe('RUNNING');
  });
});
