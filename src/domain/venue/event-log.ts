/** The server's event log, newest first, page by page. PowerShell reads it; nothing is kept here. */

import type { ScriptRunner, ScriptValue } from '../ports/script-runner.js';
import { asAppError } from '../scripts/failure.js';
import { Row } from '../scripts/output.js';
import type { EventLevel } from '../types/operation.js';

const SCRIPT = 'Get-VenueEvent';
/** Anyone who can't wait so long stops waiting: a script that is stopped early may take its host, and other reads, with it. */
const DEADLINE_MS = 10_000;
const EVENT_LEVELS: readonly EventLevel[] = ['VERBOSE', 'INFORMATION', 'WARNING', 'ERROR'];

export interface EventLogEntry {
  /** Where the entry is in the log: opaque, for `before`. */
  readonly recordId: string;
  readonly at: Date;
  readonly level: EventLevel;
  readonly source: string;
  readonly eventId: number | undefined;
  readonly message: string;
  /** The key of the service concerned. */
  readonly service: string | undefined;
}

export interface EventLogQuery {
  /** 1 to 200. */
  readonly first: number;
  /** Only entries older than this record. */
  readonly before?: string;
  /** This level and more severe ones. */
  readonly minimumLevel?: EventLevel;
  readonly since?: Date;
  readonly until?: Date;
  /** Only entries of these sources. */
  readonly sources?: readonly string[];
  /** Each of its words is in the message, the source or the event ID; in any case. */
  readonly text?: string;
  /** Clerk who asks; undefined: the server itself. One clerk's pages leave room for everyone else's reads. */
  readonly reader?: string;
}

export interface EventLogPage {
  readonly entries: readonly EventLogEntry[];
  readonly hasNextPage: boolean;
}

export class VenueEventLog {
  readonly #scripts: ScriptRunner;

  constructor(scripts: ScriptRunner) {
    this.#scripts = scripts;
  }

  async page(query: EventLogQuery): Promise<EventLogPage> {
    try {
      const parameters = asked(query);
      const { output } = await this.#scripts.run({
        script: SCRIPT,
        parameters,
        deadlineMs: DEADLINE_MS,
        ...(query.reader ? { reader: query.reader } : {}),
      });
      const entries = output.map((value) => readEntry(new Row(value, SCRIPT)));
      return { entries: entries.slice(0, query.first), hasNextPage: entries.length > query.first };
    } catch (error) {
      throw asAppError(error);
    }
  }
}

export type EventLog = Pick<VenueEventLog, 'page'>;

/** One more than the page holds shows whether there is a next one. */
function asked(query: EventLogQuery): Record<string, ScriptValue> {
  const { first, before, minimumLevel, since, until, sources, text } = query;
  return {
    First: first + 1,
    ...(before ? { BeforeRecord: before } : {}),
    ...(minimumLevel ? { MinimumLevel: minimumLevel } : {}),
    ...(since ? { Since: since.toISOString() } : {}),
    ...(until ? { Until: until.toISOString() } : {}),
    ...(sources ? { Source: sources } : {}),
    ...(text ? { Text: text } : {}),
  };
}

function readEntry(row: Row): EventLogEntry {
  return {
    recordId: row.text('RecordId'),
    at: row.date('At'),
    level: row.oneOf('Level', EVENT_LEVELS),
    source: row.text('Source'),
    eventId: row.optionalNumber('EventId'),
    message: row.text('Message'),
    service: row.optionalText('Service'),
  };
}
