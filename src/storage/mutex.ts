/** First come, first served. One connection can hold one transaction, so everyone else waits here, in the order of arrival. */
import { DatabaseError } from './database-error.js';

export type Unlock = () => void;

interface Waiter {
  readonly enter: () => void;
  readonly refuse: (error: Error) => void;
}

export class Mutex {
  readonly #waiting = new Set<Waiter>();
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
    for (const waiter of this.#waiting) waiter.refuse(closedError());
    this.#waiting.clear();
  }

  #turn(waitMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        enter: () => {
          clearTimeout(timer);
          resolve();
        },
        refuse: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(waiter);
        reject(
          new DatabaseError('BUSY', `Another transaction held the database for more than ${waitMs} ms.`),
        );
      }, waitMs);
      this.#waiting.add(waiter);
    });
  }

  /** Stays held when someone waits: no other transaction gets in between. */
  #passOn(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#held = false;
      return;
    }
    this.#waiting.delete(next);
    next.enter();
  }
}

function closedError(): DatabaseError {
  return new DatabaseError('CLOSED', 'The database was closed.');
}
