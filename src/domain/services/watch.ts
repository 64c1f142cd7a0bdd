/** Watches the services while someone listens: PowerShell is asked once a second, however many follow. */

import type { Clock, Log } from '../ports/machine.js';
import { Newest } from '../types/newest.js';
import type { ServiceView } from './view.js';

const READ_MS = 1000;

export interface ServiceWatchParts {
  readonly read: () => Promise<readonly ServiceView[]>;
  readonly clock: Clock;
  readonly log: Log;
}

interface Listener {
  /** What this listener got last, by key. */
  readonly sent: Map<string, string>;
  readonly views: Newest<ServiceView>;
}

export class ServiceWatch {
  readonly #parts: ServiceWatchParts;
  readonly #listeners = new Set<Listener>();
  #isReading = false;

  constructor(parts: ServiceWatchParts) {
    this.#parts = parts;
  }

  /** First each service in its current state, then each one when it changes. */
  async *changes(signal: AbortSignal): AsyncIterable<ServiceView> {
    const listener: Listener = { sent: new Map(), views: new Newest() };
    this.#listeners.add(listener);
    if (!this.#isReading) void this.#read();
    try {
      yield* listener.views.take(signal);
    } finally {
      this.#listeners.delete(listener);
    }
  }

  async #read(): Promise<void> {
    this.#isReading = true;
    while (this.#listeners.size > 0) {
      try {
        const services = await this.#parts.read();
        const seen = services.map((service) => ({ service, text: textOf(service) }));
        for (const listener of this.#listeners) tell(listener, seen);
      } catch (error) {
        this.#parts.log.warn({ err: error }, 'The services could not be read; the server retries');
      }
      await this.#parts.clock.sleep(READ_MS);
    }
    this.#isReading = false;
  }
}

/** All but the moment at which it was checked. */
function textOf({ observedAt: _, ...seen }: ServiceView): string {
  return JSON.stringify(seen);
}

function tell(
  listener: Listener,
  seen: readonly { readonly service: ServiceView; readonly text: string }[],
): void {
  for (const { service, text } of seen) {
    if (listener.sent.get(service.key) === text) continue;
    listener.sent.set(service.key, text);
    listener.views.put(service.key, service);
  }
}
