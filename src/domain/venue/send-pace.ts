/** How fast a send of all rows goes, by the cloud's own count since it began, and when it ends if it continues so. */
import type { SyncJob } from './cloud.js';

export interface SendPace {
  readonly rowsPerSecond: number;
  readonly estimatedEnd: Date;
}

type Counted = Pick<SyncJob, 'startedAt' | 'rowsReceived' | 'rowsExpected'>;

/** Undefined before the first row is in, and where the clock says that it has not begun. */
export function paceOf({ startedAt, rowsReceived, rowsExpected }: Counted, now: Date): SendPace | undefined {
  const goneMs = startedAt ? now.getTime() - startedAt.getTime() : 0;
  if (goneMs <= 0 || rowsReceived === 0) return undefined;
  const leftMs = Math.max(0, (goneMs * (rowsExpected - rowsReceived)) / rowsReceived);
  return {
    rowsPerSecond: (1000 * rowsReceived) / goneMs,
    estimatedEnd: new Date(now.getTime() + leftMs),
  };
}

/** `129 rows a second`; below ten with one digit more. */
export function paceInWords({ rowsPerSecond }: SendPace): string {
  const digits = rowsPerSecond < 10 ? 1 : 0;
  return `${rowsPerSecond.toLocaleString('en', { maximumFractionDigits: digits })} rows a second`;
}
