/** Words are searched for in what the entries of every source say, however far back. */
import {
  type TimelinePosition,
  type TimelineQuery,
  VenueTimeline,
} from '../../../src/domain/history/timeline.js';
import { seenBy } from '../../../src/domain/operations/seen-operation.js';
import type { EventLogPage, EventLogQuery } from '../../../src/domain/venue/event-log.js';
import { AppError } from '../../../src/errors/errors.js';
import { eachState } from '../../storage/engines.js';
import { at, auditRecord, newOperation } from '../../storage/samples.js';
import { callerOf } from '../rehearsal-domain.js';
import { StillClock } from '../still-clock.js';

describe('a search of the timeline', () => {
  const state = eachState();
  const asked: EventLogQuery[] = [];
  let answer: () => Promise<EventLogPage>;
  let timeline: VenueTimeline;
  beforeEach(async () => {
    asked.length = 0;
    answer = async () => ({ entries: [], hasNextPage: false });
    timeline = new VenueTimeline({
      state,
      operations: { title: () => 'Restart Connect', seenBy: (as, read) => seenBy(as, read, []) },
      eventLog: {
        page(query) {
          asked.push(query);
          return answer();
        },
      },
      clock: new StillClock(at(60)),
    });
    const { history, operations, audit } = state;
    const change = { lane: 'SERVICE', subject: 'connect', params: { service: 'Connect' } } as const;
    await history.record(
      [
        { ...change, state: 'RUNNING', code: 'SERVICE_RUNNING', at: at(1) },
        { ...change, state: 'STOPPED', code: 'SERVICE_STOPPED', at: at(2) },
      ],
      [],
    );
    await operations.create(newOperation({ id: 'op-1', kind: 'SERVICE_CONTROL', createdAt: at(3) }));
    const act = auditRecord({ action: 'startService', target: 'connect', clerkName: 'Sam' });
    await audit.append({ ...act, at: at(6), outcome: 'SUCCEEDED' });
  });
  const page = (given: Partial<TimelineQuery> = {}) =>
    timeline.page(callerOf('1').viewer, { from: at(0), to: at(60), first: 50, ...given });
  const texts = async (given: Partial<TimelineQuery> = {}) =>
    (await page(given)).rows.map(({ entry: { lane, text } }) => `${lane} ${text}`);

  it('finds words in every source, however far back, page by page', async () => {
    const flaps = Array.from({ length: 1200 }, (_, each) => ({
      lane: 'CLOUD' as const,
      subject: '',
      state: each % 2 ? 'UNKNOWN' : 'REACHABLE',
      code: each % 2 ? 'CLOUD_UNKNOWN' : 'CLOUD_REACHABLE',
      params: {},
      at: new Date(at(8).getTime() + each * 1000),
    }));
    await state.history.record(flaps, []);
    expect(await texts({ text: 'STOPPED connect' })).toEqual(['SERVICE Connect is stopped.']);
    expect(await texts({ text: 'morgan RESTART' })).toEqual([
      'OPERATION Restart Connect, requested by Morgan Reyes: pending.',
    ]);
    expect(await texts({ text: 'service_running' })).toEqual(['SERVICE Connect is running.']);
    expect(await page({ text: 'kiosk' })).toMatchObject({ rows: [], hasNextPage: false });
    // The event log has its own search.
    expect(asked.at(-1)).toMatchObject({ text: 'kiosk' });
    const found: string[] = [];
    for (let after: TimelinePosition | undefined, isMore = true; isMore; ) {
      const { rows, hasNextPage, end } = await page({ text: 'connect', first: 1, after });
      found.push(...rows.map(({ entry }) => entry.lane));
      after = end;
      isMore = hasNextPage;
    }
    expect(found).toEqual(['AUDIT', 'OPERATION', 'SERVICE', 'SERVICE']);
  });

  it('waits once for an event log that hangs, and continues where a long search stopped', async () => {
    const flaps = Array.from({ length: 10_500 }, (_, each) => ({
      lane: 'CLOUD' as const,
      subject: '',
      state: `${each}`,
      code: 'CLOUD_UNKNOWN',
      params: {},
      at: new Date(at(8).getTime() + each * 100),
    }));
    await state.history.record(flaps, []);
    answer = () => Promise.reject(new AppError('POWERSHELL_UNAVAILABLE'));
    const first = await page({ text: 'stopped' });
    expect(first).toMatchObject({ rows: [], hasNextPage: true, missing: [{ lane: 'EVENT_LOG' }] });
    expect(asked).toHaveLength(1);
    const second = await page({ text: 'stopped', after: first.end });
    expect(second.rows.map(({ entry }) => entry.text)).toEqual(['Connect is stopped.']);
  });
});
