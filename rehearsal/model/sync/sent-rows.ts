/** Rows that a sync moves: how many there are, how fast they go, and which of them the cloud counts. */
import type { Job } from '../records.js';
import type { VenueModel } from '../state.js';
import { BATCH_ROWS } from './sending.js';

/** What the fault `cloud=slow` adds to each request. */
const SLOW_MS = 3000;
/** Of a row: parts of time do not add up exactly. */
const TOLERANCE = 1e-6;

export function rowsPerMs({ faults, rowsPerSecond }: VenueModel): number {
  if (faults['cloud'] !== 'slow') return rowsPerSecond / 1000;
  return BATCH_ROWS / ((1000 * BATCH_ROWS) / rowsPerSecond + SLOW_MS);
}

/** All rows of a job's tables as they are now. */
export function totalOf({ database }: VenueModel, { tables }: Job): number {
  return tables.reduce((sum, { name }) => sum + (database.rows[name] ?? 0), 0);
}

/** Whether so many rows are sent. */
export function hasSent({ sync }: VenueModel, rows: number): boolean {
  return sync.sent >= rows - 2 * TOLERANCE;
}

/** Rows still to be sent until so many are. */
export function leftUntil({ sync }: VenueModel, rows: number): number {
  return Math.max(0, rows - sync.sent - TOLERANCE);
}

/** The cloud counts whole batches, table by table, and the rest of a table with its last one. */
export function countIn({ database, sync }: VenueModel, { tables }: Job): void {
  let left = sync.sent;
  for (const table of tables) {
    const rows = database.rows[table.name] ?? 0;
    const whole = left >= rows - TOLERANCE ? rows : Math.floor((left + TOLERANCE) / BATCH_ROWS) * BATCH_ROWS;
    table.rowsReceived = Math.max(table.rowsReceived, Math.min(rows, whole));
    left = Math.max(0, left - rows);
  }
}
