/** How often each service stopped unexpectedly in the last 24 hours, by the event log. */

import { type Clock, inTime, type Log } from '../ports/machine.js';
import type { EventLog } from '../venue/event-log.js';

const SOURCE = 'Service Control Manager';
/** Ended with an error of its own (7023, 7024), died with (7031) or without (7034) a recovery action. A stop that was asked for is none of these. */
const ENDED_BY_ITSELF: readonly (number | undefined)[] = [7023, 7024, 7031, 7034];
const DAY_MS = 24 * 60 * 60_000;
const FRESH_MS = 10_000;
/** How long the first read is waited for, so that the first response is complete. */
const PATIENCE_MS = 1000;

export interface Trouble {
  /** In the last 24 hours. */
  readonly times: number;
  readonly lastAt: Date;
}

export type TroubleByService = ReadonlyMap<string, Trouble>;

interface End {
  readonly service: string;
  readonly at: Date;
}

export class ServiceTrouble {
  readonly #parts: { readonly eventLog: EventLog; readonly clock: Clock; readonly log: Log };
  #reading: Promise<void> | undefined;
  #checkedAt: Date | undefined;
  #ends: readonly End[] = [];
  #isBlind = false;

  constructor(parts: { readonly eventLog: EventLog; readonly clock: Clock; readonly log: Log }) {
    this.#parts = parts;
  }

  /** What is known, at once: older than ten seconds, it is checked again behind the caller's back. */
  async recent(): Promise<TroubleByService> {
    const now = this.#parts.clock.now();
    const isFirst = this.#checkedAt === undefined;
    const age = now.getTime() - (this.#checkedAt?.getTime() ?? 0);
    if (isFirst || age < 0 || age >= FRESH_MS) {
      this.#reading ??= this.#read().finally(() => {
        this.#reading = undefined;
      });
      if (isFirst) await inTime(this.#parts.clock, PATIENCE_MS, this.#reading);
    }
    return count(this.#ends, new Date(now.getTime() - DAY_MS));
  }

  /** Never rejects: no trouble known is what stays known until the log can be read. */
  async #read(): Promise<void> {
    const { clock, eventLog, log } = this.#parts;
    const since = new Date(clock.now().getTime() - DAY_MS);
    try {
      const asked = { first: 200, minimumLevel: 'ERROR', sources: [SOURCE], since } as const;
      const { entries } = await eventLog.page(asked);
      this.#ends = entries
        .filter(({ eventId }) => ENDED_BY_ITSELF.includes(eventId))
        .flatMap(({ service, at }) => (service === undefined ? [] : [{ service, at }]));
      this.#isBlind = false;
    } catch (error) {
      // Once, and not every ten seconds.
      if (!this.#isBlind) log.warn({ err: error }, 'Unexpected stops of services could not be read');
      this.#isBlind = true;
    } finally {
      this.#checkedAt = clock.now();
    }
  }
}

function count(ends: readonly End[], since: Date): TroubleByService {
  const troubles = new Map<string, Trouble>();
  for (const { service, at } of ends) {
    if (at < since) continue;
    const known = troubles.get(service);
    const lastAt = known && known.lastAt > at ? known.lastAt : at;
    troubles.set(service, { times: (known?.times ?? 0) + 1, lastAt });
  }
  return troubles;
}
