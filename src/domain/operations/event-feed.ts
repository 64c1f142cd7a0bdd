/** Appends an event to the table, then notifies the followers of its operation. */
import type { Clock } from '../ports/machine.js';
import type { OperationStore } from '../ports/operation-store.js';
import type { StateStores } from '../ports/state-database.js';
import { Newest } from '../types/newest.js';
import { type FollowedEvent, isTerminal, type OperationEvent } from '../types/operation.js';

const BATCH = 200;

/** What comes after an event, and whether more can come. */
interface Batch {
  readonly over: boolean;
  readonly found: readonly FollowedEvent[];
}

/** Who is notified of a change. */
interface Followers {
  /** By operation, while someone follows it. */
  readonly of: Map<string, OperationFollowers<Batch>>;
  /** Of every operation, by its ID. */
  readonly ofAny: Set<Newest<string>>;
}

export class EventFeed {
  readonly #operations: OperationStore;
  readonly #clock: Clock;
  readonly #followers: Followers;
  readonly #onEnd: () => void;

  /** `onEnd`: called after each operation that has ended. */
  constructor(
    operations: OperationStore,
    clock: Clock,
    onEnd: () => void = () => {},
    followers: Followers = { of: new Map(), ofAny: new Set() },
  ) {
    this.#operations = operations;
    this.#clock = clock;
    this.#onEnd = onEnd;
    this.#followers = followers;
  }

  /** A feed of the same followers that records through another store, such as one that retries. */
  withStore(operations: OperationStore): EventFeed {
    return new EventFeed(operations, this.#clock, this.#onEnd, this.#followers);
  }

  async record(event: Omit<OperationEvent, 'sequence' | 'at'>): Promise<void> {
    await this.#operations.appendEvent({ ...event, at: this.#clock.now() });
    this.wake(event.operationId);
  }

  /** The same in a transaction, together with what it reports. Wake its followers after it. */
  async sayWith(
    { operations }: Pick<StateStores, 'operations'>,
    operationId: string,
    message: string,
    level: OperationEvent['level'] = 'INFORMATION',
  ): Promise<void> {
    const at = this.#clock.now();
    await operations.appendEvent({ operationId, step: undefined, level, percent: undefined, message, at });
  }

  /** Records an event of the operation that belongs to no step. */
  async say(
    operationId: string,
    message: string,
    level: OperationEvent['level'] = 'INFORMATION',
  ): Promise<void> {
    await this.record({ operationId, step: undefined, level, percent: undefined, message });
  }

  /** Its end is recorded. */
  ended(operationId: string): void {
    this.wake(operationId);
    this.#onEnd();
  }

  wake(operationId: string): void {
    this.#followers.of.get(operationId)?.notify();
    for (const news of this.#followers.ofAny) news.put(operationId, operationId);
  }

  /**
   * The IDs in `known`, then that of each operation that changes, until `signal` aborts. Changes that were
   * not taken yet are one.
   */
  async *changes(known: () => Promise<readonly string[]>, signal: AbortSignal): AsyncIterable<string> {
    const news = new Newest<string>();
    // Before the read, so that a change during it is not missed.
    this.#followers.ofAny.add(news);
    try {
      for (const id of await known()) news.put(id, id);
      yield* news.take(signal);
    } finally {
      this.#followers.ofAny.delete(news);
    }
  }

  /**
   * The recorded events after `after`, then new ones, until the operation is over. They come from the table, so that none is lost or repeated.
   * Followers share the objects and must not change them.
   */
  async *follow(operationId: string, after: number, signal: AbortSignal): AsyncIterable<FollowedEvent> {
    const followers = this.#addFollower(operationId);
    let wake = () => {};
    const leave = () => wake();
    signal.addEventListener('abort', leave);
    let last = after;
    try {
      while (!signal.aborted) {
        // Before the read, so that a notification during it is not missed.
        const next = followers.next();
        wake = next.resolve;
        const { over, found } = await followers.shared(last, () => this.#readBatch(operationId, last));
        for (const followed of found) {
          yield followed;
          last = followed.event.sequence;
        }
        if (found.length === 0 && over) break;
        if (found.length === 0) await next.promise;
      }
    } finally {
      signal.removeEventListener('abort', leave);
      if (followers.remove()) this.#followers.of.delete(operationId);
    }
  }

  #addFollower(operationId: string): OperationFollowers<Batch> {
    const followers = this.#followers.of.get(operationId) ?? new OperationFollowers<Batch>();
    this.#followers.of.set(operationId, followers);
    followers.add();
    return followers;
  }

  async #readBatch(operationId: string, last: number): Promise<Batch> {
    const operation = await this.#operations.find(operationId);
    if (operation === undefined) return { over: true, found: [] };
    // Read before the events: an operation that is over gets no more.
    const events = await this.#operations.events(operationId, last, BATCH);
    return { over: isTerminal(operation.state), found: events.map((event) => ({ operation, event })) };
  }
}

/** The followers of one operation: notifies them, and shares their reads. */
class OperationFollowers<Batch> {
  #followers = 0;
  readonly #waiting = new Set<() => void>();
  /** By the last event that the caller has. */
  readonly #reads = new Map<number, Promise<Batch>>();

  /** `promise` resolves at the next notification, or by `resolve`, which wakes this follower alone. */
  next(): { readonly promise: Promise<void>; readonly resolve: () => void } {
    const next = Promise.withResolvers<void>();
    this.#waiting.add(next.resolve);
    return next;
  }

  notify(): void {
    this.#reads.clear();
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const resolve of waiting) resolve();
  }

  /** Followers with the same last event share one read until the next notification. */
  shared(last: number, readBatch: () => Promise<Batch>): Promise<Batch> {
    const known = this.#reads.get(last);
    if (known) return known;
    const read = readBatch();
    this.#reads.set(last, read);
    // The next caller reads again.
    read.catch(() => {
      if (this.#reads.get(last) === read) this.#reads.delete(last);
    });
    return read;
  }

  add(): void {
    this.#followers += 1;
  }

  /** True when that was the last one. */
  remove(): boolean {
    this.#followers -= 1;
    return this.#followers === 0;
  }
}
