/** Pages of the timeline while the event log grows: each continues where the one before it ended. */

import { type TimelinePosition, VenueTimeline } from '../../../src/domain/history/timeline.js';
import { seenBy } from '../../../src/domain/operations/seen-operation.js';
import { eachState } from '../../storage/engines.js';
import { at } from '../../storage/samples.js';
import { callerOf } from '../rehearsal-domain.js';
import { StillClock } from '../still-clock.js';

const state = eachState();
const event = (record: number, message: string) => ({
  recordId: `${record}`,
  at: new Date(at(8).getTime() + record * 1000),
  level: 'ERROR' as const,
  source: 'Service Control Manager',
  eventId: 7000,
  message,
  service: undefined,
});
let log: ReturnType<typeof event>[] = [];
beforeEach(() => {
  log = Array.from({ length: 300 }, (_, n) => event(300 - n, `Error ${300 - n}.`));
});
const below = (before = '9999') => log.filter(({ recordId }) => Number(recordId) < Number(before));

function page(first: number, after?: TimelinePosition) {
  const timeline = new VenueTimeline({
    state,
    operations: { title: () => '', seenBy: (as, read) => seenBy(as, read, []) },
    eventLog: {
      page: async ({ before, first: most }) => ({
        entries: below(before).slice(0, most),
        hasNextPage: below(before).length > most,
      }),
    },
    clock: new StillClock(at(60)),
  });
  return timeline.page(callerOf('1').viewer, { from: at(0), to: at(60), first, after });
}

it('continue where the page before ended', async () => {
  const { rows: head } = await page(5);
  log = [event(302, 'It died.'), event(301, 'It started.'), ...log];
  const { rows } = await page(2, head.at(-1)?.position);
  expect(rows.map(({ entry: { text } }) => text)).toEqual(['Error 295.', 'Error 294.']);
});

it('come to an end also where more came than are read at once', async () => {
  const { rows: head } = await page(5);
  log = [...Array.from({ length: 1000 }, (_, n) => event(1300 - n, 'It died.')), ...log];
  let after = head.at(-1)?.position;
  const seen: string[] = [];
  for (let isMore = true, asks = 0; isMore; asks += 1) {
    const { rows, hasNextPage } = await page(100, after);
    seen.push(...rows.map(({ entry: { text } }) => text));
    after = rows.at(-1)?.position ?? after;
    isMore = hasNextPage;
    expect(asks).toBeLessThan(9);
  }
  expect(seen.slice(-2)).toEqual(['Error 2.', 'Error 1.']);
});
