/** Record first, announce second: appends an event, then wakes the subscribers of that operation. */
import type { Clock } from '../ports/machine.js';
import type { OperationStore } from '../ports/operation-store.js';
import { type FollowedEvent, isTerminal, type OperationEvent } from '../types/operation.js';

const BATCH = 200;

/** What comes after an event, and whether more can come. */
interface Batch {
  readonly over: boolean;
  readonly found: readonly FollowedEvent[];
}

export class EventFeed {
  readonly #operations: OperationStore;
  readonly #clock: Clock;
  /** By operation, while someone follows it. */
  readonly #news: Map<string, OperationNews<Batch>>;
  readonly #isOver: () => void;

  /** `isOver`: called after each operation that has ended. */
  constructor(
    operations: OperationStore,
    clock: Clock,
    isOver: () => void = () => {},
    news = new Map<string, OperationNews<Batch>>(),
  ) {
    this.#operations = operations;
    this.#clock = clock;
    this.#isOver = isOver;
    this.#news = news;
  }

  /** The same followers, recorded for through another store, such as a patient one. */
  over(operations: OperationStore): EventFeed {
    return new EventFeed(operations, this.#clock, this.#isOver, this.#news);
  }

  async record(event: Omit<OperationEvent, 'sequence' | 'at'>): Promise<void> {
    await this.#operations.appendEvent({ ...event, at: this.#clock.now() });
    this.wake(event.operationId);
  }

  /** Of the whole operation, and of none of its steps. */
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
    this.#isOver();
  }

  wake(operationId: string): void {
    this.#news.get(operationId)?.announce();
  }

  /**
   * The recorded events after `after`, then new ones, until the operation is over. The table is the truth: none lost, none twice. All who
   * get an event at the same time are given the very same object: no one changes it.
   */
  async *follow(operationId: string, after: number, signal: AbortSignal): AsyncIterable<FollowedEvent> {
    const news = this.#enter(operationId);
    let wake = () => {};
    const leave = () => wake();
    signal.addEventListener('abort', leave);
    let last = after;
    try {
      while (!signal.aborted) {
        // Asked for before the read: what is announced meanwhile isn't missed.
        const next = news.next();
        wake = next.resolve;
        const { over, found } = await news.shared(last, () => this.#readBatch(operationId, last));
        for (const followed of found) {
          yield followed;
          last = followed.event.sequence;
        }
        if (found.length === 0 && over) break;
        if (found.length === 0) await next.promise;
      }
    } finally {
      signal.removeEventListener('abort', leave);
      if (news.leave()) this.#news.delete(operationId);
    }
  }

  #enter(operationId: string): OperationNews<Batch> {
    const news = this.#news.get(operationId) ?? new OperationNews<Batch>();
    this.#news.set(operationId, news);
    news.enter();
    return news;
  }

  async #readBatch(operationId: string, last: number): Promise<Batch> {
    const operation = await this.#operations.find(operationId);
    if (operation === undefined) return { over: true, found: [] };
    // Asked before the events are read: what is over then can't say more.
    const events = await this.#operations.events(operationId, last, BATCH);
    return { over: isTerminal(operation.state), found: events.map((event) => ({ operation, event })) };
  }
}

/** Those who follow one operation: what wakes them, and what was read for all of them since. */
class OperationNews<Batch> {
  #followers = 0;
  readonly #waiting = new Set<() => void>();
  /** By the last event that the caller has. */
  readonly #reads = new Map<number, Promise<Batch>>();

  /** `promise` resolves once there may be something new, or by `resolve`: anyone who leaves wakes no one else. */
  next(): { readonly promise: Promise<void>; readonly resolve: () => void } {
    const next = Promise.withResolvers<void>();
    this.#waiting.add(next.resolve);
    return next;
  }

  announce(): void {
    this.#reads.clear();
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const resolve of waiting) resolve();
  }

  /** One read serves all followers who have come as far, until the next event. */
  shared(last: number, readBatch: () => Promise<Batch>): Promise<Batch> {
    const known = this.#reads.get(last);
    if (known) return known;
    const read = readBatch();
    this.#reads.set(last, read);
    // The next caller asks again.
    read.catch(() => {
      if (this.#reads.get(last) === read) this.#reads.delete(last);
    });
    return read;
  }

  enter(): void {
    this.#followers += 1;
  }

  /** True when that was the last one. */
  leave(): boolean {
    this.#followers -= 1;
    return this.#followers === 0;
  }
}
