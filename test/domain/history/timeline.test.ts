/** The timeline joins what was recorded with operations, the audit, settings and the event log, page by page. */

import {
  type TimelinePosition,
  type TimelineQuery,
  VenueTimeline,
} from '../../../src/domain/history/timeline.js';
import type { TimelineLane } from '../../../src/domain/history/timeline-entry.js';
import { seenBy } from '../../../src/domain/operations/seen-operation.js';
import { Permission } from '../../../src/domain/types/permissions.js';
import type { EventLogPage, EventLogQuery } from '../../../src/domain/venue/event-log.js';
import { AppError } from '../../../src/errors/errors.js';
import { eachState } from '../../storage/engines.js';
import { at, auditRecord, newOperation } from '../../storage/samples.js';
import { callerOf } from '../rehearsal-domain.js';
import { StillClock } from '../still-clock.js';

const { viewer } = callerOf('1');

describe('the timeline', () => {
  const state = eachState();
  const asked: EventLogQuery[] = [];
  let clock: StillClock;
  let older: EventLogPage['entries'] = [];
  let answer: () => Promise<EventLogPage>;
  let timeline: VenueTimeline;
  beforeEach(async () => {
    older = [];
    asked.length = 0;
    clock = new StillClock(at(60));
    const event = { level: 'ERROR', source: 'Cloud Sync', message: 'It died.', service: undefined } as const;
    answer = async () => ({
      entries: [{ ...event, recordId: '77', at: at(4), eventId: 7034 }],
      hasNextPage: false,
    });
    timeline = new VenueTimeline({
      state,
      operations: { title: () => 'Restart Connect', seenBy: (as, read) => seenBy(as, read, []) },
      eventLog: {
        page: (query) => {
          asked.push(query);
          const { before } = query;
          if (!before) return answer();
          const entries = older.filter(({ recordId }) => Number(recordId) < Number(before));
          return Promise.resolve({ entries, hasNextPage: false });
        },
      },
      clock,
    });
  });

  /** One of each lane, a minute apart. */
  async function happen(): Promise<void> {
    const { history, operations, audit } = state;
    const change = { subject: 'connect', params: { service: 'Connect' } } as const;
    await history.record(
      [
        { ...change, lane: 'SERVICE', state: 'RUNNING', code: 'SERVICE_RUNNING', at: at(1) },
        { ...change, lane: 'SERVICE', state: 'STOPPED', code: 'SERVICE_STOPPED', at: at(2) },
      ],
      [],
    );
    await operations.create(newOperation({ id: 'op-1', kind: 'SERVICE_CONTROL', createdAt: at(3) }));
    const failure = {
      code: 'CODE_WRONG',
      message: 'It was refused.',
      cause: undefined,
      remedy: 'Ask.',
      restored: [],
      notRestored: [],
      trail: [],
    };
    await operations.transition('op-1', ['PENDING'], 'FAILED', { finishedAt: at(9), failure } as never);
    const act = auditRecord({
      action: 'startService',
      target: 'connect',
      reason: 'Tills hang',
      clerkName: 'Sam',
    });
    await audit.append({ ...act, at: at(5), outcome: 'INTENDED' });
    await audit.append({ ...act, at: at(6), outcome: 'SUCCEEDED' });
    const detail = { changed: ['port', 'sql.server'] };
    await audit.append({
      ...auditRecord({ action: 'settings.change' }),
      at: at(7),
      outcome: 'SUCCEEDED',
      detail,
      before: { port: 4280 },
      after: { port: 4281 },
    });
  }
  const page = (given: Partial<TimelineQuery> = {}, as = viewer) =>
    timeline.page(as, { from: at(0), to: at(60), first: 50, ...given });
  const texts = async (given: Partial<TimelineQuery> = {}) =>
    (await page(given)).rows.map(({ entry: { lane, text } }) => `${lane} ${text}`);

  const ALL = [
    'SETTING Settings changed: port from 4280 to 4281, sql.server.',
    'AUDIT Sam started a service (Connect). “Tills hang”',
    'EVENT_LOG It died.',
    'OPERATION Restart Connect, requested by Morgan Reyes: failed. It was refused.',
    'SERVICE Connect is stopped.',
    'SERVICE Connect is running.',
  ];

  it('joins every source, newest first, with intents left out', async () => {
    await happen();
    expect(await texts()).toEqual(ALL);
    const { rows, missing } = await page();
    expect(missing).toEqual([]);
    expect(rows.map(({ entry: { from, until } }) => [from, until]).slice(2)).toEqual([
      [at(4), at(4)],
      [at(3), at(9)],
      [at(2), undefined],
      [at(1), at(2)],
    ]);
    expect(rows.at(-2)?.entry).toMatchObject({
      state: 'STOPPED',
      previousState: 'RUNNING',
      subject: 'connect',
    });
    expect(asked[0]).toMatchObject({ minimumLevel: 'WARNING', since: at(0), until: at(60), reader: '1' });
  });

  it('continues where a page ended: nothing twice, nothing lost', async () => {
    await happen();
    for (const first of [1, 2, 4]) {
      const seen: string[] = [];
      let after: TimelinePosition | undefined;
      let isMore = true;
      while (isMore) {
        const { rows, hasNextPage } = await page({ first, after });
        seen.push(...rows.map(({ entry: { lane, text } }) => `${lane} ${text}`));
        after = rows.at(-1)?.position;
        isMore = hasNextPage;
        expect(seen.length).toBeLessThanOrEqual(ALL.length);
      }
      expect(seen).toEqual(ALL);
    }
  });

  it('has only the lanes that are asked for, and asks no other source', async () => {
    await happen();
    const lanes: TimelineLane[] = ['SERVICE', 'OPERATION'];
    expect(await texts({ lanes })).toEqual(ALL.slice(3));
    expect(asked).toEqual([]);
  });

  it('has an operation that was requested before the span, and was not over', async () => {
    await happen();
    const lanes: TimelineLane[] = ['OPERATION'];
    expect(await texts({ lanes, from: at(8), to: at(20) })).toHaveLength(1);
    expect(await texts({ lanes, from: at(9), to: at(20) })).toHaveLength(0);
  });

  it('says what a clerk has no permission for, instead of showing nothing there', async () => {
    await happen();
    const { rows, missing } = await page({}, { ...viewer, permissions: new Set([Permission.SERVICES_VIEW]) });
    expect(rows.map(({ entry: { lane } }) => lane)).toEqual(['SETTING', 'OPERATION', 'SERVICE', 'SERVICE']);
    expect(rows[0]?.entry.text).toBe('Settings changed: port, sql.server.');
    expect(missing).toEqual([
      { lane: 'AUDIT', reason: 'It needs the permission AUDIT_VIEW.' },
      { lane: 'EVENT_LOG', reason: 'It needs the permission EVENT_LOGS_VIEW.' },
    ]);
    expect(asked).toEqual([]);
  });

  it('has one line of what the event log repeats, on each page', async () => {
    await happen();
    const event = (second: number, message: string) => ({
      recordId: `${1000 + second}`,
      at: new Date(at(8).getTime() + second * 1000),
      level: 'ERROR' as const,
      source: 'Service Control Manager',
      eventId: 7000,
      message,
      service: undefined,
    });
    const entries = Array.from({ length: 60 }, (_, n) => event(2 * n, n % 2 ? 'It started.' : 'It died.'));
    entries.push(event(900, 'It died.'));
    entries.reverse();
    older = entries.splice(20);
    answer = () => Promise.resolve({ entries, hasNextPage: true });
    const seen: string[] = [];
    let after: TimelinePosition | undefined;
    for (let isMore = true; isMore; ) {
      const { rows, hasNextPage } = await page({ first: 1, after });
      seen.push(...rows.map(({ entry: { lane, text } }) => `${lane} ${text}`));
      after = rows.at(-1)?.position;
      isMore = hasNextPage;
    }
    expect(seen).toEqual([
      'EVENT_LOG It died.',
      'EVENT_LOG It started. (30 times)',
      'EVENT_LOG It died. (30 times)',
      ...ALL.filter((text) => !text.startsWith('EVENT_LOG')),
    ]);
    const { rows } = await page();
    expect(rows.map(({ entry: { from, until } }) => [from, until])).toContainEqual([
      at(8),
      new Date(at(8).getTime() + 116_000),
    ]);
  });

  it('does without an event log that fails or hangs, and says so', async () => {
    await happen();
    answer = () => Promise.reject(new AppError('POWERSHELL_UNAVAILABLE'));
    expect(await page()).toMatchObject({ missing: [{ lane: 'EVENT_LOG' }] });
    expect(await texts()).toEqual(ALL.filter((text) => !text.startsWith('EVENT_LOG')));
    answer = () => new Promise(() => undefined);
    const before = asked.length;
    const late = page();
    while (asked.length === before) await clock.pass(0);
    await clock.pass(3000);
    expect(await late).toMatchObject({
      missing: [{ lane: 'EVENT_LOG', reason: 'The event log has not responded within 3 s.' }],
    });
  });

  it('refuses a span that ends before it begins', async () => {
    await expect(page({ from: at(5), to: at(5) })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('names the begin of what was so before the server was off', async () => {
    const params = { service: 'Connect', since: at(1).toISOString() };
    const change = { lane: 'SERVICE', subject: 'connect', state: 'STOPPED', at: at(5) } as const;
    await state.history.record([{ ...change, code: 'SERVICE_STOPPED', params }], []);
    const { rows } = await page({ lanes: ['SERVICE'] });
    expect(rows[0]?.entry.text).toBe(`Connect is stopped. It has been so since ${at(1).toISOString()}.`);
  });

  it('shows the code of a newer version as it is', async () => {
    const change = { lane: 'LINK', subject: '', state: 'X', code: 'LINK_OF_TOMORROW', params: {} } as const;
    await state.history.record([{ ...change, at: at(1) }], []);
    expect(await texts()).toContain('LINK LINK_OF_TOMORROW');
  });
});
