/** The state machine of an alert: from watched alerts and current conditions to what changes. Pure: no clock, no store. */
import {
  ALERT_CODES,
  type AlertCode,
  type AlertSettings,
  CLEARED_AFTER_MS,
  ruleOf,
} from '../types/alert-rules.js';
import type { NotificationEvent, VenueAlert } from '../types/venue-alert.js';
import type { Condition, Conditions } from './conditions.js';

export interface Now {
  readonly at: Date;
  /** Also where trading hours are not known. */
  readonly isTrading: boolean;
  readonly settings: AlertSettings;
  /** When a rule last could not be read or was quiet: it clears nothing within two minutes after. */
  readonly unreadAt: ReadonlyMap<AlertCode, Date>;
  newId(): string;
}

export type AlertChange =
  | { readonly is: 'saved'; readonly alert: VenueAlert; readonly notify?: NotificationEvent | undefined }
  | { readonly is: 'removed'; readonly alert: VenueAlert };

export interface Unread {
  readonly byCode: Now['unreadAt'];
  readonly evaluatedAt: Date;
}

/** In a longer time between two evaluations nothing was read: the machine slept, the state was away, or the clock was set forward. */
const GAP_MS = 60_000;

/** `before`: what it was; undefined: the server has just started, and read nothing before. A clock that was set back counts from now. */
export function unreadBy(before: Unread | undefined, { hidden }: Conditions, at: Date): Unread {
  const isGap = !before || at.getTime() - before.evaluatedAt.getTime() > GAP_MS;
  const unread = isGap ? ALERT_CODES : [...hidden];
  const kept = [...(before?.byCode ?? [])].map(([code, last]) => [code, last > at ? at : last] as const);
  return { byCode: new Map([...kept, ...unread.map((code) => [code, at] as const)]), evaluatedAt: at };
}

/** `watched`: those that are not cleared. */
export function nextAlerts(
  watched: readonly VenueAlert[],
  conditions: Conditions,
  now: Now,
): readonly AlertChange[] {
  const known = watched.map((alert) => {
    const isIts = ({ code, subject }: Condition) => code === alert.code && subject === alert.subject;
    return nextOf(alert, conditions.found.find(isIts), conditions, now);
  });
  const begun = conditions.found
    .filter(({ code, subject }) => !watched.some((it) => it.code === code && it.subject === subject))
    .filter(({ code }) => !conditions.quiet.has(code) && ruleOf(code, now.settings) !== undefined)
    .map((condition) => opened(pendingOf(condition, now), now) ?? saved(pendingOf(condition, now)));
  return [...known, ...begun].filter((change) => change !== undefined);
}

function nextOf(
  alert: VenueAlert,
  condition: Condition | undefined,
  { hidden, quiet }: Conditions,
  now: Now,
): AlertChange | undefined {
  const isOff = ruleOf(alert.code, now.settings) === undefined;
  if (alert.state === 'PENDING') {
    if (isOff || quiet.has(alert.code)) return { is: 'removed', alert };
    if (condition) return opened({ ...alert, ...wordsOf(condition) }, now);
    return hidden.has(alert.code) ? undefined : { is: 'removed', alert };
  }
  if (isOff) return cleared(alert, now);
  // What begins again on purpose counts as still planned, below.
  const isPlanned = quiet.has(alert.code) && alert.quietSince !== undefined;
  if (condition && !isPlanned) return stillSo(alert, condition, now);
  // What is not read is not over.
  if (hidden.has(alert.code))
    return alert.quietSince || quiet.has(alert.code) ? undefined : reopened(alert, now);
  if (!alert.quietSince || alert.quietSince > now.at) return saved({ ...alert, quietSince: now.at });
  const since = Math.max(alert.quietSince.getTime(), now.unreadAt.get(alert.code)?.getTime() ?? 0);
  return now.at.getTime() - since >= CLEARED_AFTER_MS ? cleared(alert, now) : undefined;
}

function stillSo(alert: VenueAlert, condition: Condition, now: Now): AlertChange | undefined {
  const occurrences = alert.occurrences + (alert.quietSince ? 1 : 0);
  const next = { ...alert, ...wordsOf(condition), quietSince: undefined, occurrences };
  const isSame =
    !alert.quietSince &&
    next.severity === alert.severity &&
    next.message === alert.message &&
    next.remedy === alert.remedy;
  const isWorse = alert.severity === 'WARNING' && next.severity === 'CRITICAL';
  return reopened(next, now, isWorse) ?? (isSame ? undefined : saved(next));
}

/** Undefined unless its acknowledgement has ended: by its time, or as what was acknowledged was less severe. */
function reopened(alert: VenueAlert, { at }: Now, isWorse = false): AlertChange | undefined {
  const { state, acknowledgedUntil: until } = alert;
  const isOver = until !== undefined && until <= at;
  if (state !== 'ACKNOWLEDGED' || !(isOver || isWorse)) return undefined;
  return saved({ ...alert, state: 'OPEN', ...NO_ACKNOWLEDGEMENT }, 'REOPENED');
}

const NO_ACKNOWLEDGEMENT = {
  acknowledgedByName: undefined,
  acknowledgedReason: undefined,
  acknowledgedUntil: undefined,
};

function pendingOf(condition: Condition, { at, newId }: Now): VenueAlert {
  const { code, subject } = condition;
  return {
    id: newId(),
    code,
    subject,
    ...wordsOf(condition),
    state: 'PENDING',
    seenAt: at,
    openedAt: undefined,
    quietSince: undefined,
    clearedAt: undefined,
    ...NO_ACKNOWLEDGEMENT,
    occurrences: 1,
  };
}

/** Undefined while it is not due. Counts again from a clock that was set back. */
function opened(alert: VenueAlert, { at, isTrading, settings }: Now): AlertChange | undefined {
  if (alert.seenAt > at) return saved({ ...alert, seenAt: at });
  const rule = ruleOf(alert.code, settings);
  if (!rule || (rule.tradingHoursOnly && !isTrading)) return undefined;
  if (at.getTime() - alert.seenAt.getTime() < rule.afterSeconds * 1000) return undefined;
  return saved({ ...alert, state: 'OPEN', openedAt: at }, 'OPENED');
}

function cleared(alert: VenueAlert, { at }: Now): AlertChange {
  return saved({ ...alert, state: 'CLEARED', clearedAt: at }, 'CLEARED');
}

function saved(alert: VenueAlert, notify?: NotificationEvent): AlertChange {
  return { is: 'saved', alert, notify };
}

function wordsOf({ severity, message, remedy }: Condition) {
  return { severity, message, remedy };
}
