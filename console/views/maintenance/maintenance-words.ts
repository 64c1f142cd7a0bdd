/** The stop-everything switch and the freezes, in words. */

import { moment } from '../../format/format';
import type { MaintenancePageQuery, MaintenanceStateFragment } from '../../generated/graphql';
import { t } from '../../messages';
import type { Mark } from '../../ui/state-mark';

export type Freeze = NonNullable<MaintenancePageQuery['maintenance']>['freezes'][number];

/** `Morgan Reyes turned on maintenance mode, 12:35: “Printer queue stuck”.` */
export function switchSentence(
  { on, since, byName, reason }: MaintenanceStateFragment,
  timeZone: string,
): string {
  if (!on) return t.maintenance.mayBegin;
  const { stoppedSince, stopped, because } = t.maintenance;
  const said = since ? stoppedSince(byName, moment(since, timeZone)) : stopped(byName);
  return reason ? because(said, reason) : `${said}.`;
}

/** Where a freeze is: over, in force, or to come. */
export function freezeMark({ from, until }: Freeze, now: number): Mark {
  if (Date.parse(until) <= now) return { tone: 'idle', word: t.alerts.states.CLEARED };
  return Date.parse(from) <= now
    ? { tone: 'warn', word: t.maintenance.inForce }
    : { tone: 'idle', word: t.maintenance.toCome };
}
