/** The rehearsal's event log: one JSON object a line, appended in one write, so that processes never mix their lines. */
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type ControlEvent, controlEvent } from '../model/control-events.js';
import type { LogEvent } from '../model/records.js';
import type { ServiceKey } from '../model/service-keys.js';

/** Appends one event with the time of now. One that a full disk doesn't take is lost: who only reports ends no one's work. */
export function writeEvent(dataFolder: string, event: Omit<LogEvent, 'at'>): void {
  const line = JSON.stringify({ at: new Date().toISOString(), ...event });
  try {
    mkdirSync(join(dataFolder, 'rehearsal'), { recursive: true });
    appendFileSync(join(dataFolder, 'rehearsal', 'event-log.jsonl'), `${line}\n`);
  } catch {
    // Windows keeps its event log elsewhere, and a service of it hears nothing of such a failure either.
  }
}

/** As Windows' Service Control Manager. */
export function writeControlEvent(
  dataFolder: string,
  service: { readonly key: ServiceKey; readonly displayName: string },
  event: ControlEvent,
): void {
  writeEvent(dataFolder, controlEvent(service, event));
}
