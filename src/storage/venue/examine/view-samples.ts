/** Reads some rows of a view and says which values can't be what their column means. */
import type { Kysely } from 'kysely';
import type { Engine } from '../../database.js';
import type { VenueTables } from '../../venue-schema/tables.js';
import type { VenueView, ViewColumn } from '../../venue-schema/views.js';
import { faultOf } from '../view-rows.js';

export type SampleRow = Readonly<Record<string, unknown>>;

export interface Sample {
  readonly view: VenueView;
  readonly rows: readonly SampleRow[];
  /** The view has no more than these. */
  readonly whole: boolean;
}

const MOST_ROWS = 1000;
/** Clocks differ; a time zone makes at least half an hour. */
const AHEAD_MS = 20 * 60_000;

export async function readSample(engine: Engine, db: Kysely<VenueTables>, view: VenueView): Promise<Sample> {
  const names = view.columns.map(({ name }) => name);
  // Of views that no store reads as well: by name, as the contract has them.
  const anyView = db as unknown as Kysely<Record<string, Record<string, unknown>>>;
  const query = anyView
    .selectFrom(view.name)
    .select(names)
    .orderBy(names[0] ?? '');
  const rows = await engine.firstRows(query, MOST_ROWS + 1).execute();
  return { view, rows: rows.slice(0, MOST_ROWS), whole: rows.length <= MOST_ROWS };
}

/** Complaints by column: a value that can't be read, or a time that can't be meant. */
export function wrongValues({ view, rows }: Sample, now: Date): string[] {
  return view.columns.flatMap((column) => {
    const faults = rows.flatMap((row) => {
      const value = row[column.name];
      return faultOf(column, value) ?? timeFault(column, value, now) ?? [];
    });
    const [first] = faults;
    return first === undefined ? [] : [`${column.name} ${first}, in ${faults.length} of ${rows.length} rows`];
  });
}

function timeFault({ name, type }: ViewColumn, value: unknown, now: Date): string | undefined {
  if (type !== 'time' || value === null) return undefined;
  const time = new Date(value as string | Date);
  if (time.getUTCFullYear() < 1990) return 'is before 1990';
  // An expiry may be in the future.
  if (name === 'expires_at') return undefined;
  return time.getTime() > now.getTime() + AHEAD_MS
    ? 'is in the future (local time, where UTC is expected?)'
    : undefined;
}
