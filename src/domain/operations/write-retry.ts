/**
 * Retries writes of running operations while the state database can't be written (another program locks it, the disk is full). Past the limit
 * the operation is released as after a restart, and taken over again from its row.
 */
import type { Clock, Log } from '../ports/machine.js';
import { isStateAway, type StateDatabase, type StateStores } from '../ports/state-database.js';

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 2000;

export interface WriteRetryParts {
  readonly clock: Clock;
  readonly log: Log;
  /** How long one write is retried. */
  readonly limitMs: number;
}

export class WriteRetry {
  /**
   * The clock for operations that such writes delay: `workMs` excludes the time in which a write waited, so that no deadline counts the
   * outage.
   */
  readonly clock: Clock;
  readonly #parts: WriteRetryParts;
  #waiting = 0;
  #waitingSince = 0;
  #waitedMs = 0;

  constructor(parts: WriteRetryParts) {
    const { clock } = parts;
    this.#parts = parts;
    this.clock = {
      now: () => clock.now(),
      workMs: () => clock.workMs() - this.#waited(),
      upMs: () => clock.upMs(),
      sleep: (ms, signal) => clock.sleep(ms, signal),
    };
  }

  /** The same database with retries in every store and in transactions, whose work may therefore run more than once. */
  wrap(state: StateDatabase): StateDatabase {
    const store = <Name extends keyof StateStores>(name: Name): StateStores[Name] =>
      new Proxy(state[name], {
        get: (target, method) => {
          const plain = Reflect.get(target, method);
          if (typeof plain !== 'function') return plain;
          return (...args: unknown[]) => this.#retrying(() => plain.apply(target, args));
        },
      });
    return {
      operations: store('operations'),
      audit: store('audit'),
      plans: store('plans'),
      keyValues: store('keyValues'),
      sessions: store('sessions'),
      pins: store('pins'),
      apiTokens: store('apiTokens'),
      history: store('history'),
      alerts: store('alerts'),
      outbox: store('outbox'),
      transaction: (work) => this.#retrying(() => state.transaction(work)),
    };
  }

  /** Retries work that failed by an outage of the state database, until the limit. Work must be idempotent. */
  async #retrying<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!isStateAway(error)) throw error;
      this.#parts.log.warn({ err: error }, 'The state database is unavailable; the server retries');
    }
    this.#begin();
    try {
      return await this.#retryUntilLimit(work);
    } finally {
      this.#end();
    }
  }

  async #retryUntilLimit<T>(work: () => Promise<T>): Promise<T> {
    const { clock, limitMs } = this.#parts;
    const since = clock.workMs();
    for (let wait = FIRST_WAIT_MS; ; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
      await clock.sleep(wait);
      try {
        return await work();
      } catch (error) {
        if (!isStateAway(error) || clock.workMs() - since >= limitMs) throw error;
      }
    }
  }

  #begin(): void {
    if (this.#waiting === 0) this.#waitingSince = this.#parts.clock.workMs();
    this.#waiting += 1;
  }

  #end(): void {
    const waited = this.#waited();
    this.#waiting -= 1;
    if (this.#waiting === 0) this.#waitedMs = waited;
  }

  #waited(): number {
    const now = this.#waiting > 0 ? this.#parts.clock.workMs() - this.#waitingSince : 0;
    return this.#waitedMs + now;
  }
}
