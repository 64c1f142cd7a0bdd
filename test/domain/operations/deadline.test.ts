/** The deadline of a step counts working time, and waits for its end in one sleep. */
import { jest } from '@jest/globals';
import { deadlineAfter } from '../../../src/domain/operations/steps/deadline.js';
import { StillClock } from '../still-clock.js';

const MINUTE = 60_000;

describe('a deadline', () => {
  let clock: StillClock;
  beforeEach(() => {
    clock = new StillClock(new Date('2031-05-05T17:10:00.000Z'));
  });

  it('expires after its time, and sleeps once', async () => {
    const sleep = jest.spyOn(clock, 'sleep');
    using deadline = deadlineAfter(clock, 10 * MINUTE);
    await clock.minutes(9.5);
    expect(deadline.leftMs()).toBe(MINUTE / 2);
    await clock.pass(MINUTE / 2 - 1);
    expect(deadline.signal.aborted).toBe(false);
    await clock.pass(1);
    expect(deadline.signal.aborted).toBe(true);
    expect(sleep.mock.calls.length).toBe(1);
  });

  it('leaves out a pause of the process, whose timers are late and not longer', async () => {
    let pausedMs = 0;
    const work = { ...over(clock), workMs: () => clock.workMs() - pausedMs };
    using deadline = deadlineAfter(work, 2 * MINUTE);
    await clock.minutes(1);
    pausedMs = 5 * MINUTE;
    await clock.minutes(5);
    expect(deadline.leftMs()).toBe(MINUTE);
    await clock.pass(MINUTE - 1);
    expect(deadline.signal.aborted).toBe(false);
    await clock.pass(1);
    expect(deadline.signal.aborted).toBe(true);
  });

  it('is quiet once it is released', async () => {
    const deadline = deadlineAfter(clock, MINUTE);
    deadline[Symbol.dispose]();
    await clock.minutes(2);
    expect(deadline.signal.aborted).toBe(false);
  });
});

function over(clock: StillClock) {
  return {
    now: () => clock.now(),
    upMs: () => clock.upMs(),
    sleep: (ms: number, signal?: AbortSignal) => clock.sleep(ms, signal),
  };
}
