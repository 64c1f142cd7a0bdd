/**
 * One life of the server. Killed, it gets no answer any more: a call that it has begun is finished by who was called, and a call that
 * comes later is never made. A transaction that is open is rolled back, as SQLite does for a process that has
 * gone. Overtaken, it hears late what became of its operation, and still writes about it.
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
  /** Resolves when a life that was overtaken hears again: `never` for one that was killed. */
  #heardAgain: Promise<void> = never;
  #isLate = false;
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

  /** `lateMs`: so much later it hears again of its operations; undefined: never. */
  kill(lateMs?: number): void {
    this.isAlive = false;
    this.#diedAt = this.#time.at;
    if (lateMs === undefined) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#heardAgain = promise;
    this.#time.after(lateMs, () => {
      this.#isLate = true;
      resolve();
    });
  }

  /** What it calls never happens. */
  get #isGone(): boolean {
    return !this.isAlive && !this.#isLate;
  }

  /** Its PowerShell hosts end a moment after the server has. */
  get hostsHaveEnded(): boolean {
    return this.#time.at - this.#diedAt > HOSTS_END_MS;
  }

  /** `work`, whose end a killed life does not hear of. `isHeardLate`: one that was overtaken does. */
  async orNever<Result>(work: () => Promise<Result>, isHeardLate = false): Promise<Result> {
    if (!this.isAlive) return never;
    return this.#ended(work, isHeardLate ? () => this.#heardAgain : () => never);
  }

  async #ended<Result>(work: () => Promise<Result>, heardAgain: () => Promise<void>): Promise<Result> {
    this.#activity.seen();
    try {
      const result = await work();
      if (!this.isAlive) await heardAgain();
      return result;
    } catch (error) {
      if (!this.isAlive) await heardAgain();
      throw error;
    } finally {
      this.#activity.seen();
    }
  }

  /**
   * What is about operations reaches the state also late; what would begin one, or is under no token,
   * doesn't.
   */
  async #reach<Result>(isOfOperation: boolean, work: () => Promise<Result>): Promise<Result> {
    if (isOfOperation ? this.#isGone : !this.isAlive) return never;
    return this.#ended(work, isOfOperation ? () => this.#heardAgain : () => never);
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
    const pausedBefore = time.pausedMs;
    const upMs = () => time.at - this.#bornAt - (time.pausedMs - pausedBefore);
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
    const stores = this.#stores(stored, (write, work, isOfOperation) =>
      this.#reach(isOfOperation, () =>
        this.#write(write, work, observer, isOfOperation ? () => this.#heardAgain : () => never),
      ),
    );
    return {
      ...stores,
      transaction: (work) =>
        this.#reach(true, async () => {
          try {
            return await this.#transaction(stored, observer, work);
          } catch (error) {
            if (!(error instanceof Killed)) throw error;
            await this.#heardAgain;
            return this.#transaction(stored, observer, work).catch(() => never);
          }
        }),
    };
  }

  async #transaction<Result>(
    stored: StateDatabase,
    observer: WriteObserver,
    work: (stores: StateStores) => Promise<Result>,
  ): Promise<Result> {
    if (this.#isAway()) throw away();
    const made: (readonly [StateWrite, unknown])[] = [];
    const result = await stored.transaction(async (inside) => {
      const seen = await work(
        this.#stores(inside, async (write, perform, isOfOperation) => {
          const isStale = write?.store === 'operations' && !isOfOperation;
          if (isStale ? !this.isAlive : this.#isGone) throw new Killed();
          this.#activity.seen();
          if (write) observer.before(write);
          if (this.#isGone) throw new Killed();
          const wrote = await perform();
          if (write) made.push([write, wrote]);
          return wrote;
        }),
      );
      if (this.#isGone) throw new Killed();
      return seen;
    });
    for (const [write, wrote] of made) observer.after(write, wrote);
    return result;
  }

  async #write<Result>(
    write: StateWrite | undefined,
    work: () => Promise<Result>,
    observer: WriteObserver,
    heardAgain: () => Promise<void>,
  ): Promise<Result> {
    if (!write) return work();
    if (this.#isAway()) throw away();
    observer.before(write);
    if (!this.isAlive) await heardAgain();
    const result = await work();
    observer.after(write, result);
    return result;
  }

  #stores(
    stored: StateStores,
    call: <Result>(
      write: StateWrite | undefined,
      work: () => Promise<Result>,
      isOfOperation: boolean,
    ) => Promise<Result>,
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
          return call(write, perform, store === 'operations' && !beginsOrAsks(method, args));
        },
      ]);
      return [store, Object.fromEntries(methods)];
    });
    return Object.fromEntries(wrapped) as unknown as StateStores;
  }
}

const READS =
  /^(find|list|active|steps|events|redemptionOf|wasRedeemed|count|watched|next|makers|head|hashOf|hasBehind|check|unsettled|get|short|attempts)/;

/** Claims, reads or changes an operation without its token: what an overtaken life begins is not late. */
function beginsOrAsks(method: string, args: readonly unknown[]): boolean {
  return method === 'claim' || method === 'find' || (method === 'transition' && args[4] === undefined);
}

function away(): AppError {
  return new AppError('STATE_DATABASE_UNAVAILABLE');
}
