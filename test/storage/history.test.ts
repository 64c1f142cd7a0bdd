/** How the venue was: intervals, their pages, and figures of each minute. */
import type {
  HistoryChange,
  HistoryLane,
  IntervalPage,
  Sample,
} from '../../src/domain/ports/history-store.js';
import { HISTORY_LANES } from '../../src/domain/ports/history-store.js';
import { eachState } from './engines.js';
import { at, newOperation } from './samples.js';

describe('history', () => {
  const state = eachState();
  const change = (minute: number, value: string | undefined, given: Partial<HistoryChange> = {}) =>
    ({
      lane: 'SERVICE',
      subject: 'connect',
      state: value,
      at: at(minute),
      code: 'SERVICE',
      params: {},
      ...given,
    }) as const;
  const sample = (minute: number, given: Partial<Sample> = {}): Sample => ({
    at: at(minute),
    heartbeatAge: undefined,
    rowsSent: undefined,
    rowsWaiting: undefined,
    rowsFailed: undefined,
    ...given,
  });
  const page = (given: Partial<IntervalPage> = {}) =>
    state.history.listIntervals({ from: at(0), to: at(60), lanes: HISTORY_LANES, first: 10, ...given });
  const shown = async (given: Partial<IntervalPage> = {}) =>
    (await page(given)).map(({ state: value, previousState, beganAt, endedAt }) => [
      value,
      previousState,
      beganAt,
      endedAt,
    ]);

  it('ends what was so where something else begins, with its text by code and parameters', async () => {
    const params = { name: 'Connect 日本', remedy: "'; drop table history" };
    const stopped = change(2, 'STOPPED', { code: 'SERVICE_DOWN', params });
    await state.history.record([change(1, 'RUNNING'), stopped], []);
    expect(await page()).toStrictEqual([
      {
        id: 2,
        lane: 'SERVICE',
        subject: 'connect',
        state: 'STOPPED',
        previousState: 'RUNNING',
        beganAt: at(2),
        endedAt: undefined,
        code: 'SERVICE_DOWN',
        params,
      },
      expect.objectContaining({ state: 'RUNNING', previousState: undefined, endedAt: at(2), params: {} }),
    ]);
  });

  it('begins with the first run of the server that is still recorded', async () => {
    expect(await state.history.findBegin()).toBeUndefined();
    const run = { lane: 'SERVER', subject: '' } as const;
    await state.history.record([change(5, 'RUNNING', run), change(3, 'RUNNING')], []);
    await state.history.record([change(7, 'OFF', run), change(9, 'RUNNING', run)], []);
    expect(await state.history.findBegin()).toEqual(at(5));
    await state.history.dropIntervals(at(8), 100);
    expect(await state.history.findBegin()).toEqual(at(7));
  });

  it('begins nothing for what has no state any more', async () => {
    await state.history.record([change(1, 'WARNING'), change(4, undefined)], []);
    expect(await shown()).toEqual([['WARNING', undefined, at(1), at(4)]]);
    expect(await state.history.listOpen()).toEqual([]);
  });

  it('records all or nothing', async () => {
    const bad = change(2, 'x', { params: { at: 1n as never } });
    await expect(state.history.record([change(1, 'RUNNING'), bad], [sample(1)])).rejects.toThrow();
    expect([await page(), await state.history.findLastMark()]).toEqual([[], undefined]);
  });

  it('ends nothing before it began, where the clock was set back', async () => {
    await state.history.record([change(9, 'RUNNING')], []);
    await state.history.record([change(5, 'STOPPED')], []);
    expect(await shown()).toEqual([
      ['RUNNING', undefined, at(9), at(9)],
      ['STOPPED', 'RUNNING', at(5), undefined],
    ]);
  });

  it('knows of an end at once what was so, and what is known afterwards is not what follows it', async () => {
    await state.history.record([change(1, 'RUNNING'), change(7, 'OK', { lane: 'STATUS', subject: '' })], []);
    await state.history.endOpen(at(5));
    await state.history.record([change(9, 'RUNNING')], []);
    expect(await shown({ lanes: ['SERVICE'] })).toEqual([
      ['RUNNING', undefined, at(9), undefined],
      ['RUNNING', undefined, at(1), at(5)],
    ]);
    expect(await shown({ lanes: ['STATUS'] })).toEqual([['OK', undefined, at(7), at(7)]]);
  });

  it('shows what was so in a span, also what began before it, page by page without a gap', async () => {
    const lanes: HistoryLane[] = ['SERVICE', 'LINK', 'CLOUD'];
    for (const lane of lanes) {
      await state.history.record([change(0, 'A', { lane }), change(10, 'B', { lane })], []);
      await state.history.record([change(10, 'C', { lane }), change(30, 'D', { lane })], []);
    }
    const span = { from: at(20), to: at(30) };
    expect((await page(span)).map(({ lane, state: value }) => `${lane} ${value}`)).toEqual([
      'CLOUD C',
      'LINK C',
      'SERVICE C',
    ]);
    for (const first of [1, 2, 5]) {
      const seen: number[] = [];
      let after: IntervalPage['after'];
      for (;;) {
        const rows = await page({ first, after, from: at(5) });
        if (rows.length === 0) break;
        seen.push(...rows.map(({ id }) => id));
        after = rows.at(-1);
      }
      expect(seen).toEqual([12, 8, 4, 11, 10, 7, 6, 3, 2, 9, 5, 1]);
    }
  });

  it('is last marked by whatever was recorded last', async () => {
    await state.history.record([change(3, 'RUNNING')], [sample(4)]);
    expect(await state.history.findLastMark()).toEqual(new Date(Math.floor(at(4).getTime() / 1000) * 1000));
    await state.history.endOpen(at(6));
    expect(await state.history.findLastMark()).toEqual(at(6));
  });

  it('has minimum, mean and maximum of each bucket, and none where nothing is known', async () => {
    for (const [minute, rowsWaiting] of [
      [0, 4],
      [1, 8],
      [2, 0],
      [11, undefined],
      [30, 5],
    ] as const)
      await state.history.record([], [sample(minute, { rowsWaiting, rowsSent: 1 })]);
    // The same second again: the first one counts.
    await state.history.record([], [sample(0, { rowsWaiting: 99 })]);
    const asked = { metric: 'rowsWaiting', from: at(0), to: at(60), stepSeconds: 600 } as const;
    expect(await state.history.listBuckets(asked)).toEqual([
      { index: 0, min: 0, mean: 4, max: 8 },
      { index: 3, min: 5, mean: 5, max: 5 },
    ]);
    expect(await state.history.listBuckets({ ...asked, from: at(1), to: at(2) })).toMatchObject([{ max: 8 }]);
    expect(await state.history.listBuckets({ ...asked, metric: 'rowsFailed' })).toEqual([]);
  });

  it('has operations beside it that were not over before a moment', async () => {
    const { operations } = state;
    for (const [id, ended] of [
      ['early', at(5)],
      ['late', at(25)],
      ['open', undefined],
    ] as const) {
      await operations.create(newOperation({ id, idempotencyKey: undefined }));
      if (ended) await operations.transition(id, ['PENDING'], 'SUCCEEDED', { finishedAt: ended });
    }
    const found = await operations.list({ first: 9, until: at(30), notOverBefore: at(20) });
    expect(found.map(({ id }) => id)).toEqual(['open', 'late']);
  });
});
