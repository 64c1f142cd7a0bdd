/** Makes an entry of the timeline from a row of each source. */
import { actText } from '../audit/act-words.js';
import type { AuditRow } from '../ports/audit-log.js';
import type { HistoryInterval, HistoryLane, HistoryParams } from '../ports/history-store.js';
import type { Operation } from '../types/operation.js';
import type { EventLogEntry } from '../venue/event-log.js';
import { historyText } from './words.js';

/** Each with its description in the API, whose enum is made of this table. */
export const TIMELINE_LANES = {
  STATUS: 'The status of the venue.',
  FINDING: 'Findings of the status, each from its begin to its end.',
  SERVICE: 'States of the services.',
  LINK: 'Whether the cloud receives heartbeats.',
  CLOUD: 'Whether swiftpos Cloud responds.',
  HOST: 'Whether PowerShell responds.',
  DATABASE: 'Whether the databases respond.',
  VERSION: 'Versions of swiftpos and of its services, as last read.',
  SERVER: 'Runs of this server, and the time in which it was off or recorded nothing.',
  OPERATION: 'Operations, from the request to the end.',
  AUDIT: 'Rows of the audit log, without intents. Needs AUDIT_VIEW.',
  SETTING:
    'The settings that had changed at a start. With AUDIT_VIEW also their values, unless they are secret.',
  EVENT_LOG: 'Warnings and errors in the event log. Needs EVENT_LOGS_VIEW.',
} as const satisfies Readonly<Record<HistoryLane, string>> & Readonly<Record<string, string>>;
export type TimelineLane = keyof typeof TIMELINE_LANES;

export interface TimelineEntry {
  readonly id: string;
  readonly lane: TimelineLane;
  /** The service, finding, part, program, action or source concerned; undefined where the lane has one only. */
  readonly subject: string | undefined;
  readonly state: string;
  readonly previousState: string | undefined;
  readonly from: Date;
  /** Undefined: it is still so. What happened in a moment ends when it began. */
  readonly until: Date | undefined;
  readonly code: string;
  readonly params: HistoryParams;
  readonly text: string;
  readonly operationId: string | undefined;
}

/** In the audit: of the row that names settings. */
export const SETTINGS_CHANGED = 'settings.change';

export function ofInterval(interval: HistoryInterval): TimelineEntry {
  const { id, lane, subject, state, previousState, beganAt, endedAt, code, params } = interval;
  return {
    id: `history:${id}`,
    lane,
    subject: subject === '' ? undefined : subject,
    state,
    previousState,
    from: beganAt,
    until: endedAt,
    code,
    params,
    text: [historyText(code, params), continued(params), upgraded(interval)].filter(Boolean).join(' '),
    operationId: undefined,
  };
}

function upgraded({ lane, state, previousState }: HistoryInterval): string | undefined {
  if (lane !== 'VERSION' || previousState === undefined || previousState === state) return undefined;
  return `Before: ${previousState}.`;
}

/** Of what was already so before the server was off. */
function continued({ since }: HistoryParams): string | undefined {
  return since === undefined ? undefined : `It has been so since ${since}.`;
}

export function ofOperation(operation: Operation, texts: readonly (string | undefined)[]): TimelineEntry {
  const { id, kind, state, requestedByName, createdAt, finishedAt, failure } = operation;
  const [title, why] = texts;
  return {
    id: `operation:${id}`,
    lane: 'OPERATION',
    subject: kind,
    state,
    previousState: undefined,
    from: createdAt,
    until: finishedAt,
    code: failure?.code ?? kind,
    params: { title: title ?? '', requestedBy: requestedByName },
    text: [`${title}, requested by ${requestedByName}: ${inPlainWords(state)}.`, why]
      .filter(Boolean)
      .join(' '),
    operationId: id,
  };
}

export function ofAct(row: AuditRow): TimelineEntry {
  const { sequence, at, clerkName, action, target, outcome, reason } = row;
  return {
    ...momentary(`audit:${sequence}`, at),
    lane: 'AUDIT',
    subject: action,
    state: outcome,
    code: action,
    params: { clerk: clerkName, ...(target ? { target } : {}), ...(reason ? { reason } : {}) },
    text: actText(row),
  };
}

/** With their values where the audit has them, for who may read it: secrets it never has. */
export function ofSettings(
  { sequence, at, detail, before, after, action }: AuditRow,
  withValues: boolean,
): TimelineEntry {
  const changed = detail?.['changed'];
  const each = Array.isArray(changed) ? changed.map(String) : [];
  const names = each.join(', ');
  const change = (name: string) => changeInWords(name, before?.[name], after?.[name]);
  const said = withValues ? each.map(change).join(', ') : names;
  return {
    ...momentary(`audit:${sequence}`, at),
    lane: 'SETTING',
    subject: undefined,
    state: 'CHANGED',
    code: action,
    params: { names },
    text: `Settings changed: ${said}.`,
  };
}

/** `port from 4280 to 4281`; without a value that is secret, unknown, or the default. */
function changeInWords(name: string, before: unknown, after: unknown): string {
  const words = [
    name,
    before !== undefined && `from ${inJson(before)}`,
    after !== undefined && `to ${inJson(after)}`,
  ];
  return words.filter(Boolean).join(' ');
}

function inJson(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Between two equal events that are one line. */
const REPEATED_MS = 600_000;

/** What the log repeats is one line, from the first time to the last, so that a service which crashes all night hides nothing else. */
export function ofEvents(newestFirst: readonly EventLogEntry[]): readonly TimelineEntry[] {
  const lines: EventLogEntry[][] = [];
  const open = new Map<string, EventLogEntry[]>();
  for (const event of newestFirst) {
    const { source, eventId, level, message, at } = event;
    const key = JSON.stringify([source, eventId, level, message]);
    const line = open.get(key);
    const later = line?.at(-1);
    if (line && later && later.at.getTime() - at.getTime() <= REPEATED_MS) line.push(event);
    else {
      const begun = [event];
      open.set(key, begun);
      lines.push(begun);
    }
  }
  return lines.map(ofEqual).sort((one, other) => other.from.getTime() - one.from.getTime());
}

function ofEqual(events: readonly EventLogEntry[]): TimelineEntry {
  const { length: count, [0]: last } = events;
  const { recordId, at, level, source, eventId, message } = events.at(-1) as EventLogEntry;
  return {
    ...momentary(`event:${recordId}`, at),
    until: last?.at,
    lane: 'EVENT_LOG',
    subject: source,
    state: level,
    code: eventId === undefined ? source : `${source} ${eventId}`,
    params: { message, count: `${count}` },
    text: count === 1 ? message : `${message} (${count} times)`,
  };
}

function momentary(id: string, at: Date) {
  return { id, from: at, until: at, previousState: undefined, operationId: undefined };
}

function inPlainWords(value: string): string {
  return value.toLowerCase().replaceAll('_', ' ');
}
