/** First come, first served. One connection can hold one transaction, so everyone else waits here, in the order of arrival. */
import { closedError, DatabaseError } from './database-error.js';

export type Unlock = () => void;

export class Mutex {
  readonly #waiting = new Set<PromiseWithResolvers<void>>();
  #held = false;
  #closed = false;

  /** Resolves with the function that unlocks (a second call does nothing); rejects after `waitMs`, so that a hung holder is noticed. */
  async lock(waitMs: number): Promise<Unlock> {
    if (this.#closed) throw closedError();
    if (this.#held) await this.#turn(waitMs);
    this.#held = true;
    let unlocked = false;
    return () => {
      if (unlocked) return;
      unlocked = true;
      this.#passOn();
    };
  }

  /** Turns away those who wait and those who come. */
  close(): void {
    this.#closed = true;
    for (const waiter of this.#waiting) waiter.reject(closedError());
    this.#waiting.clear();
  }

  async #turn(waitMs: number): Promise<void> {
    const turn = Promise.withResolvers<void>();
    this.#waiting.add(turn);
    const timer = setTimeout(() => {
      this.#waiting.delete(turn);
      turn.reject(
        new DatabaseError('BUSY', `Another transaction held the database for more than ${waitMs} ms.`),
      );
    }, waitMs);
    return turn.promise.finally(() => clearTimeout(timer));
  }

  /** Stays held when someone waits: no other transaction gets in between. */
  #passOn(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#held = false;
      return;
    }
    this.#waiting.delete(next);
    next.resolve();
  }
}
