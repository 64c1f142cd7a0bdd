/** Reads some rows of a view and says which values can't be what their column means. */
import type { Kysely } from 'kysely';
import { timeOf } from '../../columns.js';
import type { Engine } from '../../database.js';
import type { VenueTables } from '../../venue-schema/tables.js';
import type { VenueView, ViewColumn } from '../../venue-schema/views.js';

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

/** Complaints by column: null where it may not be, or a value that isn't of its kind. */
export function wrongValues({ view, rows }: Sample, now: Date): string[] {
  return view.columns.flatMap((column) => {
    const faults = rows.flatMap((row) => faultOf(column, row[column.name], now) ?? []);
    const [first] = faults;
    if (first === undefined) return [];
    const count = faults.filter((fault) => fault === first).length;
    return [`${column.name} ${first} in ${count} of ${rows.length} rows`];
  });
}

function faultOf({ name, type, nullable }: ViewColumn, value: unknown, now: Date): string | undefined {
  if (value === null || value === undefined) return nullable ? undefined : 'is null';
  switch (type) {
    case 'id':
      return typeof value === 'string' && /^\S(.*\S)?$/.test(value)
        ? undefined
        : 'is no ID (empty, or with blanks around it)';
    case 'text':
      return typeof value === 'string' ? undefined : 'is no text';
    case 'flag':
      return [0, 1, true, false].includes(value as number) ? undefined : 'is neither yes nor no';
    case 'integer':
      return Number.isSafeInteger(value) ? undefined : 'is no whole number';
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? undefined : 'is not YYYY-MM-DD';
    case 'time':
      return timeFault(name, value, now);
  }
}

function timeFault(name: string, value: unknown, now: Date): string | undefined {
  let time: Date;
  try {
    time = timeOf(value as string);
  } catch {
    return 'is no time';
  }
  if (time.getUTCFullYear() < 1990) return 'is before 1990';
  // What is to come by its meaning.
  if (name === 'expires_at') return undefined;
  return time.getTime() > now.getTime() + AHEAD_MS
    ? 'is in the future (local time, where UTC is expected?)'
    : undefined;
}
