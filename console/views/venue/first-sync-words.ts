/** A first sync in figures and in words. */

import { clock, duration, figure } from '../../format/format';
import type { FirstSyncLineFragment } from '../../generated/graphql';
import { t } from '../../messages';
import type { Figure } from '../plan/schedule-panel';
import type { Span } from '../plan/time-line';

/** In whole percent; it is gone before it is 100. */
export function syncShareOf({ rowsSent, rowsExpected }: FirstSyncLineFragment): number {
  return rowsExpected === 0 ? 0 : Math.min(99, Math.floor((100 * rowsSent) / rowsExpected));
}

export function syncRun({ startedAt, estimatedEnd }: FirstSyncLineFragment, now: number): Span {
  const from = startedAt ? Date.parse(startedAt) : now;
  return { from, until: Math.max(now, estimatedEnd ? Date.parse(estimatedEnd) : from) };
}

export function syncFigures(sync: FirstSyncLineFragment, now: number, timeZone: string): readonly Figure[] {
  const { startedAt, estimatedEnd, rowsSent, rowsExpected, rowsPerSecond } = sync;
  const gone = startedAt ? t.operation.gone(duration(now - Date.parse(startedAt))) : undefined;
  const left = estimatedEnd ? Date.parse(estimatedEnd) - now : 0;
  return [
    {
      strong: estimatedEnd ? t.operation.endsAbout(clock(estimatedEnd, timeZone)) : t.operation.noEstimate,
      soft: [left > 0 ? t.venue.left(duration(left)) : undefined, gone].filter(Boolean).join(', '),
    },
    {
      strong: t.venue.rows(rowsSent, rowsExpected),
      soft:
        rowsPerSecond === null ? undefined : t.venue.rate(figure(rowsPerSecond, rowsPerSecond < 10 ? 1 : 0)),
    },
  ];
}
