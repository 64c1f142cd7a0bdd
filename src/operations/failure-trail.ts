/** Where to look next after a failure: the event log's lines of that time, what to paste into DataDog, the correlation ID. */
import { Temporal } from 'temporal-polyfill';
import type { EventLog, EventLogEntry } from './event-log.js';
import type { Operation } from './operation.js';
import type { Clock, Log } from './ports/machine.js';
import type { VenueStore } from './ports/venue-store.js';
import type { Settings } from './settings.js';

const LINES = 10;
const LONGEST_LINE = 300;
/** An operation's end waits no longer than this for its trail. */
const PATIENCE_MS = 5000;

export type TrailOf = (operation: Operation) => Promise<readonly string[]>;

export interface TrailParts {
  readonly eventLog: EventLog;
  readonly venue: VenueStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: Settings;
}

/** Best effort: it never rejects, so reading a log can't change how an operation ends. */
export function failureTrail(parts: TrailParts): TrailOf {
  return async (operation) => {
    const correlation = `correlation ${operation.correlationId}`;
    const enough = new AbortController();
    try {
      const late = parts.clock.sleep(PATIENCE_MS, enough.signal).then((): string[] => []);
      return [...(await Promise.race([evidence(parts, operation), late])), correlation];
    } catch (error) {
      parts.log.warn({ err: error, operationId: operation.id }, 'A failure has no trail');
      return [correlation];
    } finally {
      enough.abort();
    }
  };
}

async function evidence(parts: TrailParts, operation: Operation): Promise<readonly string[]> {
  const since = operation.startedAt ?? operation.createdAt;
  const until = parts.clock.now();
  const { customerNumber, timeZone } = await parts.venue.registration();
  const query = parts.settings.dataDogQuery.replaceAll('{customerNumber}', customerNumber);
  const dataDog = `DataDog: ${query} from ${since.getTime()} to ${until.getTime()}`;
  try {
    const asked = { first: LINES, minimumLevel: 'WARNING', since, until } as const;
    const { entries } = await parts.eventLog.page(asked, { deadlineMs: PATIENCE_MS - 500 });
    return [...entries.map((entry) => inWords(entry, timeZone)).reverse(), dataDog];
  } catch (error) {
    parts.log.warn({ err: error, operationId: operation.id }, 'The event log could not be read for a trail');
    return [dataDog];
  }
}

/** e.g. `13:02:11 Cloud Sync 7034: message`, on one line, in venue time. */
function inWords({ at, source, eventId, message }: EventLogEntry, timeZone: string): string {
  const zoned = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
  const time = zoned.toPlainTime().toString({ smallestUnit: 'second' });
  const from = eventId === undefined ? source : `${source} ${eventId}`;
  return `${time} ${from}: ${message.replaceAll(/\s+/g, ' ').trim()}`.slice(0, LONGEST_LINE);
}
