/** A history of 400 days is read at once, and how large it is. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { VenueMetrics } from '../../src/domain/history/series.js';
import { VenueTimeline } from '../../src/domain/history/timeline.js';
import { HISTORY_LANES, type HistoryChange } from '../../src/domain/ports/history-store.js';
import { callerOf } from '../domain/rehearsal-domain.js';
import { StillClock } from '../domain/still-clock.js';
import { openState, temporaryFolder } from './engines.js';

const DAY_MS = 86_400_000;
const DAYS = 400;
/** A venue with trouble: of a quiet one there are a few. */
const CHANGES_A_DAY = 200;
const SAMPLES = 14 * 24 * 60;
const END = new Date('2032-06-01T00:00:00.000Z');
const BEGIN = new Date(END.getTime() - DAYS * DAY_MS);

test('400 days of 200 changes: each page in less than 100 ms, and less than 30 MB in all', async () => {
  const folder = temporaryFolder();
  const file = join(folder.path, 'state.sqlite');
  const state = await openState(file);
  const empty = statSync(file).size;
  const params = {
    service: 'Gateway Client',
    remedy: 'Check the internet connection and the outbound firewall.',
  };
  const subjects = ['gateway-client', 'cloud-sync', 'connect', 'netpos', 'SERVICE_DOWN connect'];
  const changes = Array.from({ length: DAYS * CHANGES_A_DAY }, (_, index): HistoryChange => {
    const lane = HISTORY_LANES[index % HISTORY_LANES.length] ?? 'STATUS';
    const at = new Date(BEGIN.getTime() + index * (DAY_MS / CHANGES_A_DAY));
    const subject = subjects[index % subjects.length] ?? '';
    return { lane, subject, state: index % 2 ? 'RUNNING' : 'STOPPED', at, code: 'SERVICE_RUNNING', params };
  });
  for (let from = 0; from < changes.length; from += 2000)
    await state.history.record(changes.slice(from, from + 2000), []);
  const sample = { heartbeatAge: 4.2, rowsSent: 120_000, rowsWaiting: 3, rowsFailed: 0 };
  const samples = Array.from({ length: SAMPLES }, (_, minute) => ({
    ...sample,
    at: new Date(END.getTime() - (SAMPLES - minute) * 60_000),
  }));
  await state.history.record([], samples);

  const clock = new StillClock(END);
  const timeline = new VenueTimeline({
    state,
    operations: { title: () => '', seenBy: () => Promise.reject(new Error('There is none')) as never },
    eventLog: { page: async () => ({ entries: [], hasNextPage: false }) },
    clock,
  });
  const { viewer } = callerOf('1');
  const page = (from: Date, to: Date, lanes?: readonly 'FINDING'[]) => () =>
    timeline.page(viewer, { from, to, first: 200, lanes });
  const day = (number: number) => new Date(BEGIN.getTime() + number * DAY_MS);
  const metrics = new VenueMetrics({ state });
  const reads = {
    'the newest page of all': page(BEGIN, END),
    'one lane of all': page(BEGIN, END, ['FINDING']),
    'an hour in the middle': page(day(200), new Date(day(200).getTime() + 3_600_000)),
    'the first day': page(BEGIN, day(1)),
    'the last hour': page(new Date(END.getTime() - 3_600_000), END),
    'a series of 400 days': () =>
      metrics.series({ name: 'LINK_HEARTBEAT_AGE', from: BEGIN, to: END, points: 300 }),
    'a series of 14 days': () =>
      metrics.series({ name: 'LINK_HEARTBEAT_AGE', from: day(386), to: END, points: 300 }),
  };
  const figures: Record<string, number> = {};
  for (const [name, read] of Object.entries(reads)) {
    const times: number[] = [];
    for (let round = 0; round < 9; round += 1) {
      const began = performance.now();
      await read();
      times.push(performance.now() - began);
    }
    figures[name] = Math.round((times.sort((a, b) => a - b)[4] ?? 0) * 10) / 10;
  }
  await state.close();
  const megabytes = (statSync(file).size - empty) / 1e6;
  const figuresInAll = { ...figures, 'MB for 400 days': Math.round(megabytes * 10) / 10 };
  process.stdout.write(`${JSON.stringify(figuresInAll)}\n`);
  folder.remove();
  expect(Object.entries(figures).filter(([, ms]) => ms >= 100)).toEqual([]);
  expect(megabytes).toBeLessThan(30);
}, 120_000);
