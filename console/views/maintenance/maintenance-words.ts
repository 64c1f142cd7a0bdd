/** The stop-everything switch and the freezes, in words. */

import { moment } from '../../format/format';
import { momentTyped } from '../../format/venue-day';
import type { MaintenancePageQuery, MaintenanceStateFragment } from '../../generated/graphql';
import { t } from '../../messages';
import type { Mark } from '../../ui/state-mark';

export type Freeze = NonNullable<MaintenancePageQuery['maintenance']>['freezes'][number];

/** `Morgan Reyes turned on maintenance mode, 12:35 until 16:35: “Printer queue stuck”.` */
export function switchSentence(
  { on, since, until, byName, reason }: MaintenanceStateFragment,
  timeZone: string,
): string {
  if (!on || !since || !until) return t.maintenance.mayBegin;
  const { stopped, because } = t.maintenance;
  const said = stopped(byName, moment(since, timeZone), moment(until, timeZone));
  return reason ? because(said, reason) : `${said}.`;
}

/** How long it may be on, the second one by default. `moment`: until a date and a time. */
export const LENGTHS = ['hour', 'four', 'half', 'moment'] as const;

export type Length = (typeof LENGTHS)[number];

const HOURS = { hour: 1, four: 4, half: 12 };

/** As ISO 8601; undefined: what is typed is no moment. The server judges whether it is too far ahead. */
export function endOf(length: Length, typed: string, timeZone: string, now: number): string | undefined {
  if (length === 'moment') return momentTyped(typed, timeZone) ?? undefined;
  return new Date(now + HOURS[length] * 3_600_000).toISOString();
}

/** `For 4 hours, until 22:15` */
export function lengthWords(length: Length, timeZone: string, now: number): string {
  const end = endOf(length, '', timeZone, now);
  if (length === 'moment' || !end) return t.maintenance.untilMoment;
  return t.security.forLife(t.security.lives[length], moment(end, timeZone, now));
}

/** Where a freeze is: over, in force, or to come. */
export function freezeMark({ from, until }: Freeze, now: number): Mark {
  if (Date.parse(until) <= now) return { tone: 'idle', word: t.alerts.states.CLEARED };
  return Date.parse(from) <= now
    ? { tone: 'warn', word: t.maintenance.inForce }
    : { tone: 'idle', word: t.maintenance.toCome };
}
