/** What the charts of the venue's page draw, from the recorded history. */

import { nextClose, tradingIn } from '../../src/console/format/trading';
import type { TimelineLineFragment, VenueHistoryQuery } from '../../src/console/generated/graphql';
import { axisOf, percentAt, pointsOf } from '../../src/console/views/venue/charts/axis';
import { chartData, rateOf } from '../../src/console/views/venue/charts/chart-data';
import { bandRows, figureRows, readoutAt } from '../../src/console/views/venue/charts/chart-words';
import { operationWith } from './operation-samples';

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

const series = (values: readonly (number | null)[]) => ({
  stepSeconds: 300,
  buckets: values.map((value, index) => ({
    at: iso(at('11:40') + index * 300_000),
    min: value,
    mean: value,
    max: value,
  })),
});

function entry(given: Partial<TimelineLineFragment>): { readonly node: TimelineLineFragment } {
  const node = {
    id: '1',
    lane: 'SERVICE',
    subject: 'netpos',
    state: 'RUNNING',
    from: iso(at('11:00')),
    until: null,
    params: [{ name: 'service', value: 'NetPOS' }],
    text: 'NetPOS is running.',
  } as const;
  return { node: { ...node, ...given } };
}

const history: VenueHistoryQuery = {
  venue: { tradingHours: [{ weekday: 'MONDAY', opensAt: '18:00', closesAt: '22:00' }] },
  heartbeat: series([12, 12, null, 600]),
  sent: series([1_000, 31_000, null, 40_000]),
  waiting: series([3, 4_000, null, 1]),
  venueTimeline: {
    edges: [
      entry({
        id: '2',
        state: 'STOPPED',
        from: iso(at('11:50')),
        until: iso(at('11:52')),
        text: 'NetPOS is stopped.',
      }),
      entry({ id: '1', from: iso(at('11:00') - 5 * 86_400_000), until: iso(at('11:50')) }),
      entry({ id: '3', subject: 'connect', params: [{ name: 'service', value: 'Connect' }] }),
      entry({
        id: '4',
        lane: 'LINK',
        subject: null,
        state: 'UP',
        params: [],
        text: 'The cloud receives heartbeats.',
      }),
      entry({
        id: '5',
        lane: 'OPERATION',
        state: 'FAILED',
        from: iso(at('11:45')),
        until: iso(at('11:50')),
        text: 'Resync: failed.',
      }),
    ],
    pageInfo: { hasNextPage: false },
  },
};

describe('the charts', () => {
  const axis = axisOf('day', NOW, SYDNEY);
  const tonight = operationWith({ title: 'Resync', state: 'SCHEDULED', scheduledFor: iso(at('16:00')) });
  const data = chartData(history, [tonight, operationWith({ scheduledFor: null })], axis, SYDNEY);

  it('have a lane for each service, cut at the ends of the axis and at now', () => {
    expect(data.services.map(({ label }) => label)).toEqual(['Connect', 'NetPOS']);
    const [stopped, ran] = data.services[1]?.bands ?? [];
    expect(stopped).toMatchObject({ tone: 'bad', from: at('11:50'), until: at('11:52') });
    expect(ran).toMatchObject({ tone: 'ok', from: axis.from });
    expect(data.services[0]?.bands[0]?.until).toBe(axis.now);
  });

  it('have rows per second only between two buckets of one send', () => {
    expect(data.rate).toEqual([null, 100, null, null]);
    expect(rateOf(series([5_000, 100]))).toEqual([null, null]);
  });

  it('have operations that ran, and those that are scheduled', () => {
    expect(data.jobs.bands).toEqual([
      { tone: 'bad', text: 'Resync: failed.', from: at('11:45'), until: at('11:50') },
      { tone: 'idle', text: 'Resync, scheduled.', from: at('16:00'), until: at('16:30') },
    ]);
  });

  it('say in words what they show at a moment, and where nothing was recorded', () => {
    expect(readoutAt(data, at('11:46'))).toEqual({
      link: 'The cloud receives heartbeats. Last heartbeat 12 s before.',
      services: 'All services are running.',
      rows: '100 rows per second. 4,000 messages wait.',
      jobs: 'Trading. Resync: failed.',
    });
    expect(readoutAt(data, at('11:51'))).toMatchObject({
      services: 'NetPOS is stopped.',
      rows: 'Not recorded.',
    });
    expect(readoutAt(data, at('15:00'))).toEqual({
      link: 'Not recorded.',
      services: 'Not recorded.',
      rows: 'Not recorded.',
      jobs: 'Closed.',
    });
  });

  it('have a table each, of the worst figures and of every change', () => {
    const word = (value: number) => String(value);
    expect(figureRows(data.times, [{ values: data.heartbeat, word }], SYDNEY, 2)).toEqual([
      [expect.stringContaining('21:40'), '12'],
      [expect.stringContaining('21:50'), '600'],
    ]);
    expect(bandRows(data.services.slice(1), SYDNEY, axis.now).map(([, , ...rest]) => rest)).toEqual([
      ['NetPOS', 'NetPOS is running.'],
      ['NetPOS', 'NetPOS is stopped.'],
    ]);
    const [[, until] = []] = bandRows(data.services.slice(0, 1), SYDNEY, axis.now);
    expect(until).toBe('Now');
  });
});
