/** What the charts of the venue's page draw, from the recorded history. */

import type { TimelineLineFragment, VenueHistoryQuery } from '../../console/generated/graphql';
import { axisOf } from '../../console/views/venue/charts/axis';
import { chartData, rateOf } from '../../console/views/venue/charts/chart-data';
import { bandRows, figureRows, readoutAt } from '../../console/views/venue/charts/chart-words';
import { operationWith } from './operation-samples';

const SYDNEY = 'Australia/Sydney';
const at = (time: string) => Date.parse(`2031-05-05T${time}:00Z`);
const iso = (time: number) => new Date(time).toISOString();
const NOW = at('12:02');

const series = (values: readonly (number | null)[]) => ({
  from: iso(at('11:40')),
  stepSeconds: 300,
  maxima: [...values],
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
    recordedSince: null,
  },
  now: null,
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
    expect(readoutAt(data, at('11:46'), SYDNEY)).toEqual({
      link: 'The cloud receives heartbeats. Last heartbeat 12 s before.',
      services: 'All services are running.',
      rows: '100 rows per second. 4,000 messages wait.',
      jobs: 'Trading. Resync: failed.',
    });
    expect(readoutAt(data, at('11:51'), SYDNEY)).toMatchObject({
      services: 'NetPOS is stopped.',
      rows: 'Not recorded.',
    });
    expect(readoutAt(data, at('15:00'), SYDNEY)).toEqual({
      link: 'Not recorded.',
      services: 'Not recorded.',
      rows: 'Not recorded.',
      jobs: 'Closed.',
    });
  });

  it('have the times of the server in venue time, at a moment and in the table', () => {
    const text = 'NetPOS is stopped. It has been so since 2031-05-05T11:45:04.897Z.';
    const edges = [entry({ state: 'STOPPED', from: iso(at('11:46')), text })];
    const page = { edges, pageInfo: { hasNextPage: false }, recordedSince: null };
    const stopped = chartData({ ...history, venueTimeline: page }, [], axis, SYDNEY);
    const said = expect.stringMatching(/^NetPOS is stopped\. It has been so since .*21:45\.$/);
    expect(readoutAt(stopped, at('11:50'), SYDNEY).services).toEqual(said);
    expect(bandRows(stopped.services, SYDNEY, axis.now)[0]?.at(-1)).toEqual(said);
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

describe('a time of which nothing is known', () => {
  const axis = axisOf('day', NOW, SYDNEY);
  const read = (edges: readonly ReturnType<typeof entry>[], hasNextPage = false) => ({
    ...history,
    venueTimeline: { edges: [...edges], pageInfo: { hasNextPage }, recordedSince: iso(at('10:00')) },
  });
  const shown = (whole: VenueHistoryQuery) => chartData(whole, [], axis, SYDNEY);

  it('is drawn where the server was off, and says so', () => {
    const off = {
      id: '2',
      lane: 'SERVER',
      subject: null,
      state: 'OFF',
      from: iso(at('10:00')),
      until: iso(at('11:00')),
      text: 'The server was stopped.',
    } as const;
    const data = shown(read([entry({ id: '1', from: iso(at('11:00')) }), entry(off)]));
    expect(data.services[0]?.bands[1]).toMatchObject({ tone: 'idle', from: at('10:00'), until: at('11:00') });
    expect(readoutAt(data, at('10:30'), SYDNEY)).toMatchObject({
      link: 'The server was stopped.',
      services: 'The server was stopped.',
    });
  });

  it('is before the newest 200 changes, but not of a service that has run since before them', () => {
    const newest = entry({ id: '9', from: iso(at('11:00')) });
    const connect = entry({
      id: '1',
      subject: 'connect',
      from: iso(at('08:00')),
      params: [{ name: 'service', value: 'Connect' }],
      text: 'Connect is running.',
    });
    const data = shown({ ...read([newest], true), now: { edges: [newest, connect] } });
    expect(data.services.map(({ label }) => label)).toEqual(['Connect', 'NetPOS']);
    expect(data.services.map(({ bands }) => bands.map((band) => band.from))).toEqual([
      [at('08:00'), axis.from],
      [at('11:00'), axis.from],
    ]);
    expect(readoutAt(data, at('09:00'), SYDNEY).services).toBe('Not shown: too much has changed since.');
    expect(readoutAt(data, at('11:30'), SYDNEY).services).toBe('All services are running.');
  });

  it('is before the record of the venue, and says when that begins', () => {
    const data = shown(read([entry({ from: iso(at('10:00')) })]));
    const begins = 'The record of this venue begins on Mon 5 May 2031, 20:00.';
    const before = { link: begins, services: begins, rows: begins };
    expect(readoutAt(data, at('09:55'), SYDNEY)).toMatchObject(before);
    expect(readoutAt(data, at('10:05'), SYDNEY)).toMatchObject({
      link: 'Not recorded.',
      services: 'All services are running.',
    });
  });
});

test('an axis that has moved on leaves out what is to its left', () => {
  const later = axisOf('day', at('11:45') + 86_400_000, SYDNEY);
  const data = chartData(history, [], later, SYDNEY);
  expect([data.times[0], data.heartbeat]).toEqual([at('11:45'), [12, null, 600]]);
  expect(data.rate).toEqual([100, null, null]);
  expect(data.services.flatMap(({ bands }) => bands).every(({ from, until }) => from < until)).toBe(true);
  expect(data.services.flatMap(({ bands }) => bands.map(({ text }) => text))).toContain('NetPOS is stopped.');
});
