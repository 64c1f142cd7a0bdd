/** The `trail` of a failure: event-log lines of that time, the DataDog query, the correlation ID. */
import { Temporal } from 'temporal-polyfill';
import { type Clock, inTime, type Log } from '../ports/machine.js';
import { type Operation, traceOf } from '../types/operation.js';
import { serviceName } from '../types/services.js';
import type { Settings } from '../types/settings.js';
import type { EventLog, EventLogEntry } from '../venue/event-log.js';
import type { RegistrationReader } from '../venue/registration.js';
import { type Sagas, sagaOf } from './saga.js';

const LINES = 10;
/** Number of newest entries that are searched for the most relevant ones. */
const SEARCHED_EVENTS = 200;
const LONGEST_LINE = 300;
/** An operation's end waits no longer than this for its trail. */
const TIMEOUT_MS = 5000;

export type TrailOf = (operation: Operation) => Promise<readonly string[]>;

export interface TrailParts {
  readonly eventLog: EventLog;
  readonly registration: RegistrationReader;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: Settings;
  readonly sagas: Sagas;
}

/** Best effort: it never rejects, so reading a log can't change how an operation ends. What can't be read is left out. */
export function failureTrail(parts: TrailParts): TrailOf {
  return async (operation) => {
    const since = operation.startedAt ?? operation.createdAt;
    const until = parts.clock.now();
    const asked = { first: SEARCHED_EVENTS, minimumLevel: 'WARNING', since, until } as const;
    const [venue, page] = await Promise.all([
      readInTime(parts, operation, () => parts.registration.read()),
      readInTime(parts, operation, () => parts.eventLog.page(asked)),
    ]);
    const touched = sagaOf(parts.sagas, operation).holds(operation.input);
    const lines = mostRelevant(page?.entries ?? [], touched).map((entry) => inWords(entry, venue?.timeZone));
    const customerNumber = operation.input['customerNumber'] ?? venue?.customerNumber;
    const query = parts.settings.dataDogQuery.replaceAll('{customerNumber}', String(customerNumber ?? '*'));
    const dataDog = `DataDog: ${query} from ${since.getTime()} to ${until.getTime()}`;
    return [...lines, dataDog, `correlation ${operation.correlationId}`];
  };
}

/** Undefined if the read fails or takes too long. */
async function readInTime<T>(
  parts: TrailParts,
  operation: Operation,
  read: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await inTime(parts.clock, TIMEOUT_MS, read());
  } catch (error) {
    parts.log.warn({ err: error, ...traceOf(operation) }, 'Part of the trail of a failure could not be read');
    return undefined;
  }
}

/** Of the services that the operation touches first, then of others; the newest of each, reported oldest first. */
function mostRelevant(
  newestFirst: readonly EventLogEntry[],
  touched: readonly string[],
): readonly EventLogEntry[] {
  const isTouched = ({ service }: EventLogEntry) => service !== undefined && touched.includes(service);
  const own = newestFirst.filter(isTouched).slice(0, LINES);
  const others = newestFirst.filter((entry) => !isTouched(entry)).slice(0, LINES - own.length);
  return [...own.reverse(), ...others.reverse()];
}

/** e.g. `13:02:11 Cloud Sync 7034: message`, on one line, in venue time; in UTC, with a Z, while the venue's zone isn't known. */
function inWords(entry: EventLogEntry, timeZone: string | undefined): string {
  const { at, eventId, message } = entry;
  const zoned = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone ?? 'UTC');
  const time = `${zoned.toPlainTime().toString({ smallestUnit: 'second' })}${timeZone ? '' : 'Z'}`;
  const from = eventId === undefined ? about(entry) : `${about(entry)} ${eventId}`;
  return `${time} ${from}: ${message.replaceAll(/\s+/g, ' ').trim()}`.slice(0, LONGEST_LINE);
}

/** The service that an entry of the Service Control Manager is about, else its source. */
function about({ source, service }: EventLogEntry): string {
  return source === 'Service Control Manager' && service !== undefined ? serviceName(service) : source;
}
