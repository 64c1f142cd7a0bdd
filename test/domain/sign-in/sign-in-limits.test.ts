/** How long the next try waits, after how many. */

import type { Attempts } from '../../../src/domain/ports/sign-in-stores.js';
import { longestWaitMs, NO_ATTEMPTS, waitMs, withOneMore } from '../../../src/domain/sign-in/limits.js';
import { later, MINUTE } from './sign-in-bench.js';

/** The counters after so many failures, one each so many ms. */
function failed(times: number, everyMs = 0): Attempts {
  let attempts = NO_ATTEMPTS;
  for (let i = 0; i < times; i += 1) attempts = withOneMore(attempts, later(i * everyMs));
  return attempts;
}

describe('the counters of a clerk', () => {
  it.each([
    [4, 0, 0, 0],
    [5, 0, 0, 15 * MINUTE],
    [5, 0, 15 * MINUTE - 1, 1],
    [5, 0, 15 * MINUTE, 0],
    [5, 3 * MINUTE, 12 * MINUTE, 3 * MINUTE],
    [19, 16 * MINUTE, 18 * 16 * MINUTE, 0],
    [20, 16 * MINUTE, 19 * 16 * MINUTE, 1 * MINUTE],
    [23, 16 * MINUTE, 22 * 16 * MINUTE, 8 * MINUTE],
    [24, 16 * MINUTE, 23 * 16 * MINUTE, 15 * MINUTE],
    [5000, 16 * MINUTE, 4999 * 16 * MINUTE, 15 * MINUTE],
  ])('after %i failures, one each %i ms, wait at %i ms for %i ms', (times, everyMs, at, wait) => {
    expect(waitMs(failed(times, everyMs), later(at), longestWaitMs(4))).toBe(wait);
    const last = (times - 1) * everyMs;
    const long = Math.max(0, Math.min(wait, last + MINUTE - at));
    for (const digits of [6, 12])
      expect(waitMs(failed(times, everyMs), later(at), longestWaitMs(digits))).toBe(long);
  });

  it('let no quarter of an hour have more than five, wherever it begins', () => {
    let attempts = NO_ATTEMPTS;
    const checkedTimes: number[] = [];
    for (let at = 0; at < 180 * MINUTE; at += 20_000) {
      if (waitMs(attempts, later(at), longestWaitMs(undefined)) > 0) continue;
      attempts = withOneMore(attempts, later(at));
      checkedTimes.push(at);
    }
    for (const from of checkedTimes)
      expect(checkedTimes.filter((at) => at >= from && at < from + 15 * MINUTE).length).toBeLessThanOrEqual(
        5,
      );
  });

  it('forget after a quiet day how many there had been', () => {
    expect(withOneMore(failed(30), later(24 * 60 * MINUTE))).toMatchObject({ total: 1 });
  });
});
