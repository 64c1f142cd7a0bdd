/** The one time axis of the charts, trading on it, and the figures beside the lines. */
import { nextClose, tradingIn } from '../../console/format/trading';
import { axisOf, figureTick, percentAt, pointsOf, timeTick } from '../../console/views/venue/charts/axis';

const SYDNEY = 'Australia/Sydney';
const at = (time: string) => Date.parse(`2031-05-05T${time}:00Z`);
const iso = (time: number) => new Date(time).toISOString();
const NOW = at('12:02');

describe('the axis', () => {
  it('is the last 24 hours and a little of what is to come, in whole buckets, with times of the venue', () => {
    const axis = axisOf('day', NOW, SYDNEY);
    expect(axis).toMatchObject({ from: at('12:05') - 86_400_000, now: at('12:05'), until: at('20:05') });
    expect(pointsOf(axis)).toBe(288);
    expect(axis.ticks.map(({ word }) => word)).toEqual([
      'Mon 5 May',
      '04:00',
      '08:00',
      '12:00',
      '16:00',
      '20:00',
      'Tue 6 May',
      '04:00',
    ]);
    expect([axis.from, axis.until, axis.from - 1].map((each) => percentAt(axis, each))).toEqual([0, 100, 0]);
  });

  it('is the same a minute later, so that nothing is asked again', () => {
    expect(axisOf('day', NOW + 60_000, SYDNEY)).toEqual(axisOf('day', NOW, SYDNEY));
  });

  it('has the days of seven days as they begin at the venue, also where the clocks change', () => {
    // On Sunday 6 April 2031 the clocks of Sydney go back an hour.
    const axis = axisOf('week', Date.parse('2031-04-08T00:00:00Z'), SYDNEY);
    expect(pointsOf(axis)).toBe(336);
    const sunday = axis.ticks.findIndex(({ word }) => word === 'Sun 6 Apr');
    const [begin, next] = [axis.ticks[sunday]?.at ?? 0, axis.ticks[sunday + 1]?.at ?? 0];
    expect(iso(begin)).toBe('2031-04-05T13:00:00.000Z');
    expect(next - begin).toBe(25 * 3_600_000);
  });
});

describe('trading', () => {
  it('continues after midnight, and is cut where the axis ends', () => {
    const axis = { from: at('00:00'), until: at('18:00') };
    const hours = [{ weekday: 'MONDAY', opensAt: '18:00', closesAt: '02:00' }] as const;
    // Monday 18:00 to Tuesday 02:00 in Sydney.
    expect(tradingIn(hours, axis, SYDNEY)).toEqual([{ from: at('08:00'), until: at('16:00') }]);
    expect(tradingIn(hours, { from: at('10:00'), until: at('12:00') }, SYDNEY)).toEqual([
      { from: at('10:00'), until: at('12:00') },
    ]);
    expect(tradingIn([], axis, SYDNEY)).toEqual([]);
  });

  it('says when the venue closes next, and of one that never does nothing', () => {
    const all = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] as const;
    const daily = (opensAt: string, closesAt: string) =>
      all.map((weekday) => ({ weekday, opensAt, closesAt }));
    const close = (opensAt: string, closesAt: string, now: string) => {
      const found = nextClose(daily(opensAt, closesAt), Date.parse(now), SYDNEY);
      return found === undefined ? undefined : new Date(found).toISOString();
    };
    expect(close('10:00', '23:00', '2031-05-06T02:15:00Z')).toBe('2031-05-06T13:00:00.000Z');
    expect(close('10:00', '23:00', '2031-05-06T13:30:00Z')).toBe('2031-05-07T13:00:00.000Z');
    expect(close('16:00', '02:00', '2031-05-06T15:30:00Z')).toBe('2031-05-06T16:00:00.000Z');
    expect(close('00:00', '00:00', '2031-05-06T02:15:00Z')).toBeUndefined();
    expect(nextClose([], 0, SYDNEY)).toBeUndefined();
  });
});

it('has figures beside the lines that are read with their units, and fit', () => {
  expect([0, 20, 600, 4_800, 7_200].map(timeTick)).toEqual(['0', '20 s', '10 min', '80 min', '2 h']);
  expect([0, 0.5, 200, 10_000, 1_300_000].map(figureTick)).toEqual(['0', '0.5', '200', '10k', '1.3m']);
});
