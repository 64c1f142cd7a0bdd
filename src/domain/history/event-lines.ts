/** Lines of the event log for the timeline: repeated events are one line, and the read has a short deadline. */
import { AppError } from '../../errors/errors.js';
import { type Clock, inTime } from '../ports/machine.js';
import type { EventLog, EventLogEntry } from '../venue/event-log.js';
import { ofEvents, type TimelineEntry } from './timeline-entry.js';

/** A timeline is no place to wait for an event log that hangs. */
const EVENT_LOG_MS = 3000;
/** Entries that are read at once, and how often at most for so many lines: whatever the size of a page, so that each page has the same lines. */
const EVENTS = 200;
const EVENT_READS = 5;
const EVENT_LINES = 50;

interface EventSpan {
  readonly from: Date;
  readonly to: Date;
  readonly text: string | undefined;
  readonly before: string | undefined;
  readonly reader: string;
}

export interface EventLines {
  /** Undefined: there are none. */
  readonly oldest: EventLogEntry | undefined;
  readonly lines: readonly TimelineEntry[];
  readonly hasMore: boolean;
}

export async function readEventLines(
  { eventLog, clock }: { readonly eventLog: EventLog; readonly clock: Pick<Clock, 'sleep'> },
  span: EventSpan,
): Promise<EventLines | AppError> {
  const found = await inTime(clock, EVENT_LOG_MS, read(eventLog, span)).catch((error: unknown) =>
    error instanceof AppError ? error : new AppError('INTERNAL_SERVER_ERROR'),
  );
  const message = `The event log has not responded within ${EVENT_LOG_MS / 1000} s.`;
  return found ?? new AppError('POWERSHELL_UNAVAILABLE', { message });
}

/** Further back while the log only repeats itself. */
async function read(eventLog: EventLog, { from, to, text, before, reader }: EventSpan): Promise<EventLines> {
  const entries: EventLogEntry[] = [];
  for (let times = 1; ; times += 1) {
    const older = entries.at(-1)?.recordId ?? before;
    const { entries: more, hasNextPage: hasMore } = await eventLog.page({
      first: EVENTS,
      since: from,
      until: to,
      minimumLevel: 'WARNING',
      reader,
      ...(text ? { text } : {}),
      ...(older ? { before: older } : {}),
    });
    entries.push(...more);
    const lines = ofEvents(entries);
    if (!hasMore || times === EVENT_READS || lines.length >= EVENT_LINES)
      return { oldest: entries.at(-1), lines, hasMore };
  }
}
