import {
  EVENT_PAGE,
  lastOf,
  moveOn,
  type OperationEvent,
  recordedEvents,
  withEvent,
} from '../../console/data/operations';

const event = (sequence: number): OperationEvent => ({
  sequence,
  at: '2031-05-05T16:00:00Z',
  step: null,
  level: 'INFORMATION',
  message: `event ${sequence}`,
});
const events = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => event(from + index));

describe('events that are recorded already', () => {
  it('come page by page until one isn’t full, each asked for after the last of the one before', async () => {
    const asked: number[] = [];
    const all = events(1, 2 * EVENT_PAGE + 3);
    const found = await recordedEvents(async (after) => {
      asked.push(after);
      return all.slice(after, after + EVENT_PAGE);
    });
    expect(found).toEqual(all);
    expect(asked).toEqual([0, EVENT_PAGE, 2 * EVENT_PAGE]);
  });

  it('are those of the pages before when one doesn’t come', async () => {
    const found = await recordedEvents(async (after) => (after === 0 ? events(1, EVENT_PAGE) : undefined));
    expect(found).toHaveLength(EVENT_PAGE);
    expect(await recordedEvents(async () => undefined)).toEqual([]);
  });
});

describe('events that arrive', () => {
  it('are kept once each, in their order', () => {
    const seen = [event(1), event(2), event(2), event(1), event(3)].reduce(withEvent, []);
    expect(seen.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
  });

  it('change nothing when there is none in the answer', () => {
    const seen = [event(1)];
    expect(withEvent(seen, null)).toBe(seen);
  });

  it('are counted by the number of the last', () => {
    expect(lastOf([])).toBe(0);
    expect(lastOf(events(4, 7))).toBe(7);
  });
});

describe('a subscription that is asked for again', () => {
  it('continues after the last event that came', () => {
    const variables: Record<string, unknown> = { id: 'op-1', after: 3 };
    moveOn(variables, { operationProgress: event(9) });
    expect(variables).toEqual({ id: 'op-1', after: 9 });
  });

  it('is asked as it was when no event came, or it follows something else', () => {
    const variables: Record<string, unknown> = { id: 'op-1', after: 3 };
    for (const data of [
      undefined,
      null,
      {},
      { operationProgress: null },
      { serviceChanged: { key: 'netpos' } },
    ])
      moveOn(variables, data);
    expect(variables).toEqual({ id: 'op-1', after: 3 });
  });
});
