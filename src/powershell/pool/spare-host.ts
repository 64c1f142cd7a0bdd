/** Where pools get their hosts: one warm spare host is kept ready, and can become any pool's host within milliseconds. */

import type { Log } from '../../domain/ports/machine.js';
import type { ScriptHost } from '../host/host.js';
import { limits } from '../wire/protocol.js';
import { Backoff } from './backoff.js';

export interface SpareHostsParts {
  /** Gives up, and leaves nothing, when the signal aborts. */
  readonly start: (signal: AbortSignal) => Promise<ScriptHost>;
  /** Whether to keep a spare host, and how long after `keepSpare` to start it. */
  readonly spareStartAfterMs: number | undefined;
  readonly log: Log;
}

export class SpareHosts {
  readonly #parts: SpareHostsParts;
  readonly #backoff = new Backoff();
  #closing = new AbortController();
  readonly #waiting: ((host: ScriptHost | undefined) => void)[] = [];
  readonly #starts = new Set<Promise<void>>();
  readonly #failed = new Set<() => void>();
  /** Every host that was started, no matter who has it, until its process has ended. */
  readonly #living = new Set<ScriptHost>();
  #spare: ScriptHost | undefined;
  #keepsSpare = false;
  #spareTimer: NodeJS.Timeout | undefined;
  #isOpen = false;

  constructor(parts: SpareHostsParts) {
    this.#parts = parts;
  }

  get spare(): ScriptHost | undefined {
    return this.#spare;
  }

  get backoff(): Backoff {
    return this.#backoff;
  }

  /** Calls `listener` after each start that failed, and at `close`. */
  onFailure(listener: () => void): void {
    this.#failed.add(listener);
  }

  open(): void {
    this.#isOpen = true;
    this.#closing = new AbortController();
  }

  /** From now on a spare host is kept, where one is wanted at all: once the pools have what they keep. */
  keepSpare(): void {
    const { spareStartAfterMs } = this.#parts;
    if (spareStartAfterMs === undefined || !this.#isOpen) return;
    clearTimeout(this.#spareTimer);
    this.#spareTimer = setTimeout(() => {
      this.#keepsSpare = true;
      this.#fill();
    }, spareStartAfterMs);
  }

  /** The spare host at once, else the next host that gets ready; undefined when it is closed first. */
  take(): Promise<ScriptHost | undefined> {
    const spare = this.#spare;
    if (spare) {
      this.#spare = undefined;
      this.#backoff.succeed();
      // In a later turn: to start a process takes this thread longer than all else in a takeover.
      setImmediate(() => this.#fill());
      return Promise.resolve(spare);
    }
    if (!this.#isOpen) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#fill();
    });
  }

  /** Takes a host that a pool has to spare, as the spare host when there is none; else it is ended. */
  giveBack(host: ScriptHost): void {
    if (this.#isOpen && !host.isLeaving) this.#place(host);
    else void host.stop();
  }

  /** Ends the spare host and what is being started, and waits for the end of every host: pools stop those that they have. */
  async close(): Promise<void> {
    this.#isOpen = false;
    this.#closing.abort();
    clearTimeout(this.#spareTimer);
    this.#keepsSpare = false;
    this.#backoff.stop();
    for (const resolve of this.#waiting.splice(0)) resolve(undefined);
    // A caller who waits for a first host waits for none.
    for (const listener of this.#failed) listener();
    const spare = this.#spare;
    this.#spare = undefined;
    await Promise.all([spare?.stop(), ...this.#starts]);
    await Promise.all([...this.#living].map((host) => host.ended));
  }

  #fill(): void {
    if (!this.#isOpen || this.#backoff.isPausing) return;
    const wanted = this.#waiting.length + (this.#keepsSpare && !this.#spare ? 1 : 0);
    while (this.#starts.size < wanted) {
      const start = this.#start().finally(() => {
        this.#starts.delete(start);
        this.#fill();
      });
      this.#starts.add(start);
    }
  }

  async #start(): Promise<void> {
    try {
      const host = await this.#parts.start(this.#closing.signal);
      this.#living.add(host);
      void host.ended.then(() => this.#living.delete(host));
      if (this.#isOpen) this.#place(host);
      else await host.stop();
    } catch (cause) {
      if (!this.#isOpen) return;
      this.#parts.log.error({ cause: String(cause) }, 'A PowerShell host did not start');
      this.#fail();
    }
  }

  #place(host: ScriptHost): void {
    const taker = this.#waiting.shift();
    if (taker) {
      this.#backoff.succeed();
      taker(host);
    } else if (this.#spare) void host.stop();
    else {
      this.#spare = host;
      void host.gone.then(() => this.#lose(host));
    }
  }

  #lose(host: ScriptHost): void {
    if (this.#spare !== host) return;
    this.#spare = undefined;
    this.#parts.log.warn({ pid: host.pid }, 'The spare PowerShell host ended');
    // One that ends as soon as it is ready, as where it is killed while it reads modules, is no start that succeeded.
    if (performance.now() - host.startedAt > limits.healthyAfterMs) this.#backoff.succeed();
    if (this.#isOpen) this.#fail();
  }

  #fail(): void {
    this.#backoff.fail(() => this.#fill());
    for (const listener of this.#failed) listener();
  }
}

/** What to say while hosts don't start, or end as soon as they have. */
export const hopeless = 'PowerShell hosts do not start, or end at once. Run: venue-control doctor';
