/**
 * One life of the server. Killed, it gets no answer any more: a call that it has begun is finished by who was called, and a call that
 * comes later is never made. A transaction that is open is rolled back, as SQLite does for a process that has gone.
 */
import type { Clock } from '../../../src/domain/ports/machine.js';
import type { StateDatabase, StateStores } from '../../../src/domain/ports/state-database.js';
import { AppError } from '../../../src/errors/errors.js';
import type { Activity } from '../time/quiet.js';
import type { VirtualTime } from '../time/virtual-time.js';

const HOSTS_END_MS = 1000;
const never = new Promise<never>(() => undefined);

/** Ends a transaction of a killed life. */
class Killed extends Error {}

/** Sees each write of the state: before it (throws: it does not take place) and after it. */
export interface WriteObserver {
  before(write: StateWrite): void;
  after(write: StateWrite, result: unknown): void;
}

export interface StateWrite {
  readonly store: keyof StateStores;
  readonly method: string;
  readonly args: readonly unknown[];
}

export class Life {
  readonly number: number;
  isAlive = true;
  #diedAt = Number.POSITIVE_INFINITY;
  /** The state database is away for this server's writes, reads answer. */
  readonly #isAway: () => boolean;
  readonly #time: VirtualTime;
  readonly #activity: Activity;
  readonly #bornAt: number;
  readonly clock: Clock;

  constructor(number: number, parts: { time: VirtualTime; activity: Activity; isStateAway: () => boolean }) {
    this.number = number;
    this.#time = parts.time;
    this.#activity = parts.activity;
    this.#isAway = parts.isStateAway;
    this.#bornAt = parts.time.at;
    this.clock = this.#makeClock();
  }

  kill(): void {
    this.isAlive = false;
    this.#diedAt = this.#time.at;
  }

  /** Its PowerShell hosts end a moment after the server has. */
  get hostsHaveEnded(): boolean {
    return this.#time.at - this.#diedAt > HOSTS_END_MS;
  }

  /** `work`, whose end a killed life does not hear of. */
  async orNever<Result>(work: () => Promise<Result>): Promise<Result> {
    if (!this.isAlive) return never;
    this.#activity.seen();
    try {
      const result = await work();
      return this.isAlive ? result : never;
    } catch (error) {
      if (this.isAlive) throw error;
      return never;
    }
  }

  /** The same port, as this life reaches it. */
  through<Port extends object>(port: Port): Port {
    const entries = Object.entries(port).map(([name, method]) => [
      name,
      typeof method === 'function'
        ? (...args: unknown[]) => this.orNever(async () => method.apply(port, args))
        : method,
    ]);
    return Object.fromEntries(entries) as Port;
  }

  /** One for the whole life. */
  #makeClock(): Clock {
    const time = this.#time;
    const upMs = () => time.at - this.#bornAt;
    const sleptBefore = time.sleptMs;
    return {
      now: () => new Date(time.at + time.clockOffsetMs),
      workMs: () => upMs() - (time.sleptMs - sleptBefore),
      upMs,
      sleep: (ms, signal) => {
        if (!this.isAlive) return never;
        this.#activity.seen();
        if (signal?.aborted || ms <= 0) return Promise.resolve();
        return new Promise((resolve) => {
          const wake = () => {
            cancel();
            // A loop would leave one listener behind with each turn.
            signal?.removeEventListener('abort', wake);
            this.#activity.seen();
            if (this.isAlive) resolve();
          };
          const cancel = time.after(ms, wake);
          signal?.addEventListener('abort', wake);
        });
      },
    };
  }

  /** The state database, as this life reaches it. */
  state(stored: StateDatabase, observer: WriteObserver): StateDatabase {
    const stores = this.#stores(stored, (write, work) =>
      this.orNever(() => this.#write(write, work, observer)),
    );
    return {
      ...stores,
      transaction: (work) =>
        this.orNever(async () => {
          if (this.#isAway()) throw away();
          const made: (readonly [StateWrite, unknown])[] = [];
          const result = await stored.transaction(async (inside) => {
            const seen = await work(
              this.#stores(inside, async (write, perform) => {
                if (!this.isAlive) throw new Killed();
                this.#activity.seen();
                if (write) observer.before(write);
                if (!this.isAlive) throw new Killed();
                const wrote = await perform();
                if (write) made.push([write, wrote]);
                return wrote;
              }),
            );
            if (!this.isAlive) throw new Killed();
            return seen;
          });
          for (const [write, wrote] of made) observer.after(write, wrote);
          return result;
        }),
    };
  }

  async #write<Result>(
    write: StateWrite | undefined,
    work: () => Promise<Result>,
    observer: WriteObserver,
  ): Promise<Result> {
    if (!write) return work();
    if (this.#isAway()) throw away();
    observer.before(write);
    if (!this.isAlive) return never;
    const result = await work();
    observer.after(write, result);
    return result;
  }

  #stores(
    stored: StateStores,
    call: <Result>(write: StateWrite | undefined, work: () => Promise<Result>) => Promise<Result>,
  ): StateStores {
    const names: readonly (keyof StateStores)[] = [
      'operations',
      'audit',
      'plans',
      'keyValues',
      'sessions',
      'pins',
      'apiTokens',
      'history',
      'alerts',
      'outbox',
    ];
    const wrapped = names.map((store) => {
      const methods = Object.entries(stored[store]).map(([method, run]) => [
        method,
        (...args: unknown[]) => {
          const write = READS.test(method) ? undefined : { store, method, args };
          const perform = () => (run as (...given: unknown[]) => Promise<unknown>).apply(stored[store], args);
          return call(write, perform);
        },
      ]);
      return [store, Object.fromEntries(methods)];
    });
    return Object.fromEntries(wrapped) as unknown as StateStores;
  }
}

const READS =
  /^(find|list|active|steps|events|redemptionOf|wasRedeemed|count|watched|next|makers|head|hashOf|hasBehind|check|unsettled|get|short|attempts)/;

function away(): AppError {
  return new AppError('STATE_DATABASE_UNAVAILABLE');
}
