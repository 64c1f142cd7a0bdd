/** The stop-everything switch and the freezes, in words. */
import type { MaintenancePageQuery, MaintenanceStateFragment } from '../../generated/graphql';
import { moment } from '../../ui/format';
import type { Tone } from '../../ui/state-mark';

export type Freeze = NonNullable<MaintenancePageQuery['maintenance']>['freezes'][number];

/** `Morgan Reyes has stopped everything new since 12:35: “Printer queue stuck”.` */
export function switchSentence(
  { on, since, byName, reason }: MaintenanceStateFragment,
  timeZone: string,
): string {
  if (!on) return 'Operations and schedules may begin.';
  const when = since ? ` since ${moment(since, timeZone)}` : '';
  return `${byName ?? 'Somebody'} has stopped everything new${when}${reason ? `: “${reason}”` : ''}.`;
}

/** Where a freeze stands: over, in force, or to come. */
export function freezeMark(
  { from, until }: Freeze,
  now: number,
): { readonly tone: Tone; readonly word: string } {
  if (Date.parse(until) <= now) return { tone: 'idle', word: 'Over' };
  return Date.parse(from) <= now ? { tone: 'warn', word: 'In force' } : { tone: 'idle', word: 'To come' };
}
