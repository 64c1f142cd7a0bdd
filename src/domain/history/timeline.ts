/** What happened at the venue, newest first: the recorded history, joined with operations, the audit, changed settings and the event log. */
import { AppError } from '../../errors/errors.js';
import type { Operations } from '../operations/operations.js';
import { gateAgainst } from '../permissions/rules.js';
import type { AuditFilter, AuditRow } from '../ports/audit-log.js';
import { HISTORY_LANES, type IntervalPage } from '../ports/history-store.js';
import type { Clock } from '../ports/machine.js';
import type { StateDatabase } from '../ports/state-database.js';
import { requireSpan } from '../request/period.js';
import type { Viewer } from '../request/viewer.js';
import { Permission } from '../types/permissions.js';
import type { EventLog } from '../venue/event-log.js';
import { readEventLines } from './event-lines.js';
import {
  ofAct,
  ofInterval,
  ofOperation,
  ofSettings,
  SETTINGS_CHANGED,
  TIMELINE_LANES,
  type TimelineEntry,
  type TimelineLane,
} from './timeline-entry.js';

/** How far each source was read. */
export interface TimelinePosition {
  readonly history?: NonNullable<IntervalPage['after']>;
  readonly operation?: { readonly createdAt: Date; readonly id: string };
  /** Numbers of rows of the audit. */
  readonly audit?: number;
  readonly setting?: number;
  readonly eventLog?: string;
  /** The last line shown of the events before that record. Not how many: more may come above it. */
  readonly eventLine?: { readonly from: Date; readonly id: string } | undefined;
}

export interface TimelineQuery {
  readonly from: Date;
  readonly to: Date;
  /** Undefined: all. */
  readonly lanes?: readonly TimelineLane[] | undefined;
  /** Each word must occur in the text, subject or code of an entry, in any case. */
  readonly text?: string | undefined;
  readonly first: number;
  readonly after?: TimelinePosition | undefined;
}

export interface TimelinePage {
  readonly rows: readonly { readonly entry: TimelineEntry; readonly position: TimelinePosition }[];
  readonly hasNextPage: boolean;
  /** How far was read, which may be beyond the last row: what does not match is not in it. */
  readonly end: TimelinePosition | undefined;
  /** Lanes that were asked for and are not in the page, with the reason. */
  readonly missing: readonly { readonly lane: TimelineLane; readonly reason: string }[];
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

/** Entries that are read at once where words are searched for, and how often at most for one page. */
const SEARCHED = 500;
const SEARCHES = 20;

export class VenueTimeline {
  readonly #parts: TimelineParts;

  constructor(parts: TimelineParts) {
    this.#parts = parts;
  }

  async page(viewer: Viewer, query: TimelineQuery): Promise<TimelinePage> {
    requireSpan(query);
    const words = wordsOf(query.text);
    return words.length === 0 ? this.#read(viewer, query) : this.#search(viewer, query, words);
  }

  /** Of what was before it nothing is known; undefined: nothing is recorded yet. */
  recordedSince(): Promise<Date | undefined> {
    return this.#parts.state.history.findBegin();
  }

  /** What an entry says is made of codes and parameters, so no database can search it. */
  async #search(viewer: Viewer, query: TimelineQuery, words: readonly string[]): Promise<TimelinePage> {
    const { first } = query;
    const rows: TimelinePage['rows'][number][] = [];
    const missing = new Map<TimelineLane, TimelinePage['missing'][number]>();
    let { lanes, after } = query;
    for (let read = 1; ; read += 1) {
      const page = await this.#read(viewer, { ...query, lanes, after, first: SEARCHED });
      for (const lane of page.missing) missing.set(lane.lane, lane);
      // One that hangs is waited for once.
      if (page.missing.length > 0) lanes = (lanes ?? ALL_LANES).filter((lane) => !missing.has(lane));
      after = page.end;
      rows.push(...page.rows.filter(({ entry }) => mentions(entry, words)));
      if (rows.length < first && page.hasNextPage && read < SEARCHES) continue;
      const found = rows.slice(0, first);
      const isCut = rows.length > first;
      return {
        rows: found,
        hasNextPage: isCut || page.hasNextPage,
        end: isCut ? found.at(-1)?.position : after,
        missing: [...missing.values()],
      };
    }
  }

  async #read(viewer: Viewer, query: TimelineQuery): Promise<TimelinePage> {
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
    if (asks('SETTING')) sources.push(await this.#settings(viewer, query));
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

  async #settings(viewer: Viewer, { from, to, first, after }: TimelineQuery): Promise<Source> {
    const withValues = gateAgainst(viewer, Permission.AUDIT_VIEW) === undefined;
    const filter = { since: from, until: to, before: after?.setting, actions: [SETTINGS_CHANGED] };
    const found = await this.#parts.state.audit.list(filter, first + 1, 'newest');
    return sourceOf(found, first, (row) => ({
      entry: ofSettings(row, withValues),
      at: { setting: row.sequence },
    }));
  }

  async #eventLog(viewer: Viewer, { from, to, text, after }: TimelineQuery): Promise<Source | AppError> {
    const span = { from, to, text, before: after?.eventLog, reader: viewer.clerk.id };
    const found = await readEventLines(this.#parts, span);
    if (found instanceof AppError) return found;
    const { oldest, lines, hasMore } = found;
    const rows = lines.map((entry, index) => ({
      entry,
      at:
        oldest && index === lines.length - 1
          ? { eventLog: oldest.recordId, eventLine: undefined }
          : { eventLine: entry },
    }));
    const shown = after?.eventLine;
    const begin = shown
      ? lines.findLastIndex(({ id, from: at }) => at > shown.from || id === shown.id) + 1
      : 0;
    // The last line leads to older events, also where so many new ones came that they are all that is read.
    return { rows: rows.slice(hasMore ? Math.min(begin, rows.length - 1) : begin), hasMore };
  }
}

export type Timeline = Pick<VenueTimeline, 'page' | 'recordedSince'>;

const ALL_LANES = Object.keys(TIMELINE_LANES) as readonly TimelineLane[];

function wordsOf(text: string | undefined): readonly string[] {
  return text?.toLowerCase().split(/\s+/).filter(Boolean) ?? [];
}

function mentions({ text, subject, code }: TimelineEntry, words: readonly string[]): boolean {
  const said = `${text} ${subject ?? ''} ${code}`.toLowerCase();
  return words.every((word) => said.includes(word));
}

function sourceOf<Found>(found: readonly Found[], first: number, row: (found: Found) => Row): Source {
  return { rows: found.slice(0, first).map(row), hasMore: found.length > first };
}

/** Each source is newest first; of what began at once, the earlier source goes first. One that has more ends the page. */
function merged(sources: readonly Source[], query: TimelineQuery): Omit<TimelinePage, 'missing'> {
  const { first, after = {} } = query;
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
    if (sources.some(({ hasMore }, index) => hasMore && left[index]?.length === 0)) break;
  }
  const hasNextPage = sources.some(({ hasMore }) => hasMore) || left.some((source) => source.length > 0);
  return { rows, hasNextPage, end: rows.length > 0 ? position : query.after };
}
