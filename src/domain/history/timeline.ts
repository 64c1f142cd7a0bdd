/** What happened at the venue, newest first: the recorded history, joined with operations, the audit, changed settings and the event log. */
import { AppError } from '../../errors/errors.js';
import type { Operations } from '../operations/operations.js';
import { gateAgainst } from '../permissions/rules.js';
import type { AuditFilter, AuditRow } from '../ports/audit-log.js';
import {
  HISTORY_LANES,
  type HistoryInterval,
  type HistoryLane,
  type HistoryParams,
  type IntervalPage,
} from '../ports/history-store.js';
import type { Clock } from '../ports/machine.js';
import type { StateDatabase } from '../ports/state-database.js';
import type { Viewer } from '../request/viewer.js';
import type { Operation } from '../types/operation.js';
import { Permission } from '../types/permissions.js';
import type { EventLog, EventLogEntry } from '../venue/event-log.js';
import { requireSpan } from './series.js';
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
  SETTING: 'Names of the settings that had changed at a start.',
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

/** How far each source was read. */
export interface TimelinePosition {
  readonly history?: NonNullable<IntervalPage['after']>;
  readonly operation?: { readonly createdAt: Date; readonly id: string };
  /** Numbers of rows of the audit. */
  readonly audit?: number;
  readonly setting?: number;
  readonly eventLog?: string;
}

export interface TimelineQuery {
  readonly from: Date;
  readonly to: Date;
  /** Undefined: all. */
  readonly lanes?: readonly TimelineLane[] | undefined;
  readonly first: number;
  readonly after?: TimelinePosition | undefined;
}

export interface TimelinePage {
  readonly rows: readonly { readonly entry: TimelineEntry; readonly position: TimelinePosition }[];
  readonly hasNextPage: boolean;
  /** Lanes that were asked for and are not in the page, with the reason. */
  readonly missing: readonly { readonly lane: TimelineLane; readonly reason: string }[];
}

export interface Timeline {
  page(viewer: Viewer, query: TimelineQuery): Promise<TimelinePage>;
}

export interface TimelineParts {
  readonly state: Pick<StateDatabase, 'history' | 'operations' | 'audit'>;
  readonly operations: Pick<Operations, 'title' | 'seenBy'>;
  readonly eventLog: EventLog;
  readonly clock: Pick<Clock, 'sleep'>;
}

interface Row {
  readonly entry: TimelineEntry;
  readonly at: TimelinePosition;
}

interface Source {
  readonly rows: readonly Row[];
  readonly hasMore: boolean;
}

/** A timeline is no place to wait for an event log that hangs. */
const EVENT_LOG_MS = 3000;
const SETTINGS_CHANGED = 'settings.change';

export class VenueTimeline implements Timeline {
  readonly #parts: TimelineParts;

  constructor(parts: TimelineParts) {
    this.#parts = parts;
  }

  async page(viewer: Viewer, query: TimelineQuery): Promise<TimelinePage> {
    requireSpan(query);
    const missing: { lane: TimelineLane; reason: string }[] = [];
    const asks = (lane: TimelineLane) => query.lanes?.includes(lane) ?? true;
    const mayRead = (lane: TimelineLane, permission: Permission) => {
      if (!asks(lane)) return false;
      const isAllowed = gateAgainst(viewer, permission) === undefined;
      if (!isAllowed) missing.push({ lane, reason: `It needs the permission ${permission}.` });
      return isAllowed;
    };
    const sources: Source[] = [await this.#history(query)];
    if (asks('OPERATION')) sources.push(await this.#operations(viewer, query));
    if (mayRead('AUDIT', Permission.AUDIT_VIEW)) sources.push(await this.#audit(query));
    if (asks('SETTING')) sources.push(await this.#settings(query));
    if (mayRead('EVENT_LOG', Permission.EVENT_LOGS_VIEW)) {
      const found = await this.#eventLog(viewer, query);
      if (found instanceof AppError) missing.push({ lane: 'EVENT_LOG', reason: found.message });
      else sources.push(found);
    }
    return { ...merged(sources, query), missing };
  }

  async #history({ from, to, lanes, first, after }: TimelineQuery): Promise<Source> {
    const own = HISTORY_LANES.filter((lane) => lanes?.includes(lane) ?? true);
    if (own.length === 0) return { rows: [], hasMore: false };
    const page = { from, to, lanes: own, first: first + 1, after: after?.history };
    const found = await this.#parts.state.history.listIntervals(page);
    return sourceOf(found, first, (interval) => ({ entry: ofInterval(interval), at: { history: interval } }));
  }

  async #operations(viewer: Viewer, { from, to, first, after }: TimelineQuery): Promise<Source> {
    const { state, operations } = this.#parts;
    const found = await state.operations.list({
      first,
      until: to,
      notOverBefore: from,
      ...(after?.operation ? { after: after.operation } : {}),
    });
    return sourceOf(found, first, (operation) => {
      const seen = operations.seenBy(viewer, operation);
      const texts = [seen.text(operations.title(operation)), seen.failure?.message];
      return { entry: ofOperation(operation, texts), at: { operation } };
    });
  }

  /** An intent says what was to be done: its outcome follows. */
  async #audit({ from, to, first, after }: TimelineQuery): Promise<Source> {
    const rows: AuditRow[] = [];
    let before = after?.audit;
    for (let isMore = true; isMore && rows.length <= first; ) {
      const filter: AuditFilter = { since: from, until: to, before };
      const found = await this.#parts.state.audit.list(filter, first + 1, 'newest');
      rows.push(
        ...found.filter(({ action, outcome }) => outcome !== 'INTENDED' && action !== SETTINGS_CHANGED),
      );
      isMore = found.length > first;
      before = found.at(-1)?.sequence;
    }
    return sourceOf(rows, first, (row) => ({ entry: ofAct(row), at: { audit: row.sequence } }));
  }

  async #settings({ from, to, first, after }: TimelineQuery): Promise<Source> {
    const filter = { since: from, until: to, before: after?.setting, actions: [SETTINGS_CHANGED] };
    const found = await this.#parts.state.audit.list(filter, first + 1, 'newest');
    return sourceOf(found, first, (row) => ({ entry: ofSettings(row), at: { setting: row.sequence } }));
  }

  async #eventLog(viewer: Viewer, { from, to, first, after }: TimelineQuery): Promise<Source | AppError> {
    const enough = new AbortController();
    const late = this.#parts.clock.sleep(EVENT_LOG_MS, enough.signal).then(() => {
      return new AppError('POWERSHELL_UNAVAILABLE', {
        message: `The event log has not responded within ${EVENT_LOG_MS / 1000} s.`,
      });
    });
    const asked = this.#parts.eventLog.page({
      first,
      since: from,
      until: to,
      minimumLevel: 'WARNING',
      reader: viewer.clerk.id,
      ...(after?.eventLog ? { before: after.eventLog } : {}),
    });
    const page = await Promise.race([asked, late])
      .catch((error: unknown) => (error instanceof AppError ? error : new AppError('INTERNAL_SERVER_ERROR')))
      .finally(() => enough.abort());
    if (page instanceof AppError) return page;
    const rows = page.entries.map((entry) => ({ entry: ofEvent(entry), at: { eventLog: entry.recordId } }));
    return { rows, hasMore: page.hasNextPage };
  }
}

function sourceOf<Found>(found: readonly Found[], first: number, row: (found: Found) => Row): Source {
  return { rows: found.slice(0, first).map(row), hasMore: found.length > first };
}

/** Each source is newest first; of what began at once, the earlier source goes first. */
function merged(
  sources: readonly Source[],
  { first, after = {} }: TimelineQuery,
): Pick<TimelinePage, 'rows' | 'hasNextPage'> {
  const rows: { entry: TimelineEntry; position: TimelinePosition }[] = [];
  const left = sources.map((source) => [...source.rows]);
  const begin = ([row]: readonly Row[]) => row?.entry.from.getTime() ?? Number.NEGATIVE_INFINITY;
  let position = after;
  while (rows.length < first) {
    const [newest] = left.toSorted((one, other) => begin(other) - begin(one) || 0);
    const row = newest?.shift();
    if (!row) break;
    position = { ...position, ...row.at };
    rows.push({ entry: row.entry, position });
  }
  const hasNextPage = sources.some(({ hasMore }) => hasMore) || left.some((source) => source.length > 0);
  return { rows, hasNextPage };
}

function ofInterval(interval: HistoryInterval): TimelineEntry {
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
    text: historyText(code, params),
    operationId: undefined,
  };
}

function ofOperation(operation: Operation, texts: readonly (string | undefined)[]): TimelineEntry {
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

function ofAct({ sequence, at, clerkName, action, target, outcome, reason }: AuditRow): TimelineEntry {
  const what = [action, target].filter(Boolean).join(' ');
  return {
    ...momentary(`audit:${sequence}`, at),
    lane: 'AUDIT',
    subject: action,
    state: outcome,
    code: action,
    params: { clerk: clerkName, ...(target ? { target } : {}), ...(reason ? { reason } : {}) },
    text: `${clerkName}: ${what} (${inPlainWords(outcome)}).${reason ? ` ${reason}` : ''}`,
  };
}

/** Names only: values never leave the file that they are in. */
function ofSettings({ sequence, at, detail, action }: AuditRow): TimelineEntry {
  const names = Array.isArray(detail?.['changed']) ? detail['changed'].map(String).join(', ') : '';
  return {
    ...momentary(`audit:${sequence}`, at),
    lane: 'SETTING',
    subject: undefined,
    state: 'CHANGED',
    code: action,
    params: { names },
    text: `Settings changed: ${names}.`,
  };
}

function ofEvent({ recordId, at, level, source, eventId, message }: EventLogEntry): TimelineEntry {
  return {
    ...momentary(`event:${recordId}`, at),
    lane: 'EVENT_LOG',
    subject: source,
    state: level,
    code: eventId === undefined ? source : `${source} ${eventId}`,
    params: { message },
    text: message,
  };
}

function momentary(id: string, at: Date) {
  return { id, from: at, until: at, previousState: undefined, operationId: undefined };
}

function inPlainWords(value: string): string {
  return value.toLowerCase().replaceAll('_', ' ');
}
