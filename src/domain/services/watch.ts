/** Watches the services while someone listens: PowerShell is asked once a second, however many follow. */

import type { Clock, Log } from '../ports/machine.js';
import type { ServiceView } from './view.js';

const LOOK_MS = 1000;

export interface ServiceWatchParts {
  readonly look: () => Promise<readonly ServiceView[]>;
  readonly clock: Clock;
  readonly log: Log;
}

interface Listener {
  /** What this listener got last, by key. */
  readonly sent: Map<string, string>;
  /** The newest view of each service that it hasn't taken yet: a slow one misses what was in between, never the end. */
  readonly waiting: Map<string, ServiceView>;
  wake: () => void;
}

export class ServiceWatch {
  readonly #parts: ServiceWatchParts;
  readonly #listeners = new Set<Listener>();
  #looking = false;

  constructor(parts: ServiceWatchParts) {
    this.#parts = parts;
  }

  /** First each service in its current state, then each one when it changes. */
  async *changes(signal: AbortSignal): AsyncIterable<ServiceView> {
    const listener: Listener = { sent: new Map(), waiting: new Map(), wake: () => {} };
    this.#listeners.add(listener);
    const wake = () => listener.wake();
    signal.addEventListener('abort', wake);
    if (!this.#looking) void this.#look();
    try {
      while (!signal.aborted) {
        const [next] = listener.waiting;
        if (next) {
          listener.waiting.delete(next[0]);
          yield next[1];
        } else {
          await new Promise<void>((resolve) => {
            listener.wake = resolve;
          });
        }
      }
    } finally {
      signal.removeEventListener('abort', wake);
      this.#listeners.delete(listener);
    }
  }

  async #look(): Promise<void> {
    this.#looking = true;
    while (this.#listeners.size > 0) {
      try {
        const services = await this.#parts.look();
        const seen = services.map((service) => ({ service, text: textOf(service) }));
        for (const listener of this.#listeners) tell(listener, seen);
      } catch (error) {
        this.#parts.log.warn({ err: error }, 'The services could not be read; the server retries');
      }
      await this.#parts.clock.sleep(LOOK_MS);
    }
    this.#looking = false;
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
    listener.waiting.set(service.key, service);
  }
  listener.wake();
}
