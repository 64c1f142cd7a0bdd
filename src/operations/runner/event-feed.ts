/** Record first, announce second: appends an event, then wakes whoever follows that operation. */
import { setMaxListeners } from 'node:events';
import type { Clock } from '../ports/machine.js';
import type { OperationStore } from '../ports/operation-store.js';
import { isTerminal, type OperationEvent } from '../words/operation.js';

/** A follower looks again this often even when nobody woke it. */
const LOOK_AGAIN_MS = 1000;
const BATCH = 200;

export class EventFeed {
  readonly #operations: OperationStore;
  readonly #clock: Clock;
  readonly #waiting: Map<string, Set<() => void>>;

  constructor(operations: OperationStore, clock: Clock, waiting = new Map<string, Set<() => void>>()) {
    this.#operations = operations;
    this.#clock = clock;
    this.#waiting = waiting;
  }

  /** The same followers, recorded for through another store, such as a patient one. */
  over(operations: OperationStore): EventFeed {
    return new EventFeed(operations, this.#clock, this.#waiting);
  }

  async record(event: Omit<OperationEvent, 'sequence' | 'at'>): Promise<void> {
    await this.#operations.appendEvent({ ...event, at: this.#clock.now() });
    this.wake(event.operationId);
  }

  wake(operationId: string): void {
    for (const resume of this.#waiting.get(operationId) ?? []) resume();
  }

  /** The recorded events after `after`, then new ones, until the operation is over. The table is the truth: none lost, none twice. */
  async *follow(operationId: string, after: number, signal: AbortSignal): AsyncIterable<OperationEvent> {
    setMaxListeners(0, signal);
    let last = after;
    while (!signal.aborted) {
      const woken = this.#wakeUp(operationId, signal);
      const over = await this.#isOver(operationId);
      const events = await this.#operations.events(operationId, last, BATCH);
      for (const event of events) {
        yield event;
        last = event.sequence;
      }
      if (events.length === 0 && over) break;
      if (events.length === 0) await woken.promise;
      woken.cancel();
    }
  }

  /** Asked before the events are read: what is over then can't say more. */
  async #isOver(operationId: string): Promise<boolean> {
    const operation = await this.#operations.find(operationId);
    return operation === undefined || isTerminal(operation.state);
  }

  #wakeUp(operationId: string, signal: AbortSignal): { promise: Promise<void>; cancel: () => void } {
    const waiting = this.#waiting.get(operationId) ?? new Set();
    this.#waiting.set(operationId, waiting);
    let cancel = () => {};
    const promise = new Promise<void>((resolve) => {
      const timer = setTimeout(() => cancel(), LOOK_AGAIN_MS);
      cancel = () => {
        clearTimeout(timer);
        waiting.delete(cancel);
        signal.removeEventListener('abort', cancel);
        if (waiting.size === 0 && this.#waiting.get(operationId) === waiting)
          this.#waiting.delete(operationId);
        resolve();
      };
      waiting.add(cancel);
      signal.addEventListener('abort', cancel);
    });
    return { promise, cancel: () => cancel() };
  }
}
