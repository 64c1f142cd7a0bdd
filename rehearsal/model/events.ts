/** The venue's event log, and the ledger of what the cloud really did. */

import { CONTROL_MANAGER, type ControlEvent, controlEvent } from './control-events.js';
import type { LedgerEntry, LedgerKind, LogEvent } from './records.js';
import type { ServiceKey } from './service-keys.js';
import type { VenueModel } from './state.js';
import { machineNow } from './time.js';

const MOST_EVENTS = 3000;

/** Record numbers go on although old ones are dropped. */
export function writeEvent(model: VenueModel, event: Omit<LogEvent, 'at'>): void {
  model.events.push({ at: machineNow(model), ...event });
  if (model.events.length <= MOST_EVENTS) return;
  const dropped = model.events.length - MOST_EVENTS / 2;
  model.events.splice(0, dropped);
  model.droppedEvents += dropped;
}

/** Under the service's own name. */
export function report(
  model: VenueModel,
  key: ServiceKey,
  level: LogEvent['level'],
  eventId: number,
  message: string,
): void {
  writeEvent(model, { level, source: model.services[key].displayName, eventId, message, service: key });
}

/** As Windows' Service Control Manager. */
export function writeControlEvent(model: VenueModel, key: ServiceKey, event: ControlEvent): void {
  writeEvent(model, controlEvent(model.services[key], event));
}

/**
 * Event numbers of the Service Control Manager about a service, from a moment of the machine's clock on. None that a clock dated
 * ahead of now.
 */
export function controlEvents(model: VenueModel, key: ServiceKey, since: number): number[] {
  const until = machineNow(model);
  return model.events
    .filter(({ source, service }) => source === CONTROL_MANAGER && service === key)
    .filter(({ at }) => at >= since && at <= until)
    .map(({ eventId }) => eventId);
}

export function record(
  model: Pick<VenueModel, 'at' | 'ledger'>,
  kind: LedgerKind,
  outcome: string,
  ids: Omit<LedgerEntry, 'at' | 'kind' | 'outcome'> = {},
): void {
  const entry = { at: model.at, kind, outcome, ...ids };
  // Of heartbeats only the last is kept.
  const last = kind === 'heartbeats' ? model.ledger.findIndex((each) => each.kind === kind) : -1;
  if (last >= 0) model.ledger.splice(last, 1);
  model.ledger.push(entry);
}
