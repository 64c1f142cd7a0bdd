/** Asks a small venue and a large one the same, each question over a connection of its own: pages of the file that it reads, and how long it takes. Linux only. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenStateDatabase } from '../../src/sql/open-state.js';
import type { OpenVenueDatabase } from '../../src/sql/open-venue.js';
import { openState, openVenue, temporaryFolder } from '../sql/engines.js';
import { fillState, fillVenue, type Size } from './scale-rows.js';

export interface Asked {
  readonly what: string;
  /** Read from the file by a connection that has seen no row yet. */
  readonly pages: number;
  /** Median of those after. */
  readonly ms: number;
}

interface Opened {
  readonly state: OpenStateDatabase;
  readonly venue: OpenVenueDatabase;
  readonly size: Size;
}

/** As the API asks: one row more than a page, to know whether there are more. */
const PAGE = 51;
const TIMES = 15;

const list =
  (filter: (rows: number) => object) =>
  ({ state, size }: Opened) =>
    state.audit.list(filter(size.auditRows), PAGE, 'newest');
const operations =
  (filter: object) =>
  ({ state }: Opened) =>
    state.operations.list({ first: PAGE - 1, ...filter });
const at = (row: number) => new Date((1_900_000_000 + row) * 1000);

const QUESTIONS: Readonly<Record<string, (opened: Opened) => Promise<unknown>>> = {
  'audit: the newest page': list(() => ({})),
  'audit: a page in the middle': list((rows) => ({ before: rows / 2 })),
  'audit: the oldest page': list(() => ({ before: 60 })),
  'audit: one clerk': list(() => ({ clerkId: '7' })),
  'audit: one clerk, in the middle': list((rows) => ({ clerkId: '7', before: rows / 2 })),
  'audit: one action': list(() => ({ actions: ['grantPermission'] })),
  'audit: one target': list(() => ({ target: 'target 5' })),
  'audit: what was refused': list(() => ({ outcome: 'DENIED' })),
  'audit: an hour, long ago': list((rows) => ({ since: at(rows / 4), until: at(rows / 4 + 3600) })),
  'audit: outcomes that are owed': ({ state }) => state.audit.unsettled(),
  'operations: the newest page': operations({}),
  'operations: of one clerk': operations({ requestedById: '7' }),
  'operations: what was cancelled': operations({ states: ['CANCELLED'] }),
  'operations: which run': ({ state }) => state.operations.active(),
  'events of one operation': ({ state }) =>
    state.operations.events('00000000-0000-4000-8000-000000000005', 0, 100),
  'who asks': ({ venue }) => venue.clerks.standings(['7']),
  'a page of clerks': ({ venue }) =>
    venue.clerks.clerks(Array.from({ length: 20 }, (_, index) => String(4 * index + 1))),
  'clerks of a group': ({ venue }) => venue.clerks.clerksOfClerkGroups(['3']),
  'tick boxes of a group': ({ venue }) => venue.clerks.ticks(['3']),
  'what a group sees': ({ venue }) => venue.clerks.locationGroupIdsOf(['3']),
  'locations of a group': ({ venue }) => venue.venue.locations(['1']),
  'the registration': ({ venue }) => venue.venue.registration(),
};

export async function askAtSize(size: Size): Promise<readonly Asked[]> {
  const folder = temporaryFolder();
  try {
    const files = { state: join(folder.path, 'state.sqlite'), venue: join(folder.path, 'venue.sqlite') };
    fillVenue(files.venue, size);
    await fillState(files.state, size);
    await (await openVenue(files.venue)).close();
    const asked: Asked[] = [];
    for (const [what, question] of Object.entries(QUESTIONS))
      asked.push(await ask(files, size, what, question));
    return asked;
  } finally {
    folder.remove();
  }
}

async function ask(
  files: { readonly state: string; readonly venue: string },
  size: Size,
  what: string,
  question: (opened: Opened) => Promise<unknown>,
): Promise<Asked> {
  const opened = { state: await openState(files.state), venue: await openVenue(files.venue), size };
  try {
    const before = bytesRead();
    await question(opened);
    const pages = Math.round((bytesRead() - before) / 4096);
    const times: number[] = [];
    for (let time = 0; time < TIMES; time += 1) {
      const since = performance.now();
      await question(opened);
      times.push(performance.now() - since);
    }
    return { what, pages, ms: times.sort((one, other) => one - other)[Math.floor(TIMES / 2)] ?? 0 };
  } finally {
    await opened.state.close();
    await opened.venue.close();
  }
}

/** By this process, of whatever file: nothing else of it reads meanwhile. */
function bytesRead(): number {
  return Number(/^rchar: (\d+)$/m.exec(readFileSync('/proc/self/io', 'utf8'))?.[1]);
}

/** Half as many pages again, and one for each of the twenty keys of a page, which lie apart where there are many. */
export function notFlat(small: readonly Asked[], large: readonly Asked[]): readonly string[] {
  return large.flatMap(({ what, pages, ms }, index) => {
    const before = small[index];
    if (before === undefined) return [`${what}: not asked of the small one`];
    return [
      ...(pages > before.pages * 1.5 + 20 ? [`${what}: ${before.pages} pages, then ${pages}`] : []),
      ...(ms > before.ms * 3 + 5 ? [`${what}: ${before.ms.toFixed(2)} ms, then ${ms.toFixed(2)} ms`] : []),
    ];
  });
}
