/** Figures over time: buckets of what was sampled, and nothing where the server was off. */
import { VenueMetrics } from '../../../src/domain/history/series.js';
import { eachState } from '../../storage/engines.js';
import { at } from '../../storage/samples.js';

describe('a series of a figure', () => {
  const state = eachState();
  const sample = { heartbeatAge: 1, rowsSent: undefined, rowsFailed: undefined };
  const series = (from: Date, to: Date, points: number) =>
    new VenueMetrics({ state }).series({ name: 'SYNC_ROWS_WAITING', from, to, points });

  it('has at most so many buckets, and nothing in those where the server was off', async () => {
    for (const minute of [0, 1, 2, 3, 40])
      await state.history.record([], [{ ...sample, at: at(minute), rowsWaiting: minute }]);
    const whole = await series(at(0), at(60), 7);
    expect(whole).toMatchObject({
      unit: 'messages',
      stepSeconds: 540,
      from: new Date('2031-05-06T12:00:00Z'),
    });
    expect(whole.buckets).toHaveLength(7);
    expect(whole.buckets.map(({ max }) => max)).toEqual([
      3,
      undefined,
      undefined,
      undefined,
      40,
      undefined,
      undefined,
    ]);
    expect(whole.buckets[0]).toMatchObject({ at: whole.from, min: 0, mean: 1.5, max: 3 });
  });

  it('has a sample in each bucket of a minute, whenever in the minute it was taken', async () => {
    for (const second of [58, 61, 125])
      await state.history.record(
        [],
        [{ ...sample, at: new Date(at(0).getTime() + second * 1000), rowsWaiting: 1 }],
      );
    const { stepSeconds, buckets } = await series(at(0), at(3), 300);
    expect([stepSeconds, buckets.slice(0, 3).map(({ max }) => max)]).toEqual([60, [1, 1, 1]]);
  });

  it('has one bucket for one point', async () => {
    expect((await series(at(0), at(59), 1)).buckets).toHaveLength(1);
  });
});
