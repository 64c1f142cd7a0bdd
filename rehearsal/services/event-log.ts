/** The rehearsal's event log: one JSON object a line, appended in one write, so that processes never mix their lines. */
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ServiceKey } from '../service-list.js';

export type EventLevel = 'INFORMATION' | 'WARNING' | 'ERROR' | 'VERBOSE';

export interface RehearsalEvent {
  readonly level: EventLevel;
  /** Service Control Manager, swiftpos SQL Application, or the service's display name. */
  readonly source: string;
  readonly eventId: number;
  readonly message: string;
  readonly service: ServiceKey;
}

/** Appends one event with the time of now. One that a full disk doesn't take is lost: who only reports ends no one's work. */
export function writeEvent(dataFolder: string, event: RehearsalEvent): void {
  const line = JSON.stringify({ at: new Date().toISOString(), ...event });
  try {
    mkdirSync(join(dataFolder, 'rehearsal'), { recursive: true });
    appendFileSync(join(dataFolder, 'rehearsal', 'event-log.jsonl'), `${line}\n`);
  } catch {
    // Windows keeps its event log elsewhere, and a service of it hears nothing of such a failure either.
  }
}

/** What Windows' Service Control Manager would have written, in its numbers and much its words. */
export function writeControlEvent(
  dataFolder: string,
  service: { readonly key: ServiceKey; readonly displayName: string },
  eventId: 7000 | 7001 | 7009 | 7034 | 7036 | 7040 | 7045,
  message: string,
): void {
  const level = eventId === 7036 || eventId === 7040 || eventId === 7045 ? 'INFORMATION' : 'ERROR';
  writeEvent(dataFolder, {
    level,
    source: 'Service Control Manager',
    eventId,
    message: `The ${service.displayName} service ${message}`,
    service: service.key,
  });
}
