import type { WindowLineFragment } from '../../console/generated/graphql';
import { placeOf, runOf, timeLineOf } from '../../console/views/plan/time-line';
import { windowWith } from './window-samples';

const SYDNEY = 'Australia/Sydney';
const HOUR = 3_600_000;
const at = (text: string) => Date.parse(text);

function lineOf(window: WindowLineFragment, timeZone = SYDNEY) {
  return timeLineOf(window, runOf(window, 0), timeZone);
}

describe('the run that a plan shows', () => {
  it('is the server’s, from its start to its estimated end', () => {
    const window = windowWith();
    expect(runOf(window, at('2031-05-05T12:00:00Z'))).toEqual({
      from: at('2031-05-05T16:00:00Z'),
      until: at('2031-05-05T18:00:00Z'),
    });
  });

  it('starts and ends later by as long as its plan has been checked since', () => {
    const now = at('2031-05-05T16:20:00Z');
    expect(runOf(windowWith(), now)).toEqual({ from: now, until: now + 2 * HOUR });
  });

  it('is no time at all where nothing is sent', () => {
    expect(runOf(null, 5000)).toEqual({ from: 5000, until: 5000 });
  });
});

describe('the line of a night', () => {
  it('is 16 hours long, from a whole hour four hours before the run', () => {
    const { night } = lineOf(windowWith({ startAt: '2031-05-05T16:25:10Z' }));
    expect(night).toEqual({ from: at('2031-05-05T12:00:00Z'), until: at('2031-05-06T04:00:00Z') });
  });

  it('begins on a whole hour of a venue whose clock is half an hour off', () => {
    const { night, ticks } = lineOf(windowWith(), 'Australia/Adelaide');
    expect(night.from).toBe(at('2031-05-05T11:30:00Z'));
    expect(ticks[0]).toBe(at('2031-05-05T12:30:00Z'));
  });

  it('is longer for a long run, so that some of both ends is seen', () => {
    const { night } = lineOf(windowWith({ estimatedEnd: '2031-05-06T06:00:00Z' }));
    expect(night).toEqual({ from: at('2031-05-05T12:00:00Z'), until: at('2031-05-06T10:00:00Z') });
  });

  it('shows as much of the trading as falls into it, and none that doesn’t', () => {
    const before = { opensAt: '2031-05-04T00:00:00Z', closesAt: '2031-05-04T13:00:00Z' };
    const { trading } = lineOf(windowWith({ trading: [before, ...windowWith().trading] }));
    expect(trading).toEqual([
      { from: at('2031-05-05T12:00:00Z'), until: at('2031-05-05T13:00:00Z') },
      { from: at('2031-05-06T00:00:00Z'), until: at('2031-05-06T04:00:00Z') },
    ]);
  });

  it('underlines the time to spare only for a run that fits and has trading after it', () => {
    expect(lineOf(windowWith()).spare).toEqual({
      from: at('2031-05-05T18:00:00Z'),
      until: at('2031-05-06T00:00:00Z'),
    });
    const cut = windowWith({ estimatedEnd: '2031-05-06T00:30:00Z' });
    expect(lineOf(cut)).toMatchObject({ cutsTrading: true, spare: undefined });
    expect(lineOf(windowWith({ trading: [] })).spare).toBeUndefined();
  });

  it('marks the daily restart only where the night shows it', () => {
    expect(lineOf(windowWith()).restart).toBe(at('2031-05-05T19:00:00Z'));
    expect(lineOf(windowWith({ dailyRestartAt: '2031-05-06T15:00:00Z' })).restart).toBeUndefined();
    expect(lineOf(windowWith({ dailyRestartAt: null })).restart).toBeUndefined();
  });

  it('marks now only where the night shows it, and not of a run that is over', () => {
    const window = windowWith();
    const nowOf = (now: number | undefined) => timeLineOf(window, runOf(window, 0), SYDNEY, now).now;
    expect(nowOf(at('2031-05-05T17:00:00Z'))).toBe(at('2031-05-05T17:00:00Z'));
    expect(nowOf(at('2031-05-05T11:00:00Z'))).toBeUndefined();
    expect(nowOf(undefined)).toBeUndefined();
  });

  it('names every second hour, and neither end', () => {
    const { ticks, night } = lineOf(windowWith());
    expect(ticks).toHaveLength(8);
    expect(ticks[0]).toBe(night.from + HOUR);
    expect(ticks.at(-1)).toBe(night.until - HOUR);
  });

  it('knows when a bar is too short for two times beside each other', () => {
    expect(lineOf(windowWith()).isNarrow).toBe(true);
    expect(lineOf(windowWith({ estimatedEnd: '2031-05-05T19:00:00Z' })).isNarrow).toBe(false);
  });

  it('places moments from its left end to its right', () => {
    const line = lineOf(windowWith());
    expect(placeOf(line, line.night.from)).toBe(0);
    expect(placeOf(line, line.night.until)).toBe(100);
    expect(placeOf(line, at('2031-05-05T16:00:00Z'))).toBe(25);
  });
});
