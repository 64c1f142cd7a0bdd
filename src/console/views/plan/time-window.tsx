import type { ReactNode } from 'react';
import type { WindowLineFragment } from '../../generated/graphql';
import { t } from '../../messages';
import { SchedulePanel } from './schedule-panel';
import type { Span } from './time-line';

interface TimeWindowProps {
  /** The server's own: its verdict and its moments. */
  readonly window: WindowLineFragment;
  readonly run: Span;
  readonly timeZone: string;
  /** How bad it is when it doesn't fit. */
  readonly misfit: 'bad' | 'warn';
  /** Whether the operation holds the daily restart. Default: it continues after it. */
  readonly holdsRestart?: boolean;
  /** At the right of the title, e.g. the choice of a start. */
  readonly aside?: ReactNode;
}

/** Of a plan: nothing has begun, and another time may still be chosen. */
export function TimeWindow({ holdsRestart = false, ...shown }: TimeWindowProps) {
  return (
    <SchedulePanel {...shown} title={t.operation.timeWindow} isVerdictSaid holdsRestart={holdsRestart} />
  );
}
