/** Alerts, in words. */
import { duration, moment } from '../../format/format';
import type { AlertLineFragment } from '../../generated/graphql';
import { t } from '../../messages';
import { withFilters } from '../../navigation/route';
import type { Mark } from '../../ui/state-mark';
import { severityTone } from '../../venue-state/by-code';

/** `2 alerts are open. 1 alert is acknowledged.`; with none, how the venue is. */
export function alertsSentence(alerts: readonly AlertLineFragment[], venue: string): string {
  const acknowledged = alerts.filter(({ state }) => state === 'ACKNOWLEDGED').length;
  const open = alerts.length - acknowledged;
  if (alerts.length === 0) return t.alerts.none(venue);
  const said = [open > 0 && t.alerts.open(open), acknowledged > 0 && t.alerts.acknowledged(acknowledged)];
  return said.filter(Boolean).join(' ');
}

export function alertMark({ state, severity }: Pick<AlertLineFragment, 'state' | 'severity'>): Mark {
  if (state === 'OPEN') return { tone: severityTone[severity], word: t.alerts.severities[severity] };
  return { tone: state === 'CLEARED' ? 'ok' : 'idle', word: t.alerts.states[state] };
}

/** When its cause was over; null: it is so. */
export function endOf({
  overSince,
  clearedAt,
}: Pick<AlertLineFragment, 'overSince' | 'clearedAt'>): string | null {
  return overSince ?? clearedAt;
}

/** Of its cause: `for 12 min, began 3 times`. */
export function lastedWords(alert: AlertLineFragment, now: number): string {
  const { beganAt, occurrences } = alert;
  const end = endOf(alert);
  const lasted = duration((end ? Date.parse(end) : now) - Date.parse(beganAt));
  return occurrences > 1 ? t.alerts.lastedAgain(lasted, occurrences) : t.alerts.lasted(lasted);
}

/** Of one that is not cleared, though its cause is over. */
export function overWords(
  { state, overSince }: Pick<AlertLineFragment, 'state' | 'overSince'>,
  timeZone: string,
  now: number,
): string | undefined {
  if (state === 'CLEARED' || overSince === null) return undefined;
  return t.alerts.overSince(moment(overSince, timeZone, now));
}

/** What was so, of an alert that is over; below it is what it said. A code of a newer server: only that. */
export function pastWords({ code }: Pick<AlertLineFragment, 'code'>): string | undefined {
  const past: Readonly<Record<string, string>> = t.alerts.past;
  return Object.hasOwn(past, code) ? past[code] : undefined;
}

/** What led to it happened a while before it began, in milliseconds. */
const BEFORE = 15 * 60_000;

/** The timeline around it, about the operation or else what was so when it was opened. */
export function timelineOf({
  beganAt,
  code,
  openedAt,
  clearedAt,
  operationId,
}: Pick<AlertLineFragment, 'beganAt' | 'code' | 'openedAt' | 'clearedAt' | 'operationId'>): string {
  const from = new Date(Date.parse(beganAt) - BEFORE).toISOString();
  const about = operationId === null ? { at: openedAt, code } : { about: `operation:${operationId}` };
  return withFilters('#/timeline', { from, to: clearedAt ?? undefined, ...about });
}
